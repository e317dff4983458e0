using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Tests.Scopes;

public sealed class ScopeTests
{
    private static readonly DateOnly First = new(2010, 12, 1);
    private static readonly DateOnly Last = new(2011, 12, 9);

    [Theory]
    [InlineData("7d", "2011-12-03", "2011-12-09")]
    [InlineData("28d", "2011-11-12", "2011-12-09")]
    [InlineData("365d", "2010-12-10", "2011-12-09")]
    [InlineData("month", "2011-12-01", "2011-12-09")]
    [InlineData("last-month", "2011-11-01", "2011-11-30")]
    [InlineData("year", "2011-01-01", "2011-12-09")]
    [InlineData("all", "2010-12-01", "2011-12-09")]
    public void Resolve_Preset_EndsOnTheLastDayOfData(string preset, string from, string to) =>
        Assert.Equal(new DateRange(DateOnly.Parse(from), DateOnly.Parse(to)), new RangeChoice(preset).Resolve(First, Last));

    [Fact]
    public void Resolve_UnknownPresetOrWrongOrder_SaysWhatIsPossible()
    {
        Assert.Contains("28d", Assert.Throws<ArgumentException>(() => new RangeChoice("3w").Resolve(First, Last)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RangeChoice(null, Last, First).Resolve(First, Last));
        Assert.Throws<ArgumentException>(() => new RangeChoice(null, First).Resolve(First, Last));
    }

    [Fact]
    public void ComparedWith_TwentyEightDays_AreThe28DaysBefore()
    {
        var range = new DateRange(new DateOnly(2011, 11, 12), Last);

        Assert.Equal(new DateRange(new DateOnly(2011, 10, 15), new DateOnly(2011, 11, 11)), range.ComparedWith(Comparison.PreviousPeriod));
        Assert.Equal(new DateRange(new DateOnly(2010, 11, 12), new DateOnly(2010, 12, 9)), range.ComparedWith(Comparison.PreviousYear));
        Assert.Null(range.ComparedWith(Comparison.None));
    }

    [Fact]
    public void ComparedWith_LeapDay_IsTheTwentyEighth() => Assert.Equal(
        new DateRange(new DateOnly(2011, 2, 28), new DateOnly(2011, 3, 1)),
        new DateRange(new DateOnly(2012, 2, 29), new DateOnly(2012, 3, 1)).ComparedWith(Comparison.PreviousYear));

    [Fact]
    public void Filter_SameConditionsInAnyOrder_AreEqual()
    {
        var one = Filter.Everything.With(Dimension.Country, "France").With(Dimension.Segment, "Loyal").With(Dimension.Country, "Spain");
        var other = new Filter(new Condition(Dimension.Segment, "Loyal"), new Condition(Dimension.Country, "Spain"), new Condition(Dimension.Country, "France"), new Condition(Dimension.Country, "Spain"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal(new Scope(RangeChoice.Default, Comparison.None, one), new Scope(new RangeChoice("90d"), Comparison.None, other));
        Assert.Equal(["France", "Spain"], one.Values(Dimension.Country));
        Assert.Equal(["Spain"], one.Only(Dimension.Country, "Spain").Values(Dimension.Country));
        Assert.NotEqual(one, one.Without(new Condition(Dimension.Segment, "Loyal")));
    }
}
