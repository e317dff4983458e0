using Dashboard.Analytics.Predictions;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>Files of the next orders: <c>/export/next-orders.xlsx</c>, and one sheet of it: silent, silence, due, intervals. Files hold all silent customers.</summary>
public static class NextOrderExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("next-orders", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, NextOrderSheets.All(result));
        });
        routes.MapExport("next-orders/{part}", async request =>
        {
            var result = await RunAsync(request);
            return NextOrderSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static Task<NextOrdersResult> RunAsync(ExportRequest request) =>
        request.RunAsync(new NextOrdersRequest(request.Scope, NextOrderQuery.Parse(request.Query("risk"), request.Query("lapsed"))));
}
