using Dashboard.Services.Excel;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports.Reading;

public sealed class WorkbookReaderTests : IDisposable
{
    private readonly ImportFixture _files = new();

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Read_Workbook_GivesTypedRows(bool from1904, bool shared)
    {
        // 2011-12-09 12:50:00 as a serial number of each date system.
        var at = 40_886 + (12.0 / 24) + (50.0 / 1440) - (from1904 ? 1_462 : 0);
        var bytes = WorkbookFixture.Make(
            [
                ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"],
                [],
                ["00536", "85123A", shared ? "WHITE |HEART" : "WHITE HEART", 6.0, new WorkbookFixture.Styled(at, 2), new WorkbookFixture.Styled(2.55, 3), 17850.0, "EIRE"],
                ["C00536", "22", null, -1.0, new WorkbookFixture.Styled(at, 2), new WorkbookFixture.Formula("0.1+0.2", "0.30000000000000004"), null, null],
                ["00537", "22", "x", 1.0, "not a date", 1.0],
                ["00538", "22", "x", new WorkbookFixture.Error("#DIV/0!"), new WorkbookFixture.Styled(at, 2), 1.0],
                ["00539", "22", "=1+1", 1.0, new WorkbookFixture.Styled(Math.Floor(at), 1), 1E-3, true],
            ],
            from1904,
            shared,
            ["Notes"]);
        var plan = ImportFixture.Plan(_files.Write("orders.xlsx", bytes));
        Assert.Equal(("Data", ImportKind.Orders), (plan.File.Sheet, plan.Kind));
        var (rows, rejections, counts) = ImportFixture.Read(plan);
        var seconds = new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal([3L, 4L, 7L], rows.Select(row => row.RowNumber));
        Assert.Equal(("00536", "17850", seconds, 153_000L, "EIRE"), (rows[0].Line!.Document, rows[0].Line!.CustomerKey, rows[0].Line!.AtSeconds, rows[0].Line!.AmountE4, rows[0].Line!.Country));
        Assert.Equal("WHITE HEART", rows[0].Product!.Name);
        Assert.Equal((LineKind.Return, -3_000L, (string?)null), (rows[1].Line!.Kind, rows[1].Line!.AmountE4, rows[1].Line!.CustomerKey));
        Assert.Equal((10L, "=1+1", seconds - (12 * 3600) - (50 * 60)), (rows[2].Line!.AmountE4, rows[2].Product!.Name, rows[2].Line!.AtSeconds));
        Assert.Equal([(5L, "InvoiceDate", "not a date", RejectionReason.BadDate), (6L, "Quantity", "#DIV/0!", RejectionReason.BadNumber)], rejections.Select(r => (r.RowNumber, r.Column!, r.Value!, r.Reason)));
        Assert.Empty(counts.Noticed);
    }

    [Fact]
    public async Task Read_WorkbookOfOurOwn_KeepsColumnsBehindEmptyCells()
    {
        // Our workbooks leave out the references of cells.
        SheetColumn[] columns = [new("id", CellKind.Text), new("name", CellKind.Text), new("age", CellKind.Integer), new("day", CellKind.Date), new("note", CellKind.Text)];
        var sheet = Sheet.Of("Customers", columns, 3, (row, index) =>
        {
            row.Text(index == 2 ? null : "007");
            row.Text(index == 0 ? "Ann" : null);
            row.Integer(index == 0 ? 41 : null);
            row.Date(new DateOnly(2026, 11, 22));
            row.Text(null);
        });
        using var bytes = new MemoryStream();
        await XlsxWriter.WriteAsync(new Workbook("GBP", [sheet], []), bytes, TestContext.Current.CancellationToken);
        using var rows = TabularFile.Open(_files.Write("own.xlsx", bytes.ToArray())).OpenRows();
        List<string[]> read = [];
        while (rows.Read())
            read.Add([.. Enumerable.Range(0, rows.FieldCount).Select(field => rows.Field(field).ToString())]);

        Assert.Equal([["007", "Ann", "41", "2026-11-22"], ["007", "", "", "2026-11-22"], ["", "", "", "2026-11-22"]], read);
    }

    [Fact]
    public void Open_SheetThatIsNotThere_NamesTheSheets()
    {
        var path = _files.Write("a.xlsx", WorkbookFixture.Make([["id", "name"], [1.0, "x"]], emptyFirst: ["Notes"]));
        var error = Assert.Throws<ImportException>(() => TabularFile.Open(path, new TabularOptions { Sheet = "Sales" }));
        Assert.Equal("a.xlsx has no sheet 'Sales'. Its sheets: Notes, Data.", error.Message);
        Assert.Equal("Data", TabularFile.Open(path, new TabularOptions { Sheet = "data" }).Sheet);
    }

    [Fact]
    public void Open_RenamedWorkbook_IsReadAsWhatItIs()
    {
        var file = TabularFile.Open(_files.Write("a.csv", WorkbookFixture.Make([["id", "name"], [1.0, "x"]])));
        Assert.Equal(TableFormat.Workbook, file.Format);
        Assert.Contains("a.csv is an Excel workbook although its name does not say so; it is read as one.", file.Notices);
    }

    [Theory]
    [InlineData(1234.5678, "General", "1234.5678")]
    [InlineData(1, "yyyy\\-mm\\-dd", "1900-01-01")]
    [InlineData(61, "d/m/yy", "1900-03-01")]
    [InlineData(40_886.25, "m/d/yyyy h:mm", "2011-12-09 06:00:00")]
    [InlineData(0.5, "hh:mm", "12:00:00")]
    [InlineData(2_958_465.5, "yyyy\\-mm\\-dd", "9999-12-31 12:00:00")]
    [InlineData(2_958_465.999_999_9, "yyyy\\-mm\\-dd", "2958465.9999999")]
    [InlineData(2_958_466, "yyyy\\-mm\\-dd", "2958466")]
    [InlineData(-1, "yyyy\\-mm\\-dd", "-1")]
    [InlineData(12.5, "#,##0.00 \"dry\"", "12.5")]
    [InlineData(12.5, "0.00E+00", "12.5")]
    [InlineData(0.1, "[$€-407] #,##0.00", "0.1")]
    public void Write_NumberUnderAFormat_IsWhatExcelShows(double number, string code, string expected)
    {
        Span<char> target = stackalloc char[100];
        var length = WorkbookText.Write(number.ToString("R"), WorkbookText.StyleOf(200, code), false, target);
        Assert.Equal(expected, target[..length].ToString());
    }

    public void Dispose() => _files.Dispose();
}
