using System.Globalization;
using System.Text;
using Dashboard.Analytics.Predictions;
using Dashboard.Services.Access;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Predictions;

/// <summary>Files of a model: <c>/export/model/3.xlsx</c>, one sheet of it (<c>/export/model/3/since.csv</c> is its record since the training), and its card as <c>/predictions/models/3/card.md</c> and <c>card.json</c>.</summary>
public static class ModelExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("model/{run}", async request => await FindAsync(request) is { } found
            ? ReceiptSheet.Workbook(ModelSheets.Receipt(found.Run, found.Report, Settings(request)), request.Now, [.. ModelSheets.All(found.Report), .. await SinceAsync(request, found.Run)])
            : null, Permission.Export | Permission.WholeShop);
        routes.MapExport("model/{run}/{part}", async request => await FindAsync(request) is { } found && await PartAsync(request, found.Run, found.Report) is { } sheet
            ? ReceiptSheet.Workbook(ModelSheets.Receipt(found.Run, found.Report, Settings(request)), request.Now, sheet)
            : null, Permission.Export | Permission.WholeShop);
        routes.MapGet("/predictions/models/{run:long}/card.md", async (long run, ModelRunService runs, ModelOutcomeService outcomes, CancellationToken browserGone) =>
            await FindAsync(runs, run, browserGone) is { } found
                ? Results.File(Encoding.UTF8.GetBytes(ModelCard.Markdown(found.Run, found.Report, await outcomes.OfAsync(run, browserGone))), "text/markdown; charset=utf-8", FileName(found.Run, "md"))
                : Results.NotFound("There is no such run.")).RequireAuthorization(nameof(Permission.WholeShop));
        routes.MapGet("/predictions/models/{run:long}/card.json", async (long run, ModelRunService runs, CancellationToken browserGone) =>
            await FindAsync(runs, run, browserGone) is { } found
                ? Results.File(Encoding.UTF8.GetBytes(PredictionJson.Write(found.Report, indented: true)), "application/json", FileName(found.Run, "json"))
                : Results.NotFound("There is no such run.")).RequireAuthorization(nameof(Permission.WholeShop));
    }

    // A run that was never scored has no such sheet.
    private static async Task<Sheet[]> SinceAsync(ExportRequest request, ModelRun run)
    {
        var services = request.Http.HttpContext.RequestServices;
        return await services.GetRequiredService<ModelOutcomeService>().OfAsync(run.Id, request.Http.HttpContext.RequestAborted) is { Outcome.IsScored: true } scored ? [ModelSheets.Since(scored.Outcome)] : [];
    }

    private static async Task<Sheet?> PartAsync(ExportRequest request, ModelRun run, ModelReport report) =>
        request.Route("part") == "since" ? (await SinceAsync(request, run)).FirstOrDefault() : ModelSheets.Part(report, request.Route("part"));

    private static async Task<(ModelRun Run, ModelReport Report)?> FindAsync(ExportRequest request) =>
        long.TryParse(request.Route("run"), NumberStyles.None, CultureInfo.InvariantCulture, out var run)
            ? await FindAsync(request.Http.HttpContext.RequestServices.GetRequiredService<ModelRunService>(), run, request.Http.HttpContext.RequestAborted)
            : null;

    private static async Task<(ModelRun Run, ModelReport Report)?> FindAsync(ModelRunService runs, long id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) is { } run && await runs.ReportAsync(id, cancellationToken) is { } report ? (run, report) : null;

    private static Analytics.Snapshots.ShopSettings Settings(ExportRequest request) => request.Http.HttpContext.RequestServices.GetRequiredService<ShopSettingsService>().Current();

    private static string FileName(ModelRun run, string extension) => string.Create(CultureInfo.InvariantCulture, $"model-{ModelText.Slug(run.Kind)}-run-{run.Id}.{extension}");
}
