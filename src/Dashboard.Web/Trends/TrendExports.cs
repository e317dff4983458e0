using Dashboard.Analytics.Trends;
using Dashboard.Services.Exports;
using Dashboard.Services.Trends;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Trends;

/// <summary>
/// Files of the trends: <c>/export/trend/revenue.xlsx</c> with all sheets, <c>/export/trend/revenue/forecast.csv</c> and so on with one, <c>/export/cohorts.xlsx</c>.
/// </summary>
public static class TrendExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("trend/{metric}", async request => await RunAsync(request) is { } result ? TrendSheets.Workbook(result, request.Now) : null);
        routes.MapExport("trend/{metric}/{part}", async request =>
            await RunAsync(request) is { } result && TrendSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null);
        routes.MapExport("cohorts", async request => CohortSheets.Workbook(await request.RunAsync(new CohortsRequest(request.Scope)), request.Now));
    }

    private static async Task<TrendResult?> RunAsync(ExportRequest request)
    {
        if (TrendMetrics.Find(request.Route("metric")) is not { } metric)
            return null;
        var query = new TrendQuery(metric.Key, request.Query("step"), request.Query("by"), request.Query("forecast"), request.Query("horizon"), request.Query("average"));
        return await request.RunAsync(query.Request(request.Scope));
    }
}
