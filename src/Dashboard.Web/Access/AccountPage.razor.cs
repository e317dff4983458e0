using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Access;

/// <summary>What people do about their own account.</summary>
public sealed partial class AccountPage
{
    private Account? account;
    private IReadOnlyList<SessionRecord> sessions = [];
    private IReadOnlyList<TokenRecord> tokens = [];
    private IReadOnlyList<string>? codes;
    private string? here;
    private string? said;
    private string? problem;
    private string? key;
    private string? secret;
    private string? old;
    private string? password;
    private string? again;
    private string? code;
    private string? tokenName;
    private int tokenDays = 90;
    private bool tokenPeople;

    [Inject]
    private CurrentViewer Who { get; set; } = null!;

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private AccountService Accounts { get; set; } = null!;

    [Inject]
    private AccessDirectory Directory { get; set; } = null!;

    private string Words => account is null ? "" : account.Role.Words();

    private string AppAddress => $"otpauth://totp/Dashboard:{Uri.EscapeDataString(Who.Viewer.Name)}?secret={key}&issuer=Dashboard&digits=6";

    /// <inheritdoc/>
    public void Dispose() => (secret, codes, key) = (null, null, null);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LoadAsync();

    private static string Grouped(string text) => string.Join(' ', text.Chunk(4).Select(c => new string(c)));

    private async Task LoadAsync()
    {
        if (Who.Principal is not { } principal || Directory.AccountIdOf(principal) is not { } id)
            return;
        here = principal.FindFirst(AccessDirectory.SessionClaim)?.Value;
        account = await Accounts.FindAsync(id);
        (sessions, tokens) = (await Accounts.SessionsAsync(id), await Accounts.TokensAsync(id));
    }

    private Task ChangePasswordAsync() => TryAsync("account.password", "The password is changed.", async id =>
    {
        if (password != again)
            throw new ArgumentException("The two new passwords differ. Type them again.");
        await Accounts.ChangePasswordAsync(id, old ?? "", password ?? "", here);
        (old, password, again) = (null, null, null);
    });

    private async Task NewKeyAsync() => key = await Accounts.NewAuthenticatorKeyAsync(account!.Id);

    private Task ConfirmAuthenticatorAsync() => TryAsync("account.second-step", "The second step is on.", async id =>
    {
        codes = await Accounts.ConfirmAuthenticatorAsync(id, code ?? "");
        (key, code) = (null, null);
    });

    private Task RemoveAuthenticatorAsync() => TryAsync("account.second-step", "The second step is off.", id =>
    {
        codes = null;
        return Accounts.RemoveAuthenticatorAsync(id);
    });

    private Task EndAsync(string session) => TryAsync("session.end", "The session is ended.", id => Accounts.EndAsync(id, session));

    private Task EndOthersAsync() => TryAsync("session.end", "All other sessions are ended.", id => Accounts.EndAllAsync(id, here));

    private Task CreateTokenAsync() => TryAsync("token.create", "The token is made.", async id =>
    {
        secret = await Accounts.CreateTokenAsync(id, tokenName ?? "", Permission.Export | (tokenPeople ? Permission.ExportPeople | Permission.SeePeople : Permission.None), tokenDays);
        tokenName = null;
    });

    private Task EndTokenAsync(TokenRecord token) => TryAsync("token.end", "The token is ended.", id => Accounts.EndTokenAsync(id, token.Id), token.Name);

    private async Task TryAsync(string action, string done, Func<string, Task> act, string? detail = null)
    {
        (said, problem) = (null, null);
        try
        {
            await Acts.DoAsync(Permission.None, new AuditEntry(action, Acts.Name, null, detail ?? done), () => act(account!.Id));
            said = done;
        }
        catch (Exception e) when (e is ArgumentException or AccessDeniedException)
        {
            problem = e.Message;
        }

        await LoadAsync();
    }
}
