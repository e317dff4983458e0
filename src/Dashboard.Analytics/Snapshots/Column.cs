using System.Collections;
using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// An immutable column of plain values, in an array or in a mapped file: which of the two it is makes no difference to who reads it.
/// </summary>
/// <remarks>
/// Loops over many rows take <see cref="Span"/> once, outside the loop. Who reads a column of a mapped file must hold on to the snapshot while doing so,
/// since the file stays mapped for as long as some column of it can be reached.
/// </remarks>
/// <typeparam name="T">Type of the values.</typeparam>
public sealed unsafe class Column<T> : IReadOnlyList<T>
    where T : unmanaged
{
    private readonly T[]? array;
    private readonly object owner; // Held, not used: the memory lives as long as it does.
    private readonly T* first;

    private Column(T[]? array, T* first, int length, object owner)
    {
        this.array = array;
        this.first = first;
        this.owner = owner;
        Length = length;
    }

    /// <summary>A column of no rows.</summary>
    public static Column<T> Empty { get; } = Of([]);

    /// <summary>Number of rows.</summary>
    public int Length { get; }

    int IReadOnlyCollection<T>.Count => Length;

    /// <summary>All values.</summary>
    public ReadOnlySpan<T> Span => array is not null ? array : new ReadOnlySpan<T>(first, Length);

    /// <summary>The value of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)Length)
                ThrowOutOfRange(row);
            return first[row];
        }
    }

    /// <summary>The value of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public T this[Index row] => this[row.GetOffset(Length)];

    /// <summary>A copy of values as a column.</summary>
    /// <param name="values">One value a row.</param>
    public static Column<T> Of(params ReadOnlySpan<T> values)
    {
        var copy = GC.AllocateUninitializedArray<T>(values.Length, pinned: true);
        values.CopyTo(copy);
        return Over(copy);
    }

    /// <summary>A column that is filled where it lies, so that nothing is copied.</summary>
    /// <param name="length">Number of rows.</param>
    /// <param name="fill">Writes a value a row; it is given an array of exactly that length, all zeros.</param>
    public static Column<T> Filled(int length, Action<T[]> fill)
    {
        var column = Zeros(length, out var values);
        fill(values);
        return column;
    }

    /// <summary>A column of zeros, and the array that it lies in, for who fills it before anybody reads it.</summary>
    internal static Column<T> Zeros(int length, out T[] values) => Over(values = GC.AllocateArray<T>(length, pinned: true));

    /// <summary>A column of zeros that ends with another value.</summary>
    internal static Column<T> Zeros(int length, out T[] values, T last)
    {
        var column = Zeros(length, out values);
        values[^1] = last;
        return column;
    }

    /// <summary>A column over memory that somebody else keeps.</summary>
    /// <param name="first">The first value.</param>
    /// <param name="length">Number of rows.</param>
    /// <param name="owner">What keeps the memory for as long as it can be reached.</param>
    public static Column<T> Over(T* first, int length, object owner) => new(null, first, length, owner);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var row = 0; row < Length; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Column<T> Over(T[] pinned) => new(pinned, (T*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned)), pinned.Length, pinned);

    private void ThrowOutOfRange(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, $"A column of {Length} rows has no such row.");
}
