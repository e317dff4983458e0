using Bunit;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Tests.Scopes;

public sealed class ScopeBarTests : ScreenContext
{
    private static readonly Scope Filtered = Scope.Default with { Filter = new Filter(new Condition(Dimension.Country, "Germany"), new Condition(Dimension.Gender, Condition.Unknown)) };

    private Scope? raised;

    [Fact]
    public void Range_APreset_IsRaised()
    {
        Bar(Scope.Default).WaitForElement("[aria-label='Date range']").Change("28d");

        Assert.Equal(Scope.Default with { Range = new RangeChoice("28d") }, raised);
    }

    [Fact]
    public void Range_CustomDays_AreRaisedOnApply()
    {
        var bar = Bar(Scope.Default);

        bar.Act("[aria-label='Date range']", e => e.Change("custom"));
        bar.Act("[aria-label='First day']", e => e.Change("2011-01-01"));
        bar.Act("[aria-label='Last day']", e => e.Change("2011-03-31"));
        Assert.Null(raised);
        bar.Act(".dates button", e => e.Click());

        Assert.Equal(new RangeChoice(null, new DateOnly(2011, 1, 1), new DateOnly(2011, 3, 31)), raised!.Range);
    }

    [Theory]
    [InlineData("2011-03-31", "2011-01-01", "The last day is before the first day. Change one of them.")]
    [InlineData("", "2011-01-01", "Give a first day and a last day, then apply.")]
    [InlineData("31.3.2011", "2011-01-01", "Give a first day and a last day, then apply.")]
    public void Range_DaysThatMakeNone_AreAskedForAgain(string from, string to, string message)
    {
        var bar = Bar(Scope.Default);

        bar.Act("[aria-label='Date range']", e => e.Change("custom"));
        bar.Act("[aria-label='First day']", e => e.Change(from));
        bar.Act("[aria-label='Last day']", e => e.Change(to));
        bar.Act(".dates button", e => e.Click());

        bar.WaitForAssertion(() => Assert.Equal(message, bar.Find("[role=alert]").TextContent));
        Assert.Null(raised);
    }

    [Fact]
    public void Range_ACustomScope_ShowsItsDays()
    {
        var bar = Bar(Scope.Default with { Range = new RangeChoice(null, new DateOnly(2011, 1, 1), new DateOnly(2011, 3, 31)) });

        bar.WaitForAssertion(() => Assert.Equal(("2011-01-01", "2011-03-31"), (bar.Find("[aria-label='First day']").GetAttribute("value"), bar.Find("[aria-label='Last day']").GetAttribute("value"))));
    }

    [Fact]
    public void Comparison_Chosen_IsRaised()
    {
        Bar(Scope.Default).WaitForElement("[aria-label='Compare with']").Change("PreviousYear");

        Assert.Equal(Comparison.PreviousYear, raised!.Comparison);
    }

    [Fact]
    public void Note_ARange_NamesBothPeriods()
    {
        var bar = Bar(Scope.Default with { Range = new RangeChoice("28d") }, new DateRange(new DateOnly(2011, 11, 12), new DateOnly(2011, 12, 9)));

        bar.WaitForAssertion(() => Assert.Equal("12 Nov 2011 – 9 Dec 2011, compared with 15 Oct 2011 – 11 Nov 2011", bar.Find(".scope-note").TextContent));
    }

    [Fact]
    public void Chips_Removed_LeaveTheOthers()
    {
        var bar = Bar(Filtered);

        bar.WaitForAssertion(() => Assert.Equal(["Country: Germany", "Gender: Unknown"], bar.FindAll(".chip span").Select(e => e.TextContent)));
        bar.Act("[aria-label='Remove filter Country: Germany']", e => e.Click());

        Assert.Equal(new Filter(new Condition(Dimension.Gender, Condition.Unknown)), raised!.Filter);
    }

    [Fact]
    public void ClearAll_ManyFilters_LeavesNone()
    {
        Bar(Filtered).WaitForSingle("button", b => b.TextContent == "Clear all").Click();

        Assert.Equal(Scope.Default, raised);
    }

    [Fact]
    public void AddFilter_DimensionThenValue_IsRaised()
    {
        var bar = Bar(Scope.Default);

        bar.Act(".menu-item", b => b.TextContent == "Country", e => e.Click());
        bar.WaitForAssertion(() => Assert.Equal("87", bar.FindAll(".menu-item .count")[1].TextContent));
        bar.Act(".menu-item", b => b.TextContent.StartsWith("France", StringComparison.Ordinal), e => e.Click());

        Assert.Equal(new Filter(new Condition(Dimension.Country, "France")), raised!.Filter);
    }

    [Fact]
    public void AddFilter_ManyValues_AreSearchedAndTheRestIsCounted()
    {
        var bar = Bar(Scope.Default);

        bar.Act(".menu-item", b => b.TextContent == "City", e => e.Click());
        bar.WaitForAssertion(() => Assert.Equal("+50 more: type to find one.", bar.Find(".menu-note").TextContent));
        bar.Act("[aria-label='Find a value']", e => e.Input("town 149"));
        bar.WaitForAssertion(() => Assert.Equal(["Town 149"], bar.FindAll(".menu-list .menu-item").Select(b => b.FirstChild!.TextContent)));
        bar.Act("[aria-label='Find a value']", e => e.Input("nowhere"));
        bar.WaitForAssertion(() => Assert.Equal("No value contains “nowhere”.", bar.Find(".menu-note").TextContent));
    }

    [Fact]
    public void AddFilter_DimensionWithoutValues_SaysSo()
    {
        var bar = Bar(Scope.Default);

        bar.Act(".menu-item", b => b.TextContent == "Brand", e => e.Click());

        bar.WaitForAssertion(() => Assert.Equal("The data has no value for this yet.", bar.Find(".menu-note").TextContent));
    }

    private IRenderedComponent<ScopeBar> Bar(Scope scope, DateRange? range = null) => Render<ScopeBar>(p => p
        .Add(b => b.Scope, scope)
        .Add(b => b.Range, range)
        .Add(b => b.Dimensions, [Dimension.Country, Dimension.City, Dimension.Brand])
        .Add(b => b.Values, dimension => Task.FromResult<IReadOnlyList<FilterValue>>(dimension switch
        {
            Dimension.Country => [new("Germany", "Germany", 95), new("France", "France", 87)],
            Dimension.City => [.. Enumerable.Range(0, 150).Select(i => new FilterValue($"Town {i}", $"Town {i}", 150 - i))],
            _ => [],
        }))
        .Add(b => b.OnChange, scope => raised = scope));
}
