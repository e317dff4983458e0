using Bunit;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Statistics;
using Dashboard.Web.Customers;

namespace Dashboard.Web.Tests.Customers;

public sealed class CustomersPageTests : ShopPages
{
    [Fact]
    public void Page_EmptyStore_OffersTheImport()
    {
        var page = Show<CustomersPage>("/customers");

        page.WaitForAssertion(() => Assert.Contains("No customers yet", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/data/import"));
    }

    [Fact]
    public void Page_Shop_SaysHowManyAndWhoMayBeContacted()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all");

        page.WaitForAssertion(() => Assert.Equal("3 customers", page.Find("h1").TextContent));
        Assert.Contains("Contactable by email: 1", page.Markup.Replace("<b>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/customers.xlsx?range=all"));
    }

    [Fact]
    public void Columns_Predicted_AreOfferedWhereAModelIsInUse_AndGoIntoFiles()
    {
        Assert.Equal(["next"], ListColumns.Offered([], []).Where(c => c.IsPredicted).Select(c => c.Slug));
        Assert.Equal(["churn-risk", "buys", "alive", "orders-90", "clv-365", "next"], ListColumns.Offered([], Enum.GetValues<ModelKind>()).Where(c => c.IsPredicted).Select(c => c.Slug));
        Assert.Equal(CustomerSort.ChurnRisk, CustomerQuery.Parse(null, "churn-risk", null, null, null, null).Sort);
        Assert.True(CustomerQuery.Parse(null, "churn-risk", null, null, null, null).Descending);

        var row = new CustomerListRow
        {
            Index = 0,
            Key = "A",
            Orders = 2,
            Returns = 0,
            RevenueE4 = 0,
            RevenueInRangeE4 = 0,
            OrdersInRange = 0,
            RecencyScore = 1,
            FrequencyScore = 1,
            MoneyScore = 1,
            ScoredOrders = 2,
            ScoredRevenueE4 = 0,
            Consents = [],
            Attributes = [],
            Prediction = new(0.34, new Interval(0.28, 0.41, 0.95), null, null, 0.7, null, new ForecastRange(120, new Interval(0, 400, 0.8), new Interval(0, 700, 0.95)), null),
        };
        string? Text(string slug) => ListColumns.All.Single(c => c.Slug == slug).Text(row, "EUR");
        string? Ends(string slug) => ListColumns.All.Single(c => c.Slug == slug).Interval!(row, "EUR");

        Assert.Equal(("34%", "28% – 41%"), (Text("churn-risk"), Ends("churn-risk")));
        Assert.Equal((null, null), (Text("buys"), Ends("buys")));
        Assert.Equal(("70%", null), (Text("alive"), Ends("alive")));
        Assert.Contains("400", Ends("clv-365"), StringComparison.Ordinal);
        Assert.Null(ListColumns.All.Single(c => c.Slug == "churn-risk").Text(row with { Prediction = null }, "EUR"));
    }

    [Fact]
    public void Page_PredictedColumnChosen_IsAskedForInTheFile()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all&cols=key,next");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/customers.xlsx?range=all&cols=key%2Cnext&predicted=next-order-due"));
        Assert.Contains("Predicted as of", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Train models for predicted columns", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_SearchInTheAddress_IsInTheBoxAndTheTitle()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?range=all&q=MULLER");

        page.WaitForAssertion(() => Assert.Equal("1 of 3 customers matches “MULLER”", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Equal("MULLER", page.Find("input[type=search]").GetAttribute("value")));
    }

    [Fact]
    public void Search_Typed_GoesToTheAddress()
    {
        Fill();
        var page = Show<CustomersPage>("/customers?range=all&sort=orders");
        page.WaitForElement("input[type=search]");

        page.Act("input[type=search]", e => e.Input("anna & co"));

        page.WaitForAssertion(() => Assert.EndsWith("/customers?range=all&q=anna%20%26%20co&sort=orders", Navigation.Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Columns_OneTaken_IsInTheAddress()
    {
        Fill();
        var page = Show<CustomersPage>("/customers?range=all&cols=key,name");
        page.WaitForElement("#customer-columns");

        page.WaitForFirst("#customer-columns label", l => l.TextContent.Contains("E-mail", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);

        page.WaitForAssertion(() => Assert.EndsWith("cols=key%2Cname%2Cemail", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_KnownOnlyAfterTheRange_OffersAllTime()
    {
        Fill();

        var page = Show<CustomersPage>("/customers?from=2024-01-01&to=2024-01-10&q=zoe");

        page.WaitForAssertion(() => Assert.Contains("1 more match after the range", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/customers?range=all&q=zoe"));
    }
}
