using System.Text.Json;
using Dashboard.Analytics.Customers;
using Dashboard.Web.Customers;

namespace Dashboard.Web.Tests.Customers;

public sealed class CustomerQueryTests
{
    [Theory]
    [InlineData(null, null, null, null, null, null)]
    [InlineData("anna", "revenue", null, "active", "18,30", "key,name")]
    [InlineData(null, "revenue", "asc", "at-risk", null, null)]
    [InlineData(null, "name", null, "active-own", null, null)]
    [InlineData(null, "name", "desc", "new", null, null)]
    public void Parse_WhatParametersWrote_IsTheSame(string? q, string? sort, string? order, string? who, string? bands, string? columns)
    {
        var query = CustomerQuery.Parse(q, sort, order, who, bands, columns);

        var written = query.Parameters().ToDictionary(p => p.Key, p => p.Value);

        Assert.Equal((q, sort, order, who, bands, columns), (written["q"], written["sort"], written["order"], written["who"], written["bands"], written["cols"]));
        Assert.Equal(query, CustomerQuery.Parse(written["q"], written["sort"], written["order"], written["who"], written["bands"], written["cols"]));
    }

    [Fact]
    public void Parse_Nonsense_IsTheDefault()
    {
        var query = CustomerQuery.Parse("  ", "rfm", null, "everyone'--", "30,18", "");

        Assert.Equal(CustomerQuery.Parse(null, null, null, null, null, null), query);
        Assert.Equal((CustomerSort.Revenue, true, Population.Everyone), (query.SortOrDefault, query.DescendingOrDefault, query.Who));
    }

    [Fact]
    public void Parse_SearchWithoutSort_PutsTheBestMatchFirst()
    {
        var query = CustomerQuery.Parse("anna", null, null, null, null, null);

        Assert.Equal((CustomerSort.Match, false), (query.SortOrDefault, query.DescendingOrDefault));
    }

    [Fact]
    public void Sorted_ThreeClicks_GoThereBackAndHome()
    {
        var column = ListColumns.All.Single(c => c.Slug == "orders");
        var start = CustomerQuery.Parse(null, null, null, null, null, null);

        var first = start.Sorted(column);
        var second = first.Sorted(column);

        Assert.Equal((CustomerSort.Orders, true), (first.SortOrDefault, first.DescendingOrDefault));
        Assert.Equal((CustomerSort.Orders, false), (second.SortOrDefault, second.DescendingOrDefault));
        Assert.Equal(start, second.Sorted(column));
    }

    [Theory]
    [InlineData("18, 30 ,50", "18,30,50")]
    [InlineData("18,18", null)]
    [InlineData("0,20", null)]
    [InlineData("abc", null)]
    [InlineData("", null)]
    [InlineData("1,2,3,4,5,6,7,8,9,10,11,12,13", null)]
    public void ParseBands_Text_IsBandsOrNothing(string text, string? bands) => Assert.Equal(bands, CustomerQuery.Text(CustomerQuery.ParseBands(text)));

    [Fact]
    public void Parse_NaughtyStrings_NeverThrow()
    {
        if (NaughtyStrings() is not { } strings)
            return;
        foreach (var text in strings)
        {
            var query = CustomerQuery.Parse(text, text, text, text, text, text);
            var address = Urls.Customers(Dashboard.Analytics.Scopes.Scope.Default, query.Parameters());
            Assert.True(Uri.TryCreate("http://shop" + address, UriKind.Absolute, out _), address);
            Assert.NotEmpty(ListColumns.Chosen(text, true, []));
        }
    }

    internal static string[]? NaughtyStrings()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Dashboard.sln")))
            folder = Path.GetDirectoryName(folder);
        var path = Path.Combine(folder ?? ".", "..", "shared", "data", "bad-input", "blns.json");
        if (File.Exists(path))
            return JsonSerializer.Deserialize<string[]>(File.ReadAllText(path));
        TestContext.Current.AddWarning("bad-input/blns.json is absent from the shared data; nothing was tried.");
        return null;
    }
}
