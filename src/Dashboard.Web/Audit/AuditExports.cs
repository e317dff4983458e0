using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Audit;

/// <summary>The audit as a file.</summary>
public static class AuditExports
{
    /// <summary>Serves /export/audit.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapExport(
        "audit",
        request => Task.FromResult<Dashboard.Services.Excel.Workbook?>(AuditSheet.Workbook(
            request.Http.HttpContext.RequestServices.GetRequiredService<AuditLog>(),
            AuditPage.Filter(request.Query("who"), request.Query("action"), request.Query("q"), request.Query("since"), request.Query("until")),
            request.Now)),
        Permission.Export | Permission.Administer);
}
