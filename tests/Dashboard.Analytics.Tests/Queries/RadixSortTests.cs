using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Tests.Queries;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(64)]
    public void Sort_LowBits_AreInOrderAndEqualOnesStayInTheirs(int bits)
    {
        var random = new Random(bits);
        var mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        ulong[] values = [.. Enumerable.Range(0, 5_000).Select(i => ((ulong)random.NextInt64() << 1) ^ (ulong)(i % 3)).Select(v => v & ~0x3F0UL)];

        Assert.Equal(values.OrderBy(v => v & mask), RadixSort.Sort([.. values], bits));
    }

    [Fact]
    public void Sort_NoneAndOne_AreGivenBack()
    {
        Assert.Empty(RadixSort.Sort([], 64));
        Assert.Equal([7UL], RadixSort.Sort([7UL], 64));
    }
}
