using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class RankedValuesTests
{
    [Fact]
    public void Summary_RandomValues_IsThatOfTheValuesThemselves()
    {
        var random = new Random(4);
        for (var run = 0; run < 50; run++)
        {
            var values = Enumerable.Range(0, random.Next(2, 200)).Select(_ => random.NextInt64(-5_000_000, 90_000_000_000)).ToArray();
            var expected = Summary.Of([.. values.Select(v => v / 10_000.0)]);

            var summary = Of(values).Summary(10_000);

            Assert.Equal(expected.Count, summary.Count);
            Assert.Equal(expected.Mean, summary.Mean, Math.Abs(expected.Mean) * 1e-12);
            Assert.Equal(expected.Variance, summary.Variance, expected.Variance * 1e-10);
        }
    }

    [Fact]
    public void Median_SmallNumbers_IsExact()
    {
        Assert.Equal(2.5, Median(Of(4, 1, 2, 3)));
        Assert.Equal(-3, Median(Of(-3, 8_000, -9_000)));
        Assert.Null(Median(Of()));
    }

    [Fact]
    public void Median_LargeNumbers_IsWithinOneInFourThousand()
    {
        var values = Enumerable.Range(0, 1_001).Select(i => 100_000L + (i * 7_919L)).ToArray();

        Assert.Equal(values[500], Median(Of(values))!.Value, values[500] / 4_096.0);
    }

    [Fact]
    public void KeyOf_AscendingValues_Ascends()
    {
        long[] values = [.. Enumerable.Range(0, 62).SelectMany(power => (long[])[(1L << power) - 1, 1L << power, (1L << power) + 1, (1L << power) + (1L << power >> 3)]).Order()];
        values = [.. values.Reverse().Select(v => -v), .. values];

        Assert.All(values.Zip(values.Skip(1)), pair => Assert.True(RankedValues.KeyOf(pair.First) <= RankedValues.KeyOf(pair.Second), $"{pair}"));
    }

    [Fact]
    public void ValueOf_KeyOfValue_IsNear()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var value = random.NextInt64(-1L << random.Next(1, 60), 1L << random.Next(1, 60));
            Assert.Equal(value, RankedValues.ValueOf(RankedValues.KeyOf(value)), Math.Abs((double)value) / 4_096);
        }

        Assert.All(Enumerable.Range(-8_192, 16_385), value => Assert.Equal(value, RankedValues.ValueOf(RankedValues.KeyOf(value))));
    }

    [Fact]
    public void Add_OfParts_IsTheWhole()
    {
        var (whole, left, right) = (Of(5, -70_000, 123_456_789, 5), Of(5, 123_456_789), Of(-70_000, 5));
        left.Add(right);

        Assert.Equal(whole.Summary(1), left.Summary(1));
        Assert.Equal(Median(whole), Median(left));
        Assert.Equal(new RankedPair(whole, Of()).Entries, new RankedPair(left, Of()).Entries);
    }

    [Fact]
    public void Skewness_OfBoth_IsTheThirdStandardisedMoment()
    {
        // 0, 0, 0, 4: mean 1, mean square 3, mean cube (−1 −1 −1 + 27) / 4 = 6.
        Assert.Equal(6 / Math.Pow(3, 1.5), new RankedPair(Of(0, 4), Of(0, 0)).Skewness, 12);
        Assert.Equal(0, new RankedPair(Of(7), Of(7)).Skewness);
    }

    private static double? Median(RankedValues values) => new RankedPair(values, Of()).Medians(1).First;

    internal static RankedValues Of(params ReadOnlySpan<long> values)
    {
        var counted = new RankedValues();
        foreach (var value in values)
            counted.Add(value);
        return counted;
    }
}
