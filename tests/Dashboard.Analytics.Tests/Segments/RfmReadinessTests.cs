using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmReadinessTests
{
    [Fact]
    public void Of_OneTimeBuyersOverAMonth_NamesEveryNeedWithItsNumber()
    {
        // Thirty buyers, 29 of whom ordered once, over 30 days: frequency scores 1 and 5 only, and 1 of 30 is 3.3 %. One of 32 orders has no customer.
        var shop = new TestShop().Order(null, "2025-01-10", 5);
        for (var i = 0; i < 30; i++)
            shop.Order($"c{i}", i == 0 ? "2025-01-01" : "2025-01-30", 10 + i);
        var snapshot = shop.Order("c0", "2025-01-30", 10).Build();

        var readiness = RfmReadiness.Of(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber));

        Assert.Equal(30, readiness.Buyers);
        Assert.Equal([RfmNeed.Buyers, RfmNeed.History, RfmNeed.Repeaters, RfmNeed.FrequencyScores, RfmNeed.KnownOrders], readiness.Checks.Select(c => c.Need));
        Assert.Equal([30, 30, 1 / 30.0, 2, 31 / 32.0], readiness.Checks.Select(c => c.Value));
        Assert.Equal(
            [RfmReadinessLevel.Weak, RfmReadinessLevel.NotReady, RfmReadinessLevel.Weak, RfmReadinessLevel.Weak, RfmReadinessLevel.Ready], readiness.Checks.Select(c => c.Level));
        Assert.Equal(RfmReadinessLevel.NotReady, readiness.Level);
        Assert.Equal(4, readiness.Missing.Count());
        Assert.All(readiness.Missing, c => Assert.NotEmpty(c.Advice));
    }

    [Fact]
    public void Of_ManyOrdersOverAYear_IsReady()
    {
        var shop = new TestShop();
        for (var i = 0; i < 100; i++)
        {
            for (var order = 0; order <= i % 10; order++)
                shop.Order($"c{i}", DateOnly.FromDayNumber(TestShop.Day("2024-01-01") + (order * 40)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 10 * (i % 10));
        }

        var snapshot = shop.Build();

        var readiness = RfmReadiness.Of(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber));

        Assert.Equal(RfmReadinessLevel.Ready, readiness.Level);
        Assert.Empty(readiness.Missing);
        Assert.DoesNotContain(readiness.Checks, c => c.Need == RfmNeed.Window);
    }

    [Fact]
    public void Of_WindowLongerThanTheHistory_SaysSo()
    {
        var snapshot = TestShop.Random(4, settings: new() { Rfm = new() { WindowMonths = 60 } });

        var window = RfmReadiness.Of(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber)).Checks.Single(c => c.Need == RfmNeed.Window);

        Assert.Equal(RfmReadinessLevel.Weak, window.Level);
        Assert.Equal(snapshot.LastDay.DayNumber - snapshot.FirstDay.DayNumber + 1, window.Value);
        Assert.Equal(snapshot.LastDay.DayNumber - snapshot.LastDay.AddMonths(-60).DayNumber, window.Needed);
    }

    [Fact]
    public void Of_NoOrders_IsNotReady()
    {
        var snapshot = new TestShop().Build();

        Assert.Equal(RfmReadinessLevel.NotReady, RfmReadiness.Of(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber)).Level);
    }
}
