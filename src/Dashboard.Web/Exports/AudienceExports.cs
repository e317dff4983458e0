using Dashboard.Analytics.Scopes;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Snapshots;

namespace Dashboard.Web.Exports;

/// <summary>Files of the export studio.</summary>
public static class AudienceExports
{
    /// <summary>Serves /export/audience.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapExport("audience", async request => await WorkbookAsync(
        request.Analyses,
        request.Scope,
        AudienceQuery.Parse(request.Query("rule"), request.Query("for"), request.Query("columns"), request.Query("name")),
        request.Now,
        request.Http.HttpContext.RequestAborted));

    /// <summary>The workbook of a choice.</summary>
    /// <exception cref="ArgumentException">The rule can't be read or used, or a column is unknown or not allowed for the purpose.</exception>
    public static async Task<Workbook> WorkbookAsync(AnalysisService analyses, Scope scope, AudienceQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var request = query.Request(scope);
        var audience = await analyses.RunAsync(request, cancellationToken);
        var rows = await analyses.RunAsync(request.FileOf(audience.Channel?.Channel), cancellationToken);
        return AudienceSheets.Workbook(audience, rows, query.Columns, query.Name ?? "Customers", now);
    }
}
