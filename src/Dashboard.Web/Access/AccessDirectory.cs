using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Services.Access;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>
/// Who is behind a request: accounts, sessions and tokens as they are now, kept in memory and read again when any process has changed the file (looked for every two seconds). A session that was ended, a role that was
/// changed or an account that was disabled counts from the next thing somebody does, in open pages too.
/// </summary>
/// <param name="contexts">The file.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where what could not be noted is told.</param>
public sealed partial class AccessDirectory(IDbContextFactory<AccountsDbContext> contexts, TimeProvider time, ILogger<AccessDirectory> log) : IDisposable
{
    /// <summary>Claim that names a session.</summary>
    public const string SessionClaim = "session";

    /// <summary>Claim that names a token.</summary>
    public const string TokenClaim = "token";

    /// <summary>Authentication type of somebody who was let in without signing in.</summary>
    public const string OpenScheme = "Open";

    /// <summary>How long a session lives that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>How long a session lives at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan NoteUse = TimeSpan.FromMinutes(5);

    private readonly Lock sync = new();
    private AccountsDbContext? watching;
    private DateTimeOffset looked;
    private long version = -1;
    private bool isStopped;
    private State state = State.Empty;

    /// <summary>Whether there is an account at all.</summary>
    public bool HasAccounts => Current().Accounts.Count > 0;

    /// <summary>Key of the pseudonyms that masked viewers see; random, made once.</summary>
    public string PseudonymKey => Current().PseudonymKey;

    /// <summary>Forgets what it knows, so that the next question reads the file: call it after a change.</summary>
    public void Refresh()
    {
        lock (sync)
            looked = default;
    }

    /// <summary>Who a principal is now; <see cref="Viewer.Nobody"/> when it is unknown, disabled, ended or too old.</summary>
    /// <param name="principal">From a cookie, a token or the open mode.</param>
    public Viewer ViewerOf(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not { IsAuthenticated: true } identity)
            return Viewer.Nobody;
        if (identity.AuthenticationType == OpenScheme)
            return Viewer.Operator(PseudonymKey) with { Name = "visitor" };
        var now = Current();
        if (principal.FindFirstValue(SessionClaim) is { } session)
            return now.Sessions.TryGetValue(session, out var found) && IsLive(found) && now.Accounts.TryGetValue(found.AccountId, out var account) ? ViewerOf(account, now) : Viewer.Nobody;
        if (principal.FindFirstValue(TokenClaim) is { } token)
            return now.Tokens.TryGetValue(token, out var secret) && IsLive(secret) && now.Accounts.TryGetValue(secret.AccountId, out var owner) ? Through(secret, ViewerOf(owner, now)) : Viewer.Nobody;
        return Viewer.Nobody;
    }

    /// <summary>Id of the account behind a principal's session; null when there is none.</summary>
    /// <param name="principal">The principal.</param>
    public string? AccountIdOf(ClaimsPrincipal principal) =>
        ViewerOf(principal).IsSomebody && principal.FindFirstValue(SessionClaim) is { } session && Current().Sessions.TryGetValue(session, out var found) ? found.AccountId : null;

    /// <summary>Begins a session.</summary>
    /// <param name="account">Who signed in.</param>
    /// <param name="agent">What the browser calls itself.</param>
    /// <returns>The principal to put into the cookie.</returns>
    public async Task<ClaimsPrincipal> BeginAsync(Account account, string agent)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await using (var context = await contexts.CreateDbContextAsync())
        {
            context.Sessions.Add(new SessionRecord { Id = HashOf(name), AccountId = account.Id, CreatedAt = now, SeenAt = now, Agent = agent.Length > 200 ? agent[..200] : agent });
            await context.SaveChangesAsync();
        }

        Refresh();
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, account.UserName!), new Claim(SessionClaim, HashOf(name))], "Session"));
    }

    /// <summary>Notes that a session or token is used, every few minutes. On a full disk, or a file that can't be written, it is in use all the same and noted the next time.</summary>
    /// <param name="principal">The principal.</param>
    public async Task SeenAsync(ClaimsPrincipal principal)
    {
        var now = time.GetUtcNow();
        var (seconds, before) = (now.ToUnixTimeSeconds(), (now - NoteUse).ToUnixTimeSeconds());
        try
        {
            if (principal.FindFirstValue(SessionClaim) is { } session && Current().Sessions.TryGetValue(session, out var found) && found.SeenAt < before)
            {
                found.SeenAt = seconds;
                await using var context = await contexts.CreateDbContextAsync();
                await context.Sessions.Where(s => s.Id == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, seconds));
            }
            else if (principal.FindFirstValue(TokenClaim) is { } token && Current().Tokens.TryGetValue(token, out var secret) && (secret.UsedAt ?? 0) < before)
            {
                secret.UsedAt = seconds;
                await using var context = await contexts.CreateDbContextAsync();
                await context.ApiTokens.Where(t => t.Hash == token).ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, seconds));
            }
        }
        catch (DbException e)
        {
            LogNotNoted(e.ErrorCode);
        }
    }

    /// <summary>The principal of a token's secret; null when no live token has it.</summary>
    /// <param name="secret">The secret as it came.</param>
    public ClaimsPrincipal? PrincipalOf(string secret)
    {
        var hash = HashOf(secret);
        return Current() is var now && now.Tokens.TryGetValue(hash, out var token) && IsLive(token) && now.Accounts.TryGetValue(token.AccountId, out var owner) && !owner.IsDisabled
            ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, owner.UserName!), new Claim(TokenClaim, hash)], "Token"))
            : null;
    }

    /// <summary>SHA-256 of a secret of 256 random bits, which needs no salt.</summary>
    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Whether a session may still be used.</summary>
    internal bool IsLive(SessionRecord session)
    {
        var now = time.GetUtcNow();
        return session.RevokedAt is null && session.SeenAt > (now - Idle).ToUnixTimeSeconds() && session.CreatedAt > (now - Longest).ToUnixTimeSeconds();
    }

    /// <summary>Whether a token may still be used.</summary>
    internal bool IsLive(TokenRecord token) => token.RevokedAt is null && token.ExpiresAt > time.GetUtcNow().ToUnixTimeSeconds();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (sync)
        {
            isStopped = true;
            watching?.Dispose();
        }
    }

    private static Viewer ViewerOf(Account account, State now) =>
        account.IsDisabled || account.MustChangePassword ? Viewer.Nobody : Viewer.Of(account.UserName!, account.Role, account.SeesPeople, account.Rows, now.PseudonymKey);

    private static Viewer Through(TokenRecord token, Viewer owner) => owner.IsSomebody ? owner.Within(token.May) : owner;

    private State Current()
    {
        lock (sync)
        {
            var now = time.GetUtcNow();

            // Pages that are still open when the program ends ask once more.
            if (isStopped || (now - looked < LookAgain && now >= looked))
                return state;
            watching ??= contexts.CreateDbContext();
            var connection = watching.Database.GetDbConnection();
            if (connection.State != System.Data.ConnectionState.Open)
                connection.Open();
            using var command = connection.CreateCommand();

            // Changes by any other connection, of this process or another, give another number.
            command.CommandText = "PRAGMA data_version";
            var found = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            if (found != version || state == State.Empty)
                state = Read();
            (version, looked) = (found, now);
            return state;
        }
    }

    private State Read()
    {
        using var context = contexts.CreateDbContext();
        var key = context.Secrets.Find("pseudonyms")?.Value;
        if (key is null)
        {
            key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            context.Secrets.Add(new SecretRecord { Name = "pseudonyms", Value = key });
            context.SaveChanges();
        }

        var oldest = (time.GetUtcNow() - Longest).ToUnixTimeSeconds();
        return new State(
            context.Users.AsNoTracking().ToDictionary(a => a.Id, StringComparer.Ordinal),
            context.Sessions.AsNoTracking().Where(s => s.CreatedAt > oldest && s.RevokedAt == null).ToDictionary(s => s.Id, StringComparer.Ordinal),
            context.ApiTokens.AsNoTracking().Where(t => t.RevokedAt == null).ToDictionary(t => t.Hash, StringComparer.Ordinal),
            key);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The use of a session or token could not be noted (SQLite error {Code}).")]
    private partial void LogNotNoted(int code);

    private sealed record State(Dictionary<string, Account> Accounts, Dictionary<string, SessionRecord> Sessions, Dictionary<string, TokenRecord> Tokens, string PseudonymKey)
    {
        public static State Empty { get; } = new([], [], [], "");
    }
}
