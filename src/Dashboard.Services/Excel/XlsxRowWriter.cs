using System.Globalization;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>What the writer had to change in cells, to be told on the Methods sheet.</summary>
internal sealed class CellChanges
{
    public long ClippedTexts { get; set; }

    public long DaysAsText { get; set; }

    public long NotFinite { get; set; }
}

/// <summary>
/// Writes rows as SpreadsheetML. Cells carry no references: a cell stands after the one before it (ECMA-376 part 1, 18.3.1.4), which
/// makes the file 43 % smaller. Text goes inline into its cell, not into a shared table: that table would have to stay in memory until the end, and saves
/// nothing once packed. No formula is ever written: text is text by its cell's type.
/// </summary>
internal sealed class XlsxRowWriter : RowWriter
{
    private static readonly DateOnly DayZero = new(1899, 12, 30);
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1); // before, Excel counts a 29 February 1900 that never was

    private readonly Utf8Buffer xml;
    private readonly CellChanges changes;

    // A cell of each column up to its value.
    private readonly byte[][] numbers;
    private readonly byte[][] booleans;
    private readonly byte[][] texts;
    private readonly byte[][] quotedTexts;

    private int skipped;

    public XlsxRowWriter(Sheet sheet, string currency, XlsxStyles styles, Utf8Buffer xml, CellChanges changes)
        : base(sheet)
    {
        this.xml = xml;
        this.changes = changes;
        var looks = sheet.Columns.Select(column => styles.Number(new CellStyle(NumberFormats.Of(column, currency), Wraps: column.Wrap))).ToList();
        numbers = [.. looks.Select(look => Ascii($"<c s=\"{look}\"><v>"))];
        booleans = [.. looks.Select(look => Ascii($"<c s=\"{look}\" t=\"b\"><v>"))];
        texts = [.. sheet.Columns.Select(column => TextStart(styles, new CellStyle(NumberFormats.Text, Wraps: column.Wrap)))];
        quotedTexts = [.. sheet.Columns.Select(column => TextStart(styles, new CellStyle(NumberFormats.Text, Wraps: column.Wrap, IsQuoted: true)))];
    }

    /// <summary>The number of the row last begun; the first is 1. A continued sheet sets it back.</summary>
    public int RowNumber { get; set; }

    /// <summary>Writes the headings, bold, those of numbers to the right like their values.</summary>
    public void WriteHeader(IReadOnlyList<SheetColumn> columns, XlsxStyles styles)
    {
        WriteRowStart();
        for (var column = 0; column < columns.Count; column++)
        {
            var (title, kind) = columns[column];
            var style = new CellStyle(
                NumberFormats.Text,
                IsHeader: true,
                AlignsRight: kind is not (CellKind.Text or CellKind.Boolean),
                Wraps: true,
                IsQuoted: FormulaText.IsFormula(title));
            if (title.Length > 0)
                AppendText(title, TextStart(styles, style));
            else
                WriteEmpty(column);
        }

        WriteRowEnd();
    }

    private protected override void WriteRowStart()
    {
        skipped = 0;
        xml.Append("<row r=\""u8);
        xml.Append(++RowNumber);
        xml.Append("\">"u8);
    }

    private protected override void WriteRowEnd() => xml.Append("</row>"u8);

    private protected override void WriteEmpty(int column) => skipped++;

    private protected override void WriteText(int column, ReadOnlySpan<char> value) =>
        AppendText(value, (FormulaText.IsFormula(value) ? quotedTexts : texts)[column]);

    private protected override void WriteInteger(int column, long value)
    {
        AppendStart(numbers[column]);
        xml.Append(value);
        xml.Append("</v></c>"u8);
    }

    private protected override void WriteNumber(int column, double value)
    {
        AppendStart(numbers[column]);
        xml.Append(value);
        xml.Append("</v></c>"u8);
    }

    private protected override void WriteNotFinite(int column)
    {
        WriteEmpty(column);
        changes.NotFinite++;
    }

    private protected override void WriteMoney(int column, long amountE4)
    {
        AppendStart(numbers[column]);
        xml.AppendE4(amountE4, leastDecimals: 0);
        xml.Append("</v></c>"u8);
    }

    private protected override void WriteDate(int column, DateOnly day)
    {
        if (day >= FirstSafeDay)
        {
            WriteInteger(column, day.DayNumber - DayZero.DayNumber);
            return;
        }

        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        AppendText(text, texts[column]);
        changes.DaysAsText++;
    }

    private protected override void WriteDateTime(int column, DateTime local)
    {
        if (DateOnly.FromDateTime(local) >= FirstSafeDay)
        {
            WriteNumber(column, (local.Ticks - (DayZero.DayNumber * TimeSpan.TicksPerDay)) / (double)TimeSpan.TicksPerDay);
            return;
        }

        Span<char> text = stackalloc char[19];
        local.TryFormat(text, out _, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        AppendText(text, texts[column]);
        changes.DaysAsText++;
    }

    private protected override void WriteBoolean(int column, bool value)
    {
        AppendStart(booleans[column]);
        xml.Append(value ? "1</v></c>"u8 : "0</v></c>"u8);
    }

    private static byte[] TextStart(XlsxStyles styles, CellStyle style) => Ascii($"<c s=\"{styles.Number(style)}\" t=\"inlineStr\"><is><t");

    private static byte[] Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Begins a cell. Empty ones before it are written now, since they tell where it stands; those at the end of a row are not.</summary>
    private void AppendStart(byte[] start)
    {
        for (; skipped > 0; skipped--)
            xml.Append("<c/>"u8);
        xml.Append(start);
    }

    private void AppendText(ReadOnlySpan<char> text, byte[] start)
    {
        if (text.Length > XlsxText.LongestCell)
        {
            text = XlsxText.Clip(text, XlsxText.LongestCell);
            changes.ClippedTexts++;
        }

        AppendStart(start);
        xml.Append(XlsxText.NeedsPreservedSpace(text) ? " xml:space=\"preserve\">"u8 : ">"u8);
        XlsxText.AppendEscaped(xml, text);
        xml.Append("</t></is></c>"u8);
    }
}
