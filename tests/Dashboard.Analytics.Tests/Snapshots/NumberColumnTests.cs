using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

public class NumberColumnTests
{
    public static TheoryData<long[], int, long> Shapes => new()
    {
        { [], 1, 1 },
        { [0, 0, 0], 1, 1 },
        { [1_270_000, -1_280_000, 30_000], 1, 10_000 },
        { [1_280_000, 10_000], 2, 10_000 },
        { [-3_276_800, 3_276_700], 2, 100 },
        { [3_276_800, 100], 4, 100 },
        { [int.MinValue, int.MaxValue, 1], 4, 1 },
        { [(long)int.MaxValue + 1, 1], 8, 1 },
        { [long.MinValue, long.MaxValue, 0], 8, 1 },
        { [long.MinValue], 8, 1 },
        { [long.MinValue, 4], 8, 4 },
        { [7_000_000_000_000], 1, 7_000_000_000_000 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Of_AnyNumbers_IsExactInTheNarrowestWidth(long[] values, int width, long factor)
    {
        var column = NumberColumn.Of(values);

        Assert.Equal(values, column);
        Assert.Equal(width, column.Bytes is not null ? 1 : column.Shorts is not null ? 2 : column.Ints is not null ? 4 : 8);
        // One number alone is its own factor.
        Assert.Equal(values is [> 0] ? values[0] : factor, column.Factor);
        var read = new long[values.Length];
        column.Read(0, read);
        Assert.Equal(values, read);
    }

    [Fact]
    public void Of_RandomNumbers_IsExact()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var factor = (long)Math.Pow(10, random.Next(8));
            var most = (long)Math.Pow(2, random.Next(1, 40));
            long[] values = [.. Enumerable.Range(0, random.Next(50)).Select(_ => factor * random.NextInt64(-most, most))];

            Assert.Equal(values, NumberColumn.Of(values));
        }
    }

    [Fact]
    public void Shape_OfParts_EqualsThatOfTheWhole()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            long[] values = [.. Enumerable.Range(0, 30).Select(_ => 60 * random.NextInt64(-1000, 1000))];
            var (whole, merged) = (new NumberShape(), new NumberShape());
            foreach (var part in values.Chunk(7))
            {
                var shape = new NumberShape();
                foreach (var value in part)
                {
                    shape.Add(value);
                    whole.Add(value);
                }

                merged.Add(shape);
            }

            Assert.Equal((whole.Factor, whole.Min, whole.Max), (merged.Factor, merged.Min, merged.Max));
        }
    }

    [Fact]
    public void Constructor_NotExactlyOneWidth_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new NumberColumn(1, null, null, null, null));
        Assert.Throws<ArgumentException>(() => new NumberColumn(0, null, null, null, Column<long>.Empty));
        Assert.Throws<ArgumentException>(() => new NumberColumn(1, Column<sbyte>.Empty, null, null, Column<long>.Empty));
    }

    [Fact]
    public void Utf8Column_AnyTexts_AreKept()
    {
        string?[] texts = ["Ada", null, "", "Müller & Søn", "日本", "Ada", new string('x', 5000)];
        var column = Utf8Column.From(texts);

        Assert.Equal(["Ada", null, null, "Müller & Søn", "日本", "Ada", texts[6]], column);
        Assert.Equal((7, false, true), (column.Length, column.IsKnown(2), column.IsKnown(3)));
        Assert.Equal("", column.Text(1));
        Assert.Equal((0, 4, -1, -1), (column.IndexOf("Ada"), column.IndexOf("日本"), column.IndexOf("Ad"), column.IndexOf("Eve")));
        Assert.Empty(Utf8Column.From([]));
        Assert.Throws<ArgumentException>(() => new Utf8Column(Column<byte>.Of(1, 2), Column<int>.Of(0, 1)));
        Assert.Throws<ArgumentException>(() => new Utf8Column(Column<byte>.Empty, Column<int>.Empty));
    }
}
