using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Dashboard.Web.Access;

/// <summary>
/// What the forms at the door send. Each is protected against forgery by the token in its form, and limited in number. Whether a name exists can't be told from an answer: a wrong name and a wrong password look alike and take
/// alike.
/// </summary>
public static class AccessEndpoints
{
    private const string Wrong = "wrong";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var door = routes.MapGroup("/access").AllowAnonymous();
        door.MapPost("/set-up", SetUpAsync).RequireRateLimiting(AccessSetup.SignInLimit);
        door.MapPost("/sign-in", SignInAsync).RequireRateLimiting(AccessSetup.SignInLimit);
        door.MapPost("/code", CodeAsync).RequireRateLimiting(AccessSetup.SignInLimit);
        door.MapPost("/new-password", NewPasswordAsync).RequireRateLimiting(AccessSetup.SignInLimit);
        door.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> SetUpAsync([FromForm] string? token, [FromForm] string? name, [FromForm] string? password, [FromForm] string? again, HttpContext http, SetUpToken secret, AccountService accounts, AccessDirectory directory, AuditLog audit)
    {
        if (!secret.Is(token))
            return Back("That is not the token that this start of the program printed on its console. Copy it from there.");
        if (password != again)
            return Back("The two passwords differ. Type them again.");
        try
        {
            var account = await accounts.CreateFirstAsync(name ?? "", password ?? "");
            await audit.AppendAsync(account.UserName!, new AuditEntry("account.create", account.UserName!, null, "First administrator"), CancellationToken.None);
            return await EnterAsync(http, account, "/", directory, audit);
        }
        catch (ArgumentException e)
        {
            return Back(e.Message);
        }

        IResult Back(string problem) => Results.LocalRedirect($"/set-up?problem={Uri.EscapeDataString(problem)}&token={Uri.EscapeDataString(token ?? "")}");
    }

    private static async Task<IResult> SignInAsync([FromForm] string? name, [FromForm] string? password, [FromForm] string? back, HttpContext http, UserManager<Account> users, AccessDirectory directory, AuditLog audit)
    {
        var account = string.IsNullOrWhiteSpace(name) ? null : await users.FindByNameAsync(name.Trim());
        if (account is null)
        {
            // As much work as for a name that exists.
            users.PasswordHasher.HashPassword(new Account(), password ?? "");
            await audit.AppendAsync("nobody", new AuditEntry("sign-in.failed", "unknown name"), CancellationToken.None);
            return Again(Wrong);
        }

        if (await users.IsLockedOutAsync(account))
        {
            users.PasswordHasher.HashPassword(account, password ?? "");
            return Again(Wrong);
        }

        if (!await users.CheckPasswordAsync(account, password ?? "") || account.IsDisabled)
        {
            await users.AccessFailedAsync(account);
            await audit.AppendAsync("nobody", new AuditEntry("sign-in.failed", account.UserName!, null, await users.IsLockedOutAsync(account) ? "Locked for a while after too many tries" : null), CancellationToken.None);
            return Again(Wrong);
        }

        if (account.TwoFactorEnabled)
        {
            await SessionCookie.HoldAsync(http, account);
            return Results.LocalRedirect(Urls.AtDoor("/sign-in/code", back));
        }

        await users.ResetAccessFailedCountAsync(account);
        return await OnAsync(http, account, back, directory, audit);

        IResult Again(string problem) => Results.LocalRedirect(Urls.AtDoor("/sign-in", back, problem));
    }

    private static async Task<IResult> CodeAsync([FromForm] string? code, [FromForm] string? back, HttpContext http, UserManager<Account> users, UsedCodes used, AccessDirectory directory, AuditLog audit)
    {
        if (await SessionCookie.HeldAsync(http) is not { } id || await users.FindByIdAsync(id) is not { } account)
            return Results.LocalRedirect(Urls.AtDoor("/sign-in", back, "late"));
        var typed = AccountService.Digits(code ?? "");
        var isRight = !await users.IsLockedOutAsync(account)
            && ((await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, typed) && used.Take(account.Id, typed))
                || (typed.Length > 6 && (await users.RedeemTwoFactorRecoveryCodeAsync(account, (code ?? "").Trim())).Succeeded));
        if (!isRight)
        {
            await users.AccessFailedAsync(account);
            await audit.AppendAsync("nobody", new AuditEntry("sign-in.failed", account.UserName!, null, "Second factor"), CancellationToken.None);
            return Results.LocalRedirect(Urls.AtDoor("/sign-in/code", back, Wrong));
        }

        await users.ResetAccessFailedCountAsync(account);
        await http.SignOutAsync(SessionCookie.Pending);
        return await OnAsync(http, account, back, directory, audit);
    }

    private static async Task<IResult> NewPasswordAsync([FromForm] string? password, [FromForm] string? again, [FromForm] string? back, HttpContext http, AccountService accounts, AccessDirectory directory, AuditLog audit)
    {
        if (await SessionCookie.HeldAsync(http) is not { } id || await accounts.FindAsync(id) is not { MustChangePassword: true } account)
            return Results.LocalRedirect(Urls.AtDoor("/sign-in", back, "late"));
        try
        {
            if (password != again)
                throw new ArgumentException("The two passwords differ. Type them again.");
            await accounts.ChangePasswordAsync(id, old: null, password ?? "", exceptSession: null);
        }
        catch (ArgumentException e)
        {
            return Results.LocalRedirect(Urls.AtDoor("/sign-in/new-password", back, e.Message));
        }

        await http.SignOutAsync(SessionCookie.Pending);
        await audit.AppendAsync(account.UserName!, new AuditEntry("account.password", account.UserName!), CancellationToken.None);
        return await EnterAsync(http, account, back, directory, audit);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, AccountService accounts, AccessDirectory directory, AuditLog audit, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest("This page is too old to sign out from. Reload it and try again.");
        if (directory.AccountIdOf(http.User) is { } id)
        {
            await accounts.EndAsync(id, http.User.FindFirst(AccessDirectory.SessionClaim)!.Value);
            await audit.AppendAsync(http.User.Identity!.Name!, new AuditEntry("sign-out", http.User.Identity.Name!), CancellationToken.None);
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/sign-in");
    }

    // The password was right: on to the next step, or in.
    private static async Task<IResult> OnAsync(HttpContext http, Account account, string? back, AccessDirectory directory, AuditLog audit)
    {
        if (!account.MustChangePassword)
            return await EnterAsync(http, account, back, directory, audit);
        await SessionCookie.HoldAsync(http, account);
        return Results.LocalRedirect(Urls.AtDoor("/sign-in/new-password", back));
    }

    private static async Task<IResult> EnterAsync(HttpContext http, Account account, string? back, AccessDirectory directory, AuditLog audit)
    {
        var principal = await directory.BeginAsync(account, http.Request.Headers.UserAgent.ToString());
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, principal);
        await audit.AppendAsync(account.UserName!, new AuditEntry("sign-in", account.UserName!), CancellationToken.None);
        return Results.LocalRedirect(Urls.Local(back));
    }
}
