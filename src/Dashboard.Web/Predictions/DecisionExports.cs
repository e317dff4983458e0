using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Access;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>The ledger of decisions as a file: <c>/export/decisions.xlsx</c>.</summary>
public static class DecisionExports
{
    /// <summary>Maps the address.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapExport("decisions", async request =>
    {
        var service = request.Http.HttpContext.RequestServices.GetRequiredService<DecisionService>();
        List<(Decision, DecisionOutcome)> rows = [];
        foreach (var decision in await service.ListAsync(request.Http.HttpContext.RequestAborted))
        {
            if (await service.FindAsync(decision.Id, request.Http.HttpContext.RequestAborted) is { } found)
                rows.Add((decision, await request.RunAsync(found.Request)));
        }

        var receipt = rows.Count > 0 ? rows[0].Item2.Receipt : null;
        return receipt is null ? null : ReceiptSheet.Workbook(receipt with { Range = new DateRange(rows.Min(r => r.Item1.MadeOn), rows.Max(r => r.Item2.Until)), RowsUsed = rows.Count, RowsAre = "decisions", LeftOut = [] }, request.Now, DecisionSheets.Of(rows));
    }, Permission.Export | Permission.WholeShop);
}
