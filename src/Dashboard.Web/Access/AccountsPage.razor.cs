using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Access;

/// <summary>What administrators do about accounts.</summary>
public sealed partial class AccountsPage
{
    private IReadOnlyList<Account>? accounts;
    private Account? edited;
    private string? said;
    private string? given;
    private string? problem;
    private string? name;
    private Role role = Role.Viewer;
    private Role editRole;
    private string editSees = "";
    private string editCountries = "";
    private string editBrands = "";

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private AccountService Accounts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => accounts = await Accounts.ListAsync();

    private static string RowsOf(Account account) => account.Rows is { } rows ? string.Join(", ", rows.Countries.Concat(rows.Brands)) : "All";

    private string StateOf(Account account) => account switch
    {
        { IsDisabled: true } => "Kept out",
        { LockoutEnd: { } end } when end > Time.GetUtcNow() => "Locked after wrong passwords",
        { MustChangePassword: true } => "Has not signed in since the new password",
        _ => "Gets in",
    };

    private void Edit(Account account)
    {
        edited = edited?.Id == account.Id ? null : account;
        (editRole, editSees) = (account.Role, account.SeesPeople switch { true => "yes", false => "no", null => "" });
        (editCountries, editBrands) = (account.Countries, account.Brands);
    }

    private Task CreateAsync() => TryAsync(new AuditEntry("account.create", name?.Trim() ?? "", null, role.ToString()), $"{name?.Trim()} may sign in.", async () =>
    {
        var password = AccountService.NewPassword();
        await Accounts.CreateAsync(name ?? "", password, role, mustChange: true);
        (given, name) = (password, null);
    });

    private Task SaveAsync() => TryAsync(new AuditEntry("account.change", edited!.UserName!, null, $"{editRole}{(editSees switch { "yes" => ", sees people", "no" => ", people masked", _ => "" })}{(editCountries.Length + editBrands.Length > 0 ? ", rows limited" : "")}"), $"{edited.UserName} is changed; it counts at once.", () => Accounts.ChangeAsync(edited.Id, a =>
    {
        (a.Role, a.SeesPeople) = (editRole, editSees switch { "yes" => true, "no" => false, _ => null });
        (a.Countries, a.Brands) = (editCountries.Trim(), editBrands.Trim());
    }));

    private Task ResetAsync() => TryAsync(new AuditEntry("account.reset", edited!.UserName!), $"{edited.UserName} has a new password, and was signed out.", async () => given = await Accounts.ResetPasswordAsync(edited.Id));

    private Task SignOutAsync() => TryAsync(new AuditEntry("session.end", edited!.UserName!, null, "All"), $"{edited.UserName} was signed out everywhere.", () => Accounts.EndAllAsync(edited.Id, except: null));

    private Task RemoveAuthenticatorAsync() => TryAsync(new AuditEntry("account.second-step", edited!.UserName!, null, "Turned off by an administrator"), $"{edited.UserName} signs in with the password alone.", () => Accounts.RemoveAuthenticatorAsync(edited.Id));

    private Task DisableAsync()
    {
        var keepOut = !edited!.IsDisabled;
        return TryAsync(new AuditEntry(keepOut ? "account.disable" : "account.enable", edited.UserName!), keepOut ? $"{edited.UserName} is kept out, at once." : $"{edited.UserName} may sign in again.", async () =>
        {
            await Accounts.ChangeAsync(edited.Id, a => a.IsDisabled = keepOut);
            if (keepOut)
                await Accounts.EndAllAsync(edited.Id, except: null);
        });
    }

    private async Task TryAsync(AuditEntry entry, string done, Func<Task> act)
    {
        (said, given, problem) = (null, null, null);
        try
        {
            await Acts.DoAsync(Permission.Administer, entry, act);
            said = done;
        }
        catch (Exception e) when (e is ArgumentException or AccessDeniedException)
        {
            problem = e.Message;
        }

        accounts = await Accounts.ListAsync();
        edited = accounts.FirstOrDefault(a => a.Id == edited?.Id);
    }
}
