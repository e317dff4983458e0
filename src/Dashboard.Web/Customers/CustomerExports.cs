using Dashboard.Analytics.Customers;
using Dashboard.Services.Customers;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Customers;

/// <summary>Files of customers: the list exactly as filtered and searched, with all its columns, and one customer.</summary>
public static class CustomerExports
{
    /// <summary>Serves /export/customers and /export/customer/{key}.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("customers", async request => CustomerSheets.Workbook(
            await request.RunAsync(CustomerQuery.Parse(request.Query("q"), request.Query("sort"), request.Query("order"), request.Query("who"), request.Query("bands"), null).Export(request.Scope)),
            request.Now,
            request.Query("columns")?.Split(',')));
        routes.MapExport("customer/{key}", async request =>
            await request.RunAsync(new CustomerRequest(Urls.KeyOf(request.Route("key")), request.Scope)) is CustomerProfile profile ? CustomerSheets.Workbook(profile, request.Now) : null);
    }
}
