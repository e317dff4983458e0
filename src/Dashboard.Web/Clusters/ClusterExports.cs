using Dashboard.Analytics.Clusters;
using Dashboard.Services.Clusters;
using Dashboard.Services.Exports;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Clusters;

/// <summary>Files of the clusters: <c>/export/clusters.xlsx</c>, one sheet of it, and <c>/export/clusters/members.xlsx</c>.</summary>
public static class ClusterExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("clusters", async request =>
        {
            var query = QueryOf(request);
            var result = await request.RunAsync(query.Request(request.Scope));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. ClusterSheets.All(result, query.NamesOf(result))]);
        });
        routes.MapExport("clusters/members", async request =>
        {
            var query = QueryOf(request);
            var members = await request.RunAsync(new ClusterMembersRequest(query.Request(request.Scope), query.Cluster));
            return ReceiptSheet.Workbook(members.Result.Receipt, request.Now, ClusterSheets.Members(members, query.NamesOf(members.Result)));
        });
        routes.MapExport("clusters/{part}", async request =>
        {
            var query = QueryOf(request);
            var result = await request.RunAsync(query.Request(request.Scope));
            return ClusterSheets.Part(result, query.NamesOf(result), request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
    }

    private static ClusterQuery QueryOf(ExportRequest request) => ClusterQuery.Parse(request.Query, name => request.Http.Query[name]);
}
