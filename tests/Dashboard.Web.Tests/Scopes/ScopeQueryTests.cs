using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Tests.Scopes;

public sealed class ScopeQueryTests
{
    public static TheoryData<Scope> Scopes =>
    [
        Scope.Default,
        new Scope(new RangeChoice("28d"), Comparison.PreviousYear, Filter.Everything),
        new Scope(new RangeChoice(null, new DateOnly(2011, 1, 1), new DateOnly(2011, 3, 31)), Comparison.None, Filter.Everything.With(Dimension.Country, "United Kingdom")),
        new Scope(RangeChoice.Default, Comparison.PreviousPeriod, Filter.Everything.With(Dimension.AgeBand, "65+").With(Dimension.Product, "a:b&c=d%20#é").With(Dimension.City, Condition.Unknown)),
    ];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Parse_WhatUrlsWrites_IsTheSameScope(Scope scope)
    {
        var url = Urls.Trends(scope, KeyValuePair.Create("metric", (string?)"revenue"));
        var query = QueryHelpers.ParseQuery(url[url.IndexOf('?', StringComparison.Ordinal)..]);

        Assert.Equal(scope, ScopeQuery.Parse(query.GetValueOrDefault("range"), query.GetValueOrDefault("from"), query.GetValueOrDefault("to"), query.GetValueOrDefault("compare"), query.GetValueOrDefault("f")!));
        Assert.Equal("revenue", query["metric"]);
    }

    [Theory]
    [InlineData("banana", "2011-02-30", "x", "y", "nonsense")]
    [InlineData(null, "2011-03-01", "2011-01-01", null, "country:")]
    [InlineData("", "", "", "", ":x")]
    public void Parse_WhatCannotBeRead_IsTheDefault(string? range, string? from, string? to, string? compare, string condition) =>
        Assert.Equal(Scope.Default, ScopeQuery.Parse(range, from, to, compare, [condition]));

    [Fact]
    public void WithScope_OtherParameters_Stay() => Assert.Equal(
        "/trends?range=7d&metric=orders&by=country",
        Urls.WithScope(new Uri("http://localhost/trends?from=2011-01-01&to=2011-02-01&compare=none&metric=orders&f=country%3AFrance&by=country"), Scope.Default with { Range = new RangeChoice("7d") }));

    [Fact]
    public void Urls_DefaultScope_HasNoQuery()
    {
        Assert.Equal("/segments", Urls.Segments(Scope.Default));
        Assert.Equal("/customers/a%2Fb%20c", Urls.Customer("a/b c", Scope.Default));
        Assert.Equal("/export/segment/champions.xlsx?range=7d", Urls.Export("segment/champions", "xlsx", Scope.Default with { Range = new RangeChoice("7d") }));
    }
}
