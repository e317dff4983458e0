using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Tests.Queries;

public class PartitionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16_384)]
    [InlineData(32_769)]
    [InlineData(100_001)]
    [InlineData(10_000_001)]
    [InlineData(int.MaxValue)]
    public void Compute_AnyNumberOfRows_CoversThemOnceInPartsOfWholeWords(int rows)
    {
        var parts = Partitions.Compute(rows, (from, to) => (From: from, To: to), CancellationToken.None);

        Assert.Equal(0, parts[0].From);
        Assert.Equal(rows, parts[^1].To);
        Assert.All(parts.Zip(parts.Skip(1)), p => Assert.Equal(p.First.To, p.Second.From));
        Assert.All(parts[1..], p => Assert.Equal(0, p.From % Bitmap.WordBits));
        Assert.InRange(Partitions.Compute(rows, 2, (_, _) => 0, CancellationToken.None).Length, 1, 2);
    }

    [Fact]
    public void Run_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Partitions.Run(100_000, (_, _) => { }, new CancellationToken(canceled: true)));
}
