using Dashboard.Analytics.Fairness;
using Dashboard.Services.Exports;
using Dashboard.Services.Fairness;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Fairness;

/// <summary>Files of a check for fairness: <c>/export/fairness.xlsx?rule=…</c> and one sheet of it, <c>/export/fairness/proxies.csv</c>.</summary>
public static class FairnessExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("fairness", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. FairnessSheets.All(result)]);
        });
        routes.MapExport("fairness/{part}", async request =>
            FairnessSheets.Parts.Contains(request.Route("part")) && await RunAsync(request) is var result ? ReceiptSheet.Workbook(result.Receipt, request.Now, FairnessSheets.Part(result, request.Route("part"))!) : null);
    }

    private static Task<FairnessResult> RunAsync(ExportRequest request) => request.RunAsync(FairnessQuery.Request(request.Scope, request.Query("rule"), request.Query("against")));
}
