using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Excel;

public sealed class SheetTests
{
    private static readonly SheetColumn[] TwoColumns = [new("Customer", CellKind.Text), new("Revenue", CellKind.Money)];

    [Fact]
    public async Task RowWriter_WrongKind_NamesSheetColumnAndRow()
    {
        var error = await ThrowsAsync((row, index) =>
        {
            row.Text("a");
            if (index == 0)
                row.Money(1);
            else
                row.Number(1);
        });

        Assert.Equal("Column 2 (\"Revenue\") of the sheet \"Customers\" holds Money, and row 2 writes Number.", error.Message);
    }

    [Fact]
    public async Task RowWriter_TooFewCells_Throws()
    {
        var error = await ThrowsAsync((row, _) => row.Text("a"));

        Assert.StartsWith("Row 1 of the sheet \"Customers\" has 1 cells, and the sheet has 2 columns.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowWriter_TooManyCells_Throws()
    {
        var error = await ThrowsAsync((row, _) =>
        {
            row.Empty();
            row.Empty();
            row.Empty();
        });

        Assert.Equal("Row 1 of the sheet \"Customers\" has more cells than its 2 columns.", error.Message);
    }

    [Fact]
    public void Of_NoColumnsOrTooMany_Throws()
    {
        var tooMany = Enumerable.Repeat(TwoColumns[0], Sheet.MaximumColumns + 1).ToList();

        Assert.Throws<ArgumentOutOfRangeException>(() => Sheet.Of("None", [], 0, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheet.Of("Wide", tooMany, 0, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheet.Of("Negative", TwoColumns, -1, (_, _) => { }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    public void Decimals_OutOfRange_Throws(int decimals) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoColumns[1] with { Decimals = decimals });

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    [InlineData(double.NaN)]
    public void Width_OutOfRange_Throws(double width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TwoColumns[1] with { Width = width });

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    [InlineData(16_383, "XFD")]
    public void ColumnName_Index_IsExcels(int column, string expected) => Assert.Equal(expected, XlsxParts.ColumnName(column));

    [Theory]
    [InlineData("GBP", null, "[$£-809]#,##0.00")]
    [InlineData("EUR", null, "[$€-2]\\ #,##0.00")]
    [InlineData("USD", 0, "[$$-409]#,##0")]
    [InlineData("JPY", null, "[$¥-411]#,##0")]
    [InlineData("CHF", null, "#,##0.00\\ [$CHF]")]
    [InlineData("KWD", null, "#,##0.000\\ [$KWD]")]
    [InlineData("KRW", null, "#,##0\\ [$KRW]")]
    public void NumberFormat_Currency_HasItsSymbolAndDecimals(string currency, int? decimals, string expected) =>
        Assert.Equal(expected, MoneyFormat.NumberFormat(currency, decimals));

    private static Task<InvalidOperationException> ThrowsAsync(Action<RowWriter, int> writeRow) =>
        Assert.ThrowsAsync<InvalidOperationException>(
            () => CsvWriter.WriteAsync(Sheet.Of("Customers", TwoColumns, 2, writeRow), Stream.Null, TestContext.Current.CancellationToken));
}
