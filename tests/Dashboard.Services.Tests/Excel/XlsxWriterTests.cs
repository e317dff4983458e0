using System.IO.Compression;
using Dashboard.Services.Excel;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = Dashboard.Services.Excel.Sheet;
using Workbook = Dashboard.Services.Excel.Workbook;

namespace Dashboard.Services.Tests.Excel;

public sealed class XlsxWriterTests
{
    private static readonly SheetColumn[] EveryKind =
    [
        new("Customer", CellKind.Text),
        new("Orders", CellKind.Integer),
        new("Score", CellKind.Number),
        new("Revenue", CellKind.Money),
        new("Share", CellKind.Percent),
        new("Day", CellKind.Date),
        new("Time", CellKind.DateTime),
        new("Consent", CellKind.Boolean),
    ];

    [Fact]
    public async Task WriteAsync_EveryKind_ReadsBackTypedAndFormatted()
    {
        using var book = await WrittenWorkbook.WriteAsync(Book(EveryKindSheet()));

        Assert.Equal("000123", book.Text("A2"));
        Assert.Equal("@", book.NumberFormat("A2"));
        Assert.Equal(42, book.Number("B2"));
        Assert.Equal("#,##0", book.NumberFormat("B2"));
        Assert.Equal(-0.1, book.Number("C2"));
        Assert.Equal("#,##0.00", book.NumberFormat("C2"));
        Assert.Equal("-12.3456", book.Cell("D2")!.CellValue!.Text);
        Assert.Equal("[$£-809]#,##0.00", book.NumberFormat("D2"));
        Assert.Equal(0.25, book.Number("E2"));
        Assert.Equal("0.0%", book.NumberFormat("E2"));
        Assert.Equal(new DateTime(2010, 12, 1).ToOADate(), book.Number("F2"));
        Assert.Equal("yyyy\\-mm\\-dd", book.NumberFormat("F2"));
        Assert.Equal(new DateTime(2010, 12, 1, 8, 26, 30).ToOADate(), book.Number("G2"), 1e-9);
        Assert.Equal("yyyy\\-mm\\-dd\\ hh:mm:ss", book.NumberFormat("G2"));
        Assert.Equal(CellValues.Boolean, book.Cell("H2")!.DataType!.Value);
        Assert.Equal("1", book.Cell("H2")!.CellValue!.Text);
        Assert.Empty(book.Rows()[2].Elements<Cell>()); // a row of nulls
    }

    [Fact]
    public async Task WriteAsync_AnySheet_FreezesFiltersAndNamesItsHeader()
    {
        using var book = await WrittenWorkbook.WriteAsync(Book(EveryKindSheet()));
        var sheet = book.Worksheet();

        Assert.Equal(EveryKind.Select(column => column.Title), book.Rows()[0].Elements<Cell>().Select(WrittenWorkbook.Text));
        Assert.True(book.IsBold("A1"));
        Assert.False(book.IsBold("A2"));
        Assert.Equal("A1:H3", sheet.GetFirstChild<AutoFilter>()!.Reference!.Value);
        var pane = sheet.Descendants<Pane>().Single();
        Assert.Equal(PaneStateValues.Frozen, pane.State!.Value);
        Assert.Equal(1, pane.VerticalSplit!.Value);
        Assert.Equal(8, sheet.Descendants<Column>().Count());
        Assert.Equal(["Customers", "Methods"], book.SheetNames);
    }

    [Fact]
    public async Task WriteAsync_WidthAndDecimals_AreKept()
    {
        SheetColumn[] columns = [new("Price", CellKind.Money) { Decimals = 3, Width = 9.5 }, new("Rate", CellKind.Percent) { Decimals = 0 }];
        var sheet = Sheet.Of("Prices", columns, 1, (row, _) =>
        {
            row.Money(12_345);
            row.Percent(0.5);
        });
        using var book = await WrittenWorkbook.WriteAsync(Book(sheet));

        Assert.Equal(9.5, book.Worksheet().Descendants<Column>().First().Width!.Value);
        Assert.Equal("[$£-809]#,##0.000", book.NumberFormat("A2"));
        Assert.Equal("0%", book.NumberFormat("B2"));
    }

    [Fact]
    public async Task WriteAsync_ExtremeAmounts_AreExact()
    {
        long[] amounts = [0, 1, -1, 10_000, 97_477_479_340, long.MaxValue, long.MinValue];
        string[] expected = ["0", "0.0001", "-0.0001", "1", "9747747.934", "922337203685477.5807", "-922337203685477.5808"];
        using var book = await WrittenWorkbook.WriteAsync(Book(Sheet.Of("Amounts", [new("Amount", CellKind.Money)], amounts, (row, amount) => row.Money(amount))));

        Assert.Equal(expected, book.Rows().Skip(1).Select(row => row.Elements<Cell>().Single().CellValue!.Text));
    }

    [Fact]
    public async Task WriteAsync_EarlyDays_AreIsoText()
    {
        DateOnly[] days = [new(1900, 3, 1), new(1900, 2, 28), new(1899, 12, 31), new(1, 1, 1), new(9999, 12, 31)];
        SheetColumn[] columns = [new("Born", CellKind.Date), new("At", CellKind.DateTime)];
        using var book = await WrittenWorkbook.WriteAsync(Book(Sheet.Of("Births", columns, days, (row, day) =>
        {
            row.Date(day);
            row.DateTime(day.ToDateTime(new TimeOnly(6, 0)));
        })));

        Assert.Equal(61, book.Number("A2"));
        Assert.Equal(61.25, book.Number("B2"));
        Assert.Equal("1900-02-28", book.Text("A3"));
        Assert.Equal("1900-02-28 06:00:00", book.Text("B3"));
        Assert.Equal("1899-12-31", book.Text("A4"));
        Assert.Equal("0001-01-01", book.Text("A5"));
        Assert.Equal(2_958_465, book.Number("A6"));
        Assert.StartsWith("6 days before 1900-03-01", book.Methods()["Early days"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_NumbersThatAreNotFinite_AreEmptyAndCounted()
    {
        double[] numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e300, double.Epsilon];
        SheetColumn[] columns = [new("Number", CellKind.Number), new("Rate", CellKind.Percent)];
        using var book = await WrittenWorkbook.WriteAsync(Book(Sheet.Of("Numbers", columns, numbers, (row, number) =>
        {
            row.Number(number);
            row.Percent(number);
        })));

        Assert.All(book.Rows().Skip(1).Take(3), row => Assert.Empty(row.Elements<Cell>()));
        Assert.Equal("0", book.Cell("A5")!.CellValue!.Text);
        Assert.Equal(1e300, book.Number("A6"));
        Assert.Equal(double.Epsilon, book.Number("B7"));
        Assert.StartsWith("6 cells are empty", book.Methods()["Undefined numbers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_EmptySheet_HasHeaderAndFilter()
    {
        using var book = await WrittenWorkbook.WriteAsync(Book(Sheet.Of("None", EveryKind, 0, (_, _) => { })));

        Assert.Single(book.Rows());
        Assert.Equal("A1:H1", book.Worksheet().GetFirstChild<AutoFilter>()!.Reference!.Value);
    }

    [Fact]
    public async Task WriteAsync_NoSheets_HasMethodsOnly()
    {
        using var book = await WrittenWorkbook.WriteAsync(new Workbook("CHF", [], [new("Time zone", "Europe/Zurich"), new("Data version", "7")]));

        Assert.Equal(["Methods"], book.SheetNames);
        Assert.Equal(new Dictionary<string, string> { ["Time zone"] = "Europe/Zurich", ["Data version"] = "7" }, book.Methods());
    }

    [Theory]
    [InlineData(8, new[] { "Rows", "Rows (2)", "Rows (3)", "Methods" }, new[] { 8, 8, 4 })] // 17 rows, 7 a sheet
    [InlineData(18, new[] { "Rows", "Methods" }, new[] { 18 })] // exactly full: no empty second sheet
    [InlineData(17, new[] { "Rows", "Rows (2)", "Methods" }, new[] { 17, 2 })]
    public async Task WriteAsync_BeyondTheLimit_GoesOnInNextSheet(int maximumRows, string[] names, int[] rowsWithHeader)
    {
        var sheet = Sheet.Of("Rows", [new("Number", CellKind.Integer)], 17, (row, index) => row.Integer(index));
        using var book = await WrittenWorkbook.WriteAsync(Book(sheet), new XlsxLimits { Rows = maximumRows });

        Assert.Equal(names, book.SheetNames);
        Assert.Equal(rowsWithHeader, rowsWithHeader.Select((_, index) => book.Rows(index).Count));
        var data = Enumerable.Range(0, rowsWithHeader.Length).SelectMany(index => book.Rows(index).Skip(1));
        Assert.Equal(Enumerable.Range(0, 17).Select(number => number.ToString()), data.Select(row => row.Elements<Cell>().Single().CellValue!.Text));
        Assert.All(rowsWithHeader.Select((_, index) => index), index => Assert.Equal("Number", book.Text("A1", index)));
        Assert.Equal(rowsWithHeader.Length > 1, book.Methods().ContainsKey("Sheet \"Rows\""));
    }

    [Fact]
    public async Task WriteAsync_BeyondTheBytesOfASheet_GoesOnInNextSheet()
    {
        using var book = await WrittenWorkbook.WriteAsync(Book(LongSheet(20_000)), new XlsxLimits { SheetBytes = 600_000 });

        Assert.Equal(["Long", "Long (2)", "Long (3)", "Methods"], book.SheetNames);
        var data = Enumerable.Range(0, 3).SelectMany(index => book.Rows(index).Skip(1));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(number => number.ToString()), data.Select(row => ((Cell)row.LastChild!).CellValue!.Text));
        Assert.Contains("continued on \"Long (2)\", \"Long (3)\"", book.Methods()["Sheet \"Long\""], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_BeyondTheBytesOfAFile_SaysSo()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => XlsxWriter.WriteAsync(Book(LongSheet(20_000)), Stream.Null, new XlsxLimits { FileBytes = 50_000 }, TestContext.Current.CancellationToken));

        Assert.Contains("larger than 4 GB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_GapsInARow_KeepTheirPlace()
    {
        SheetColumn[] columns = [.. Enumerable.Range(1, 6).Select(number => new SheetColumn(number == 2 ? "" : $"N{number}", CellKind.Number))];
        using var book = await WrittenWorkbook.WriteAsync(Book(Sheet.Of("Gaps", columns, 2, (row, index) =>
        {
            row.Empty();
            row.Number(index == 0 ? 2 : null);
            row.Number(double.NaN);
            row.Number(null);
            row.Number(5.5);
            row.Empty();
        })));

        Assert.Equal("N3", book.Text("C1"));
        Assert.Equal([null, "2", null, null, "5.5", null], "ABCDEF".Select(column => book.Cell($"{column}2")?.CellValue!.Text));
        Assert.Equal([null, null, null, null, "5.5", null], "ABCDEF".Select(column => book.Cell($"{column}3")?.CellValue!.Text));
        Assert.Equal(5, book.Rows()[1].ChildElements.Count); // nothing is written for the end of a row
    }

    [Fact]
    public async Task WriteAsync_SameWorkbook_SameBytes()
    {
        using var first = await WrittenWorkbook.WriteAsync(Book(EveryKindSheet()));
        await Task.Delay(TimeSpan.FromSeconds(2.1), TestContext.Current.CancellationToken); // a zip archive counts time in steps of two seconds
        using var second = await WrittenWorkbook.WriteAsync(Book(EveryKindSheet()));

        Assert.Equal(first.Bytes, second.Bytes);
    }

    [Fact]
    public async Task WriteAsync_AnyNumberOfCores_SameBytes()
    {
        using var alone = await WrittenWorkbook.WriteAsync(Book(LongSheet(20_000)), new XlsxLimits { BlocksAhead = 0 });
        foreach (var blocksAhead in (int[])[1, 2, 7])
        {
            using var output = new AnswerStream();
            await XlsxWriter.WriteAsync(Book(LongSheet(20_000)), output, new XlsxLimits { BlocksAhead = blocksAhead }, TestContext.Current.CancellationToken);

            Assert.Equal(alone.Bytes, output.ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task WriteAsync_StreamThatFails_ThrowsItsError(int blocksAhead)
    {
        var rows = 0;
        var sheet = Sheet.Of("Rows", [new("Number", CellKind.Integer)], 1_000_000, (row, index) =>
        {
            rows = index;
            row.Integer(index);
        });
        await using var broken = new AnswerStream { FailsAt = 100_000 };

        var error = await Assert.ThrowsAsync<IOException>(
            () => XlsxWriter.WriteAsync(Book(sheet), broken, new XlsxLimits { BlocksAhead = blocksAhead }, TestContext.Current.CancellationToken));

        Assert.Equal("The disk is full.", error.Message);
        Assert.InRange(rows, 1, 200_000); // it does not read on
    }

    [Fact]
    public async Task WriteAsync_Cancelled_ThrowsAndLeavesNoValidFile()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new MemoryStream();
        var sheet = Sheet.Of("Rows", [new("Number", CellKind.Integer)], 1_000_000, (row, index) =>
        {
            if (index == 50_000)
                cancellation.Cancel();
            row.Integer(index);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => XlsxWriter.WriteAsync(Book(sheet), output, cancellation.Token));

        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.ToArray())));
    }

    [Theory]
    [InlineData("gbp")]
    [InlineData("")]
    [InlineData("POUND")]
    [InlineData("\"\";")]
    public async Task WriteAsync_WrongCurrency_ThrowsBeforeTheFirstByte(string currency)
    {
        using var output = new MemoryStream();
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => XlsxWriter.WriteAsync(new Workbook(currency, [], []), output, TestContext.Current.CancellationToken));

        Assert.Contains("ISO 4217", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task WriteAsync_AwkwardNames_AreMadeValidAndUnique()
    {
        string[] names = ["Methods", "methods", "A/B: [x]*?\\", "", "'quoted'", "History", new string('n', 40), new string('N', 40), "Ünï & <co> _x0041_"];
        var sheets = names.Select(name => Sheet.Of(name, [new("A", CellKind.Text)], 0, (_, _) => { })).ToList();
        using var book = await WrittenWorkbook.WriteAsync(new Workbook("GBP", sheets, []));

        Assert.Equal(
            [
                "Methods (2)", "methods (3)", "A B x", "Sheet", "quoted", "History (2)", new string('n', 31), new string('N', 27) + " (2)",
                "Ünï & <co> _x0041_", "Methods",
            ],
            book.SheetNames);
    }

    private static Workbook Book(Sheet sheet) => new("GBP", [sheet], [new("Currency", "GBP")]);

    private static Sheet LongSheet(int rows) =>
        Sheet.Of("Long", [new("Id", CellKind.Text), new("Number", CellKind.Integer)], rows, (row, index) =>
        {
            row.Text("customer " + (index * 7919L).ToString());
            row.Integer(index);
        });

    private static Sheet EveryKindSheet() => Sheet.Of("Customers", EveryKind, 2, (row, index) =>
    {
        var known = index == 0;
        row.Text(known ? "000123" : null);
        row.Integer(known ? 42 : null);
        row.Number(known ? -0.1 : null);
        row.Money(known ? -123_456 : null);
        row.Percent(known ? 0.25 : null);
        row.Date(known ? new DateOnly(2010, 12, 1) : null);
        row.DateTime(known ? new DateTime(2010, 12, 1, 8, 26, 30) : null);
        row.Boolean(known ? true : null);
    });

    /// <summary>Like the body of an answer to a browser: no seeking, no position, no synchronous writes.</summary>
    private sealed class AnswerStream : Stream
    {
        private readonly MemoryStream bytes = new();

        public int FailsAt { get; init; } = int.MaxValue;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => bytes.ToArray();

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (bytes.Length + buffer.Length > FailsAt)
                throw new IOException("The disk is full.");
            await bytes.WriteAsync(buffer, cancellationToken);
        }
    }
}
