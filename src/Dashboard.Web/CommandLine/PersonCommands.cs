using System.CommandLine;
using System.Globalization;
using Dashboard.Services.Excel;
using Dashboard.Services.Privacy;

namespace Dashboard.Web.CommandLine;

/// <summary><c>person show</c>, <c>person erase</c>, <c>person allow</c> and <c>retention run</c>: what the law gives people, without a browser.</summary>
internal static class PersonCommands
{
    private const string Who = "command line";

    public static Command Person(CommandConsole console) => new("person", "Show everything about a person, erase people, or let one come back.") { Show(console), Erase(console), Allow(console) };

    public static Command Retention(CommandConsole console)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell what would go and leave the data as it is." };
        var run = new Command("run", "Take away what has been kept long enough by the clocks of the privacy page.") { dryRun };
        run.SetAction((parsed, cancellationToken) => WithAsync(console, parsed, async services =>
        {
            var retention = services.GetRequiredService<RetentionService>();
            if (!retention.Current().IsOn)
                console.Output.WriteLine("No clock is set; nothing goes. Set them on the page Privacy, Retention.");
            var counts = parsed.GetValue(dryRun) ? await retention.PreviewAsync(retention.Current(), cancellationToken) : await retention.RunAsync(Who, cancellationToken);
            console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(parsed.GetValue(dryRun) ? "Would take away" : "Taken away")}: {counts.Customers:N0} people, {counts.Contacts:N0} contacts, {counts.RejectedRows:N0} rejected rows, {counts.Uploads:N0} uploads, {counts.Exports:N0} notes of exports."));
            return 0;
        }));
        return new Command("retention", "Clocks by which data goes after a time.") { run };
    }

    private static Command Show(CommandConsole console)
    {
        var key = new Argument<string>("key") { Description = "Key of the customer, or an e-mail address.", HelpName = "KEY" };
        var file = new Option<string?>("--out") { Description = "File to write: .json or .xlsx. Default: JSON to the console.", HelpName = "FILE" };
        var command = new Command("show", "Everything that is kept of a person.") { key, file };
        command.SetAction((parsed, cancellationToken) => WithAsync(console, parsed, async services =>
        {
            var people = services.GetRequiredService<PersonService>();
            var keys = await people.KeysAsync(parsed.GetValue(key)!, cancellationToken);
            if (keys is not [var one] || await people.FindAsync(one, Who, cancellationToken) is not { } person)
                throw new ArgumentException(keys.Count > 1 ? $"{keys.Count} customers have that address: {string.Join(", ", keys)}. Give one of the keys." : "Nothing is kept under that key or address.");
            if (parsed.GetValue(file) is not { } path)
            {
                console.Output.WriteLine(System.Text.Encoding.UTF8.GetString(PersonSheets.Json(person)));
                return 0;
            }

            await using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write))
            {
                if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
                    await XlsxWriter.WriteAsync(PersonSheets.Workbook(person), stream, cancellationToken);
                else
                    await stream.WriteAsync(PersonSheets.Json(person), cancellationToken);
            }

            console.Output.WriteLine($"Everything of {person.Pseudonym} is in {Path.GetFullPath(path)}.");
            return 0;
        }));
        return command;
    }

    private static Command Erase(CommandConsole console)
    {
        var keys = new Argument<string[]>("key") { Description = "Keys or e-mail addresses.", HelpName = "KEY", Arity = ArgumentArity.ZeroOrMore };
        var list = new Option<string?>("--list") { Description = "File with a key or an e-mail address a line.", HelpName = "FILE" };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit; no names.", HelpName = "WORDS", DefaultValueFactory = _ => "" };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without, the command tells what would go." };
        var command = new Command("erase", "Erase people; their documents stay without them. It can't be undone.") { keys, list, reason, yes };
        command.SetAction((parsed, cancellationToken) => WithAsync(console, parsed, async services =>
        {
            var entries = (parsed.GetValue(keys) ?? []).Concat(parsed.GetValue(list) is { } path ? await File.ReadAllLinesAsync(path, cancellationToken) : []).ToList();
            var erasures = services.GetRequiredService<ErasureService>();
            if (!parsed.GetValue(yes))
            {
                var preview = await erasures.PreviewAsync(entries, cancellationToken);
                console.Output.WriteLine($"Would erase {Counted(preview.Counts)}. Nothing was changed; add --yes to do it.");
                Missing(preview.Unknown);
                return 0;
            }

            var report = await erasures.EraseAsync(entries, Who, parsed.GetValue(reason)!, cancellationToken);
            console.Output.WriteLine($"Erased {Counted(report.Counts)}.");
            if (!report.IsSwept)
                console.Output.WriteLine("The bytes are deleted but not yet written over, because somebody reads the database. The daily job or the next start finishes it.");
            if (!report.IsAudited)
                console.Output.WriteLine("The audit's file can't be written now. Its entries are kept and written by the daily job, the next start or the next erasure.");
            foreach (var backup in report.Backups)
                console.Output.WriteLine($"{backup} still holds them. Delete it, or keep it: restored, they are erased again.");
            Missing(report.Unknown);
            return 0;

            void Missing(IReadOnlyList<string> unknown)
            {
                if (unknown.Count > 0)
                    console.Error.WriteLine($"Not found: {string.Join(", ", unknown)}.");
            }
        }));
        return command;
    }

    private static Command Allow(CommandConsole console)
    {
        var key = new Argument<string>("key") { Description = "Key of somebody who was erased and is a customer again.", HelpName = "KEY" };
        var command = new Command("allow", "Take somebody off the list of the erased, so that imports may speak of the person again.") { key };
        command.SetAction((parsed, cancellationToken) => WithAsync(console, parsed, async services =>
        {
            if (!await services.GetRequiredService<ErasureService>().AllowAgainAsync(parsed.GetValue(key)!, Who, cancellationToken))
                throw new ArgumentException("That key is not on the list of the erased.");
            console.Output.WriteLine("Allowed. Import the file again.");
            return 0;
        }));
        return command;
    }

    private static string Counted(ErasedCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{counts.People:N0} people: {counts.Facts:N0} rows of facts, {counts.Consents:N0} consents, {counts.Contacts:N0} contacts, {counts.ListEntries:N0} list entries, {counts.Texts.Values.Sum():N0} texts; {counts.Documents:N0} documents stay without a customer");

    private static async Task<int> WithAsync(CommandConsole console, ParseResult parsed, Func<IServiceProvider, Task<int>> run)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(console.OpenStore(parsed)).AddDashboardServices();
        await using var provider = services.BuildServiceProvider();
        return await run(provider);
    }
}
