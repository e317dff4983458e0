using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Exports;
using Dashboard.Services.Overlaps;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Overlaps;

/// <summary>
/// Files of an overlap: <c>/export/overlap.xlsx?s=…&amp;s=…</c> and one sheet of it, <c>/export/overlap/pairs.csv</c>; of two clusterings, <c>/export/overlap-clusters.xlsx?c1=…&amp;c2=…</c>.
/// </summary>
public static class OverlapExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapClusterings(routes);
        routes.MapExport("overlap", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. OverlapSheets.All(result, NamesOf(result))]);
        });
        routes.MapExport("overlap/{part}", async request =>
            OverlapSheets.Parts.Contains(request.Route("part")) && await RunAsync(request) is var result ? ReceiptSheet.Workbook(result.Receipt, request.Now, OverlapSheets.Part(result, NamesOf(result), request.Route("part"))!) : null);
    }

    private static void MapClusterings(IEndpointRouteBuilder routes) => routes.MapExport("overlap-clusters", async request =>
    {
        var result = await request.RunAsync(new SoftOverlapRequest(request.Scope with { Comparison = Comparison.None }, request.Query("c1"), request.Query("c2")));
        return ReceiptSheet.Workbook(result.Receipt, request.Now, SoftOverlapSheet.Of(result));
    });

    private static IReadOnlyList<string> NamesOf(OverlapResult result) => [.. OverlapText.Names(result).Select(n => n.Name)];

    private static Task<OverlapResult> RunAsync(ExportRequest request) => request.RunAsync(OverlapQuery.Request(request.Scope, request.Http.Query["s"], request.Query("mode")));
}
