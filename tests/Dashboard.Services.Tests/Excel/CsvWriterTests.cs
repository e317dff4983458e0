using System.Text;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Excel;

public sealed class CsvWriterTests
{
    [Fact]
    public async Task WriteAsync_EveryKind_IsInvariantText()
    {
        SheetColumn[] columns =
        [
            new("Customer", CellKind.Text), new("Orders", CellKind.Integer), new("Score", CellKind.Number), new("Revenue", CellKind.Money),
            new("Share", CellKind.Percent), new("Day", CellKind.Date), new("Time, local", CellKind.DateTime), new("Consent", CellKind.Boolean),
        ];
        var csv = await WriteAsync(Sheet.Of("Customers", columns, 2, (row, index) =>
        {
            var known = index == 0;
            row.Text(known ? "000123" : null);
            row.Integer(known ? -42 : null);
            row.Number(known ? -0.1 : double.NaN);
            row.Money(known ? -125_000 : null);
            row.Percent(known ? 0.25 : null);
            row.Date(known ? new DateOnly(1899, 2, 1) : null);
            row.DateTime(known ? new DateTime(2010, 12, 1, 8, 26, 30) : null);
            row.Boolean(known ? true : null);
        }));

        Assert.Equal(
            "Customer,Orders,Score,Revenue,Share,Day,\"Time, local\",Consent\r\n"
            + "000123,-42,-0.1,-12.50,0.25,1899-02-01,2010-12-01 08:26:30,TRUE\r\n"
            + ",,,,,,,\r\n",
            csv);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData(" padded ", "\" padded \"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-5", "'-5")]
    [InlineData("+44 20", "'+44 20")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData(" =1", "\"' =1\"")]
    [InlineData("\"=1\"", "\"'\"\"=1\"\"\"")]
    [InlineData("'=1", "''=1")]
    [InlineData("\uFF1D1", "'\uFF1D1")]
    [InlineData("a=1", "a=1")]
    public async Task WriteAsync_Text_IsQuotedAndNeverAFormula(string text, string expected)
    {
        var csv = await WriteAsync(Sheet.Of("Texts", [new(text, CellKind.Text)], [text], (row, value) => row.Text(value)));

        Assert.Equal($"{expected}\r\n{expected}\r\n", csv);
    }

    [Fact]
    public async Task WriteAsync_HalfSurrogatePair_BecomesTheReplacementCharacter()
    {
        var csv = await WriteAsync(Sheet.Of("Texts", [new("Text", CellKind.Text)], ["a\uD83Db"], (row, value) => row.Text(value)));

        Assert.Equal("Text\r\na\uFFFDb\r\n", csv);
    }

    [Theory]
    [InlineData(0, null, "0.00")]
    [InlineData(1, null, "0.0001")]
    [InlineData(-25_500, null, "-2.55")]
    [InlineData(12_345_000, 0, "1234.5")]
    [InlineData(12_340_000, 0, "1234")]
    [InlineData(10_000, 6, "1.000000")]
    [InlineData(long.MinValue, null, "-922337203685477.5808")]
    public async Task WriteAsync_Money_IsExact(long amount, int? decimals, string expected)
    {
        SheetColumn[] columns = [new("Amount", CellKind.Money) { Decimals = decimals }];

        Assert.Equal($"Amount\r\n{expected}\r\n", await WriteAsync(Sheet.Of("Amounts", columns, 1, (row, _) => row.Money(amount))));
    }

    [Fact]
    public async Task WriteAsync_NaughtyStrings_ReadBackBehindTheirApostrophe()
    {
        var texts = XlsxTextTests.NaughtyStrings();
        var csv = await WriteAsync(Sheet.Of("Texts", [new("Text", CellKind.Text), new("End", CellKind.Text)], texts, (row, text) =>
        {
            row.Text(text);
            row.Text("end");
        }));

        var expected = texts.Select(text => FormulaText.IsFormula(text) ? "'" + text : text);
        Assert.Equal(expected, Parse(csv).Skip(1).Select(row => row[0]));
        Assert.All(Parse(csv), row => Assert.Equal(2, row.Count));
    }

    [Fact]
    public async Task WriteAsync_Empty_IsTheHeaderBehindAByteOrderMark()
    {
        using var output = new MemoryStream();
        await CsvWriter.WriteAsync(Sheet.Of("None", [new("Ä", CellKind.Text)], 0, (_, _) => { }), output, TestContext.Current.CancellationToken);

        Assert.Equal([0xEF, 0xBB, 0xBF, 0xC3, 0x84, (byte)'\r', (byte)'\n'], output.ToArray());
    }

    [Fact]
    public async Task WriteAsync_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var sheet = Sheet.Of("Rows", [new("Number", CellKind.Integer)], 1_000_000, (row, index) =>
        {
            if (index == 100)
                cancellation.Cancel();
            row.Integer(index);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CsvWriter.WriteAsync(sheet, Stream.Null, cancellation.Token));
    }

    private static async Task<string> WriteAsync(Sheet sheet)
    {
        using var output = new MemoryStream();
        await CsvWriter.WriteAsync(sheet, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray())[1..];
    }

    /// <summary>Reads by the grammar of RFC 4180 and nothing else.</summary>
    private static List<List<string>> Parse(string csv)
    {
        List<List<string>> rows = [[]];
        var at = 0;
        while (at < csv.Length)
        {
            var value = new StringBuilder();
            if (csv[at] == '"')
            {
                for (at++; csv[at] != '"' || (at + 1 < csv.Length && csv[at + 1] == '"'); at++)
                {
                    if (csv[at] == '"')
                        at++;
                    value.Append(csv[at]);
                }

                at++;
            }
            else
            {
                while (csv[at] is not (',' or '\r'))
                    value.Append(csv[at++]);
            }

            rows[^1].Add(value.ToString());
            if (csv[at++] == '\r' && ++at < csv.Length)
                rows.Add([]);
        }

        return rows;
    }
}
