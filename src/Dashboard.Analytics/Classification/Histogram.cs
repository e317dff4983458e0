using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Sums of derivatives and counts by feature and bin. Sums are of whole numbers, so the histogram of one child is its parent's less its sister's, exactly
/// (Ke et al. 2017, "LightGBM", section 2.2).
/// </summary>
/// <param name="features">Number of features.</param>
internal sealed class Histogram(int features)
{
    /// <summary>Bins of a feature, that of missing values included.</summary>
    public const int Bins = 256;

    private const int Abreast = 8;

    private readonly long[] firsts = new long[features * Bins];
    private readonly long[] seconds = new long[features * Bins];
    private readonly long[] packed = new long[features * Bins];

    /// <summary>Sums of first derivatives of a feature's bins.</summary>
    public ReadOnlySpan<long> FirstsOf(int feature) => firsts.AsSpan(feature * Bins, Bins);

    /// <summary>Sums of second derivatives and counts of a feature's bins.</summary>
    public ReadOnlySpan<long> SecondsOf(int feature) => seconds.AsSpan(feature * Bins, Bins);

    /// <summary>Adds another.</summary>
    public void Add(Histogram other)
    {
        TensorPrimitives.Add<long>(firsts, other.firsts, firsts);
        TensorPrimitives.Add<long>(seconds, other.seconds, seconds);
    }

    /// <summary>Takes another away.</summary>
    public void Subtract(Histogram other)
    {
        TensorPrimitives.Subtract<long>(firsts, other.firsts, firsts);
        TensorPrimitives.Subtract<long>(seconds, other.seconds, seconds);
    }

    /// <summary>Counts rows; whatever was counted before is forgotten.</summary>
    /// <param name="binned">Their bins.</param>
    /// <param name="gradients">Their derivatives.</param>
    /// <param name="rows">Which.</param>
    public void Fill(BinnedRows binned, RowGradients gradients, ReadOnlySpan<int> rows)
    {
        ref var gradient = ref MemoryMarshal.GetArrayDataReference(gradients.Packed);
        ref var sums = ref MemoryMarshal.GetArrayDataReference(packed);
        var from = 0;
        do
        {
            // A block of rows stays in the second cache while its features are gone through eight by eight, and the sums of eight features in the first.
            var block = rows.Slice(from, Math.Min(gradients.BlockRows, rows.Length - from));
            Fetch(ref binned.FirstCell, binned.Stride, ref gradient, block);
            for (var feature = 0; feature < features; feature += Abreast)
            {
                ref var first = ref Unsafe.Add(ref sums, feature * Bins);
                ref var cells = ref Unsafe.Add(ref binned.FirstCell, feature);
                if (features - feature >= Abreast)
                    AddEight(ref first, ref cells, binned.Stride, ref gradient, block);
                else if (features - feature >= Abreast / 2)
                    AddFour(ref first, ref cells, binned.Stride, ref gradient, block);
                for (var rest = feature + ((features - feature) / (Abreast / 2) * (Abreast / 2)); rest < Math.Min(features, feature + Abreast); rest++)
                    AddOne(ref Unsafe.Add(ref sums, rest * Bins), ref Unsafe.Add(ref binned.FirstCell, rest), binned.Stride, ref gradient, block);
            }

            gradients.Unpack(ref sums, ref MemoryMarshal.GetArrayDataReference(firsts), ref MemoryMarshal.GetArrayDataReference(seconds), packed.Length, from == 0);
            from += block.Length;
        }
        while (from < rows.Length);
    }

    // Asks for all lines of a block at once, so that their waits overlap.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Fetch(ref byte cells, int stride, ref long gradient, ReadOnlySpan<int> rows)
    {
        if (!Sse.IsSupported)
            return;
        foreach (var row in rows)
        {
            // An address that has moved meanwhile is fetched for nothing, and does no harm.
            Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref cells, (nint)row * stride)));
            Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref gradient, row)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddEight(ref long first, ref byte cells, int stride, ref long gradient, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var value = Unsafe.Add(ref gradient, row);
            ref var cell = ref Unsafe.Add(ref cells, (nint)row * stride);
            Unsafe.Add(ref first, (nint)cell) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 1) + (1 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 2) + (2 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 3) + (3 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 4) + (4 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 5) + (5 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 6) + (6 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 7) + (7 * Bins)) += value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFour(ref long first, ref byte cells, int stride, ref long gradient, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            var value = Unsafe.Add(ref gradient, row);
            ref var cell = ref Unsafe.Add(ref cells, (nint)row * stride);
            Unsafe.Add(ref first, (nint)cell) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 1) + (1 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 2) + (2 * Bins)) += value;
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cell, 3) + (3 * Bins)) += value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOne(ref long first, ref byte cells, int stride, ref long gradient, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            Unsafe.Add(ref first, (nint)Unsafe.Add(ref cells, (nint)row * stride)) += Unsafe.Add(ref gradient, row);
    }
}
