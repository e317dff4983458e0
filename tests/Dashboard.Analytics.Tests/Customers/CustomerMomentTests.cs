using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerMomentTests
{
    [Fact]
    public void Of_Zoe_IsKnownFromHerFirstOrderOn()
    {
        var history = ((CustomerProfile)new CustomerRequest("B2", SmallShop.Between(0, 70)).Run(SmallShop.Build(), TestContext.Current.CancellationToken)).History;

        Assert.Equal([new(2024, 1, 31), new(2024, 2, 29), new DateOnly(2024, 3, 11)], history.Select(m => m.Day));
        Assert.Equal([null, null], history.Take(2).Select(m => m.Segment));
        Assert.Equal((1, 400_000L), (history[2].Orders, history[2].RevenueE4));
    }

    [Fact]
    public void Of_AnyRandomShop_EndsWithTheSegmentOfTheList()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var shop = SmallShop.Random(seed, 60);
            var scores = RfmScores.Of(shop, SmallShop.Day(300));
            for (var customer = 0; customer < shop.Customers.Count; customer++)
            {
                var last = CustomerMoment.Of(shop, customer, scores)[^1];
                Assert.Equal(
                    (scores.Recency[customer], scores.Frequency[customer], scores.Money[customer], scores.Orders[customer], scores.MoneyE4[customer]),
                    ((byte)last.RecencyScore, (byte)last.FrequencyScore, (byte)last.MoneyScore, last.Orders, last.RevenueE4));
                Assert.Equal(scores.Groups[customer], last.Segment is { } group ? (byte)group : RfmGroups.NotYet);
                var june = CustomerMoment.Of(shop, customer, scores).Single(m => m.Day == new DateOnly(2024, 6, 30));
                var asOfJune = RfmScores.Of(shop, june.Day.DayNumber, scores.Thresholds);
                Assert.Equal(asOfJune.Groups[customer], june.Segment is { } then ? (byte)then : RfmGroups.NotYet);
            }
        }
    }

    [Fact]
    public void Days_LongHistory_AreTwelveEndsOfMonthsAndTheDay()
    {
        var days = CustomerMoment.Days(new DateOnly(2024, 5, 9), new DateOnly(2020, 1, 1), 12).ToList();

        Assert.Equal(13, days.Count);
        Assert.Equal((new DateOnly(2023, 5, 31), new DateOnly(2024, 4, 30), new DateOnly(2024, 5, 9)), (days[0], days[^2], days[^1]));
    }

    [Fact]
    public void Days_FirstDayOfAll_IsThatDay() => Assert.Equal([DateOnly.MinValue], CustomerMoment.Days(DateOnly.MinValue, DateOnly.MinValue, 12));
}
