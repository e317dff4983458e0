using Dashboard.Analytics.Predictions;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>Files of the likelihood: <c>/export/likelihood.xlsx</c>, and one sheet of it: customers, offer, distribution. Files hold all customers above the threshold.</summary>
public static class LikelihoodExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("likelihood", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. LikelihoodSheets.All(result)]);
        });
        routes.MapExport("likelihood/{part}", async request =>
        {
            var result = await RunAsync(request);
            return LikelihoodSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static Task<LikelihoodResult> RunAsync(ExportRequest request) =>
        request.RunAsync(LikelihoodQuery.Parse(request.Query("of"), request.Query("t"), request.Query("cost"), request.Query("effect")).Request(request.Scope));
}
