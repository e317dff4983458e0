using System.CommandLine;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.CommandLine;

/// <summary><c>import</c>: files into the store, or one import out of it again.</summary>
internal sealed class ImportCommand(CommandConsole console)
{
    private readonly Argument<string[]> files = new("FILE") { Description = "Files to import: .csv, .tsv, .csv.gz, .xlsx.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<ImportKind?> kind = new("--kind")
    {
        Description = "What the files are about: orders, customers, products, campaigns or contacts. Default: what their columns look like.",
        HelpName = "KIND",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Enum.TryParse<ImportKind>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(text[0]))
                return parsed;
            result.AddError($"'{text}' is not a kind of file. Use orders, customers, products, campaigns or contacts.");
            return null;
        },
    };

    private readonly Option<string?> map = new("--map") { Description = "What columns mean, where the proposal is wrong: \"Column=Field,Column=Field\"; \"Column=-\" leaves one out, \"Column=attribute\" keeps it as a custom attribute.", HelpName = "MAP" };
    private readonly Option<string?> currency = new("--currency") { Description = "Currency of the amounts, such as GBP. Default: the shop's, else what the file shows, else EUR.", HelpName = "CODE" };
    private readonly Option<string?> timeZone = new("--time-zone") { Description = "Time zone of the times, such as Europe/London. Default: the shop's, else Etc/UTC.", HelpName = "ZONE" };
    private readonly Option<string?> dateFormat = new("--date-format") { Description = "Order of day, month and year: dmy, mdy, ymd, or a format such as dd/MM/yyyy. Default: decided from each column.", HelpName = "FORMAT" };
    private readonly Option<bool> rowIds = new("--row-ids") { Description = "Customers have no id in the file: know them by file and row number." };
    private readonly Option<bool> attributes = new("--attributes") { Description = "Keep columns without a field as custom attributes of the customer." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Tell what would happen and leave the data as it is." };
    private readonly Option<long?> undo = new("--undo") { Description = "Take an import back as a whole, by its number.", HelpName = "ID" };
    private readonly Option<bool> json = new("--json") { Description = "Print JSON for scripts." };

    public Command Command()
    {
        var command = new Command("import", "Import order histories, customers, products, campaigns and contacts. Repeating a file changes nothing.")
        {
            files, kind, map, currency, timeZone, dateFormat, rowIds, attributes, dryRun, undo, json,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), cancellationToken));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var paths = parsed.GetValue(files) ?? [];
        var undone = parsed.GetValue(undo);
        if (undone is null == (paths.Length == 0))
        {
            console.Error.WriteLine(undone is null ? "Name at least one file to import, or use --undo ID." : "Either import files or undo an import, not both at once.");
            return DashboardCommand.BadInput;
        }

        var store = console.OpenStore(parsed);
        var imports = new ImportService(store, new ShopSettingsService(store), TimeProvider.System);
        if (undone is { } id)
        {
            imports.Undo(id);
            if (parsed.GetValue(json))
                console.PrintJson(new { undone = id });
            else
                console.Output.WriteLine($"Import {id} was undone.");
            return 0;
        }

        var choices = new ImportChoices
        {
            Kind = parsed.GetValue(kind),
            Map = parsed.GetValue(map),
            Currency = parsed.GetValue(currency),
            TimeZone = parsed.GetValue(timeZone),
            DateFormat = parsed.GetValue(dateFormat),
            RowNumberIds = parsed.GetValue(rowIds) ? true : null,
            UnknownAsAttributes = parsed.GetValue(attributes) ? true : null,
        };
        var reports = new List<(string File, ImportReport Report)>();
        foreach (var path in paths)
        {
            var profile = FileProfile.Read(TabularFile.Open(path), cancellationToken);
            var plan = imports.Propose(profile, choices);
            var (report, rejections) = imports.Run(plan, parsed.GetValue(dryRun), null, cancellationToken);
            reports.Add((path, report));
            if (!parsed.GetValue(json))
                Print(path, plan, report, rejections, parsed.GetValue(dryRun));
        }

        if (parsed.GetValue(json))
            console.PrintJson(reports.Count == 1 ? Json(reports[0].File, reports[0].Report) : reports.Select(r => Json(r.File, r.Report)));
        return 0;
    }

    private static object Json(string file, ImportReport r) => new
    {
        file = Path.GetFileName(file),
        rowsRead = r.RowsRead,
        accepted = r.Accepted,
        rejected = r.Rejected,
        rejectedByReason = r.RejectedByReason,
        @new = r.Records.New,
        updated = r.Records.Updated,
        unchanged = r.Records.Unchanged,
        customers = r.Customers,
        documents = r.Documents,
        lines = r.Lines,
        contacts = r.Contacts,
        equalLines = r.EqualLines,
        total = CommandConsole.Amount(r.TotalE4),
        importId = r.ImportId,
        notices = r.Notices,
    };

    private void Print(string path, ImportPlan plan, ImportReport r, IReadOnlyList<Rejection> rejections, bool isDry)
    {
        var output = console.Output;
        output.WriteLine($"{Path.GetFileName(path)}: {plan.Kind.ToString().ToLowerInvariant()}{(isDry ? ", dry run: nothing was changed" : $", import {r.ImportId}")}");
        output.WriteLine($"  {r.RowsRead:N0} rows read, {r.Accepted:N0} accepted, {r.Rejected:N0} rejected");
        output.WriteLine($"  {r.Records.New:N0} new, {r.Records.Updated:N0} updated, {r.Records.Unchanged:N0} unchanged");
        output.WriteLine($"  {r.Customers:N0} customers, {r.Documents:N0} documents, {r.Lines:N0} lines, {r.Contacts:N0} contacts, total {CommandConsole.Amount(r.TotalE4)} {plan.Currency}");
        foreach (var (reason, count) in r.RejectedByReason)
        {
            var first = rejections.First(x => x.Reason == reason);
            output.WriteLine($"  rejected, {reason}: {count:N0}, such as row {first.RowNumber}: {first.Message}");
        }

        foreach (var notice in r.Notices)
            output.WriteLine($"  {notice}");
    }
}
