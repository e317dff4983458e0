using Dashboard.Analytics.Predictions;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>Files of the lifetime values: <c>/export/predictions.xlsx</c>, one sheet of it (groups, tiers, distribution, campaigns), and <c>/export/predictions/customers.xlsx</c>.</summary>
public static class LifetimeExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("predictions", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. LifetimeSheets.All(result)]);
        });
        routes.MapExport("predictions/customers", async request =>
        {
            var list = await request.RunAsync(new CustomerValueListRequest(request.Scope, QueryOf(request).HorizonDays));
            return ReceiptSheet.Workbook(list.Receipt, request.Now, LifetimeSheets.Customers(list));
        });
        routes.MapExport("predictions/{part}", async request =>
        {
            var result = await RunAsync(request);
            return LifetimeSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static Task<LifetimeValueResult> RunAsync(ExportRequest request) => request.RunAsync(QueryOf(request).Request(request.Scope));

    private static LifetimeQuery QueryOf(ExportRequest request) => LifetimeQuery.Parse(request.Query("h"), request.Query("by"), request.Query("discount"));
}
