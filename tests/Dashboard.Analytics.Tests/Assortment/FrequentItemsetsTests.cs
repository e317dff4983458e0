using Dashboard.Analytics.Assortment;

namespace Dashboard.Analytics.Tests.Assortment;

public sealed class FrequentItemsetsTests
{
    // The nine baskets of Han, Kamber and Pei, Data Mining (2012), table 6.1, with items I1 to I5 as 0 to 4.
    private static readonly ListedBaskets Textbook = new([[0, 1, 4], [1, 3], [1, 2], [0, 1, 3], [0, 2], [1, 2], [0, 2], [0, 1, 2, 4], [0, 1, 2]], 5);

    [Fact]
    public void Mine_TextbookAtTwoBaskets_FindsItsSets()
    {
        var sets = Mine(Textbook, 2.0 / 9);

        string[] expected = ["0:6", "0 1:4", "0 1 2:2", "0 1 4:2", "0 2:4", "0 4:2", "1:7", "1 2:4", "1 3:2", "1 4:2", "2:6", "3:2", "4:2"];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Enumerable.Range(0, sets.Count).Select(s => $"{string.Join(' ', sets.Items(s).ToArray())}:{sets.CountOf(s)}").Order(StringComparer.Ordinal));
        Assert.Equal((9, 2, 2), (sets.Baskets, sets.AskedCount, sets.MinimumCount));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Mine_RandomBaskets_EqualsCountingEverySubset(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var baskets = RandomBaskets(random, random.Next(1, 80), random.Next(1, 11));
            var (support, longest) = (random.NextDouble() * 0.3 + 0.01, random.Next(1, 7));
            var sets = FrequentItemsets.Mine(baskets.Source, support, longest, int.MaxValue - 1, TestContext.Current.CancellationToken);

            var naive = EverySubset(baskets.Lists, baskets.Source.Items, Math.Max(1, (int)Math.Ceiling((support * baskets.Lists.Count) - 1e-9)), longest);
            Assert.Equal(naive.Count, sets.Count);
            foreach (var (items, count) in naive)
                Assert.Equal(count, sets.CountOf(sets.Find([.. Enumerable.Range(0, 16).Where(i => (items >> i & 1) != 0)])));
        }
    }

    [Fact]
    public async Task Mine_ManyBasketsOnOneCoreAndTwo_AreTheSame()
    {
        var source = RandomBaskets(new Random(7), 60_000, 12).Source;
        var two = Mine(source, 0.002);
        var one = await Task.Factory.StartNew(
            () => Mine(source, 0.002), CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler);

        Assert.True(two.Count > 100);
        Assert.Equal(Text(one), Text(two));
    }

    [Fact]
    public void Mine_MoreSetsThanAllowed_RaisesTheSupportAndSaysSo()
    {
        var source = RandomBaskets(new Random(5), 500, 10).Source;
        var all = Mine(source, 0.004);
        var most = all.Count / 3;

        var few = FrequentItemsets.Mine(source, 0.004, 10, most, TestContext.Current.CancellationToken);

        Assert.InRange(few.Count, 1, most);
        Assert.True(few.MinimumCount > few.AskedCount);
        Assert.Equal(Enumerable.Range(0, all.Count).Count(s => all.CountOf(s) >= few.MinimumCount), few.Count);
    }

    [Fact]
    public void Mine_NoBaskets_FindsNothing() => Assert.Equal((0, 0), (Mine(new ListedBaskets([], 3), 0.5).Count, Mine(new ListedBaskets([[], []], 3), 0.5).Count));

    [Theory]
    [InlineData(0), InlineData(1.01), InlineData(double.NaN)]
    public void Mine_ImpossibleSupport_SaysTheRange(double support) => Assert.Throws<ArgumentOutOfRangeException>(() => Mine(Textbook, support));

    [Fact]
    public void Mine_Cancelled_Stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => FrequentItemsets.Mine(Textbook, 0.1, 3, 100, cancelled.Token));
    }

    internal static (ListedBaskets Source, List<int[]> Lists) RandomBaskets(Random random, int count, int items)
    {
        var weights = Enumerable.Range(0, items).Select(_ => random.NextDouble() * random.NextDouble()).ToArray();
        var lists = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, items).Where(i => random.NextDouble() < weights[i]).ToArray()).ToList();
        foreach (var list in lists)
            random.Shuffle(list);
        return (new ListedBaskets(lists, items), lists);
    }

    internal static Dictionary<uint, int> EverySubset(List<int[]> baskets, int items, int minimum, int longest)
    {
        var masks = baskets.Select(b => b.Aggregate(0u, (mask, item) => mask | 1u << item)).ToList();
        return Enumerable.Range(1, (1 << items) - 1).Select(set => (Set: (uint)set, Count: masks.Count(m => (m & (uint)set) == (uint)set)))
            .Where(s => s.Count >= minimum && System.Numerics.BitOperations.PopCount(s.Set) <= longest).ToDictionary(s => s.Set, s => s.Count);
    }

    private static FrequentItemsets Mine(ListedBaskets source, double support) => FrequentItemsets.Mine(source, support, 10, 1_000_000, TestContext.Current.CancellationToken);

    private static string Text(FrequentItemsets sets) => string.Join('\n', Enumerable.Range(0, sets.Count).Select(s => $"{string.Join(' ', sets.Items(s).ToArray())}:{sets.CountOf(s)}"));
}
