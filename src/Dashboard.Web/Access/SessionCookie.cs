using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Dashboard.Web.Access;

/// <summary>The cookies: of somebody who is signed in, and of somebody who gave the password and has a step to go.</summary>
internal static class SessionCookie
{
    /// <summary>Scheme of the cookie between two steps.</summary>
    public const string Pending = "Pending";

    /// <summary>Claim of that cookie: the account.</summary>
    public const string AccountClaim = "account";

    private static readonly PathString[] ForPrograms = ["/export", "/data/uploads", "/data/imports", "/_blazor"];

    public static void Configure(CookieAuthenticationOptions options)
    {
        Harden(options, "dashboard.session");
        options.ExpireTimeSpan = AccessDirectory.Longest;
        options.Events.OnValidatePrincipal = context =>
        {
            if (!context.HttpContext.RequestServices.GetRequiredService<AccessDirectory>().ViewerOf(context.Principal).IsSomebody)
                context.RejectPrincipal();
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = context =>
        {
            var http = context.HttpContext;
            if (IsForProgram(http.Request))
                return Answer(http, StatusCodes.Status401Unauthorized, "Sign in first, or give a token.");
            var isNew = !http.RequestServices.GetRequiredService<AccessDirectory>().HasAccounts;
            http.Response.Redirect(isNew ? "/set-up" : Urls.SignIn(http.Request.Path + http.Request.QueryString));
            return Task.CompletedTask;
        };
        options.Events.OnRedirectToAccessDenied = context =>
        {
            if (IsForProgram(context.HttpContext.Request))
                return Answer(context.HttpContext, StatusCodes.Status403Forbidden, "Your account may not do this. An administrator can change that under Accounts.");
            context.HttpContext.Response.Redirect("/denied");
            return Task.CompletedTask;
        };
    }

    public static void ConfigurePending(CookieAuthenticationOptions options)
    {
        Harden(options, "dashboard.pending");
        options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        options.SlidingExpiration = false;
    }

    /// <summary>Notes that somebody gave the right password, for the next step.</summary>
    public static Task HoldAsync(HttpContext http, Account account) =>
        http.SignInAsync(Pending, new ClaimsPrincipal(new ClaimsIdentity([new Claim(AccountClaim, account.Id)], Pending)));

    /// <summary>Who gave the right password and has a step to go; null when nobody did, or too long ago.</summary>
    public static async Task<string?> HeldAsync(HttpContext http) =>
        (await http.AuthenticateAsync(Pending)).Principal?.FindFirstValue(AccountClaim);

    private static void Harden(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
    }

    // Files, uploads and the connection of an open page are asked for by scripts and programs, which a form to sign in would only confuse.
    private static bool IsForProgram(HttpRequest request) => ForPrograms.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    private static Task Answer(HttpContext http, int status, string words)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(words);
    }
}
