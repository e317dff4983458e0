using System.CommandLine;
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

    public Command Command()
    {
        var command = new Command("serve", "Serve the site (what happens without a command).");
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        command.Add(urls);
        command.SetAction((parsed, cancellationToken) => ServeAsync(parsed, cancellationToken));
    }

    private async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var store = console.OpenStore(parsed);
        await using var app = DashboardHost.Build(
            store,
            parsed.GetValue(urls) ?? CommandConsole.Configuration["Urls"],
            builder => builder.Configuration[JobSetup.TrainingSetting] = CommandConsole.Configuration[JobSetup.TrainingSetting] ?? builder.Configuration[JobSetup.TrainingSetting] ?? "true");
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
        await console.Output.WriteLineAsync("Press Ctrl+C to stop.");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
