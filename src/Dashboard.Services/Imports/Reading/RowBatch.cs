using System.Runtime.InteropServices;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Rows copied from a table, so that they can be parsed on one processor while the table is read on by another. It stands on one row at a time.</summary>
internal sealed class RowBatch
{
    // Few enough that what becomes of a batch is still near at hand for the processor that takes it.
    private const int MostRows = 512;
    private const int ManyCharacters = 256 * 1024;
    private readonly List<Row> rows = new(MostRows);
    private char[] characters = new char[64 * 1024];
    private int[] starts = new int[8 * MostRows];
    private int[] lengths = new int[8 * MostRows];
    private int fieldCount;
    private int characterCount;
    private Row row;

    /// <summary>Rows in the batch.</summary>
    public int Count => rows.Count;

    /// <summary>Whether it has enough rows for a turn.</summary>
    public bool IsFull => rows.Count == MostRows || characterCount >= ManyCharacters;

    /// <summary>Row number in the file, blank rows counted, the first row being 1.</summary>
    public long RowNumber => row.Number;

    /// <summary>Fields of this row.</summary>
    public int FieldCount => row.FieldCount;

    /// <summary>What is wrong with this row as a row, or null.</summary>
    public string? RowProblem => row.Problem;

    /// <summary>A field of this row; empty beyond the last one.</summary>
    public ReadOnlySpan<char> Field(int index) =>
        index < row.FieldCount ? characters.AsSpan(starts[row.FirstField + index], lengths[row.FirstField + index]) : default;

    public void Clear()
    {
        rows.Clear();
        (fieldCount, characterCount, row) = (0, 0, default);
    }

    /// <summary>Copies a row.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="text">Its characters.</param>
    /// <param name="fieldStarts">Where its fields start in them.</param>
    /// <param name="fieldLengths">How long they are.</param>
    public void Add(long number, string? problem, ReadOnlySpan<char> text, ReadOnlySpan<int> fieldStarts, ReadOnlySpan<int> fieldLengths)
    {
        if (characters.Length - characterCount < text.Length)
            Array.Resize(ref characters, Math.Max(2 * characters.Length, characterCount + text.Length));
        if (starts.Length - fieldCount < fieldStarts.Length)
        {
            Array.Resize(ref starts, Math.Max(2 * starts.Length, fieldCount + fieldStarts.Length));
            Array.Resize(ref lengths, starts.Length);
        }

        text.CopyTo(characters.AsSpan(characterCount));
        for (var i = 0; i < fieldStarts.Length; i++)
            starts[fieldCount + i] = characterCount + fieldStarts[i];
        fieldLengths.CopyTo(lengths.AsSpan(fieldCount));
        rows.Add(new Row(number, problem, fieldCount, fieldStarts.Length));
        fieldCount += fieldStarts.Length;
        characterCount += text.Length;
    }

    /// <summary>Goes to a row of the batch.</summary>
    public void GoTo(int index) => row = rows[index];

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(long Number, string? Problem, int FirstField, int FieldCount);
}
