using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Assortment;

public sealed class RuleFinderTests
{
    [Fact]
    public void Find_ByHand_GivesCountsLiftAndRedundancy()
    {
        // Bread in 6 of 8 baskets, butter in 4, both in 4; jam in 2, always with both.
        var sets = Mine([[0, 1], [0, 1], [0, 1, 2], [0, 1, 2], [0], [0], [3], [3]], 4, 0.25);

        var rules = RuleFinder.Find(sets, 0.6, anyConsequent: true, 1000, TestContext.Current.CancellationToken).Rules;

        var butter = rules.Single(r => r.Left is [1] && r.Right is [0]);
        Assert.Equal(new CoOccurrence(4, 4, 6, 8), butter.Counts);
        Assert.Equal((0.5, 1, 4.0 / 3, 0.125, double.PositiveInfinity), (butter.Counts.Support, butter.Counts.Confidence, butter.Counts.Lift, butter.Counts.Leverage, butter.Counts.Conviction));
        // 4 of 4 among 6 of 8: C(6,4) / C(8,4).
        Assert.Equal(15.0 / 70, butter.PValue, 12);
        // Jam alone says bread as surely as jam and butter do.
        Assert.True(rules.Single(r => r.Left is [1, 2] && r.Right is [0]).IsRedundant);
        Assert.False(butter.IsRedundant);
        Assert.Contains(rules, r => r.Left is [2] && r.Right is [0, 1]);
        Assert.DoesNotContain(RuleFinder.Find(sets, 0.6, anyConsequent: false, 1000, TestContext.Current.CancellationToken).Rules, r => r.Right.Length > 1);
    }

    [Theory]
    [InlineData(11, false), InlineData(12, true), InlineData(13, true)]
    public void Find_RandomBaskets_EqualsEverySplitOfEverySubset(int seed, bool anyConsequent)
    {
        var random = new Random(seed);
        for (var round = 0; round < 15; round++)
        {
            var (source, lists) = FrequentItemsetsTests.RandomBaskets(random, random.Next(5, 70), random.Next(2, 8));
            var confidence = random.NextDouble();
            var sets = FrequentItemsets.Mine(source, 0.05, 8, 1_000_000, TestContext.Current.CancellationToken);
            var rules = RuleFinder.Find(sets, confidence, anyConsequent, 1_000_000, TestContext.Current.CancellationToken).Rules;

            var naive = Splits(lists, source.Items, Math.Max(1, (int)Math.Ceiling((0.05 * lists.Count) - 1e-9)), confidence, anyConsequent);
            Assert.Equal(naive.Order(StringComparer.Ordinal), rules.Select(r => $"{Mask(r.Left)}>{Mask(r.Right)} {r.Counts.Both} {r.Counts.Left} {r.Counts.Right}").Order(StringComparer.Ordinal));
            Assert.Equal(rules.Select(r => r.Counts.Lift).OrderDescending(), rules.Select(r => r.Counts.Lift), new Near());
            foreach (var rule in rules)
            {
                var better = Enumerable.Range(1, Math.Max(0, (1 << rule.Left.Length) - 2))
                    .Select(mask => Mask([.. rule.Left.Where((_, i) => (mask >> i & 1) != 0)]))
                    .Any(part => (long)Count(lists, part | Mask(rule.Right)) * rule.Counts.Left >= (long)rule.Counts.Both * Count(lists, part));
                Assert.Equal(better, rule.IsRedundant);
                Assert.True(rule.AdjustedP >= rule.PValue - 1e-12);
            }
        }
    }

    [Fact]
    public void Find_MoreRulesThanAllowed_KeepsTheHighestLiftAndCountsAll()
    {
        var sets = FrequentItemsets.Mine(FrequentItemsetsTests.RandomBaskets(new Random(3), 200, 8).Source, 0.02, 5, 100_000, TestContext.Current.CancellationToken);
        var (all, total) = RuleFinder.Find(sets, 0.1, true, int.MaxValue, TestContext.Current.CancellationToken);

        var few = RuleFinder.Find(sets, 0.1, true, 10, TestContext.Current.CancellationToken);

        Assert.Equal((total, 10), (few.Total, few.Rules.Count));
        Assert.Equal(all.Take(10).Select(r => r.Counts), few.Rules.Select(r => r.Counts));
    }

    private static FrequentItemsets Mine(int[][] baskets, int items, double support) => FrequentItemsets.Mine(new ListedBaskets(baskets, items), support, 10, 1000, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Splits(List<int[]> baskets, int items, int minimum, double confidence, bool anyConsequent)
    {
        foreach (var (set, both) in FrequentItemsetsTests.EverySubset(baskets, items, minimum, 8))
        {
            for (var right = (set - 1) & set; right != 0; right = (right - 1) & set)
            {
                var left = set & ~right;
                if ((anyConsequent || System.Numerics.BitOperations.PopCount(right) == 1) && both + 1e-9 >= confidence * Count(baskets, left))
                    yield return $"{left}>{right} {both} {Count(baskets, left)} {Count(baskets, right)}";
            }
        }
    }

    private static int Count(List<int[]> baskets, uint mask) => baskets.Count(b => (Mask(b) & mask) == mask);

    private static uint Mask(int[] items) => items.Aggregate(0u, (mask, item) => mask | 1u << item);

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-9;

        public int GetHashCode(double obj) => 0;
    }
}
