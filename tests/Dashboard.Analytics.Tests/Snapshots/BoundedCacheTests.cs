using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

public sealed class BoundedCacheTests
{
    [Fact]
    public void Get_EqualKeys_ComputesOnceAlsoAtTheSameTime()
    {
        var cache = new BoundedCache(1 << 20);
        var computed = 0;

        Parallel.For(0, 50, _ => Assert.Equal("value", cache.Get((1, "a"), () =>
        {
            Interlocked.Increment(ref computed);
            return "value";
        })));

        Assert.Equal(1, computed);
    }

    [Fact]
    public void Get_MoreThanItHolds_LetsTheLongestUnusedGo()
    {
        var cache = new BoundedCache(10_000);
        for (var i = 0; i < 9; i++)
            cache.Get(i, () => new byte[1_000]);
        cache.Get(0, () => new byte[1_000]);

        cache.Get(9, () => new byte[1_000]);

        Assert.InRange(cache.Bytes, 1, 10_000);
        Assert.True(cache.TryGet<byte[]>(0, out _), "It was used just before.");
        Assert.True(cache.TryGet<byte[]>(9, out _), "It is new.");
        Assert.False(cache.TryGet<byte[]>(1, out _), "It was used longest ago.");
    }

    [Fact]
    public void Get_Failure_IsNotKept()
    {
        var cache = new BoundedCache(10_000);

        Assert.Throws<InvalidOperationException>(() => cache.Get<string>("key", () => throw new InvalidOperationException("once")));

        Assert.Equal("well", cache.Get("key", () => "well"));
    }

    [Fact]
    public void Bytes_OfManyValues_StayWithinTheBoundFromManyThreads()
    {
        var cache = new BoundedCache(200_000);

        Parallel.For(0, 2_000, i => cache.Get(i % 700, () => new int[500]));

        Assert.InRange(cache.Bytes, 1, 202_100);
        Assert.InRange(cache.Count, 1, 105);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void SizeOf_Objects_IsNearWhatTheyAllocate(int length)
    {
        Check(() => new long[length]);
        Check(() => Enumerable.Range(0, length).Select(i => i.ToString("D9", System.Globalization.CultureInfo.InvariantCulture)).ToArray());
        Check(() => Enumerable.Range(0, length).Select(i => new LeftOut(i, new string('x', 20))).ToArray());

        static void Check(Func<object> make)
        {
            make();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var made = make();
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(ObjectSize.Of(made), (allocated * 0.6) - 400, (allocated * 1.2) + 64);
        }
    }

    [Fact]
    public void SizeOf_SharedSnapshotsAndCycles_IsFinite()
    {
        var snapshot = TestShop.Random(1);
        var cycle = new List<object> { snapshot };
        cycle.Add(cycle);

        Assert.InRange(ObjectSize.Of(cycle), 16, 500);
    }
}
