using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Excel;

/// <summary>Run alone: what is measured is held by the whole process.</summary>
[CollectionDefinition(nameof(WriterMemoryTests), DisableParallelization = true)]
[Collection(nameof(WriterMemoryTests))]
public sealed class WriterMemoryTests
{
    private const double Mebi = 1024 * 1024;
    private const int Rows = 20_000;
    private const int Stretches = 5;
    private const int Once = 1_000; // bytes that the runtime may take on this thread for itself, whatever the number of rows

    private static readonly SheetColumn[] Columns =
    [
        new("Customer", CellKind.Text),
        new("Name", CellKind.Text),
        new("Orders", CellKind.Integer),
        new("Score", CellKind.Number),
        new("Root", CellKind.Number),
        new("Revenue", CellKind.Money),
        new("Share", CellKind.Percent),
        new("Day", CellKind.Date),
        new("Time", CellKind.DateTime),
        new("Consent", CellKind.Boolean),
    ];

    [Fact]
    public void XlsxRowWriter_Rows_AllocateNothing()
    {
        var buffer = new Utf8Buffer();
        var writer = new XlsxRowWriter(Sheet.Of("Rows", Columns, 0, Write), "GBP", new XlsxStyles(), buffer, new CellChanges());

        Assert.InRange(AllocatedByRows(writer, buffer), 0, Once);
    }

    [Fact]
    public void CsvRowWriter_Rows_AllocateNothing()
    {
        var buffer = new Utf8Buffer();

        Assert.InRange(AllocatedByRows(new CsvRowWriter(Sheet.Of("Rows", Columns, 0, Write), buffer), buffer), 0, Once);
    }

    [Fact]
    public void WriteAsync_ManyRows_AllocatesTwoBuffersAndAFewBytesARow()
    {
        const int Many = 200_000;
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Nothing waits on this stream and nothing is packed elsewhere, so that all the work is on this thread.
        Assert.True(XlsxWriter.WriteAsync(Book(Many, Write), Stream.Null, new XlsxLimits { BlocksAhead = 0 }, TestContext.Current.CancellationToken).IsCompletedSuccessfully);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1.5 * Mebi + 10 * Many);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAsync_TenTimesTheRows_KeepsNoMore(bool isWorkbook)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await HeldAtTheEndAsync(Rows, isWorkbook); // what is held once is held
        var few = await HeldAtTheEndAsync(Rows, isWorkbook);
        var many = await HeldAtTheEndAsync(10 * Rows, isWorkbook);

        Assert.True(few < before + 8 * Mebi, $"{few - before} bytes are held for {Rows} rows.");
        Assert.True(many < few + 0.5 * Mebi, $"{many - few} bytes more are held for {10 * Rows} rows.");
    }

    private static long AllocatedByRows(RowWriter writer, Utf8Buffer buffer)
    {
        // The runtime takes some bytes on this thread at times of its own, and what happens once happens in the first stretch: the least of some stretches is the rows' own.
        var spare = new byte[Utf8Buffer.Capacity];
        var (least, before) = (long.MaxValue, GC.GetAllocatedBytesForCurrentThread());
        for (var index = 0; index < Stretches * Rows; index++)
        {
            if (index > 0 && index % Rows == 0)
            {
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            writer.BeginRow();
            Write(writer, index);
            writer.EndRow();
            if (buffer.IsFull)
                (spare, _) = buffer.Exchange(spare);
        }

        return Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Bytes that live in this process while the last row is written.</summary>
    private static async Task<long> HeldAtTheEndAsync(int rows, bool isWorkbook)
    {
        var held = 0L;
        var book = Book(rows, (row, index) =>
        {
            Write(row, index);
            if (index == rows - 1)
                held = GC.GetTotalMemory(forceFullCollection: true);
        });
        await (isWorkbook
            ? XlsxWriter.WriteAsync(book, Stream.Null, new XlsxLimits { BlocksAhead = 4 }, TestContext.Current.CancellationToken)
            : CsvWriter.WriteAsync(book.Sheets[0], Stream.Null, TestContext.Current.CancellationToken));
        return held;
    }

    private static Workbook Book(int rows, Action<RowWriter, int> write) => new("GBP", [Sheet.Of("Rows", Columns, rows, write)], []);

    private static void Write(RowWriter row, int index)
    {
        row.Text("00012345");
        row.Text((index % 3) switch { 0 => "Müller & Søn", 1 => "a_long_name@example.org", _ => "=1+1" });
        row.Integer(index);
        row.Number(index / 100.0);
        row.Number(Math.Sqrt(index));
        row.Money(index * 12_345L);
        row.Percent(index % 7 == 0 ? null : 0.125);
        row.Date(new DateOnly(1890, 1, 1).AddDays(index));
        row.DateTime(new DateTime(2011, 1, 1, 8, 26, 30, DateTimeKind.Unspecified).AddSeconds(index));
        row.Boolean(index % 2 == 0);
    }
}
