using Bunit;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Customers;
using Radzen;
using Radzen.Blazor;

namespace Dashboard.Web.Tests.Customers;

public sealed class CustomerTableTests : ShopPages
{
    [Fact]
    public async Task Table_Rows_OpenTheCustomerAndTheSegment()
    {
        Fill();
        var table = Table(CustomerQuery.Parse(null, null, null, null, null, null));
        var grid = table.FindComponent<RadzenDataGrid<CustomerListRow>>().Instance;

        await table.InvokeAsync(() => grid.LoadData.InvokeAsync(new LoadDataArgs { Skip = 0, Top = 20 }));

        table.WaitForAssertion(() => Assert.Equal(3, grid.Count));
        Assert.Equal(["A/1", "B", "C"], grid.Data!.Select(r => r.Key));
    }

    [Fact]
    public void Table_Headings_LeadToTheirOrder()
    {
        Fill();

        var table = Table(CustomerQuery.Parse("a", "orders", null, null, null, null));

        var links = table.FindAll("a.sort-link").ToDictionary(a => a.TextContent, a => a.GetAttribute("href"));
        Assert.Equal("/customers?range=all&q=a&sort=orders&order=asc", links["Orders ↓, sorted, largest first"]);
        Assert.Equal("/customers?range=all&q=a&sort=revenue", links["Revenue"]);
    }

    private IRenderedComponent<CustomerTable> Table(CustomerQuery query) => Render<CustomerTable>(p => p
        .Add(t => t.Scope, Scope.Default with { Range = new RangeChoice("all") })
        .Add(t => t.Query, query)
        .Add(t => t.Columns, ListColumns.Chosen(null, true, []))
        .Add(t => t.Currency, "EUR"));
}
