using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Queries;

public sealed class CodeCountsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(128)]
    [InlineData(5_000)]
    [InlineData(70_000)]
    public void Of_EveryWidth_CountsEachCodeAndTheUnknown(int values)
    {
        var random = new Random(values);
        int[] codes = [.. Enumerable.Range(0, 100_000).Select(_ => random.Next(-1, values))];
        bool[] flags = [.. codes.Select(_ => random.Next(3) == 0)];

        Assert.Equal(Expected(_ => true), CodeCounts.Of(Codes.Of(codes, values), values));
        Assert.Equal(Expected(row => flags[row]), CodeCounts.Of(Codes.Of(codes, values), values, Bitmap.Of(flags)));

        int[] Expected(Func<int, bool> isWanted)
        {
            var counts = new int[values + 1];
            for (var row = 0; row < codes.Length; row++)
                counts[codes[row] < 0 ? values : codes[row]] += isWanted(row) ? 1 : 0;
            return counts;
        }
    }

    [Fact]
    public void Accumulate_AnyRows_AddsEveryPartOnce()
    {
        foreach (var rows in (int[])[0, 1, 20_000, 1_000_003])
        {
            var sum = Partitions.Accumulate(rows, () => new long[2], (s, from, to) => (s[0], s[1]) = (s[0] + to - from, s[1] + ((long)(to - from) * (from + to - 1) / 2)), (a, b) => (a[0], a[1]) = (a[0] + b[0], a[1] + b[1]), TestContext.Current.CancellationToken);

            Assert.Equal([rows, (long)rows * (rows - 1) / 2], sum);
        }
    }
}
