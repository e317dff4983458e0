using System.CommandLine;
using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Store;
using Dashboard.Web.Access;

namespace Dashboard.Web.CommandLine;

/// <summary><c>account</c> and <c>audit</c>: for whoever has the machine, above all on the day on which no administrator remembers the password.</summary>
internal static class AccountCommands
{
    public static Command Account(CommandConsole console)
    {
        var list = new Command("list", "Show all accounts.");
        list.SetAction((parsed, _) => WithAsync(console, parsed, async (accounts, _) =>
        {
            foreach (var account in await accounts.ListAsync())
                await console.Output.WriteLineAsync($"{account.UserName}\t{account.Role}{(account.IsDisabled ? "\tkept out" : "")}");
            return 0;
        }));

        var name = new Argument<string>("NAME") { Description = "Name of the account." };
        var role = new Option<Role>("--role") { Description = "viewer, marketer, analyst or administrator.", DefaultValueFactory = _ => Role.Viewer };
        var add = new Command("add", "Make an account and print its password for the first sign-in.") { name, role };
        add.SetAction((parsed, _) => WithAsync(console, parsed, async (accounts, audit) =>
        {
            var password = AccountService.NewPassword();
            var account = await accounts.CreateAsync(parsed.GetValue(name)!, password, parsed.GetValue(role), mustChange: true);
            await audit.AppendAsync(Viewer.OperatorName, new AuditEntry("account.create", account.UserName!, null, account.Role.ToString()), CancellationToken.None);
            await console.Output.WriteLineAsync($"{account.UserName} may sign in with {password} and chooses another password then.");
            return 0;
        }));

        var reset = new Command("reset", "Give an account a new password, let it in again, turn its second step off, and print the password.") { name };
        reset.SetAction((parsed, _) => WithAsync(console, parsed, async (accounts, audit) =>
        {
            var asked = parsed.GetValue(name)!;
            var found = (await accounts.ListAsync()).FirstOrDefault(a => string.Equals(a.UserName, asked, StringComparison.OrdinalIgnoreCase))
                ?? throw new ArgumentException($"There is no account '{asked}'. `account list` shows them.");
            await accounts.ChangeAsync(found.Id, a => a.IsDisabled = false);
            await accounts.RemoveAuthenticatorAsync(found.Id);
            var password = await accounts.ResetPasswordAsync(found.Id);
            await audit.AppendAsync(Viewer.OperatorName, new AuditEntry("account.reset", found.UserName!), CancellationToken.None);
            await console.Output.WriteLineAsync($"{found.UserName} may sign in with {password} and chooses another password then. All sessions of it were ended.");
            return 0;
        }));
        return new Command("account", "List and make accounts, and help somebody in who is locked out.") { list, add, reset };
    }

    public static Command Audit(CommandConsole console)
    {
        var verify = new Command("verify", "Read the whole audit and compute every hash anew; exit code 1 when an entry was changed or taken out.");
        verify.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                using var audit = new AuditLog(console.OpenStore(parsed), TimeProvider.System);
                var verdict = audit.Verify(cancellationToken);
                if (verdict.Fault is { } fault)
                {
                    console.Error.WriteLine($"The audit was tampered with. {fault}");
                    return 1;
                }

                console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"All {verdict.Entries} entries are as they were written. Last hash: {verdict.Hash}"));
                return 0;
            },
            cancellationToken));
        return new Command("audit", "Check the record of who did what.") { verify };
    }

    private static async Task<int> WithAsync(CommandConsole console, ParseResult parsed, Func<AccountService, AuditLog, Task<int>> act)
    {
        var store = console.OpenStore(parsed);
        await using var services = Services(store);
        return await act(services.GetRequiredService<AccountService>(), services.GetRequiredService<AuditLog>());
    }

    /// <summary>Accounts and audit of a store, without a site.</summary>
    internal static ServiceProvider Services(DashboardStore store)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(store).AddSingleton<AuditLog>().AddAccess(store, new OpenSite(false)).BuildServiceProvider();
        AccessSetup.BringUpToDate(services);
        return services;
    }
}
