using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dashboard.Services.Excel;

/// <summary>
/// Takes the cells of a row from left to right, one call for each column, each by the method that its column's
/// <see cref="CellKind"/> names. No cell becomes an object. A null is an empty cell.
/// </summary>
/// <remarks>
/// A call of the wrong kind, a call too many, and a row that ends early throw <see cref="InvalidOperationException"/> with the
/// sheet, the row and the column: a shifted column must never reach a file.
/// </remarks>
public abstract class RowWriter
{
    private readonly Sheet _sheet;
    private readonly CellKind[] _kinds;
    private long _rows;
    private int _next;

    private protected RowWriter(Sheet sheet)
    {
        _sheet = sheet;
        _kinds = [.. sheet.Columns.Select(column => column.Kind)];
    }

    /// <summary>Writes a text cell. Empty text is an empty cell.</summary>
    /// <param name="value">The text, with any characters; a workbook keeps the first 32,767 UTF-16 units.</param>
    public void Text(string? value) => Text(value.AsSpan());

    /// <summary>Writes a text cell. Empty text is an empty cell.</summary>
    /// <param name="value">The text, with any characters; a workbook keeps the first 32,767 UTF-16 units.</param>
    public void Text(ReadOnlySpan<char> value)
    {
        var column = Take(CellKind.Text);
        if (value.IsEmpty)
            WriteEmpty(column);
        else
            WriteText(column, value);
    }

    /// <summary>Writes a whole number, also into a <see cref="CellKind.Number"/> column.</summary>
    /// <param name="value">The number.</param>
    public void Integer(long? value)
    {
        var column = Take(CellKind.Integer, CellKind.Number);
        if (value is { } number)
            WriteInteger(column, number);
        else
            WriteEmpty(column);
    }

    /// <summary>Writes a number. NaN and infinities are empty cells, since no spreadsheet holds them.</summary>
    /// <param name="value">The number.</param>
    public void Number(double? value) => Finite(Take(CellKind.Number), value);

    /// <summary>Writes an amount.</summary>
    /// <param name="amountE4">The amount in ten-thousandths of the currency unit: 123,400 is 12.34.</param>
    public void Money(long? amountE4)
    {
        var column = Take(CellKind.Money);
        if (amountE4 is { } amount)
            WriteMoney(column, amount);
        else
            WriteEmpty(column);
    }

    /// <summary>Writes a rate. NaN and infinities are empty cells.</summary>
    /// <param name="fraction">The rate as a fraction: 0.25 is 25 %.</param>
    public void Percent(double? fraction) => Finite(Take(CellKind.Percent), fraction);

    /// <summary>Writes a day.</summary>
    /// <param name="day">The day.</param>
    public void Date(DateOnly? day)
    {
        var column = Take(CellKind.Date);
        if (day is { } value)
            WriteDate(column, value);
        else
            WriteEmpty(column);
    }

    /// <summary>Writes a day and a time.</summary>
    /// <param name="local">The time on the shop's clock; a workbook states the time zone in its Methods.</param>
    public void DateTime(DateTime? local)
    {
        var column = Take(CellKind.DateTime);
        if (local is { } value)
            WriteDateTime(column, value);
        else
            WriteEmpty(column);
    }

    /// <summary>Writes true or false.</summary>
    /// <param name="value">The value.</param>
    public void Boolean(bool? value)
    {
        var column = Take(CellKind.Boolean);
        if (value is { } known)
            WriteBoolean(column, known);
        else
            WriteEmpty(column);
    }

    /// <summary>Leaves a cell empty, whatever its column holds.</summary>
    public void Empty()
    {
        if (_next >= _kinds.Length)
            ThrowTooMany();
        WriteEmpty(_next++);
    }

    internal void BeginRow()
    {
        _next = 0;
        _rows++;
        WriteRowStart();
    }

    internal void EndRow()
    {
        if (_next != _kinds.Length)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Row {_rows} of the sheet \"{_sheet.Name}\" has {_next} cells, and the sheet has {_kinds.Length} columns. Write every column; Empty() leaves one blank."));
        }

        WriteRowEnd();
    }

    private protected abstract void WriteRowStart();

    private protected abstract void WriteRowEnd();

    private protected abstract void WriteEmpty(int column);

    private protected abstract void WriteText(int column, ReadOnlySpan<char> value);

    private protected abstract void WriteInteger(int column, long value);

    private protected abstract void WriteNumber(int column, double value);

    private protected abstract void WriteNotFinite(int column);

    private protected abstract void WriteMoney(int column, long amountE4);

    private protected abstract void WriteDate(int column, DateOnly day);

    private protected abstract void WriteDateTime(int column, DateTime local);

    private protected abstract void WriteBoolean(int column, bool value);

    private void Finite(int column, double? value)
    {
        if (value is not { } number)
            WriteEmpty(column);
        else if (!double.IsFinite(number))
            WriteNotFinite(column);
        else
            WriteNumber(column, number == 0 ? 0 : number); // a negative zero would read "-0"
    }

    private int Take(CellKind kind) => Take(kind, kind);

    private int Take(CellKind kind, CellKind other)
    {
        var column = _next;
        if (column >= _kinds.Length)
            ThrowTooMany();
        if (_kinds[column] != kind && _kinds[column] != other)
            ThrowKind(kind);
        _next = column + 1;
        return column;
    }

    [DoesNotReturn]
    private void ThrowTooMany() => throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture,
        $"Row {_rows} of the sheet \"{_sheet.Name}\" has more cells than its {_kinds.Length} columns."));

    [DoesNotReturn]
    private void ThrowKind(CellKind written) => throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture,
        $"Column {_next + 1} (\"{_sheet.Columns[_next].Title}\") of the sheet \"{_sheet.Name}\" holds {_kinds[_next]}, and row {_rows} writes {written}."));
}
