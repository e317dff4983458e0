using System.CommandLine;
using System.Globalization;
using Dashboard.Analytics.Data;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.CommandLine;

/// <summary><c>describe</c>: the totals of everything in the store.</summary>
internal static class DescribeCommand
{
    public static Command Create(CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON for scripts." };
        var command = new Command("describe", "Print what the database holds: customers, documents, revenue, RFM groups.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var snapshots = new SnapshotService(console.OpenStore(parsed));
            using var engine = new AnalysisEngine(snapshots);
            var result = await engine.RunAsync(new DescribeRequest(), DataView.Everything, null, cancellationToken);
            if (parsed.GetValue(json))
                console.PrintJson(Json(result));
            else
                Print(console.Output, result);
            return 0;
        });
        return command;
    }

    private static object Json(DescribeResult r) => new
    {
        customers = r.Customers,
        documents = r.Documents,
        orders = r.Orders,
        returns = r.Returns,
        adjustments = r.Adjustments,
        lines = r.Lines,
        revenue = CommandConsole.Amount(r.RevenueE4),
        anonymousLines = r.AnonymousLines,
        anonymousRevenue = CommandConsole.Amount(r.AnonymousRevenueE4),
        firstOrder = At(r.FirstOrder),
        lastOrder = At(r.LastOrder),
        currency = r.Currency,
        timeZone = r.TimeZone,
        countries = r.Countries,
        products = r.Products,
        campaigns = r.Campaigns,
        contacts = r.Contacts,
        rfm = r.Rfm.Select(g => new { group = g.Group.Name(), customers = g.Customers, orders = g.Orders, revenue = CommandConsole.Amount(g.RevenueE4) }),
        dataVersion = r.DataVersion,
    };

    private static void Print(TextWriter output, DescribeResult r)
    {
        output.WriteLine($"Customers   {r.Customers:N0}");
        output.WriteLine($"Documents   {r.Documents:N0}: {r.Orders:N0} orders, {r.Returns:N0} returns, {r.Adjustments:N0} adjustments; {r.Lines:N0} lines");
        output.WriteLine($"Revenue     {CommandConsole.Amount(r.RevenueE4)} {r.Currency}, net of returns");
        output.WriteLine($"Anonymous   {r.AnonymousLines:N0} lines, {CommandConsole.Amount(r.AnonymousRevenueE4)} {r.Currency}");
        output.WriteLine($"Orders from {At(r.FirstOrder) ?? "–"} to {At(r.LastOrder) ?? "–"} ({r.TimeZone}), {r.Countries} countries, {r.Products:N0} products");
        output.WriteLine($"Campaigns   {r.Campaigns:N0} with {r.Contacts:N0} contacts");
        output.WriteLine();
        output.WriteLine($"{"RFM group",-18}{"customers",12}{"orders",12}{"revenue",20}");
        foreach (var group in r.Rfm)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Group.Name(),-18}{group.Customers,12:N0}{group.Orders,12:N0}{CommandConsole.Amount(group.RevenueE4),20}"));
        output.WriteLine();
        output.WriteLine($"Data version {r.DataVersion}");
    }

    private static string? At(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
