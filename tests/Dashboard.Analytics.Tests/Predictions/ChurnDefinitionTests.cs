using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class ChurnDefinitionTests
{
    private static readonly int AsOf = TestShop.Day("2025-12-31");

    [Fact]
    public void On_EnoughIntervals_IsTheirPercentiles()
    {
        // 101 customers come back after 1, 2 … 101 days: the 75th percentile is 76, the 90th 91.
        var shop = new TestShop();
        for (var gap = 1; gap <= 101; gap++)
            shop.Order($"c{gap}", "2025-01-01", 10).Order($"c{gap}", new DateOnly(2025, 1, 1).AddDays(gap).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), 10);
        var snapshot = shop.Build();

        Assert.Equal(new ChurnDays(76, 91, 101, true), ChurnDefinition.FromData.On(snapshot, AsOf));
        Assert.Equal(new ChurnDays(30, 91, 101, true), new ChurnDefinition { AtRiskAfterDays = 30 }.On(snapshot, AsOf));
        Assert.Equal(new ChurnDays(49, 50, 101, true), new ChurnDefinition { LapsedAfterDays = 50 }.On(snapshot, AsOf));
        Assert.Equal(new ChurnDays(120, 121, 101, true), new ChurnDefinition { AtRiskAfterDays = 120 }.On(snapshot, AsOf));
    }

    [Fact]
    public void On_FewIntervals_IsAUsualNumber()
    {
        var days = ChurnDefinition.FromData.On(new TestShop().Order("a", "2025-01-01", 1).Order("a", "2025-01-05", 1).Build(), AsOf);

        Assert.Equal(new ChurnDays(90, 180, 1, false), days);
    }

    [Theory]
    [InlineData(0, SilenceState.Active)]
    [InlineData(90, SilenceState.Active)]
    [InlineData(91, SilenceState.AtRisk)]
    [InlineData(180, SilenceState.AtRisk)]
    [InlineData(181, SilenceState.Lapsed)]
    public void StateOf_Silence_FollowsTheDays(int days, SilenceState state) => Assert.Equal(state, ChurnDefinition.WithoutData.StateOf(days));

    [Theory]
    [InlineData(0, null, "from 1 to 3650")]
    [InlineData(null, 3651, "from 1 to 3650")]
    [InlineData(null, 1, "from 1 to 3650")]
    [InlineData(60, 60, "must be fewer than 60")]
    public void Checked_OutOfRange_SaysWhatToDo(int? risk, int? lapsed, string words)
    {
        var problem = Assert.Throws<ArgumentException>(() => new ChurnDefinition { AtRiskAfterDays = risk, LapsedAfterDays = lapsed }.Checked());

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }
}
