using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Tests.Scopes;

public sealed class ScopeTextTests
{
    private static readonly DateRange Days = new(new DateOnly(2011, 11, 12), new DateOnly(2011, 12, 9));

    [Theory]
    [InlineData(Comparison.PreviousPeriod, "on the 28 days before")]
    [InlineData(Comparison.PreviousYear, "on the year before")]
    [InlineData(Comparison.None, null)]
    public void Against_EachComparison_FollowsAChange(Comparison comparison, string? expected) => Assert.Equal(expected, ScopeText.Against(comparison, Days));

    [Fact]
    public void Against_OneDay_IsTheDayBefore() => Assert.Equal("on the day before", ScopeText.Against(Comparison.PreviousPeriod, new DateRange(Days.To, Days.To)));

    [Fact]
    public void Value_NotRecorded_IsUnknown() => Assert.Equal(("Unknown", "Germany"), (ScopeText.Value(Condition.Unknown), ScopeText.Value("Germany")));
}
