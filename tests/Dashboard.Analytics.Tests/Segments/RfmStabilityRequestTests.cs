using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmStabilityRequestTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Run_HandWorkedShop_CountsWhoChanges()
    {
        // On 31 January. Anna: 10 days silent, 3 orders, 339: R5, F3, M4, FM 4: Champions. With the first edge of days at 9 (10 % lower; 9.5 rounds to 10, so 5 % lower is still 10) she is R4: Loyal.
        // Ben: 21 days silent, 1 order of 104: R3, F1, M2, FM 2: Almost lost. With the second edge of days 5 % up, 21, he is R4: Promising. With the first edge of money
        // 5 % up, 105, he is M1, FM 1: still Almost lost. Orders are few: 5 and 10 % of 1 to 4 round to no order at all.
        var shop = new TestShop().Order("anna", "2025-01-01", 113).Order("anna", "2025-01-05", 113).Order("anna", "2025-01-21", 113).Order("ben", "2025-01-10", 104);
        var snapshot = shop.Order("cleo", "2025-01-31", 1000).Build();

        var stability = new RfmStabilityRequest(TestShop.Scope("2025-01-01", "2025-01-31"), new() { Thresholds = Edges }).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal(16, stability.Trials.Count);
        Assert.Equal(3, stability.Customers);
        Assert.Equal([1, 0, 0, 0], Trial(RfmMeasure.DaysSinceLastOrder, 1).Changed);
        Assert.Equal([9, 10, 11, 11], Trial(RfmMeasure.DaysSinceLastOrder, 1).Moved);
        Assert.Equal([0, 0, 1, 1], Trial(RfmMeasure.DaysSinceLastOrder, 2).Changed);
        Assert.Equal([1, 0, 1, 1], Trial(RfmMeasure.DaysSinceLastOrder, null).Changed);
        Assert.All(Enumerable.Range(1, 4), edge => Assert.Equal([0, 0, 0, 0], Trial(RfmMeasure.Orders, edge).Changed));
        Assert.Equal([2, 2, 2, 2], Trial(RfmMeasure.Orders, 2).Moved);
        Assert.Equal([0, 0, 0, 0], Trial(RfmMeasure.MoneyE4, 1).Changed);
        Assert.Equal([1, 0, 1, 1], stability.Trials[^1].Changed);
        Assert.Equal((1, 2), (stability.Near5, stability.Near10));
        Assert.Equal((1 / 3.0, RfmFirmness.Fragile), (stability.ShareAt5, stability.Firmness));
        Assert.Equal((1, 0, 1), Firmness(RfmGroup.Champions));
        Assert.Equal((1, 1, 1), Firmness(RfmGroup.AlmostLost));

        RfmEdgeTrial Trial(RfmMeasure measure, int? edge) => stability.Trials.Single(t => t.Measure == measure && t.Edge == edge);

        (int, int, int) Firmness(RfmGroup group) => stability.Groups.Where(g => g.Group == group).Select(g => (g.Customers, g.Near5, g.Near10)).Single();
    }

    [Fact]
    public void Run_RandomShops_EqualsScoringEveryCustomerAgain()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var snapshot = TestShop.Random(seed, 150, settings: new ShopSettings { Rfm = RfmDefinitionTests.Random(seed + 100) });
            var scope = Scope.Default with { Filter = seed % 2 == 0 ? Filter.Everything : Filter.Everything.With(Dimension.Gender, "female") };
            var scores = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber);
            int[] people = [.. CustomersOf(snapshot, scope).Where(c => scores.Recency[c] > 0)];

            var stability = new RfmStabilityRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);

            Assert.Equal(people.Length, stability.Customers);
            foreach (var trial in stability.Trials)
                Assert.Equal(RfmStability.Percents.Select(p => people.Count(c => Group(c, trial, p) != scores.Groups[c])), trial.Changed);
            var alone = stability.Trials.Where(t => t.Edge is not null).ToList();
            Assert.Equal(people.Count(c => alone.Any(t => Group(c, t, -5) != scores.Groups[c] || Group(c, t, 5) != scores.Groups[c])), stability.Near5);
            Assert.Equal(people.Count(c => alone.Any(t => RfmStability.Percents.Any(p => Group(c, t, p) != scores.Groups[c]))), stability.Near10);
            Assert.All(stability.Groups, g => Assert.Equal(people.Count(c => scores.Groups[c] == (byte)g.Group), g.Customers));

            byte Group(int c, RfmEdgeTrial trial, int percent)
            {
                var r = 5 - Above(scores.Thresholds.DaysSinceLastOrder, RfmMeasure.DaysSinceLastOrder, scores.DaysSinceLastOrder[c]);
                var f = 1 + Above(scores.Thresholds.Orders, RfmMeasure.Orders, scores.WindowOrders[c]);
                var m = 1 + Above(scores.Thresholds.MoneyE4, RfmMeasure.MoneyE4, scores.WindowMoneyE4[c]);
                return (byte)scores.Definition.Map[r, (f + m + 1) / 2];

                int Above(ReadOnlySpan<long> edges, RfmMeasure measure, long value)
                {
                    var above = 0;
                    for (var e = 0; e < 4; e++)
                    {
                        var moves = trial.Measure is null || (trial.Measure == measure && (trial.Edge is null || trial.Edge == e + 1));
                        above += value > (moves ? (long)Math.Round(edges[e] * (1 + (percent / 100m)), MidpointRounding.AwayFromZero) : edges[e]) ? 1 : 0;
                    }

                    return above;
                }
            }
        }
    }

    [Fact]
    public void Scores_MovedByNothing_AreThoseOfTheEdges()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            long[] edges = [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(30)).Order()];
            var thresholds = new RfmThresholds(edges, edges, edges);
            var (days, orders) = (new MovedEdges(edges, isLessBetter: true), new MovedEdges(edges, isLessBetter: false));
            for (var value = -1; value < 40; value++)
            {
                foreach (var edge in (int?[])[null, 0, 1, 2, 3])
                {
                    Assert.Equal(thresholds.RecencyScore(value), days.Scores(edge, 0)[days.PlaceOf(value)]);
                    Assert.Equal(thresholds.FrequencyScore(value), orders.Scores(edge, 0)[orders.PlaceOf(value)]);
                }
            }
        }
    }

    [Fact]
    public void Run_EmptyShop_IsFirmAboutNobody()
    {
        var stability = new RfmStabilityRequest(Scope.Default).Run(new TestShop().Build(), TestContext.Current.CancellationToken);

        Assert.Equal((0, 0.0, RfmFirmness.Firm), (stability.Customers, stability.ShareAt5, stability.Firmness));
    }

    private static IEnumerable<int> CustomersOf(Snapshot snapshot, Scope scope) =>
        Enumerable.Range(0, snapshot.Customers.Count).Where(c => scope.Filter.IsEmpty || snapshot.Customers.Gender[c] == "female");
}
