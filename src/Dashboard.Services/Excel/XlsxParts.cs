using System.Globalization;

namespace Dashboard.Services.Excel;

/// <summary>A worksheet that has been written, as the workbook part lists it.</summary>
/// <param name="Name">The sheet's final name.</param>
/// <param name="Range">Its header and rows: A1:L100001.</param>
internal readonly record struct WrittenSheet(string Name, string Range);

/// <summary>The parts of a workbook around its rows (ECMA-376 part 1, 18.2 and 18.3, and part 2 for the package).</summary>
internal static class XlsxParts
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string ExtendedProperties = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string PartType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>A, B … Z, AA … for columns 0, 1 ….</summary>
    public static string ColumnName(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : ColumnName((column / 26) - 1) + (char)('A' + (column % 26));

    public static string Range(int columns, int rows) => string.Create(CultureInfo.InvariantCulture, $"A1:{ColumnName(columns - 1)}{rows}");

    /// <summary>Everything before the rows: the header row stays in view, and the columns get their widths.</summary>
    public static void AppendSheetHead(Utf8Buffer xml, Sheet sheet, bool isFirst)
    {
        xml.Append(Declaration);
        xml.Append($"<worksheet xmlns=\"{Main}\"><sheetViews><sheetView {(isFirst ? "tabSelected=\"1\" " : "")}workbookViewId=\"0\">");
        xml.Append("""<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><cols>""");
        for (var index = 0; index < sheet.Columns.Count; index++)
        {
            xml.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"<col min=\"{index + 1}\" max=\"{index + 1}\" width=\"{Width(sheet.Columns[index])}\" customWidth=\"1\"/>"));
        }

        xml.Append("</cols><sheetData>"u8);
    }

    /// <summary>Everything after the rows: the filter, and the wish that Excel does not warn of ids that look like numbers.</summary>
    public static void AppendSheetTail(Utf8Buffer xml, Sheet sheet, int rows)
    {
        xml.Append($"</sheetData><autoFilter ref=\"{Range(sheet.Columns.Count, rows)}\"/>");
        var texts = sheet.Columns
            .Select((column, index) => (column.Kind, Name: ColumnName(index)))
            .Where(column => column.Kind == CellKind.Text)
            .Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Name}1:{column.Name}{rows}"))
            .ToList();
        if (texts.Count > 0)
            xml.Append($"<ignoredErrors><ignoredError sqref=\"{string.Join(' ', texts)}\" numberStoredAsText=\"1\"/></ignoredErrors>");
        xml.Append("</worksheet>"u8);
    }

    public static void AppendWorkbook(Utf8Buffer xml, IReadOnlyList<WrittenSheet> sheets)
    {
        xml.Append(Declaration);
        xml.Append($"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><bookViews><workbookView/></bookViews><sheets>");
        for (var index = 0; index < sheets.Count; index++)
        {
            xml.Append("<sheet name=\""u8);
            XlsxText.AppendEscaped(xml, sheets[index].Name);
            xml.Append(string.Create(CultureInfo.InvariantCulture, $"\" sheetId=\"{index + 1}\" r:id=\"rId{index + 1}\"/>"));
        }

        xml.Append("</sheets><definedNames>"u8);
        for (var index = 0; index < sheets.Count; index++)
        {
            // Excel keeps each filter under this hidden name as well, and some readers only look there.
            xml.Append(string.Create(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{index}\" hidden=\"1\">'"));
            XlsxText.AppendEscaped(xml, sheets[index].Name.Replace("'", "''", StringComparison.Ordinal));
            xml.Append($"'!{Absolute(sheets[index].Range)}</definedName>");
        }

        xml.Append("</definedNames></workbook>"u8);
    }

    public static void AppendPackageRelationships(Utf8Buffer xml) =>
        xml.Append($"{Declaration}<Relationships xmlns=\"{PackageRelationships}\"><Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/>"
            + $"<Relationship Id=\"rId2\" Type=\"{Relationships}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>");

    public static void AppendProperties(Utf8Buffer xml) =>
        xml.Append($"{Declaration}<Properties xmlns=\"{ExtendedProperties}\"><Application>Dashboard</Application></Properties>");

    public static void AppendWorkbookRelationships(Utf8Buffer xml, int sheets)
    {
        xml.Append($"{Declaration}<Relationships xmlns=\"{PackageRelationships}\">");
        for (var number = 1; number <= sheets; number++)
        {
            xml.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"<Relationship Id=\"rId{number}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"));
        }

        xml.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/></Relationships>"));
    }

    public static void AppendContentTypes(Utf8Buffer xml, int sheets)
    {
        xml.Append($"{Declaration}<Types xmlns=\"{ContentTypes}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
        xml.Append($"<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{PartType}sheet.main+xml\"/>");
        xml.Append("""<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>""");
        xml.Append($"<Override PartName=\"/xl/styles.xml\" ContentType=\"{PartType}styles+xml\"/>");
        for (var number = 1; number <= sheets; number++)
        {
            xml.Append(string.Create(
                CultureInfo.InvariantCulture,
                $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{PartType}worksheet+xml\"/>"));
        }

        xml.Append("</Types>"u8);
    }

    private static double Width(SheetColumn column) => column.Width ?? Math.Clamp(column.Title.Length + 4, column.Kind switch
    {
        CellKind.DateTime => 20,
        CellKind.Text or CellKind.Money => 16,
        CellKind.Date or CellKind.Number => 13,
        _ => 11,
    }, 40);

    // A1:L9 -> $A$1:$L$9
    private static string Absolute(string range) =>
        string.Join(':', range.Split(':').Select(cell => $"${cell.TrimEnd("0123456789".ToCharArray())}${cell.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray())}"));
}
