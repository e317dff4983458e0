using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Demographics;

namespace Dashboard.Web.Tests.Demographics;

public sealed class DemographicsChartsTests
{
    private static readonly Scope All = Scope.Default with { Range = new RangeChoice("all") };

    [Fact]
    public void Pyramid_EveryCustomer_IsOnOneSide()
    {
        var spec = DemographicsCharts.Pyramid(Result())!;

        Assert.Equal(["65+", "55–64", "45–54", "35–44", "25–34", "18–24", "Under 18", "Unknown"], spec.Bands);
        Assert.Equal(("Women", "Men", "Other or unknown"), (spec.Left.Name, spec.Right.Name, spec.Other!.Name));
        Assert.Equal([0, 0, 0, 0, 2, 0, 0, 0], spec.Left.Values);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1], spec.Right.Values);
        Assert.Equal([0, 0, 0, 0, 1, 0, 0, 1], spec.Other.Values);
    }

    [Fact]
    public void PyramidLink_OtherSide_OpensEveryOtherGender()
    {
        var link = DemographicsCharts.PyramidLink(Result(), new DemographicsLinks(All, Population.Everyone, null), new ChartMark(2, 4));

        Assert.Equal("/customers?range=all&f=gender%3A%28unknown%29&f=gender%3Aother&f=age-band%3A25%E2%80%9334", link);
    }

    [Fact]
    public void Map_WhatIsNotOnIt_IsListedWithItsCount()
    {
        var map = DemographicsCharts.Map(Result(), byRevenue: false);

        Assert.Equal(["Germany"], map.Places.Select(p => p.Country));
        Assert.Equal([("Unknown", 2.0), ("Atlantis", 1.0)], map.Unplaced.Select(p => (p.Name, p.Value)).OrderByDescending(p => p.Value));
        Assert.Equal(5, map.Places.Sum(p => p.Value) + map.Unplaced.Sum(p => p.Value));
    }

    [Fact]
    public void MapLink_TwoNamesOfOneCountry_OpensBoth()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        builder.Add(new CustomerFacts("1") { Country = "EIRE" });
        builder.Add(new CustomerFacts("2") { Country = "Ireland" });
        var result = new DemographicsRequest(All).Run(builder.Build(), TestContext.Current.CancellationToken);

        var link = DemographicsCharts.MapLink(result, new DemographicsLinks(All, Population.ActiveResidents, new AgeBands(30)), false, new ChartMark(0, 0));

        Assert.Equal("/customers?range=all&f=country%3AEIRE&f=country%3AIreland&who=active-own&bands=30", link);
    }

    [Fact]
    public void Cross_OnlySmallCells_SaysSoAndShowsCustomersInstead()
    {
        var cross = Result().Cross!;

        Assert.Empty(DemographicsCharts.Cross(cross, CellMeasure.Index, "EUR").Values);
        Assert.Contains("an index would say nothing", DemographicsText.NoCross(cross, CellMeasure.Index), StringComparison.Ordinal);
        Assert.Null(DemographicsText.NoCross(cross, CellMeasure.Customers));
        Assert.Equal(5, DemographicsCharts.Cross(cross, CellMeasure.Customers, "EUR").Values.Sum(row => row.Sum()));
    }

    [Fact]
    public void Bars_ManyCities_ShowTheLargestAndUnknownAndSayWhatIsLeft()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        for (var city = 0; city < 30; city++)
            builder.Add(new CustomerFacts($"{city}") { City = $"City {city:00}" });
        builder.Add(new CustomerFacts("x"));
        var cities = new DemographicsRequest(All).Run(builder.Build(), TestContext.Current.CancellationToken).By(Dimension.City);

        var bars = DemographicsCharts.Bars(cities);

        Assert.Equal(("City 00", "City 10", "Unknown", 12), (bars.Labels[0], bars.Labels[^2], bars.Labels[^1], bars.Labels.Count));
        Assert.Equal("Customers by city; +19 more with 19 customers in the table", DemographicsText.Bars(cities));
    }

    [Fact]
    public void CellLink_RowsLeftOut_AreNotCounted()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        for (var i = 0; i < 40; i++)
            builder.Add(new CustomerFacts($"{i}") { Country = i < 2 ? "Andorra" : "Zambia", Gender = i % 2 == 0 ? "female" : "male", City = i < 20 ? "X" : "Y" });
        var cross = new DemographicsRequest(All, Dimension.Country, Dimension.City).Run(builder.Build(), TestContext.Current.CancellationToken).Cross!;
        var links = new DemographicsLinks(All, Population.Everyone, null);

        Assert.Equal(["Zambia"], DemographicsCharts.Cross(cross, CellMeasure.Index, "EUR").Rows);
        Assert.Equal("/customers?range=all&f=country%3AZambia&f=city%3AX", DemographicsCharts.CellLink(cross, CellMeasure.Index, links, new ChartMark(0, 0)));
        Assert.Contains("+1 row", DemographicsText.Hidden(cross, CellMeasure.Index), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, Dimension.Country, Dimension.Segment)]
    [InlineData("gender", null, Dimension.Gender, Dimension.Segment)]
    [InlineData("segment", null, Dimension.Segment, Dimension.Country)]
    [InlineData("segment", "segment", Dimension.Segment, Dimension.Country)]
    [InlineData(null, "country", Dimension.AgeBand, Dimension.Country)]
    [InlineData("product", "campaign", Dimension.Country, Dimension.Segment)]
    [InlineData("age-band", "city", Dimension.AgeBand, Dimension.City)]
    public void Crossed_AnyAddress_IsTwoDimensions(string? rows, string? columns, Dimension down, Dimension across) =>
        Assert.Equal((down, across), DemographicsQuery.Crossed(rows, columns));

    [Fact]
    public void Countries_OfOnlineRetail_AreOnTheMapOrListed()
    {
        string[] names =
        [
            "Australia", "Austria", "Bahrain", "Belgium", "Brazil", "Canada", "Channel Islands", "Cyprus", "Czech Republic", "Denmark", "EIRE", "European Community", "Finland", "France", "Germany",
            "Greece", "Hong Kong", "Iceland", "Israel", "Italy", "Japan", "Lebanon", "Lithuania", "Malta", "Netherlands", "Norway", "Poland", "Portugal", "RSA", "Saudi Arabia", "Singapore", "Spain",
            "Sweden", "Switzerland", "USA", "United Arab Emirates", "United Kingdom", "Unspecified",
        ];

        var map = Countries.Map("Customers", "Customers", [.. names.Select(n => new Place(n, 1))], ValueFormat.Integer);

        Assert.Equal(names.Length, map.Places.Count + map.Unplaced.Count);
        Assert.Equal(["Bahrain", "Channel Islands", "European Community", "Hong Kong", "Malta", "Singapore", "Unspecified"], map.Unplaced.Select(p => p.Name));
    }

    private static DemographicsResult Result()
    {
        var born = new DateOnly(1970, 1, 1).DayNumber;
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        builder.Add(new CustomerFacts("1") { Country = "Germany", Gender = "female", BirthDay = born });
        builder.Add(new CustomerFacts("2") { Country = "Germany", Gender = "female", BirthDay = born });
        builder.Add(new CustomerFacts("3") { Country = "Atlantis", Gender = "other", BirthDay = born });
        builder.Add(new CustomerFacts("4") { Gender = "male" });
        builder.Add(new CustomerFacts("5"));
        return new DemographicsRequest(All, Dimension.Country, Dimension.Gender).Run(builder.Build(), TestContext.Current.CancellationToken);
    }
}
