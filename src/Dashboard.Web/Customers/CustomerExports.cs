using Dashboard.Analytics.Customers;
using Dashboard.Services.Access;
using Dashboard.Services.Customers;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Customers;

/// <summary>Files of customers: the list exactly as filtered and searched, with all its columns, and one customer.</summary>
public static class CustomerExports
{
    /// <summary>Serves /export/customers and /export/customer/{key}.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("customers", async request =>
        {
            var export = await request.RunAsync(CustomerQuery.Parse(request.Query("q"), request.Query("sort"), request.Query("order"), request.Query("who"), request.Query("bands"), null).Export(request.Scope));
            return CustomerSheets.Workbook(export, request.Now, request.Query("columns")?.Split(',') ?? WithPredicted(export, request.Query("predicted")?.Split(',')));
        });
        routes.MapExport("customer/{key}", async request =>
            await request.RunAsync(new CustomerRequest(Urls.KeyOf(request.Route("key")), request.Scope)) is CustomerProfile profile ? CustomerSheets.Workbook(profile, request.Now) : null, Permission.ExportPeople);
    }

    // All that is recorded and computed, and those predictions that were asked for and that a model in use gives.
    private static string[]? WithPredicted(CustomerExport export, string[]? predicted) => predicted is null
        ? null
        : [.. CustomerSheets.ColumnNames(export with { Predicted = null }), .. CustomerSheets.ColumnNames(export).Intersect(predicted, StringComparer.OrdinalIgnoreCase)];
}
