using Dashboard.Analytics.Overview;
using Dashboard.Services.Exports;
using Dashboard.Services.Overview;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Overview;

/// <summary>Files of the Overview: <c>/export/overview.xlsx</c> with all sheets, <c>/export/overview/trend.csv</c> and so on with one.</summary>
public static class OverviewExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("overview", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. OverviewSheets.All(result)]);
        });
        routes.MapExport("overview/{part}", async request =>
        {
            var result = await RunAsync(request);
            return OverviewSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static Task<OverviewResult> RunAsync(ExportRequest request) => request.RunAsync(new OverviewRequest(request.Scope, OverviewText.Step(request.Query("step"))));
}
