using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Overview;

namespace Dashboard.Web.Tests.Overview;

public sealed class OverviewTextTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Headline_OneGroupInOneCountryGrew_NamesBoth()
    {
        var result = Run(shop => shop.Order("anna", "2025-02-20", 20, country: "Germany").Order("anna", "2025-03-25", 130, country: "Germany")
            .Order("ben", "2025-01-20", 40, country: "France").Order("ben", "2025-02-10", 40, country: "France").Order("ben", "2025-03-01", 20, country: "France"));

        Assert.Equal("Revenue up 150.0%, driven by New customers in Germany", OverviewText.Headline(result));
        Assert.Equal("Best day: 25 Mar 2025, £130", OverviewText.Best(result));
        Assert.Null(OverviewText.Caution(result));
    }

    [Fact]
    public void Headline_DataCoversLittleOfTheComparison_ClaimsNoChange()
    {
        var result = Run(shop => shop.Order("anna", "2025-02-20", 20).Order("anna", "2025-03-25", 130));

        Assert.Equal("Revenue £130", OverviewText.Headline(result));
        Assert.StartsWith("The data covers 29% of the days compared with, so no changes are shown.", OverviewText.Caution(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Headline_NothingBefore_SaysSo()
    {
        var result = Run(shop => shop.Order("anna", "2025-01-01", 20).Order("anna", "2025-03-25", 130));

        Assert.Equal("Revenue £130; there was none in the period compared with", OverviewText.Headline(result));
    }

    [Fact]
    public void Href_EveryFigure_OpensTheRowsBehindIt()
    {
        Assert.Equal("/trends?metric=average-order-value", OverviewText.Href(OverviewMetric.AverageOrderValue, Scope.Default));
        Assert.Equal("/customers?who=at-risk", OverviewText.Href(OverviewMetric.RevenueAtRisk, Scope.Default));
        Assert.Equal("/customers?who=new", OverviewText.Href(OverviewMetric.NewCustomers, Scope.Default));
        Assert.All(Enum.GetValues<OverviewMetric>(), metric => Assert.NotEmpty(OverviewText.Explanation(metric)));
    }

    [Fact]
    public void Drivers_Chart_HasTheContributionsOfItsTable()
    {
        var result = new OverviewRequest(Scope.Default).Run(TestShop.Random(8), TestContext.Current.CancellationToken);

        var (chart, table) = (OverviewCharts.Drivers(result, Dimension.Country), OverviewCharts.DriverTable(result, Dimension.Country, Scope.Default));

        Assert.Equal(chart.Labels, table.Rows.Select(r => r[0].Text));
        Assert.Equal(result.Drivers!.ChangeE4 / 10_000.0, chart.Series[0].Values.Sum()!.Value, 3);
        Assert.Equal(result.Drivers.ChangeE4, table.Total[3].Number);
        Assert.Contains(table.Rows, r => r[0].Href == "/?f=country%3AGermany");
    }

    [Fact]
    public void Segments_Treemap_LeavesEmptyGroupsOutAndNamesAnonymous()
    {
        var result = Run(shop => shop.Order("anna", "2025-03-25", 130).Order(null, "2025-03-26", 7));

        var spec = OverviewCharts.Segments(result, byRevenue: true);

        Assert.Equal([("New", 130.0), ("Anonymous", 7.0)], spec.Tiles.Select(t => (t.Name, t.Value)));
        Assert.Equal((RfmGroup.New, null), (OverviewCharts.GroupOf(result, spec, 0), OverviewCharts.GroupOf(result, spec, 1)));
        Assert.Equal(result.Trend.Count, ((LineSpec)OverviewCharts.Trend(result)).Labels.Count);
    }

    private static OverviewResult Run(Action<TestShop> fill)
    {
        var shop = new TestShop(new ShopSettings { Currency = "GBP", Rfm = new() { Thresholds = Edges } });
        fill(shop);
        return new OverviewRequest(TestShop.Scope("2025-03-01", "2025-03-31")).Run(shop.Build(), TestContext.Current.CancellationToken);
    }
}
