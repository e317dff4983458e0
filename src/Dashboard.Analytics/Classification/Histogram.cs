using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Sums of derivatives and counts by feature and bin. Sums are of whole numbers, so the histogram of one child is its parent's less its sister's, exactly
/// (Ke et al. 2017, "LightGBM", section 2.2).
/// </summary>
internal sealed class Histogram
{
    /// <summary>Bins of a feature, that of missing values included.</summary>
    public const int Bins = 256;

    private const int Cell = 2;
    private const int Line = 8;

    private readonly long[] values;
    private readonly int offset;
    private readonly int length;

    /// <summary>An empty histogram.</summary>
    /// <param name="features">Number of features.</param>
    public Histogram(int features)
    {
        length = features * Bins * Cell;
        values = GC.AllocateArray<long>(length + Line, pinned: true);
        offset = Aligned(values);
    }

    /// <summary>The cells of a feature: two sums for each bin.</summary>
    public ReadOnlySpan<long> Of(int feature) => values.AsSpan(offset + (feature * Bins * Cell), Bins * Cell);

    /// <summary>Sets everything to 0.</summary>
    public void Clear() => values.AsSpan(offset, length).Clear();

    /// <summary>Adds another.</summary>
    public void Add(Histogram other)
    {
        ref var a = ref values[offset];
        ref var b = ref other.values[other.offset];
        for (nuint i = 0; i < (nuint)length; i += Line)
            (Vector512.LoadUnsafe(ref a, i) + Vector512.LoadUnsafe(ref b, i)).StoreUnsafe(ref a, i);
    }

    /// <summary>Takes another away.</summary>
    public void Subtract(Histogram other)
    {
        ref var a = ref values[offset];
        ref var b = ref other.values[other.offset];
        for (nuint i = 0; i < (nuint)length; i += Line)
            (Vector512.LoadUnsafe(ref a, i) - Vector512.LoadUnsafe(ref b, i)).StoreUnsafe(ref a, i);
    }

    /// <summary>Adds rows.</summary>
    /// <param name="binned">Their bins.</param>
    /// <param name="gradients">Their derivatives.</param>
    /// <param name="rows">Which.</param>
    public void Add(BinnedRows binned, long[] gradients, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            return;
        for (var group = 0; group < binned.Groups.Length; group++)
        {
            ref var first = ref values[offset + (group * BinnedRows.GroupFeatures * Bins * Cell)];
            ref var cells = ref MemoryMarshal.GetArrayDataReference(binned.Groups[group]);
            ref var gradient = ref MemoryMarshal.GetArrayDataReference(gradients);
            var features = Math.Min(BinnedRows.GroupFeatures, binned.Features.Length - (group * BinnedRows.GroupFeatures));
            if (features == BinnedRows.GroupFeatures)
                AddEight(ref first, ref cells, ref gradient, rows);
            else if (features == 4)
                AddFour(ref first, ref cells, ref gradient, rows);
            else
                AddSome(ref first, ref cells, ref gradient, rows, features);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEight(ref long first, ref ulong cells, ref long gradient, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var value = Vector128.LoadUnsafe(ref gradient, (nuint)row * 2);
            var bins = Unsafe.Add(ref cells, row);
            AddTo(ref first, 0 * Bins * Cell, (byte)bins, value);
            AddTo(ref first, 1 * Bins * Cell, (byte)(bins >> 8), value);
            AddTo(ref first, 2 * Bins * Cell, (byte)(bins >> 16), value);
            AddTo(ref first, 3 * Bins * Cell, (byte)(bins >> 24), value);
            AddTo(ref first, 4 * Bins * Cell, (byte)(bins >> 32), value);
            AddTo(ref first, 5 * Bins * Cell, (byte)(bins >> 40), value);
            AddTo(ref first, 6 * Bins * Cell, (byte)(bins >> 48), value);
            AddTo(ref first, 7 * Bins * Cell, (byte)(bins >> 56), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(ref long first, ref ulong cells, ref long gradient, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var value = Vector128.LoadUnsafe(ref gradient, (nuint)row * 2);
            var bins = (uint)Unsafe.Add(ref cells, row);
            AddTo(ref first, 0 * Bins * Cell, (byte)bins, value);
            AddTo(ref first, 1 * Bins * Cell, (byte)(bins >> 8), value);
            AddTo(ref first, 2 * Bins * Cell, (byte)(bins >> 16), value);
            AddTo(ref first, 3 * Bins * Cell, (byte)(bins >> 24), value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSome(ref long first, ref ulong cells, ref long gradient, ReadOnlySpan<int> rows, int features)
    {
        foreach (var row in rows)
        {
            var value = Vector128.LoadUnsafe(ref gradient, (nuint)row * 2);
            var bins = Unsafe.Add(ref cells, row);
            for (var feature = 0; feature < features; feature++, bins >>= 8)
                AddTo(ref first, feature * Bins * Cell, (byte)bins, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref long first, int feature, byte bin, Vector128<long> value)
    {
        ref var cell = ref Unsafe.Add(ref first, (nint)feature + (bin * Cell));
        (Vector128.LoadUnsafe(ref cell) + value).StoreUnsafe(ref cell);
    }

    // The array never moves, so what is aligned stays aligned; a cell must not straddle two cache lines.
    private static unsafe int Aligned(long[] array)
    {
        var address = (nuint)(long*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return (int)((Line - (address / sizeof(long) % Line)) % Line);
    }
}
