using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>Rows of single-precision numbers, held column by column; NaN stands for a missing value.</summary>
public sealed class FeatureMatrix
{
    private const int TileRows = 256;

    private readonly float[][] columns;

    private FeatureMatrix(int rows, float[][] columns)
    {
        Rows = rows;
        this.columns = columns;
        foreach (var column in columns)
        {
            if (TensorPrimitives.IsInfinityAny<float>(column))
                throw new ArgumentException("A feature is a finite number, or NaN where it is missing.", nameof(columns));
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, at least 1.</summary>
    public int Columns => columns.Length;

    /// <summary>The number of a row and column.</summary>
    public float this[int row, int column] => columns[column][row];

    /// <summary>A matrix over columns of the same length; they are kept, not copied.</summary>
    /// <param name="columns">At least one column; NaN where a value is missing.</param>
    /// <exception cref="ArgumentException">The columns differ in length, there is none, or a number is infinite.</exception>
    public static FeatureMatrix OfColumns(params float[][] columns)
    {
        if (columns.Length == 0 || columns.Any(c => c.Length != columns[0].Length))
            throw new ArgumentException("A matrix needs at least one column, and all of the same length.", nameof(columns));
        return new FeatureMatrix(columns[0].Length, columns);
    }

    /// <summary>A matrix from numbers that lie row after row.</summary>
    /// <param name="rows">Rows one after the other.</param>
    /// <param name="width">Number of columns, at least 1; it divides the number of numbers.</param>
    /// <exception cref="ArgumentException">The numbers do not make whole rows, or one is infinite.</exception>
    public static FeatureMatrix OfRows(ReadOnlyMemory<float> rows, int width)
    {
        if (width < 1 || rows.Length % width != 0)
            throw new ArgumentException(FormattableString.Invariant($"{rows.Length} numbers do not make whole rows of {width} columns."), nameof(rows));
        var count = rows.Length / width;
        var made = new float[width][];
        for (var column = 0; column < width; column++)
            made[column] = GC.AllocateUninitializedArray<float>(count);
        Partitions.Run(
            count,
            (from, to) =>
            {
                var values = rows.Span;
                for (var tile = from; tile < to; tile += TileRows)
                {
                    var end = Math.Min(to, tile + TileRows);
                    for (var column = 0; column < width; column++)
                    {
                        var place = made[column];
                        for (var (row, at) = (tile, (tile * width) + column); row < end; row++, at += width)
                            place[row] = values[at];
                    }
                }
            },
            CancellationToken.None);
        return new FeatureMatrix(count, made);
    }

    /// <summary>A column.</summary>
    /// <param name="column">Its number, from 0.</param>
    public ReadOnlySpan<float> Column(int column) => columns[column];

    /// <summary>The matrix of some of the rows, in the order asked for; a row may be taken several times.</summary>
    /// <param name="rows">Row numbers.</param>
    public FeatureMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[columns.Length][];
        for (var column = 0; column < taken.Length; column++)
        {
            var (from, to) = (columns[column], new float[rows.Length]);
            for (var row = 0; row < to.Length; row++)
                to[row] = from[rows[row]];
            taken[column] = to;
        }

        return new FeatureMatrix(rows.Length, taken);
    }

    /// <summary>Copies a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="to">Room for <see cref="Columns"/> numbers.</param>
    public void CopyRow(int row, Span<float> to)
    {
        for (var column = 0; column < columns.Length; column++)
            to[column] = columns[column][row];
    }
}
