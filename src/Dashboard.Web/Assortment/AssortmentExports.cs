using Dashboard.Services.Assortment;
using Dashboard.Services.Exports;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Assortment;

/// <summary>Files of the assortment: <c>/export/assortment/index.xlsx</c>, <c>together</c>, <c>next</c>, <c>came-back</c>, with the state of the page in the query.</summary>
public static class AssortmentExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("assortment/index", async request =>
        {
            var result = await request.RunAsync(Query(request).Index(request.Scope));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, AssortmentSheets.Index(result), AssortmentSheets.Groups(result));
        });
        routes.MapExport("assortment/together", async request =>
        {
            var result = await request.RunAsync(Query(request).Affinity(request.Scope));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, AssortmentSheets.Rules(result));
        });
        routes.MapExport("assortment/next", async request =>
        {
            var result = await request.RunAsync(Query(request).Path(request.Scope));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, AssortmentSheets.Paths(result), AssortmentSheets.Starts(result));
        });
        routes.MapExport("assortment/came-back", async request =>
        {
            var result = await request.RunAsync(Query(request).Path(request.Scope));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, AssortmentSheets.Starts(result), AssortmentSheets.Paths(result));
        });
    }

    private static AssortmentQuery Query(ExportRequest request) => AssortmentQuery.Read(request.Http.Query["rule"], request.Query);
}
