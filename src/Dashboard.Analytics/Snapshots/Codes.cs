using System.Collections;

namespace Dashboard.Analytics.Snapshots;

/// <summary>Codes of a dictionary-encoded column, −1 for unknown, in the narrowest type that holds them: a byte a row up to 128 values.</summary>
public sealed class Codes : IReadOnlyList<int>
{
    /// <summary>Makes codes of one of the three widths; the others are null.</summary>
    /// <param name="bytes">Codes up to 127.</param>
    /// <param name="shorts">Codes up to 32,767.</param>
    /// <param name="ints">Any codes.</param>
    /// <exception cref="ArgumentException">Not exactly one width is given.</exception>
    public Codes(Column<sbyte>? bytes, Column<short>? shorts, Column<int>? ints)
    {
        if ((bytes is null ? 0 : 1) + (shorts is null ? 0 : 1) + (ints is null ? 0 : 1) != 1)
            throw new ArgumentException("Codes have exactly one width.");
        (Bytes, Shorts, Ints) = (bytes, shorts, ints);
        Length = bytes?.Length ?? shorts?.Length ?? ints!.Length;
    }

    /// <summary>The codes, when no code is above 127.</summary>
    public Column<sbyte>? Bytes { get; }

    /// <summary>The codes, when one is above 127 and none above 32,767.</summary>
    public Column<short>? Shorts { get; }

    /// <summary>The codes, when one is above 32,767.</summary>
    public Column<int>? Ints { get; }

    /// <summary>Number of rows.</summary>
    public int Length { get; }

    int IReadOnlyCollection<int>.Count => Length;

    /// <summary>The code of a row, −1 for unknown.</summary>
    public int this[int row] => Bytes is { } bytes ? bytes[row] : Shorts is { } shorts ? shorts[row] : Ints![row];

    /// <summary>Codes in the narrowest type.</summary>
    /// <param name="codes">One code a row, −1 for unknown.</param>
    /// <param name="values">Number of distinct values; every code is below it.</param>
    public static Codes Of(ReadOnlySpan<int> codes, int values)
    {
        if (values <= sbyte.MaxValue + 1)
        {
            var bytes = new sbyte[codes.Length];
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = (sbyte)codes[i];
            return new Codes(Column<sbyte>.Of(bytes), null, null);
        }

        if (values > short.MaxValue + 1)
            return new Codes(null, null, Column<int>.Of(codes));
        var shorts = new short[codes.Length];
        for (var i = 0; i < shorts.Length; i++)
            shorts[i] = (short)codes[i];
        return new Codes(null, Column<short>.Of(shorts), null);
    }

    /// <summary>Copies codes of consecutive rows.</summary>
    /// <param name="start">First row.</param>
    /// <param name="destination">As many codes as it holds.</param>
    public void Read(int start, Span<int> destination)
    {
        if (Bytes is { } bytes)
        {
            var from = bytes.Span.Slice(start, destination.Length);
            for (var i = 0; i < destination.Length; i++)
                destination[i] = from[i];
        }
        else if (Shorts is { } shorts)
        {
            var from = shorts.Span.Slice(start, destination.Length);
            for (var i = 0; i < destination.Length; i++)
                destination[i] = from[i];
        }
        else
        {
            Ints!.Span.Slice(start, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>All codes as an array of their own.</summary>
    public int[] ToArray()
    {
        var all = new int[Length];
        Read(0, all);
        return all;
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (var row = 0; row < Length; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
