using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmWarningTests
{
    [Fact]
    public void Find_OneTimeBuyersOverAMonth_NamesAllThreeWithTheirNumbers()
    {
        // Twelve buyers, eleven of whom ordered once, over 30 days: frequency scores 1 and 5 only, and 11 of 12 is 91.7 %.
        var shop = new TestShop();
        for (var i = 0; i < 12; i++)
            shop.Order($"c{i}", i == 0 ? "2025-01-01" : "2025-01-30", 10 + i);
        var snapshot = shop.Order("c0", "2025-01-30", 10).Build();

        var warnings = RfmWarning.Find(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber));

        Assert.Equal([RfmWeakness.FewFrequencyScores, RfmWeakness.ShortHistory, RfmWeakness.OneTimeBuyers], warnings.Select(w => w.Weakness));
        Assert.Equal([2, 30, 11 / 12.0], warnings.Select(w => w.Value));
        Assert.All(warnings, w => Assert.Equal(12, w.Buyers));
        Assert.All(warnings, w => Assert.NotEmpty(w.Advice));
    }

    [Fact]
    public void Find_ManyOrdersOverAYear_FindsNothing()
    {
        var shop = new TestShop();
        for (var i = 1; i <= 10; i++)
        {
            for (var order = 0; order < i; order++)
                shop.Order($"c{i}", DateOnly.FromDayNumber(TestShop.Day("2024-01-01") + (order * 40)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 10 * i);
        }

        var snapshot = shop.Build();

        Assert.Empty(RfmWarning.Find(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber)));
    }

    [Fact]
    public void Find_NoOrders_FindsNothing()
    {
        var snapshot = new TestShop().Build();

        Assert.Empty(RfmWarning.Find(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber)));
    }
}
