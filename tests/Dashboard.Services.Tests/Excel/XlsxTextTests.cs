using System.Text.Json;
using Dashboard.Services.Excel;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = Dashboard.Services.Excel.Sheet;
using Workbook = Dashboard.Services.Excel.Workbook;

namespace Dashboard.Services.Tests.Excel;

public sealed class XlsxTextTests
{
    [Fact]
    public async Task Text_NaughtyStrings_ReadBackUnchangedAndNeverAsFormula()
    {
        var texts = NaughtyStrings();
        Assert.Equal(515, texts.Count);
        using var book = await WriteAsync(texts);

        var rows = book.Rows();
        Assert.Equal(texts.Count + 1, rows.Count);
        for (var index = 0; index < texts.Count; index++)
            Assert.Equal(texts[index], rows[index + 1].GetFirstChild<Cell>() is { } cell ? WrittenWorkbook.Text(cell) : "");
        Assert.Empty(book.Worksheet().Descendants<CellFormula>());
    }

    [Theory]
    [InlineData("\0a\u0001\u001f")]
    [InlineData("line\r\nline\rline\nline\t")]
    [InlineData("_x0041_ _x000d_ __x00FF__ _x12_ _xZZZZ_ _X0041_")]
    [InlineData("_x005F_x0041_")]
    [InlineData("  spaces  ")]
    [InlineData("whole \U0001F600 pair")]
    [InlineData("<t>&amp;\"']]></t>")]
    public async Task Text_CharactersThatXmlCannotHold_ReadBackUnchanged(string text)
    {
        using var book = await WriteAsync([text]);

        Assert.Equal(text, book.Text("A2"));
    }

    [Fact]
    public async Task Text_HalfSurrogatePairsAndNonCharacters_ReadBackUnchanged()
    {
        // Not attribute arguments: those are stored as UTF-8, which has no half pairs.
        string[] texts = ["half \uD83D pair, \uDE00 other half", "\uDE00\uD83D", "at the end \uD83D", "\uFFFE\uFFFF"];
        using var book = await WriteAsync(texts);

        Assert.Equal(texts, book.Rows().Skip(1).Select(row => WrittenWorkbook.Text(row.GetFirstChild<Cell>()!)));
    }

    [Fact]
    public async Task Text_RandomUnits_ReadBackUnchanged()
    {
        // Units that matter are drawn as often as all others together.
        const string Awkward = "_x005F<>&\"'\r\n\t \0\u001F\uD83D\uDE00\uFFFE\uFFFF=";
        var random = new Random(20_261_122);
        var texts = Enumerable.Range(0, 2_000)
            .Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(2) == 0 ? Awkward[random.Next(Awkward.Length)] : (char)random.Next(0x10000))))
            .ToList();
        using var book = await WriteAsync(texts);

        Assert.Equal(texts, book.Rows().Skip(1).Select(row => WrittenWorkbook.Text(row.GetFirstChild<Cell>()!)));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+44 20 7946 0000")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    [InlineData("  '\"=HYPERLINK(\"http://example.org\")")]
    public async Task Text_ThatBeginsAFormula_StaysTextAlsoWhenEdited(string text)
    {
        using var book = await WriteAsync([text], title: text);

        Assert.Equal(text, book.Text("A1"));
        Assert.Equal(text, book.Text("A2"));
        Assert.Null(book.Cell("A2")!.CellFormula);
        Assert.True(book.Format("A1").QuotePrefix!.Value);
        Assert.True(book.Format("A2").QuotePrefix!.Value);
        Assert.Equal("@", book.NumberFormat("A2"));
    }

    [Fact]
    public async Task Text_LeadingZeros_AreKept()
    {
        using var book = await WriteAsync(["0", "007", "00000000000000000001", "1e5", "TRUE", "2010-12-01"]);

        Assert.Equal("007", book.Text("A3"));
        Assert.Equal("00000000000000000001", book.Text("A4"));
        Assert.Equal("1e5", book.Text("A5"));
        Assert.Equal("TRUE", book.Text("A6"));
        Assert.Null(book.Format("A3").QuotePrefix);
    }

    [Fact]
    public async Task Text_LongerThanACell_IsClippedBetweenCharactersAndTold()
    {
        var exact = new string('a', 32_767);
        var split = new string('b', 32_766) + "\U0001F600"; // the pair would end half outside
        using var book = await WriteAsync([exact, exact + "a", split]);

        Assert.Equal(exact, book.Text("A2"));
        Assert.Equal(exact, book.Text("A3"));
        Assert.Equal(new string('b', 32_766), book.Text("A4"));
        Assert.StartsWith("2 cells were longer", book.Methods()["Clipped text"], StringComparison.Ordinal);
    }

    internal static IReadOnlyList<string> NaughtyStrings() =>
        JsonSerializer.Deserialize<List<string>>(File.ReadAllText(Repository.Data("bad-input", "blns.json")))!;

    private static Task<WrittenWorkbook> WriteAsync(IReadOnlyList<string> texts, string title = "Text") =>
        WrittenWorkbook.WriteAsync(new Workbook(
            "EUR", [Sheet.Of("Texts", [new(title, CellKind.Text)], texts, (row, text) => row.Text(text))], []));
}
