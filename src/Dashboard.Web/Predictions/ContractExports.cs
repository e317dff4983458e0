using Dashboard.Analytics.Predictions;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>Files of contracts: <c>/export/contracts.xlsx</c>, and one sheet of it: renewals, remaining, cohorts, backtests.</summary>
public static class ContractExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("contracts", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, ContractSheets.All(result));
        });
        routes.MapExport("contracts/{part}", async request =>
        {
            var result = await RunAsync(request);
            return ContractSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static Task<ContractResult> RunAsync(ExportRequest request) =>
        request.RunAsync(ContractQuery.Parse(request.Query("start"), request.Query("end"), request.Query("every"), request.Query("discount"), request.Query("table")).Request(request.Scope));
}
