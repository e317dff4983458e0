using System.Globalization;
using System.Xml;
using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Reads the rows of one sheet of a workbook, one at a time. A formula counts as its saved value.</summary>
internal sealed class WorkbookReader : TableReader
{
    private readonly WorkbookFile _workbook;
    private readonly XmlReader _xml;
    private char[] _row = new char[4096];
    private int _length;
    private char[] _value = new char[512];

    private WorkbookReader(WorkbookFile workbook, XmlReader xml, string sheet, ReadLimits limits)
        : base(limits)
    {
        _workbook = workbook;
        _xml = xml;
        Sheet = sheet;
    }

    /// <summary>Name of the sheet that is read.</summary>
    public string Sheet { get; }

    /// <summary>Names of all sheets.</summary>
    public IReadOnlyList<string> Sheets => [.. _workbook.Sheets.Select(sheet => sheet.Name)];

    public override long BytesRead => _workbook.BytesRead;

    protected override ReadOnlySpan<char> RowCharacters => _row;

    /// <summary>Opens the named sheet, or the first one that has values.</summary>
    public static WorkbookReader Open(string path, string fileName, string? sheet, ReadLimits limits)
    {
        var workbook = new WorkbookFile(path, limits);
        try
        {
            workbook.ReadSharedTexts();
            foreach (var (name, part) in workbook.Sheets)
            {
                if (sheet is not null && !name.Equals(sheet, StringComparison.OrdinalIgnoreCase)) continue;
                if (sheet is null && !HasValues(workbook, part)) continue;
                return new WorkbookReader(workbook, workbook.Open(part) ?? throw WorkbookFile.Damaged(null), name, limits);
            }
        }
        catch (Exception error)
        {
            workbook.Dispose();
            if (error is InvalidDataException or XmlException) throw WorkbookFile.Damaged(error);
            throw;
        }

        var names = string.Join(", ", workbook.Sheets.Select(candidate => candidate.Name));
        workbook.Dispose();
        throw new ImportException(
            ImportProblem.NoSheet,
            sheet is null ? $"{fileName} has no sheet with values. Export it again with its rows." : $"{fileName} has no sheet '{sheet}'. Its sheets: {names}.");
    }

    public override bool Read()
    {
        try
        {
            while (_xml.Read())
            {
                if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "row") continue;
                RowNumber = int.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > RowNumber ? number : RowNumber + 1;
                ReadCells();
                if (!IsBlank()) return true;
            }
        }
        catch (Exception error) when (error is XmlException or InvalidDataException)
        {
            throw new ImportException(ImportProblem.Damaged, Invariant($"The workbook is damaged after row {RowNumber}. Open it in Excel or LibreOffice, save it again as .xlsx, and import that."), RowNumber, error);
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _xml.Dispose();
        _workbook.Dispose();
    }

    private static bool HasValues(WorkbookFile workbook, string part)
    {
        using var xml = workbook.Open(part);
        while (xml?.Read() == true)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "v" or "t" && !xml.IsEmptyElement) return true;
        }

        return false;
    }

    private void ReadCells()
    {
        StartRow();
        _length = 0;
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        var next = 0; // a cell without a reference stands after the one before it, also after an empty one
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.LocalName != "c") continue;
            var column = ColumnOf(_xml.GetAttribute("r")) ?? next;
            next = column + 1;
            if (column >= Limits.Columns)
            {
                if (HasContent()) throw new ImportException(ImportProblem.TooManyColumns, Invariant($"Row {RowNumber} has more than {Limits.Columns:N0} columns. Keep only the columns you need."), RowNumber);
                continue;
            }

            var start = _length;
            ReadCell();
            if (_length == start) continue;
            if (column < FieldCount) throw WorkbookFile.Damaged(null);
            while (FieldCount < column) AddField(start, 0);
            AddField(start, _length - start);
        }
    }

    private bool HasContent()
    {
        if (_xml.IsEmptyElement) return false;
        var depth = _xml.Depth;
        var content = false;
        while (_xml.Read() && _xml.Depth > depth) content |= _xml.LocalName is "v" or "is";
        return content;
    }

    private void ReadCell()
    {
        var type = _xml.GetAttribute("t");
        var style = int.TryParse(_xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _workbook.Styles.Count ? _workbook.Styles[number] : CellStyle.Number;
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (_xml.LocalName == "is") Append(WorkbookFile.RichText(_xml));
            else if (_xml.LocalName == "v" && !_xml.IsEmptyElement) AppendValue(type, style, ReadValue());
        }
    }

    private ReadOnlySpan<char> ReadValue()
    {
        var length = 0;
        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            // Elements within a value mean nothing; what they hold is part of it.
            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)) continue;
            for (int read; (read = _xml.ReadValueChunk(_value, length, _value.Length - length)) > 0;)
            {
                length += read;
                if (length > Limits.FieldCharacters) throw FieldTooLong();
                if (length == _value.Length) Array.Resize(ref _value, 2 * length);
            }
        }

        return _value.AsSpan(0, length);
    }

    private void AppendValue(string? type, CellStyle style, ReadOnlySpan<char> value)
    {
        switch (type)
        {
            case "s":
                if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _workbook.SharedTexts.Count) Append(_workbook.SharedTexts[index]);
                else throw WorkbookFile.Damaged(null);
                break;
            case "b":
                Append(value is "1" or "true" ? "TRUE" : "FALSE");
                break;
            case "str" when value.IndexOf("_x") >= 0:
                Append(WorkbookText.Unescape(value.ToString()));
                break;
            case "str" or "e" or "d" or "inlineStr":
                Append(value);
                break;
            default:
                Reserve(value.Length + 64);
                _length += WorkbookText.Write(value, style, _workbook.From1904, _row.AsSpan(_length));
                break;
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_row.AsSpan(_length));
        _length += text.Length;
    }

    private void Reserve(int length)
    {
        if (_length + length <= _row.Length) return;
        if (_length + length > Limits.RowCharacters) throw RowTooLong();
        Array.Resize(ref _row, Math.Max(2 * _row.Length, _length + length));
    }

    private static int? ColumnOf(string? reference)
    {
        if (reference is null) return null;
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c)) break;
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > 16_384) return null;
        }

        return column == 0 ? null : column - 1;
    }
}
