using System.Globalization;

namespace Dashboard.Services.Excel;

/// <summary>The look of a cell.</summary>
/// <param name="NumberFormat">An Excel number format.</param>
/// <param name="IsHeader">Bold on a tint, with a line below.</param>
/// <param name="AlignsRight">To the right whatever it holds; used for the headings of numbers.</param>
/// <param name="Wraps">Long text breaks into lines.</param>
/// <param name="IsQuoted">Stays text when a person edits the cell, as if typed with a leading apostrophe.</param>
internal readonly record struct CellStyle(
    string NumberFormat, bool IsHeader = false, bool AlignsRight = false, bool Wraps = false, bool IsQuoted = false);

/// <summary>The styles part: gives each look that is used a number, in order of first use.</summary>
internal sealed class XlsxStyles
{
    private const int FirstCustomFormat = 164; // below are Excel's own

    private readonly List<CellStyle> _styles = [new(NumberFormats.General)];
    private readonly List<string> _formats = [];

    /// <summary>The number by which a cell refers to a look.</summary>
    public int Number(CellStyle style)
    {
        var known = _styles.IndexOf(style);
        if (known >= 0)
            return known;
        _styles.Add(style);
        if (FormatId(style.NumberFormat) < 0)
            _formats.Add(style.NumberFormat);
        return _styles.Count - 1;
    }

    public void AppendPart(Utf8Buffer xml)
    {
        xml.Append("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"""u8);
        AppendFormats(xml);
        xml.Append("""
            <fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF8A94A6"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            """u8);
        xml.Append("<cellXfs count=\""u8);
        xml.Append(_styles.Count);
        xml.Append("\">"u8);
        foreach (var style in _styles)
            AppendStyle(xml, style);
        xml.Append("""</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""u8);
    }

    private void AppendFormats(Utf8Buffer xml)
    {
        if (_formats.Count == 0)
            return;
        xml.Append("<numFmts count=\""u8);
        xml.Append(_formats.Count);
        xml.Append("\">"u8);
        foreach (var format in _formats)
        {
            xml.Append("<numFmt numFmtId=\""u8);
            xml.Append(FormatId(format));
            xml.Append("\" formatCode=\""u8);
            XlsxText.AppendEscaped(xml, format);
            xml.Append("\"/>"u8);
        }

        xml.Append("</numFmts>"u8);
    }

    private void AppendStyle(Utf8Buffer xml, CellStyle style)
    {
        var header = style.IsHeader ? 1 : 0;
        xml.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"<xf numFmtId=\"{FormatId(style.NumberFormat)}\" fontId=\"{header}\" fillId=\"{header * 2}\" borderId=\"{header}\" xfId=\"0\""));
        if (style.IsQuoted)
            xml.Append(" quotePrefix=\"1\""u8);
        xml.Append(" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment"u8);
        if (style.AlignsRight)
            xml.Append(" horizontal=\"right\""u8);
        xml.Append(style.Wraps ? " vertical=\"top\" wrapText=\"1\"/></xf>"u8 : " vertical=\"top\"/></xf>"u8);
    }

    private int FormatId(string format) => format switch
    {
        NumberFormats.General => 0,
        NumberFormats.Text => 49,
        _ => _formats.IndexOf(format) is >= 0 and var index ? FirstCustomFormat + index : -1,
    };
}
