using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmReachTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Of_HandWorkedCustomer_NamesEdgesAndDistances()
    {
        // As of 1 February: 17 days silent, two orders, 250: R4, F2, M3.
        var snapshot = new TestShop().Order("anna", "2025-01-01", 150).Order("anna", "2025-01-15", 100).Order("ben", "2025-02-01", 900).Build();
        var scores = RfmScores.Of(snapshot, TestShop.Day("2025-02-01"), Edges);

        var reach = RfmReach.Of(scores, 0);

        Assert.Equal(new RfmReach(RfmMeasure.DaysSinceLastOrder, 17, 4, 10, 20), reach[0]);
        Assert.Equal((null, 4L), (reach[0].ToHigher, reach[0].ToLower));
        Assert.Equal(new RfmReach(RfmMeasure.Orders, 2, 2, 1, 2), reach[1]);
        Assert.Equal((1L, null), (reach[1].ToHigher, reach[1].ToLower));
        Assert.Equal(new RfmReach(RfmMeasure.MoneyE4, 250_0000, 3, 200_0000, 300_0000), reach[2]);
        Assert.Equal(50_0001L, reach[2].ToHigher);
        Assert.Equal(1 / 6.0, reach[2].Nearness!.Value, 12);
        Assert.Equal((400_0000L, null, null), (RfmReach.Of(scores, 1)[2].Above, RfmReach.Of(scores, 1)[2].UpTo, RfmReach.Of(scores, 1)[2].ToHigher));
    }

    [Fact]
    public void Of_RandomShops_DistancesLeadToTheNextScore()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var snapshot = TestShop.Random(seed, settings: new ShopSettings { Rfm = RfmDefinitionTests.Random(seed) });
            var scores = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber);
            for (var c = 0; c < snapshot.Customers.Count; c++)
            {
                var reach = RfmReach.Of(scores, c);
                Assert.Equal(scores.Orders[c] == 0 ? 0 : 3, reach.Count);
                foreach (var r in reach)
                {
                    if (r.ToHigher is { } more)
                        Assert.Equal((r.Score, true), (Score(r.Measure, r.Value + more - 1), Score(r.Measure, r.Value + more) > r.Score));
                    if (r.ToLower is { } days)
                        Assert.Equal((r.Score, true), (Score(r.Measure, r.Value + days - 1), Score(r.Measure, r.Value + days) < r.Score));
                }
            }

            int Score(RfmMeasure measure, long value) => measure switch
            {
                RfmMeasure.DaysSinceLastOrder => scores.Thresholds.RecencyScore(value),
                RfmMeasure.Orders => scores.Thresholds.FrequencyScore(value),
                _ => scores.Thresholds.MoneyScore(value),
            };
        }
    }
}
