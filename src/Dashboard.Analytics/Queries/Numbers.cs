using System.Numerics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>Whole numbers of rows, however they are stored: what kernels sum, compare and rank. They are read some thousand rows at a time, so that how they are stored is asked once and not for each row.</summary>
public abstract class Numbers
{
    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>The number of a row.</summary>
    public abstract long this[int row] { get; }

    /// <summary>Copies the numbers of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="values">Takes a number for each of them.</param>
    public abstract void Read(ReadOnlySpan<int> rows, Span<long> values);

    /// <summary>The numbers of a column.</summary>
    public static Numbers Of(NumberColumn column) => column.Bytes is { } bytes ? new Stored<sbyte>(bytes, null, column.Factor)
        : column.Shorts is { } shorts ? new Stored<short>(shorts, null, column.Factor)
        : column.Ints is { } ints ? new Stored<int>(ints, null, column.Factor)
        : new Stored<long>(column.Longs, null, column.Factor);

    /// <summary>The numbers of a column.</summary>
    public static Numbers Of<T>(Column<T> column)
        where T : unmanaged, IBinaryInteger<T> => new Stored<T>(column, null, 1);

    /// <summary>The numbers of an array, which is not copied.</summary>
    public static Numbers Of<T>(T[] values)
        where T : unmanaged, IBinaryInteger<T> => new Stored<T>(null, values, 1);

    private sealed class Stored<T>(Column<T>? column, T[]? array, long factor) : Numbers
        where T : unmanaged, IBinaryInteger<T>
    {
        public override int Length => array?.Length ?? column!.Length;

        public override long this[int row] => factor * long.CreateTruncating(array is null ? column![row] : array[row]);

        public override void Read(ReadOnlySpan<int> rows, Span<long> values)
        {
            var stored = array is null ? column!.Span : array;
            values = values[..rows.Length];
            for (var i = 0; i < rows.Length; i++)
                values[i] = factor * long.CreateTruncating(stored[rows[i]]);
        }
    }
}
