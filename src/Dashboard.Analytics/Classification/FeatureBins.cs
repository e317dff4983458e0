using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Cuts the values of a feature into bins with about as many rows each, at middles between neighbouring values; a feature of few values gets a bin for each. Missing values have a bin of their own.
/// </summary>
public sealed class FeatureBins
{
    /// <summary>Most bins of known values.</summary>
    public const int MostBins = 255;

    /// <summary>The bin of missing values.</summary>
    public const byte Missing = 255;

    private const int SampleRows = 100_000;

    // 255 cuts at most, filled up with +∞, so that a search of eight steps always ends within.
    private readonly float[] padded = new float[256];

    private FeatureBins(float[] cuts)
    {
        Cuts = cuts;
        padded.AsSpan().Fill(float.PositiveInfinity);
        cuts.CopyTo(padded, 0);
    }

    /// <summary>The cuts, ascending: bin b holds the values above cut b − 1 and up to cut b.</summary>
    public float[] Cuts { get; }

    /// <summary>Number of bins of known values, at least 1.</summary>
    public int Count => Cuts.Length + 1;

    /// <summary>Bins of each column.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="most">Most bins, 2 to <see cref="MostBins"/>.</param>
    /// <param name="seed">Of the sample of rows that the cuts rest on, where there are many.</param>
    /// <param name="cancellationToken">Looked at before each column.</param>
    public static FeatureBins[] Of(FeatureMatrix rows, int most, int seed, CancellationToken cancellationToken)
    {
        var sample = new SeededRandom(seed, 0).Sample(rows.Rows, SampleRows);
        var bins = new FeatureBins[rows.Columns];
        Parallel.For(
            0,
            bins.Length,
            new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current },
            column => bins[column] = Of(rows.Column(column), sample, most));
        return bins;
    }

    /// <summary>The bin of a value.</summary>
    /// <param name="value">A value; NaN for missing.</param>
    public byte BinOf(float value) => float.IsNaN(value) ? Missing : (byte)Search(ref MemoryMarshal.GetArrayDataReference(padded), value);

    /// <summary>The bins of values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="to">Room for their bins.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Encode(ReadOnlySpan<float> values, Span<byte> to)
    {
        ref var cuts = ref MemoryMarshal.GetArrayDataReference(padded);
        for (var row = 0; row < values.Length && row < to.Length; row++)
        {
            var value = values[row];
            // Comparisons with NaN are false, so that the search alone would end in the first bin.
            var bin = Search(ref cuts, value);
            to[row] = float.IsNaN(value) ? Missing : (byte)bin;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Search(ref float cuts, float value)
    {
        nint bin = 0;
        bin += Above(value, Unsafe.Add(ref cuts, 127)) << 7;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 63)) << 6;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 31)) << 5;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 15)) << 4;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 7)) << 3;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 3)) << 2;
        bin += Above(value, Unsafe.Add(ref cuts, bin + 1)) << 1;
        return bin + Above(value, Unsafe.Add(ref cuts, bin));
    }

    // A number rather than a branch: half of the branches would be guessed wrongly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Above(float value, float cut)
    {
        var above = value > cut;
        return Unsafe.As<bool, byte>(ref above);
    }

    private static FeatureBins Of(ReadOnlySpan<float> values, int[] sample, int most)
    {
        var (known, count) = (new float[sample.Length], 0);
        foreach (var row in sample)
        {
            if (!float.IsNaN(values[row]))
                known[count++] = values[row];
        }

        var sorted = known.AsSpan(0, count);
        sorted.Sort();
        var distinct = new List<float>(most + 1);
        foreach (var value in sorted)
        {
            if (distinct.Count > most)
                break;
            if (distinct.Count == 0 || value != distinct[^1])
                distinct.Add(value);
        }

        var cuts = new List<float>(most);
        if (distinct.Count <= most)
        {
            for (var i = 1; i < distinct.Count; i++)
                cuts.Add(Middle(distinct[i - 1], distinct[i]));
            return new FeatureBins([.. cuts]);
        }

        for (var bin = 1; bin < most; bin++)
        {
            // Equal values stay together: the cut is moved behind the last of them.
            var at = (int)((long)count * bin / most);
            while (at < count && sorted[at] == sorted[at - 1])
                at++;
            if (at < count && Middle(sorted[at - 1], sorted[at]) is var cut && (cuts.Count == 0 || cut > cuts[^1]))
                cuts.Add(cut);
        }

        return new FeatureBins([.. cuts]);
    }

    private static float Middle(float low, float high)
    {
        var middle = low + ((high - low) / 2);
        return middle < high && middle >= low ? middle : low;
    }
}
