using System.Collections;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// An immutable column of whole numbers, stored as multiples of their common factor in the narrowest type that holds them: prices in cents take two bytes instead of
/// the eight of their ten-thousandths, whole quantities one, a column of zeros one. The values are exact.
/// </summary>
public sealed class NumberColumn : IReadOnlyList<long>
{
    /// <summary>Makes a column of one of the four widths; the others are null.</summary>
    /// <param name="factor">What each stored number is multiplied by, at least 1.</param>
    /// <param name="bytes">Numbers from −128 to 127.</param>
    /// <param name="shorts">Numbers from −32,768 to 32,767.</param>
    /// <param name="ints">Numbers of 32 bits.</param>
    /// <param name="longs">Any numbers.</param>
    /// <exception cref="ArgumentException">Not exactly one width is given, or the factor is not positive.</exception>
    public NumberColumn(long factor, Column<sbyte>? bytes, Column<short>? shorts, Column<int>? ints, Column<long>? longs)
    {
        if (factor < 1 || (bytes is null ? 0 : 1) + (shorts is null ? 0 : 1) + (ints is null ? 0 : 1) + (longs is null ? 0 : 1) != 1)
            throw new ArgumentException("A number column has a positive factor and exactly one width.");
        (Factor, Bytes, Shorts, Ints, Longs) = (factor, bytes, shorts, ints, longs);
        Length = bytes?.Length ?? shorts?.Length ?? ints?.Length ?? longs!.Length;
    }

    /// <summary>What each stored number is multiplied by.</summary>
    public long Factor { get; }

    /// <summary>The stored numbers, where they fit in 8 bits.</summary>
    public Column<sbyte>? Bytes { get; }

    /// <summary>The stored numbers, where they need 16 bits.</summary>
    public Column<short>? Shorts { get; }

    /// <summary>The stored numbers, where they need 32 bits.</summary>
    public Column<int>? Ints { get; }

    /// <summary>The stored numbers, where they need 64 bits.</summary>
    public Column<long>? Longs { get; }

    /// <summary>Number of rows.</summary>
    public int Length { get; }

    int IReadOnlyCollection<long>.Count => Length;

    /// <summary>The number of a row.</summary>
    public long this[int row] => Factor * (Shorts is { } shorts ? shorts[row] : Ints is { } ints ? ints[row] : Bytes is { } bytes ? bytes[row] : Longs![row]);

    /// <summary>A column of numbers.</summary>
    /// <param name="values">One a row.</param>
    public static NumberColumn Of(ReadOnlySpan<long> values)
    {
        var shape = new NumberShape();
        foreach (var value in values)
            shape.Add(value);
        var filler = new NumberFiller(shape, values.Length);
        for (var i = 0; i < values.Length; i++)
            filler.Set(i, values[i]);
        return filler.Build();
    }

    /// <summary>Copies the numbers of consecutive rows.</summary>
    /// <param name="start">First row.</param>
    /// <param name="destination">As many numbers as it holds.</param>
    public void Read(int start, Span<long> destination)
    {
        if (Bytes is { } bytes)
            Widen(bytes.Span.Slice(start, destination.Length), destination);
        else if (Shorts is { } shorts)
            Widen(shorts.Span.Slice(start, destination.Length), destination);
        else if (Ints is { } ints)
            Widen(ints.Span.Slice(start, destination.Length), destination);
        else
            Widen(Longs!.Span.Slice(start, destination.Length), destination);
    }

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator()
    {
        for (var row = 0; row < Length; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Widen<T>(ReadOnlySpan<T> from, Span<long> to)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var factor = Factor;
        for (var i = 0; i < to.Length; i++)
            to[i] = factor * long.CreateTruncating(from[i]);
    }
}

/// <summary>What a <see cref="NumberColumn"/> must be able to hold: the smallest, the largest, and the factor that all numbers share. Shapes of parts merge.</summary>
public sealed class NumberShape
{
    private long min;
    private long max;
    private ulong factor;

    /// <summary>Takes a number into account.</summary>
    public void Add(long value)
    {
        min = Math.Min(min, value);
        max = Math.Max(max, value);
        var magnitude = Magnitude(value);
        if (factor == 1 || (magnitude <= uint.MaxValue && factor is > 1 and <= uint.MaxValue && (uint)magnitude % (uint)factor == 0))
            return;
        factor = GreatestCommonDivisor(factor, magnitude);
    }

    /// <summary>Takes the numbers of another part into account.</summary>
    public void Add(NumberShape other)
    {
        min = Math.Min(min, other.min);
        max = Math.Max(max, other.max);
        factor = GreatestCommonDivisor(factor, other.factor);
    }

    /// <summary>The common factor, at least 1.</summary>
    internal long Factor => factor is 0 or > long.MaxValue ? 1 : (long)factor;

    /// <summary>The smallest stored number.</summary>
    internal long Min => min / Factor;

    /// <summary>The largest stored number.</summary>
    internal long Max => max / Factor;

    private static ulong Magnitude(long value) => value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value;

    private static ulong GreatestCommonDivisor(ulong a, ulong b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}

/// <summary>Fills a <see cref="NumberColumn"/> in any order of rows; threads may fill different rows at once.</summary>
public sealed class NumberFiller
{
    private readonly long factor;
    private readonly sbyte[]? bytes;
    private readonly short[]? shorts;
    private readonly int[]? ints;
    private readonly long[]? longs;
    private readonly NumberColumn column;

    /// <summary>Makes room.</summary>
    /// <param name="shape">What the numbers are like; a number outside it is a caller's mistake.</param>
    /// <param name="length">Number of rows.</param>
    public NumberFiller(NumberShape shape, int length)
    {
        factor = shape.Factor;
        switch ((shape.Min, shape.Max))
        {
            case ( >= sbyte.MinValue, <= sbyte.MaxValue):
                column = new NumberColumn(factor, Column<sbyte>.Zeros(length, out bytes), null, null, null);
                break;
            case ( >= short.MinValue, <= short.MaxValue):
                column = new NumberColumn(factor, null, Column<short>.Zeros(length, out shorts), null, null);
                break;
            case ( >= int.MinValue, <= int.MaxValue):
                column = new NumberColumn(factor, null, null, Column<int>.Zeros(length, out ints), null);
                break;
            default:
                column = new NumberColumn(factor, null, null, null, Column<long>.Zeros(length, out longs));
                break;
        }
    }

    /// <summary>Sets the number of a row.</summary>
    public void Set(int row, long value)
    {
        var stored = factor == 1 ? value : value / factor;
        if (ints is not null)
            ints[row] = (int)stored;
        else if (shorts is not null)
            shorts[row] = (short)stored;
        else if (bytes is not null)
            bytes[row] = (sbyte)stored;
        else
            longs![row] = stored;
    }

    /// <summary>The column. Rows that were not set hold 0.</summary>
    public NumberColumn Build() => column;
}
