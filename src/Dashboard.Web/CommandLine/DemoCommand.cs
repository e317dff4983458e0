using System.CommandLine;
using System.Globalization;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.CommandLine;

/// <summary><c>demo</c>: puts a sample shop into an empty database, or takes it out.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandConsole console)
    {
        var customers = new Option<int>("--customers") { Description = "Number of customers, 1000 to 1000000.", DefaultValueFactory = _ => new SampleOptions().Customers, HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "Seed; the same number makes the same shop.", DefaultValueFactory = _ => new SampleOptions().Seed, HelpName = "S" };
        var remove = new Option<bool>("--remove") { Description = "Take the sample shop out instead." };
        var json = new Option<bool>("--json") { Description = "Print JSON for scripts." };
        var command = new Command("demo", "Fill an empty database with an invented shop of any size.") { customers, seed, remove, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new SampleOptions { Customers = parsed.GetValue(customers), Seed = parsed.GetValue(seed) };
            var store = console.OpenStore(parsed);
            var samples = new SampleShopService(store, new ShopSettingsService(store), TimeProvider.System);
            if (parsed.GetValue(remove))
            {
                await samples.RemoveAsync(cancellationToken);
                await console.Output.WriteLineAsync("The sample shop is gone.");
                return 0;
            }

            var report = await samples.CreateAsync(options, parsed.GetValue(json) ? null : new Tenths(console.Error), cancellationToken);
            if (parsed.GetValue(json))
            {
                console.PrintJson(new
                {
                    customers = report.Customers,
                    documents = report.Documents,
                    lines = report.Lines,
                    contacts = report.Contacts,
                    total = CommandConsole.Amount(report.TotalE4),
                    seed = options.Seed,
                    importId = report.ImportId,
                });
                return 0;
            }

            await console.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{SampleShop.Name}: {report.Customers:N0} customers, {report.Documents:N0} documents with {report.Lines:N0} lines, {report.Contacts:N0} campaign contacts, {CommandConsole.Amount(report.TotalE4)} {SampleShop.Settings.Currency}."));
            await console.Output.WriteLineAsync($"What was planted is in {SampleTruthFile.PathFor(store.Path)}");
            await console.Output.WriteLineAsync("Its models are trained in the background when the site starts, or now by the command train.");
            return 0;
        });
        return command;
    }

    /// <summary>Prints every tenth of the customers.</summary>
    private sealed class Tenths(TextWriter output) : IProgress<SampleProgress>
    {
        private int printed;

        public void Report(SampleProgress value)
        {
            var tenths = (int)(10L * value.CustomersDone / value.Customers);
            if (tenths <= printed || value.Customers < 50_000)
                return;
            printed = tenths;
            output.WriteLine(tenths == 10 ? "Saving …" : string.Create(CultureInfo.InvariantCulture, $"{value.CustomersDone:N0} customers, {value.Rows:N0} rows"));
        }
    }
}
