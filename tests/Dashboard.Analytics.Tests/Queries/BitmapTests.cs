using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Tests.Queries;

public class BitmapTests
{
    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public void Operators_AnySets_EqualThoseOfTheirRows(int length)
    {
        var random = new Random(length);
        var (a, b) = (RandomColumns.Set(random, length, 0.3), RandomColumns.Set(random, length, 0.6));
        int[] all = [.. Enumerable.Range(0, length)];
        var (rowsOfA, rowsOfB) = (all.Where(r => a[r]).ToArray(), all.Where(r => b[r]).ToArray());

        Assert.Equal(rowsOfA, a.ToArray());
        Assert.Equal(rowsOfA.Intersect(rowsOfB), (a & b).ToArray());
        Assert.Equal(rowsOfA.Union(rowsOfB).Order(), (a | b).ToArray());
        Assert.Equal(rowsOfA.Except(rowsOfB), (a - b).ToArray());
        Assert.Equal(all.Where(r => a[r] != b[r]), (a ^ b).ToArray());
        Assert.Equal(all.Except(rowsOfA), (~a).ToArray());
        Assert.Equal((a & b).Count(), Bitmap.CountBoth(a, b));
        Assert.Equal(rowsOfA.Length, a.Count());
        Assert.Equal(rowsOfA.Length > 0, a.Any());
    }

    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public void Operators_AnySets_FollowTheLawsOfAlgebra(int length)
    {
        var random = new Random(length + 1);
        var (a, b, c) = (RandomColumns.Set(random, length, 0.3), RandomColumns.Set(random, length, 0.6), RandomColumns.Set(random, length, 0.5));

        Same(~(a & b), ~a | ~b);
        Same(~(a | b), ~a & ~b);
        Same(a & (b | c), (a & b) | (a & c));
        Same(a - b, a & ~b);
        Same(a ^ b, (a | b) - (a & b));
        Same(~~a, a);
        Same(a | ~a, Bitmap.All(length));
        Same(a & ~a, new Bitmap(length));
        Assert.Equal(a.Count() + b.Count(), (a | b).Count() + (a & b).Count());

        static void Same(Bitmap left, Bitmap right) => Assert.Equal(left.Words.ToArray(), right.Words.ToArray());
    }

    [Fact]
    public void RangesOfRows_AnyEnds_EqualRowByRow()
    {
        var random = new Random(3);
        var set = RandomColumns.Set(random, 1000, 0.4);
        for (var i = 0; i < 2000; i++)
        {
            var (from, to) = (random.Next(1001), random.Next(1001));
            var rows = Enumerable.Range(0, 1000).Where(r => r >= from && r < to).ToArray();
            var between = new List<int>();
            foreach (var row in set.Between(from, to))
                between.Add(row);
            var range = new Bitmap(1000);
            range.AddRange(from, to);

            Assert.Equal(rows.Where(r => set[r]), between);
            Assert.Equal(between.Count, set.Count(from, to));
            Assert.Equal(rows, range.ToArray());
        }
    }

    [Fact]
    public void AddRange_BehindTheLastRow_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Bitmap(70).AddRange(60, 71));

    [Fact]
    public void Operators_OtherLengths_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => new Bitmap(5) & new Bitmap(6));

        Assert.Contains("not about the same rows", error.Message);
    }
}
