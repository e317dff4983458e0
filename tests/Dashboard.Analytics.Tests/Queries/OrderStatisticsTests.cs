using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Queries;

public class OrderStatisticsTests
{
    public static TheoryData<int, long, long> Ranges => new()
    {
        { 1, 5, 6 }, { 2, -1, 1 }, { 100, 0, 3 }, { 1000, -50, 50 }, { 1025, 0, 1 << 20 }, { 70_003, -1_000_000_000_000, 1_000_000_000_000 }, { 5000, long.MinValue, long.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task At_AnyPlaces_EqualsSortingOnAnyNumberOfCores(int length, long least, long most)
    {
        var random = new Random(length);
        var values = RandomColumns.Longs(random, length, least, most);
        var rows = RandomColumns.Set(random, length, 0.5);
        rows.Add(0);
        long[] sorted = [.. rows.ToArray().Select(r => values[r]).Order()];
        long[] places = [0, .. Enumerable.Range(0, 6).Select(_ => (long)random.Next(sorted.Length)).Order(), sorted.Length - 1];

        var found = OrderStatistics.At(Numbers.Of(values), rows, places, CancellationToken.None);

        Assert.Equal(places.Select(p => new OrderStatistic(sorted[p], sorted.Count(v => v < sorted[p]))), found);
        Assert.Equal(found, await RandomColumns.OnOneCore(() => OrderStatistics.At(Numbers.Of(values), rows, places, CancellationToken.None)));
    }

    [Fact]
    public void At_ExtremesOfLong_AreFound()
    {
        long[] values = [long.MaxValue, 0, long.MinValue, long.MaxValue, long.MinValue];

        var found = OrderStatistics.At(Numbers.Of(values), Bitmap.All(5), [0, 1, 2, 3, 4], CancellationToken.None);

        Assert.Equal([long.MinValue, long.MinValue, 0, long.MaxValue, long.MaxValue], found.Select(f => f.Value));
    }

    [Fact]
    public void At_PlaceBehindTheLast_NamesTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistics.At(Numbers.Of([1, 2, 3]), Bitmap.All(3), [3], CancellationToken.None));

        Assert.Contains("from 0 to 2", error.Message);
        Assert.Empty(OrderStatistics.At(Numbers.Of(Array.Empty<int>()), new Bitmap(0), [], CancellationToken.None));
    }

    [Fact]
    public void Type7_AnyProbability_EqualsSorting()
    {
        for (var seed = 1; seed < 60; seed++)
        {
            var random = new Random(seed);
            int[] values = [.. Enumerable.Range(0, seed).Select(_ => random.Next(-50, 1000))];
            double[] sorted = [.. values.Select(v => (double)v).Order()];
            foreach (var probability in (double[])[0, 0.1, 0.5, random.NextDouble(), 1])
                Assert.Equal(SortedQuantiles.Type7(sorted, probability), OrderStatistics.Type7(Numbers.Of(values), Bitmap.All(seed), probability, CancellationToken.None), 9);
        }

        Assert.Equal(double.NaN, OrderStatistics.Type7(Numbers.Of([1]), new Bitmap(1), 0.5, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistics.Type7(Numbers.Of([1]), Bitmap.All(1), 1.1, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void BinCounts_AnyBins_EqualCountingOneByOne(int length, long least, long most)
    {
        var random = new Random(length);
        var values = RandomColumns.Longs(random, length, least, most);
        var rows = RandomColumns.Set(random, length, 0.5);
        foreach (var (first, width, bins) in ((long, ulong, int)[])[(least, 1, 7), (0, 10, 12), (least, ((ulong)(most - least) / 7) + 1, 7), (-20, 16, 30), (0, 1UL << 60, 8)])
        {
            var expected = new long[bins];
            foreach (var row in rows)
            {
                var bin = ((Int128)values[row] - first) / width;
                if (values[row] >= first && bin < bins)
                    expected[(int)bin]++;
            }

            Assert.Equal(expected, BinCounts.Of(Numbers.Of(values), rows, first, width, bins, CancellationToken.None).Counts.ToArray());
        }
    }

    [Fact]
    public void BinCounts_OtherBins_DoNotAddUp() => Assert.Throws<ArgumentException>(() => new BinCounts(0, 1, 5).Add(new BinCounts(0, 2, 5)));

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task RankTiles_AnyNumbers_EqualSortingByNumberThenRow(int length, long least, long most)
    {
        var random = new Random(length);
        var values = RandomColumns.Longs(random, length, least, most);
        var rows = RandomColumns.Set(random, length, 0.5);
        foreach (var tiles in (int[])[1, 2, 5, 10, 255])
        {
            foreach (var descending in (bool[])[false, true])
            {
                var ranked = descending ? rows.ToArray().OrderByDescending(r => values[r]).ThenBy(r => r) : rows.ToArray().OrderBy(r => values[r]).ThenBy(r => r);
                var expected = new byte[length];
                var count = rows.Count();
                foreach (var (row, rank) in ranked.Select((row, rank) => (row, (long)rank)))
                    expected[row] = (byte)((rank * tiles / count) + 1);

                var found = RankTiles.Of(Numbers.Of(values), rows, tiles, descending, CancellationToken.None);

                Assert.Equal(expected, found);
                Assert.Equal(found, await RandomColumns.OnOneCore(() => RankTiles.Of(Numbers.Of(values), rows, tiles, descending, CancellationToken.None)));
            }
        }
    }

    [Fact]
    public void RankTiles_NobodyOrTooMany_IsEmptyOrRefused()
    {
        Assert.Equal([0, 0], RankTiles.Of(Numbers.Of([1, 2]), new Bitmap(2), 5, false, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankTiles.Of(Numbers.Of([1]), Bitmap.All(1), 256, false, CancellationToken.None));
    }
}
