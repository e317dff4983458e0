using Dashboard.Analytics.Overlaps;

namespace Dashboard.Analytics.Tests.Overlaps;

public sealed class SoftOverlapTests
{
    [Fact]
    public void Of_FourCustomers_EqualsTheSumByHand()
    {
        // Products 0.5 · 0.5, 1 · 0.25, 0 · 1; the fourth is not placed in the second.
        var overlap = SoftOverlap.Of([0.5f, 1, 0, 0.75f], [0.5f, 0.25f, 1, float.NaN]);

        Assert.Equal((3, 1.5, 1.75), (overlap.Customers, overlap.First, overlap.Second));
        Assert.Equal(0.5, overlap.Both.Value, 12);
        Assert.Equal(Math.Sqrt(2 * 0.25 * 0.75), overlap.Both.StandardError, 12);
        Assert.Equal(0.5 / 2.75, overlap.Jaccard!.Value, 12);
        Assert.Equal(0.5 * 3 / (1.5 * 1.75), overlap.Lift!.Value, 12);
        Assert.Equal(0, overlap.Both.Interval.Low);
    }

    [Fact]
    public void Of_HardMemberships_EqualsTheSharedCustomers()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var a = Enumerable.Range(0, 500).Select(_ => (float)random.Next(2)).ToArray();
            var b = Enumerable.Range(0, 500).Select(_ => (float)random.Next(2)).ToArray();
            var overlap = SoftOverlap.Of(a, b);

            var both = a.Zip(b).Count(p => p is (1, 1));
            Assert.Equal((a.Sum(), b.Sum(), both), (overlap.First, overlap.Second, overlap.Both.Value));
            Assert.Equal(0, overlap.Both.StandardError);
            Assert.Equal(both / (double)a.Zip(b).Count(p => p.First + p.Second > 0), overlap.Jaccard!.Value, 12);
        }
    }

    [Fact]
    public void Of_DrawnMemberships_HoldsTheirNumberAsOftenAsItSays()
    {
        var random = new Random(5);
        var a = Enumerable.Range(0, 800).Select(_ => random.NextSingle()).ToArray();
        var b = Enumerable.Range(0, 800).Select(_ => random.NextSingle()).ToArray();
        var overlap = SoftOverlap.Of(a, b);
        var counts = Enumerable.Range(0, 2_000).Select(_ => Enumerable.Range(0, 800).Count(i => random.NextDouble() < a[i] && random.NextDouble() < b[i])).ToList();

        Assert.Equal(overlap.Both.Value, counts.Average(), 0.6);
        Assert.InRange(counts.Count(c => overlap.Both.Interval.Contains(c)) / 2_000.0, 0.93, 0.97);
    }

    [Fact]
    public void Of_WrongColumns_SaysWhatIsWrong()
    {
        Assert.Contains("not about the same customers", Assert.Throws<ArgumentException>(() => SoftOverlap.Of([0.5f], [0.5f, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentException>(() => SoftOverlap.Of([1.5f], [0.5f])).Message, StringComparison.Ordinal);
        Assert.Null(SoftOverlap.Of([], []).Jaccard);
        Assert.Null(SoftOverlap.Of([0], [0]).Lift);
    }
}
