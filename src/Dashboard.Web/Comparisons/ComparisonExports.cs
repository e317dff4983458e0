using Dashboard.Analytics.Comparisons;
using Dashboard.Services.Comparisons;
using Dashboard.Services.Exports;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Comparisons;

/// <summary>Files of a comparison: <c>/export/comparison.xlsx?a=…&amp;b=…</c> and one sheet of it, <c>/export/comparison/differences.csv</c>. The profile of a set is its comparison with everybody else.</summary>
public static class ComparisonExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("comparison", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. ComparisonSheets.All(result)]);
        });
        routes.MapExport("comparison/{part}", async request =>
            ComparisonSheets.Parts.Contains(request.Route("part")) && await RunAsync(request) is var result ? ReceiptSheet.Workbook(result.Receipt, request.Now, ComparisonSheets.Part(result, request.Route("part"))!) : null);
    }

    private static Task<ComparisonResult> RunAsync(ExportRequest request) => request.RunAsync(ComparisonQuery.Request(request.Scope, request.Query("a"), request.Query("b")));
}
