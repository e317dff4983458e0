using System.Buffers;

namespace Dashboard.Services.Excel;

/// <summary>Writes a sheet as comma-separated values (RFC 4180), as it is read, in constant memory.</summary>
/// <remarks>
/// UTF-8 with a byte order mark, by which Excel knows the encoding; lines end in CR LF; the first holds the headings. Days are
/// 2026-11-22, times 2026-11-22 14:05:00, numbers and rates (as fractions) have a decimal point and no grouping, amounts at least two decimals,
/// Booleans are TRUE and FALSE, and what is not known or not finite is empty.
/// Text that a spreadsheet program would run as a formula (it begins with = + - @, after any white space and quotes, or with a tab or a line break)
/// gets an apostrophe in front, so such text does not come back as it was; negative numbers are numbers and stay as they are.
/// CSV has no types: a program that opens it may still drop the leading zeros of an identifier, which a workbook keeps.
/// </remarks>
public static class CsvWriter
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>Writes a sheet. The stream stays open and is only written to asynchronously.</summary>
    /// <param name="sheet">The sheet; its rows are pulled while it is written.</param>
    /// <param name="output">Where the file goes.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <exception cref="InvalidOperationException">A row does not fit its columns.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task WriteAsync(Sheet sheet, Stream output, CancellationToken cancellationToken)
    {
        var csv = new Utf8Buffer();
        var row = new CsvRowWriter(sheet, csv);
        csv.Append("\uFEFF");
        row.WriteHeader(sheet.Columns);
        using var rows = sheet.OpenRows();
        while (rows.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.BeginRow();
            rows.Write(row);
            row.EndRow();
            if (csv.IsFull)
                await csv.SendToAsync(output, cancellationToken);
        }

        await csv.SendToAsync(output, cancellationToken);
    }
}

/// <summary>Writes rows as lines of comma-separated values.</summary>
internal sealed class CsvRowWriter(Sheet sheet, Utf8Buffer csv) : RowWriter(sheet)
{
    // RFC 4180 asks for the first four; the others part values for programs set to another separator.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t");

    private readonly int[] decimals = [.. sheet.Columns.Select(column => column.Decimals ?? 2)];

    public void WriteHeader(IReadOnlyList<SheetColumn> columns)
    {
        for (var column = 0; column < columns.Count; column++)
            WriteText(column, columns[column].Title);
        WriteRowEnd();
    }

    private protected override void WriteRowStart()
    {
        // A line begins with its first value.
    }

    private protected override void WriteRowEnd() => csv.Append("\r\n"u8);

    private protected override void WriteEmpty(int column) => Separate(column);

    private protected override void WriteText(int column, ReadOnlySpan<char> value)
    {
        Separate(column);
        var isFormula = FormulaText.IsFormula(value);
        var isQuoted = value.ContainsAny(Quoted) || (value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1])));
        if (isQuoted)
            csv.Append((byte)'"');
        if (isFormula)
            csv.Append((byte)'\'');
        for (var quote = value.IndexOf('"'); quote >= 0; quote = value.IndexOf('"'))
        {
            csv.Append(value[..quote]);
            csv.Append("\"\""u8);
            value = value[(quote + 1)..];
        }

        csv.Append(value);
        if (isQuoted)
            csv.Append((byte)'"');
    }

    private protected override void WriteInteger(int column, long value)
    {
        Separate(column);
        csv.Append(value);
    }

    private protected override void WriteNumber(int column, double value)
    {
        Separate(column);
        csv.Append(value);
    }

    private protected override void WriteNotFinite(int column) => Separate(column);

    private protected override void WriteMoney(int column, long amountE4)
    {
        Separate(column);
        csv.AppendE4(amountE4, decimals[column]);
    }

    private protected override void WriteDate(int column, DateOnly day)
    {
        Separate(column);
        csv.AppendDate(day);
    }

    private protected override void WriteDateTime(int column, DateTime local)
    {
        Separate(column);
        csv.AppendDate(DateOnly.FromDateTime(local));
        csv.Append((byte)' ');
        csv.AppendTime(local.TimeOfDay);
    }

    private protected override void WriteBoolean(int column, bool value)
    {
        Separate(column);
        csv.Append(value ? "TRUE"u8 : "FALSE"u8);
    }

    private void Separate(int column)
    {
        if (column > 0)
            csv.Append((byte)',');
    }
}
