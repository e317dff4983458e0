using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Services.Demographics;
using Dashboard.Services.Excel;
using Dashboard.Web.Customers;
using Dashboard.Web.Exports;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Demographics;

/// <summary>Files of the demographics: everything, or one panel.</summary>
public static class DemographicsExports
{
    /// <summary>Serves /export/demographics and /export/demographics/{part}: pyramid, cross, or the name of a dimension.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("demographics", async request => DemographicsSheets.Workbook(await RunAsync(request), request.Now));
        routes.MapExport("demographics/{part}", async request => Part(await RunAsync(request), request.Route("part"), request.Now));
    }

    private static Task<DemographicsResult> RunAsync(ExportRequest request)
    {
        var (rows, columns) = DemographicsQuery.Crossed(request.Query("rows"), request.Query("columns"));
        return request.RunAsync(new DemographicsRequest(
            request.Scope, rows, columns, request.Query("who") == "active" ? Population.ActiveResidents : Population.Everyone, CustomerQuery.ParseBands(request.Query("bands"))));
    }

    private static Workbook? Part(DemographicsResult result, string part, DateTimeOffset now) => part switch
    {
        "pyramid" => DemographicsSheets.Workbook(result, result.Pyramid, now),
        "cross" when result.Cross is { } cross => DemographicsSheets.Workbook(result, cross, now),
        _ => result.Breakdowns.FirstOrDefault(b => ScopeQuery.Name(b.Dimension) == part) is { } found ? DemographicsSheets.Workbook(result, found.Dimension, now) : null,
    };
}
