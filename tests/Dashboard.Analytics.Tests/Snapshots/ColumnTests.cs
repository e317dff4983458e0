using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

public class ColumnTests
{
    [Fact]
    public void Of_Values_KeepsACopy()
    {
        int[] values = [3, 1, 2];
        var column = Column<int>.Of(values);
        values[0] = 9;

        Assert.Equal([3, 1, 2], column.Span.ToArray());
        Assert.Equal([3, 1, 2], column);
        Assert.Equal((3, 2, 3), (column[0], column[^1], column.Length));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Indexer_NoSuchRow_IsRefused(int row) => Assert.Throws<ArgumentOutOfRangeException>(() => Column<int>.Of(1, 2, 3)[row]);

    [Fact]
    public void Empty_HasNoRow()
    {
        Assert.Equal(0, Column<long>.Empty.Length);
        Assert.True(Column<long>.Empty.Span.IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => Column<long>.Empty[0]);
    }

    [Fact]
    public unsafe void Over_MemoryOfAnother_ReadsIt()
    {
        var values = GC.AllocateArray<short>(4, pinned: true);
        values[3] = 7;
        fixed (short* first = values)
        {
            var column = Column<short>.Over(first, 4, values);
            values[1] = -5;

            Assert.Equal([0, -5, 0, 7], column.Span.ToArray());
            Assert.Equal(-5, column[1]);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(128, 1)]
    [InlineData(129, 2)]
    [InlineData(32_768, 2)]
    [InlineData(32_769, 4)]
    public void Codes_AsManyValuesAsFit_TakeTheNarrowestWidth(int values, int width)
    {
        int[] codes = [-1, 0, values - 1, values / 2];
        var column = Codes.Of(codes, values);

        Assert.Equal(width, column.Bytes is not null ? 1 : column.Shorts is not null ? 2 : 4);
        Assert.Equal(codes, column);
        Assert.Equal(codes, column.ToArray());
        var middle = new int[2];
        column.Read(1, middle);
        Assert.Equal([0, values - 1], middle);
        Assert.Throws<ArgumentException>(() => new Codes(null, null, null));
    }
}
