using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>A <see cref="NumberColumn"/> for loops that read single rows: the check of the row finds the width as well.</summary>
internal readonly ref struct NumberSpan(NumberColumn column)
{
    private readonly long factor = column.Factor;
    private readonly ReadOnlySpan<sbyte> bytes = column.Bytes is { } bytes ? bytes.Span : [];
    private readonly ReadOnlySpan<short> shorts = column.Shorts is { } shorts ? shorts.Span : [];
    private readonly ReadOnlySpan<int> ints = column.Ints is { } ints ? ints.Span : [];
    private readonly ReadOnlySpan<long> longs = column.Longs is { } longs ? longs.Span : [];

    /// <summary>The number of a row.</summary>
    public long this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => factor * ((uint)row < (uint)shorts.Length ? shorts[row] : (uint)row < (uint)ints.Length ? ints[row] : (uint)row < (uint)bytes.Length ? bytes[row] : longs[row]);
    }
}

/// <summary><see cref="Codes"/> for loops that read single rows.</summary>
internal readonly ref struct CodeSpan(Codes codes)
{
    private readonly ReadOnlySpan<sbyte> bytes = codes.Bytes is { } bytes ? bytes.Span : [];
    private readonly ReadOnlySpan<short> shorts = codes.Shorts is { } shorts ? shorts.Span : [];
    private readonly ReadOnlySpan<int> ints = codes.Ints is { } ints ? ints.Span : [];

    /// <summary>The code of a row, −1 for unknown.</summary>
    public int this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)row < (uint)bytes.Length ? bytes[row] : (uint)row < (uint)shorts.Length ? shorts[row] : ints[row];
    }
}
