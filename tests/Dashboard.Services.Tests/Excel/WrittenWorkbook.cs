using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Services.Excel;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Workbook = Dashboard.Services.Excel.Workbook;

namespace Dashboard.Services.Tests.Excel;

/// <summary>A workbook that has been written, and is read back with another library. It is checked against the schema on opening.</summary>
internal sealed partial class WrittenWorkbook : IDisposable
{
    private readonly SpreadsheetDocument _document;

    private WrittenWorkbook(byte[] bytes)
    {
        Bytes = bytes;
        _document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(_document);
        Assert.Empty(errors.Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<string> SheetNames => [.. Sheets().Select(sheet => Decode(sheet.Name!.Value!))];

    public static Task<WrittenWorkbook> WriteAsync(Workbook workbook) => WriteAsync(workbook, new XlsxLimits());

    public static async Task<WrittenWorkbook> WriteAsync(Workbook workbook, XlsxLimits limits)
    {
        using var stream = new MemoryStream();
        await XlsxWriter.WriteAsync(workbook, stream, limits, TestContext.Current.CancellationToken);
        return new WrittenWorkbook(stream.ToArray());
    }

    public Worksheet Worksheet(int index = 0) => ((WorksheetPart)_document.WorkbookPart!.GetPartById(Sheets()[index].Id!)).Worksheet;

    public IReadOnlyList<Row> Rows(int index = 0) => [.. Worksheet(index).Descendants<Row>()];

    /// <summary>The cell at a reference such as C2, found by counting, since cells are written without one; null if nothing is there.</summary>
    public Cell? Cell(string reference, int index = 0)
    {
        var name = reference.TrimEnd([.. "0123456789"]);
        var number = uint.Parse(reference[name.Length..]);
        var column = Enumerable.Range(0, Services.Excel.Sheet.MaximumColumns).First(column => XlsxParts.ColumnName(column) == name);
        var row = Worksheet(index).Descendants<Row>().SingleOrDefault(row => row.RowIndex! == number);
        return row?.Elements<Cell>().ElementAtOrDefault(column) is { HasChildren: true } cell ? cell : null;
    }

    /// <summary>The text of a text cell; empty if there is no cell, and an error if it is no text cell.</summary>
    public string Text(string reference, int index = 0) => Cell(reference, index) is { } cell ? Text(cell) : "";

    public static string Text(Cell cell)
    {
        Assert.Equal(CellValues.InlineString, cell.DataType!.Value);
        return Decode(cell.InlineString!.Text!.Text);
    }

    public double Number(string reference, int index = 0)
    {
        var cell = Cell(reference, index)!;
        Assert.True(cell.DataType is null || cell.DataType.Value == CellValues.Number);
        return double.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture);
    }

    public CellFormat Format(string reference, int index = 0) =>
        (CellFormat)_document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.CellFormats!.ElementAt((int)Cell(reference, index)!.StyleIndex!.Value);

    public string NumberFormat(string reference, int index = 0)
    {
        var id = Format(reference, index).NumberFormatId!.Value;
        return id switch
        {
            0 => "General",
            49 => "@",
            _ => _document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.NumberingFormats!
                .Elements<NumberingFormat>().Single(format => format.NumberFormatId! == id).FormatCode!.Value!,
        };
    }

    public bool IsBold(string reference, int index = 0) =>
        _document.WorkbookPart!.WorkbookStylesPart!.Stylesheet.Fonts!.ElementAt((int)Format(reference, index).FontId!.Value)
            .Elements<Bold>().Any();

    public IReadOnlyDictionary<string, string> Methods()
    {
        var index = SheetNames.Count - 1;
        return Rows(index).Skip(1).ToDictionary(row => Text((Cell)row.FirstChild!), row => Text((Cell)row.LastChild!));
    }

    public void Dispose() => _document.Dispose();

    private static string Decode(string text) =>
        Escape().Replace(text, match => ((char)ushort.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private List<DocumentFormat.OpenXml.Spreadsheet.Sheet> Sheets() =>
        [.. _document.WorkbookPart!.Workbook.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>()];

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();
}
