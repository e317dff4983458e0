using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Rows of single-precision numbers, laid out for kernels that work on sixteen rows at a time: blocks of <see cref="BlockRows"/> rows, and in a block one column after the other.
/// Rows behind the last are zeros. The numbers begin at a cache line.
/// </summary>
public sealed class RowMatrix
{
    /// <summary>Rows of a block.</summary>
    public const int BlockRows = 16;

    private const int LineFloats = 16;

    private readonly float[] values;
    private readonly int offset;

    private RowMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (Rows, Columns) = (rows, columns);
        Blocks = (rows + BlockRows - 1) / BlockRows;
        values = GC.AllocateArray<float>(checked((Blocks * columns * BlockRows) + LineFloats), pinned: true);
        offset = Aligned(values);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, at least 1.</summary>
    public int Columns { get; }

    /// <summary>Number of blocks, the last of which may be filled up with zeros.</summary>
    public int Blocks { get; }

    /// <summary>The number of a row and column.</summary>
    public float this[int row, int column] => values[At(row, column)];

    /// <summary>All blocks, one after the other.</summary>
    public ReadOnlySpan<float> Values => values.AsSpan(offset, Blocks * Columns * BlockRows);

    /// <summary>A matrix from columns of the same length.</summary>
    /// <param name="columns">At least one column of finite numbers.</param>
    /// <exception cref="ArgumentException">The columns differ in length, there is none, or a number is not finite.</exception>
    public static RowMatrix OfColumns(params IReadOnlyList<float[]> columns)
    {
        if (columns.Count == 0 || columns.Any(c => c.Length != columns[0].Length))
            throw new ArgumentException("A matrix needs at least one column, and all of the same length.", nameof(columns));
        var matrix = new RowMatrix(columns[0].Length, columns.Count);
        for (var column = 0; column < columns.Count; column++)
        {
            for (var block = 0; block < matrix.Blocks; block++)
            {
                var from = columns[column].AsSpan(block * BlockRows, Math.Min(BlockRows, matrix.Rows - (block * BlockRows)));
                from.CopyTo(matrix.values.AsSpan(matrix.offset + (((block * matrix.Columns) + column) * BlockRows), BlockRows));
            }
        }

        return Checked(matrix);
    }

    /// <summary>A matrix from numbers that lie row after row.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="columns">Number of columns, at least 1; it divides the number of numbers.</param>
    /// <exception cref="ArgumentException">The numbers do not make whole rows, or one is not finite.</exception>
    public static RowMatrix OfRows(ReadOnlySpan<float> rows, int columns)
    {
        if (columns < 1 || rows.Length % columns != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rows.Length} numbers do not make whole rows of {columns} columns."), nameof(rows));
        var matrix = new RowMatrix(rows.Length / columns, columns);
        for (var block = 0; block < matrix.Blocks; block++)
        {
            var to = matrix.values.AsSpan(matrix.offset + (block * columns * BlockRows), columns * BlockRows);
            for (var row = 0; row < BlockRows && (block * BlockRows) + row < matrix.Rows; row++)
            {
                var from = rows.Slice(((block * BlockRows) + row) * columns, columns);
                for (var column = 0; column < from.Length; column++)
                    to[(column * BlockRows) + row] = from[column];
            }
        }

        return Checked(matrix);
    }

    /// <summary>The matrix of some of the rows, in the order asked for; a row may be taken several times.</summary>
    public RowMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new RowMatrix(rows.Length, Columns);
        for (var to = 0; to < rows.Length; to++)
        {
            for (var column = 0; column < Columns; column++)
                taken.values[taken.At(to, column)] = values[At(rows[to], column)];
        }

        return taken;
    }

    /// <summary>Copies a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="to">Room for <see cref="Columns"/> numbers.</param>
    public void CopyRow(int row, Span<float> to)
    {
        for (var column = 0; column < Columns; column++)
            to[column] = values[At(row, column)];
    }

    private int At(int row, int column) => offset + (((row / BlockRows * Columns) + column) * BlockRows) + (row % BlockRows);

    private static RowMatrix Checked(RowMatrix matrix) => TensorPrimitives.IsFiniteAll(matrix.Values)
        ? matrix
        : throw new ArgumentException("Every number of a matrix must be finite. Fill or leave out missing values first.");

    // The array never moves, so what is aligned stays aligned.
    private static unsafe int Aligned(float[] array)
    {
        var address = (nuint)(float*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return (int)((LineFloats - (address / sizeof(float) % LineFloats)) % LineFloats);
    }
}
