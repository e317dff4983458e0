using System.CommandLine;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Campaigns;
using Dashboard.Services.Customers;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Trends;
using Dashboard.Web.Access;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.CommandLine;

/// <summary><c>export</c>: the files of the screens, without a browser.</summary>
internal sealed class ExportCommand(CommandConsole console)
{
    private readonly Option<string> file = new("--out") { Description = "File to write, ending in .xlsx or .csv (the first sheet).", HelpName = "FILE", Required = true, Recursive = true };
    private readonly Option<string?> columns = new("--columns") { Description = "Columns of the list, separated by commas. Default: all.", HelpName = "COLUMNS" };
    private readonly Option<string?> range = new("--range") { Description = $"Range of days: {string.Join(", ", RangeChoice.Presets.Select(p => p.Key))}. Default: all.", HelpName = "RANGE", Recursive = true };
    private readonly Option<string?> from = new("--from") { Description = "First day, yyyy-MM-dd, together with --to.", HelpName = "DAY", Recursive = true };
    private readonly Option<string?> to = new("--to") { Description = "Last day, yyyy-MM-dd.", HelpName = "DAY", Recursive = true };
    private readonly Option<string[]> filter = new("--filter") { Description = "A condition such as country:Germany; may be repeated.", HelpName = "CONDITION", Recursive = true };

    private readonly Option<string?> token = new("--token") { Description = "Secret of a token: the file then holds what its account may see, and the audit names that account. Default: the environment's DASHBOARD_TOKEN.", HelpName = "SECRET", Recursive = true };

    public Command Command()
    {
        var segmentName = new Argument<string>("NAME") { Description = $"Name of the segment: {string.Join(", ", RfmGroups.All.Select(g => g.Name()))}." };
        var segment = new Command("segment", "The customers of a segment, one row each.") { segmentName, columns };
        segment.SetAction((parsed, cancellationToken) => WriteAsync(
            parsed, (analyses, scope, now) => SegmentAsync(analyses, scope, now, parsed.GetValue(segmentName)!, parsed.GetValue(columns), cancellationToken), cancellationToken));

        var segments = new Command("segments", "The eleven segments with their figures, the grid and the moves between them.");
        segments.SetAction((parsed, cancellationToken) => WriteAsync(parsed, async (analyses, scope, now) =>
        {
            var result = await analyses.RunAsync(new SegmentsRequest(scope), cancellationToken);
            return ReceiptSheet.Workbook(result.Receipt, now, [.. SegmentSheets.All(result)]);
        }, cancellationToken));

        var metricName = new Argument<string>("METRIC") { Description = $"What to follow: {string.Join(", ", TrendMetrics.All.Select(m => m.Key))}." };
        var trend = new Command("trend", "A metric over time, with its forecast and the record of such forecasts.") { metricName };
        trend.SetAction((parsed, cancellationToken) => WriteAsync(parsed, async (analyses, scope, now) =>
        {
            var name = parsed.GetValue(metricName)!;
            var metric = TrendMetrics.Find(name)
                ?? throw new ArgumentException($"There is no metric '{name}'. Use one of {string.Join(", ", TrendMetrics.All.Select(m => m.Key))}.");
            return TrendSheets.Workbook(await analyses.RunAsync(new TrendRequest(scope, metric.Metric) { Forecast = true }, cancellationToken), now);
        }, cancellationToken));

        var campaigns = new Command("campaigns", "The campaigns with attributed and incremental results.");
        campaigns.SetAction((parsed, cancellationToken) => WriteAsync(parsed, async (analyses, scope, now) =>
        {
            var result = await analyses.RunAsync(new CampaignsRequest(scope), cancellationToken);
            return ReceiptSheet.Workbook(result.Receipt, now, CampaignListSheet.Of(result));
        }, cancellationToken));

        var recipeName = new Argument<string>("NAME") { Description = "Name of a recipe that was saved on the Exports page." };
        var recipe = new Command("recipe", "The list of a saved recipe, with the customers of now; its range and filter are the recipe's own.") { recipeName };
        recipe.SetAction((parsed, cancellationToken) => WriteAsync(parsed, async (analyses, _, now) =>
        {
            var recipes = new ExportRecipeService(console.OpenStore(parsed), TimeProvider.System);
            var name = parsed.GetValue(recipeName)!;
            if (await recipes.FindAsync(name, cancellationToken) is not { } found)
            {
                var all = await recipes.ListAsync(cancellationToken);
                throw new ArgumentException($"There is no recipe '{name}'. {(all.Count == 0 ? "Save one on the Exports page." : $"The recipes are {string.Join(", ", all.Select(r => r.Name))}.")}");
            }

            var (scope, query) = AudienceQuery.Parse(found.Query);
            return await AudienceExports.WorkbookAsync(analyses, scope, query, now, cancellationToken);
        }, cancellationToken));

        return new Command("export", "Write segments, trends, campaigns and saved recipes to Excel or CSV files.") { file, token, range, from, to, filter, segment, segments, trend, campaigns, recipe };
    }

    private static async Task<Workbook> SegmentAsync(AnalysisService analyses, Scope scope, DateTimeOffset now, string name, string? columns, CancellationToken cancellationToken)
    {
        var group = RfmGroups.Find(name)
            ?? throw new ArgumentException($"There is no segment '{name}'. The segments are {string.Join(", ", RfmGroups.All.Select(g => g.Name()))}.");
        var members = scope with { Filter = scope.Filter.Only(Dimension.Segment, group.Name()) };
        var export = await analyses.RunAsync(new CustomerExportRequest(members, Sort: CustomerSort.Revenue, Descending: true), cancellationToken);
        return CustomerSheets.Workbook(export, now, columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), export.Receipt.Groups.Name(group));
    }

    private async Task<int> WriteAsync(ParseResult parsed, Func<AnalysisService, Scope, DateTimeOffset, Task<Workbook>> workbook, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parsed.GetValue(file)!);
        var isCsv = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (!isCsv && !path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{Path.GetFileName(path)}' is neither .xlsx nor .csv. End the name of --out in one of them.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new ArgumentException($"The folder '{Path.GetDirectoryName(path)}' does not exist. Make it first, or choose another --out.");
        var store = console.OpenStore(parsed);
        await using var access = AccountCommands.Services(store);
        var viewer = ViewerOf(parsed, access.GetRequiredService<AccessDirectory>());
        viewer.Require(Permission.Export);
        using var snapshots = new SnapshotService(store);
        using var engine = new AnalysisEngine(snapshots);
        var book = await workbook(new AnalysisService(engine, viewer.ViewOf), ScopeOf(parsed), TimeProvider.System.GetUtcNow());
        if (book.ListsPeople)
            viewer.Require(Permission.ExportPeople);

        // Half a file never takes the place of a whole one, and none that the audit does not know of is left behind.
        var unfinished = path + ".part";
        try
        {
            await using (var stream = File.Create(unfinished))
                await (isCsv ? CsvWriter.WriteAsync(book.Sheets[0], stream, cancellationToken) : XlsxWriter.WriteAsync(book, stream, cancellationToken));
            await access.GetRequiredService<AuditLog>().AppendAsync(
                viewer.Name, new AuditEntry(book.ListsPeople ? "export.list" : "export", Path.GetFileName(path), book.Sheets.Sum(s => s.RowsRead), "By command"), CancellationToken.None);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"'{path}' can't be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(unfinished);
        }

        await console.Output.WriteLineAsync($"Wrote {path}");
        return 0;
    }

    // With a token, the command sees and may what its account does; without one it is whoever has the database file.
    private Viewer ViewerOf(ParseResult parsed, AccessDirectory directory)
    {
        if ((parsed.GetValue(token) ?? Environment.GetEnvironmentVariable("DASHBOARD_TOKEN")) is not { Length: > 0 } secret)
            return Viewer.Operator(directory.PseudonymKey);
        return directory.ViewerOf(directory.PrincipalOf(secret)) is { IsSomebody: true } viewer ? viewer : throw new ArgumentException("The token is unknown, has ended, or its account is disabled. Make another under Your account.");
    }

    private Scope ScopeOf(ParseResult parsed)
    {
        var scope = ScopeQuery.Parse(parsed.GetValue(range) ?? "all", parsed.GetValue(from), parsed.GetValue(to), null, parsed.GetValue(filter));
        var asked = (parsed.GetValue(filter) ?? []).Distinct(StringComparer.Ordinal).Count();
        if (scope.Filter.Conditions.Count != asked)
            throw new ArgumentException($"A filter is a dimension, a colon and a value, such as country:Germany. Dimensions: {string.Join(", ", Enum.GetValues<Dimension>().Select(ScopeQuery.Name))}.");
        if (parsed.GetValue(range) is { } name && scope.Range.Preset != name && parsed.GetValue(from) is null)
            throw new ArgumentException($"There is no range '{name}'. Use one of {string.Join(", ", RangeChoice.Presets.Select(p => p.Key))}, or --from and --to.");
        if ((parsed.GetValue(from) ?? parsed.GetValue(to)) is not null && scope.Range.Preset is not null)
            throw new ArgumentException("--from and --to are two days such as 2011-01-01 and 2011-03-31, the first not after the last.");
        return scope;
    }
}
