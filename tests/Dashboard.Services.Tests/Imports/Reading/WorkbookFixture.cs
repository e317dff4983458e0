using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Services.Tests.Imports.Reading;

/// <summary>Makes workbooks as Excel and other programs write them.</summary>
internal static class WorkbookFixture
{
    /// <summary>Style numbers: 0 plain, 1 date (built in), 2 date and time (own format), 3 amount with a colour and the letter d in quotes, 4 time.</summary>
    public sealed record Styled(double Number, uint Style);

    /// <summary>A formula with its saved value.</summary>
    public sealed record Formula(string Text, string Value);

    /// <summary>An error such as #N/A.</summary>
    public sealed record Error(string Text);

    public static byte[] Make(IReadOnlyList<object?[]> rows, bool from1904 = false, bool shared = true, string[]? emptyFirst = null)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new WorkbookProperties { Date1904 = from1904 });
            var sheets = book.Workbook.AppendChild(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var texts = book.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable();
            uint id = 0;
            foreach (var name in emptyFirst ?? []) AddSheet(book, sheets, name, ++id, new SheetData());
            var data = new SheetData();
            for (var r = 0; r < rows.Count; r++)
            {
                if (rows[r].Length == 0) continue;
                var row = data.AppendChild(new Row { RowIndex = (uint)(r + 1) });
                for (var c = 0; c < rows[r].Length; c++)
                {
                    if (rows[r][c] is { } value) row.AppendChild(CellOf(value, $"{Letters(c)}{r + 1}", texts.SharedStringTable, shared));
                }
            }

            AddSheet(book, sheets, "Data", ++id, data);
        }

        return stream.ToArray();
    }

    private static void AddSheet(WorkbookPart book, Sheets sheets, string name, uint id, SheetData data)
    {
        var part = book.AddNewPart<WorksheetPart>();
        part.Worksheet = new Worksheet(data);
        sheets.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = name, SheetId = id, Id = book.GetIdOfPart(part) });
    }

    private static Cell CellOf(object value, string reference, SharedStringTable texts, bool shared)
    {
        switch (value)
        {
            case double number:
                return new Cell { CellReference = reference, CellValue = new CellValue(number.ToString("R")) };
            case Styled styled:
                return new Cell { CellReference = reference, StyleIndex = styled.Style, CellValue = new CellValue(styled.Number.ToString("R")) };
            case bool truth:
                return new Cell { CellReference = reference, DataType = CellValues.Boolean, CellValue = new CellValue(truth ? "1" : "0") };
            case Formula formula:
                return new Cell { CellReference = reference, CellFormula = new CellFormula(formula.Text), CellValue = new CellValue(formula.Value) };
            case Error error:
                return new Cell { CellReference = reference, DataType = CellValues.Error, CellValue = new CellValue(error.Text) };
            case string text when !shared:
                return new Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }) };
            default:
                var parts = ((string)value).Split('|');
                texts.AppendChild(new SharedStringItem(parts.Select(part => new Run(new Text(part) { Space = SpaceProcessingModeValues.Preserve }))));
                return new Cell { CellReference = reference, DataType = CellValues.SharedString, CellValue = new CellValue((texts.ChildElements.Count - 1).ToString()) };
        }
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "dd\\-mmm\\-yyyy hh:mm:ss" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "[Red]#,##0.00 \"days\"" }),
        new Fonts(new Font()),
        new Fills(new Fill()),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(), new CellFormat { NumberFormatId = 14 }, new CellFormat { NumberFormatId = 164 }, new CellFormat { NumberFormatId = 165 }, new CellFormat { NumberFormatId = 21 }));

    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
