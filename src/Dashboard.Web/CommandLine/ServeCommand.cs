using System.CommandLine;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Dashboard.Web.Jobs;

namespace Dashboard.Web.CommandLine;

/// <summary><c>serve</c>: the site, on this machine only unless told otherwise.</summary>
internal sealed class ServeCommand(CommandConsole console)
{
    private readonly Option<string?> urls = new("--urls")
    {
        Description = $"Address to listen on. Default: the setting Urls, else {DashboardHost.DefaultUrl}.",
        HelpName = "URL",
    };

    private readonly Option<bool> demo = new("--demo")
    {
        Description = "Try it out: a sample shop in a database of its own (data/demo.db, unless --database says otherwise), without signing in, on this machine only.",
    };

    public Command Command()
    {
        var command = new Command("serve", "Serve the site (what happens without a command).");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        command.Add(urls);
        command.Add(demo);
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed, cancellationToken));
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isDemo = parsed.GetValue(demo);
        var store = isDemo ? await OpenDemoAsync(parsed, cancellationToken) : console.OpenStore(parsed);
        await using var app = DashboardHost.Build(
            store,
            parsed.GetValue(urls) ?? CommandConsole.Configuration["Urls"],
            builder => JobSetup.TurnOn(builder.Configuration, CommandConsole.Configuration),
            open: isDemo);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await console.Error.WriteLineAsync($"The site can't listen there: {e.Message} Choose another address with --urls, such as --urls http://127.0.0.1:5081.");
            return DashboardCommand.BadInput;
        }

        await console.Output.WriteLineAsync($"Dashboard is ready at {string.Join(" and ", app.Urls)}");
        await console.Output.WriteLineAsync($"Data is kept in {store.Path}");
        if (isDemo)
            await console.Output.WriteLineAsync("Nobody has to sign in: this is for trying it out, and answers to this machine only.");
        else if (!app.Services.GetRequiredService<AccessDirectory>().HasAccounts)
            await console.Output.WriteLineAsync($"Nobody has an account yet. Open {app.Urls.First()}/set-up?token={app.Services.GetRequiredService<SetUpToken>().Value} to make the first one.");
        await console.Output.WriteLineAsync("Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private async Task<DashboardStore> OpenDemoAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = console.DatabaseOption(parsed) ?? Path.Combine(AppContext.BaseDirectory, "data", "demo.db");
        if (File.Exists(AccountsDbContext.PathOf(path)))
        {
            using var services = AccountCommands.Services(DashboardStore.Open(path));
            if (services.GetRequiredService<AccessDirectory>().HasAccounts)
                throw new ArgumentException($"'{path}' has accounts, so nobody gets in without signing in. Leave --demo out, or choose another --database.");
        }

        var store = DashboardStore.Open(path);
        var samples = new SampleShopService(store, new ShopSettingsService(store), TimeProvider.System);
        if (await samples.IsEmptyAsync(cancellationToken))
        {
            await console.Output.WriteLineAsync("Making the sample shop; it takes a moment, once.");
            await samples.CreateAsync(new SampleOptions(), null, cancellationToken);
        }

        return store;
    }
}
