using System.Security.Cryptography;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>What administrators and people themselves do to accounts. Every message says what to do.</summary>
/// <param name="scopes">For Identity's managers, one for each task.</param>
/// <param name="directory">Who is who.</param>
/// <param name="time">The clock.</param>
public sealed class AccountService(IServiceScopeFactory scopes, AccessDirectory directory, TimeProvider time)
{
    /// <summary>Letters of the shortest password.</summary>
    public const int ShortestPassword = 12;

    /// <summary>All accounts by name.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Users(scope).Users.AsNoTracking().OrderBy(a => a.NormalizedUserName).ToListAsync();
    }

    /// <summary>An account; null when there is none.</summary>
    public async Task<Account?> FindAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Users(scope).FindByIdAsync(id);
    }

    /// <summary>Makes an account.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="role">Its role.</param>
    /// <param name="mustChange">Whether the password must be replaced at the first sign-in.</param>
    /// <exception cref="ArgumentException">The name is taken or impossible, or the password is too weak.</exception>
    public async Task<Account> CreateAsync(string name, string password, Role role, bool mustChange)
    {
        await using var scope = scopes.CreateAsyncScope();
        var account = new Account { UserName = name.Trim(), Role = role, MustChangePassword = mustChange, CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(), LockoutEnabled = true };
        Accept(await Users(scope).CreateAsync(account, password));
        directory.Refresh();
        return account;
    }

    /// <summary>Makes the first account, unless there is one.</summary>
    /// <exception cref="ArgumentException">There is an account already, the name is impossible, or the password is too weak.</exception>
    public async Task<Account> CreateFirstAsync(string name, string password)
    {
        await first.WaitAsync();
        try
        {
            if ((await ListAsync()).Count > 0)
                throw new ArgumentException("The site is set up already. Sign in.");
            return await CreateAsync(name, password, Role.Administrator, mustChange: false);
        }
        finally
        {
            first.Release();
        }
    }

    /// <summary>Changes what an account is for.</summary>
    /// <param name="id">The account.</param>
    /// <param name="change">Sets role, masking, rows, or disables it.</param>
    /// <exception cref="ArgumentException">No administrator would be left.</exception>
    public async Task ChangeAsync(string id, Action<Account> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Reload the page.");
        change(account);
        if (!IsAdministrator(account) && !await users.Users.AnyAsync(a => a.Id != id && a.Role == Role.Administrator && !a.IsDisabled && a.Countries == "" && a.Brands == ""))
            throw new ArgumentException("This is the last administrator: nobody could let anybody in any more. Make another account an administrator first.");
        Accept(await users.UpdateAsync(account));
        directory.Refresh();
    }

    /// <summary>Gives an account a new password that must be replaced at the next sign-in, and ends its sessions.</summary>
    /// <returns>The password, which is shown once.</returns>
    public async Task<string> ResetPasswordAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Reload the page.");
        var password = NewPassword();
        Accept(await users.ResetPasswordAsync(account, await users.GeneratePasswordResetTokenAsync(account), password));
        account.MustChangePassword = true;
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        Accept(await users.UpdateAsync(account));
        await EndAllAsync(id, except: null);
        return password;
    }

    /// <summary>Replaces somebody's own password, and ends their other sessions.</summary>
    /// <param name="id">The account.</param>
    /// <param name="old">The password so far; null when an administrator's password is being replaced at sign-in, where it was just given.</param>
    /// <param name="password">The new one.</param>
    /// <param name="exceptSession">The session that goes on.</param>
    /// <exception cref="ArgumentException">The old one is wrong, or the new one too weak or the same.</exception>
    public async Task ChangePasswordAsync(string id, string? old, string password, string? exceptSession)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Sign in again.");
        if (await users.CheckPasswordAsync(account, password))
            throw new ArgumentException("That is the password you have. Choose another.");
        if (old is not null)
            Accept(await users.ChangePasswordAsync(account, old, password));
        else
            Accept(await users.ResetPasswordAsync(account, await users.GeneratePasswordResetTokenAsync(account), password));
        account.MustChangePassword = false;
        Accept(await users.UpdateAsync(account));
        await EndAllAsync(id, exceptSession);
    }

    /// <summary>A new key for an authenticator app; it counts once <see cref="ConfirmAuthenticatorAsync"/> has seen a code of it.</summary>
    /// <returns>The key in base 32.</returns>
    public async Task<string> NewAuthenticatorKeyAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Sign in again.");
        Accept(await users.ResetAuthenticatorKeyAsync(account));
        return (await users.GetAuthenticatorKeyAsync(account))!;
    }

    /// <summary>Turns the second factor on.</summary>
    /// <returns>Codes for the day on which the app is lost, each for once.</returns>
    /// <exception cref="ArgumentException">The code is not the app's.</exception>
    public async Task<IReadOnlyList<string>> ConfirmAuthenticatorAsync(string id, string code)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Sign in again.");
        if (!await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, Digits(code)))
            throw new ArgumentException("That is not the code of this key. Look at the app again, and check that the clocks of both devices are right.");
        Accept(await users.SetTwoFactorEnabledAsync(account, true));
        return [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, 8) ?? []];
    }

    /// <summary>Turns the second factor off: by the person, or by an administrator when the app and the codes are lost.</summary>
    public async Task RemoveAuthenticatorAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = Users(scope);
        var account = await FoundAsync(users, id, "Reload the page.");
        Accept(await users.SetTwoFactorEnabledAsync(account, false));
        Accept(await users.ResetAuthenticatorKeyAsync(account));
    }

    /// <summary>Sessions of an account that are alive, the last used first.</summary>
    public async Task<IReadOnlyList<SessionRecord>> SessionsAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sessions = await Context(scope).Sessions.AsNoTracking().Where(s => s.AccountId == id && s.RevokedAt == null).ToListAsync();
        return [.. sessions.Where(directory.IsLive).OrderByDescending(s => s.SeenAt)];
    }

    /// <summary>Ends one session of an account.</summary>
    public async Task EndAsync(string id, string session)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var scope = scopes.CreateAsyncScope();
        await Context(scope).Sessions.Where(s => s.AccountId == id && s.Id == session && s.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now));
        directory.Refresh();
    }

    /// <summary>Ends all sessions of an account but one.</summary>
    public async Task EndAllAsync(string id, string? except)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var scope = scopes.CreateAsyncScope();
        await Context(scope).Sessions.Where(s => s.AccountId == id && s.Id != except && s.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now));
        directory.Refresh();
    }

    /// <summary>Tokens of an account that are alive, the newest first.</summary>
    public async Task<IReadOnlyList<TokenRecord>> TokensAsync(string id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var tokens = await Context(scope).ApiTokens.AsNoTracking().Where(t => t.AccountId == id && t.RevokedAt == null).ToListAsync();
        return [.. tokens.Where(directory.IsLive).OrderByDescending(t => t.Id)];
    }

    /// <summary>Makes a token.</summary>
    /// <param name="id">The account for which it stands.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="may">What it may at most.</param>
    /// <param name="days">How long it lives, 1 to 365 days.</param>
    /// <returns>The secret, which is shown once.</returns>
    /// <exception cref="ArgumentException">The name is empty, or the days are out of range.</exception>
    public async Task<string> CreateTokenAsync(string id, string name, Permission may, int days)
    {
        if (name.Trim() is not { Length: > 0 and <= 100 } clean)
            throw new ArgumentException("Say in up to 100 letters what the token is for, so that it can be told from others later.");
        if (days is < 1 or > 365)
            throw new ArgumentException("A token lives 1 to 365 days.");
        var secret = "dsh_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var context = Context(scope);
        context.ApiTokens.Add(new TokenRecord { AccountId = id, Name = clean, Hash = AccessDirectory.HashOf(secret), May = may, CreatedAt = now.ToUnixTimeSeconds(), ExpiresAt = now.AddDays(days).ToUnixTimeSeconds() });
        await context.SaveChangesAsync();
        directory.Refresh();
        return secret;
    }

    /// <summary>Ends a token of an account.</summary>
    public async Task EndTokenAsync(string id, long token)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using var scope = scopes.CreateAsyncScope();
        await Context(scope).ApiTokens.Where(t => t.AccountId == id && t.Id == token && t.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now));
        directory.Refresh();
    }

    /// <summary>A password that nobody guesses: 20 of 32 letters and digits that can't be mistaken, 100 bits.</summary>
    internal static string NewPassword() => string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 4)));

    /// <summary>A code as typed, without the spaces of the app.</summary>
    internal static string Digits(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private static readonly SemaphoreSlim first = new(1, 1);

    private static UserManager<Account> Users(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

    private static async Task<Account> FoundAsync(UserManager<Account> users, string id, string next) =>
        await users.FindByIdAsync(id) ?? throw new ArgumentException($"There is no such account any more. {next}");

    private static AccountsDbContext Context(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<AccountsDbContext>();

    private static bool IsAdministrator(Account account) => account is { Role: Role.Administrator, IsDisabled: false, Rows: null };

    private static void Accept(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new ArgumentException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }
}
