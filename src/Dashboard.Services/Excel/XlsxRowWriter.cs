using System.Buffers.Text;
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
/// Writes rows as SpreadsheetML. Text goes inline into its cell, not into a shared table: that table would have to stay in memory
/// until the end, and customer ids hardly repeat. No formula is ever written: text is text by its cell's type.
/// </summary>
internal sealed class XlsxRowWriter : RowWriter
{
    private static readonly DateOnly DayZero = new(1899, 12, 30);
    private static readonly DateOnly FirstSafeDay = new(1900, 3, 1); // before, Excel counts a 29 February 1900 that never was

    private readonly Utf8Buffer _xml;
    private readonly CellChanges _changes;
    private readonly byte[][] _starts;
    private readonly byte[][] _styles;
    private readonly byte[][] _textStyles;
    private readonly byte[][] _quotedStyles;
    private readonly byte[] _rowNumber = new byte[16];
    private int _rowNumberLength;

    public XlsxRowWriter(Sheet sheet, string currency, XlsxStyles styles, Utf8Buffer xml, CellChanges changes)
        : base(sheet)
    {
        _xml = xml;
        _changes = changes;
        _starts = [.. Enumerable.Range(0, sheet.Columns.Count).Select(column => Encoding.ASCII.GetBytes("<c r=\"" + XlsxParts.ColumnName(column)))];
        _styles = [.. sheet.Columns.Select(column => StyleBytes(styles, new CellStyle(NumberFormats.Of(column, currency), Wraps: column.Wrap)))];
        _textStyles = [.. sheet.Columns.Select(column => StyleBytes(styles, new CellStyle(NumberFormats.Text, Wraps: column.Wrap)))];
        _quotedStyles = [.. sheet.Columns.Select(column => StyleBytes(styles, new CellStyle(NumberFormats.Text, Wraps: column.Wrap, IsQuoted: true)))];
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
                AppendText(column, title, StyleBytes(styles, style));
        }

        WriteRowEnd();
    }

    private protected override void WriteRowStart()
    {
        Utf8Formatter.TryFormat(++RowNumber, _rowNumber, out _rowNumberLength);
        _xml.Append("<row r=\""u8);
        _xml.Append(_rowNumber.AsSpan(0, _rowNumberLength));
        _xml.Append("\">"u8);
    }

    private protected override void WriteRowEnd() => _xml.Append("</row>"u8);

    private protected override void WriteEmpty(int column)
    {
        // A cell that is not there is empty.
    }

    private protected override void WriteText(int column, ReadOnlySpan<char> value) =>
        AppendText(column, value, (FormulaText.IsFormula(value) ? _quotedStyles : _textStyles)[column]);

    private protected override void WriteInteger(int column, long value)
    {
        AppendStart(column, _styles[column]);
        _xml.Append("\"><v>"u8);
        _xml.Append(value);
        _xml.Append("</v></c>"u8);
    }

    private protected override void WriteNumber(int column, double value)
    {
        AppendStart(column, _styles[column]);
        _xml.Append("\"><v>"u8);
        _xml.Append(value);
        _xml.Append("</v></c>"u8);
    }

    private protected override void WriteNotFinite(int column) => _changes.NotFinite++;

    private protected override void WriteMoney(int column, long amountE4)
    {
        AppendStart(column, _styles[column]);
        _xml.Append("\"><v>"u8);
        _xml.AppendE4(amountE4, leastDecimals: 0);
        _xml.Append("</v></c>"u8);
    }

    private protected override void WriteDate(int column, DateOnly day)
    {
        if (day >= FirstSafeDay)
        {
            WriteInteger(column, day.DayNumber - DayZero.DayNumber);
            return;
        }

        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        AppendText(column, text, _textStyles[column]);
        _changes.DaysAsText++;
    }

    private protected override void WriteDateTime(int column, DateTime local)
    {
        if (DateOnly.FromDateTime(local) >= FirstSafeDay)
        {
            WriteNumber(column, (local.Ticks - (DayZero.DayNumber * TimeSpan.TicksPerDay)) / (double)TimeSpan.TicksPerDay);
            return;
        }

        Span<char> text = stackalloc char[19];
        local.TryFormat(text, out _, "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        AppendText(column, text, _textStyles[column]);
        _changes.DaysAsText++;
    }

    private protected override void WriteBoolean(int column, bool value)
    {
        AppendStart(column, _styles[column]);
        _xml.Append(value ? "\" t=\"b\"><v>1</v></c>"u8 : "\" t=\"b\"><v>0</v></c>"u8);
    }

    private static byte[] StyleBytes(XlsxStyles styles, CellStyle style) =>
        Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\" s=\"{styles.Number(style)}"));

    private void AppendStart(int column, byte[] style)
    {
        _xml.Append(_starts[column]);
        _xml.Append(_rowNumber.AsSpan(0, _rowNumberLength));
        _xml.Append(style);
    }

    private void AppendText(int column, ReadOnlySpan<char> text, byte[] style)
    {
        if (text.Length > XlsxText.LongestCell)
        {
            text = XlsxText.Clip(text, XlsxText.LongestCell);
            _changes.ClippedTexts++;
        }

        AppendStart(column, style);
        _xml.Append(XlsxText.NeedsPreservedSpace(text)
            ? "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8
            : "\" t=\"inlineStr\"><is><t>"u8);
        XlsxText.AppendEscaped(_xml, text);
        _xml.Append("</t></is></c>"u8);
    }
}
