using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Rows as bins of the features that vary, twice over: by row, the bytes of a row beside each other, so that each row of a leaf takes one line of the cache; and by feature, so that splitting a leaf reads
/// one byte a row.
/// </summary>
internal sealed class BinnedRows
{
    private const int Line = 64;

    private readonly byte[] cells;
    private readonly int offset;

    private BinnedRows(FeatureBins[] bins, int[] features, int rows)
    {
        (Bins, Features, Rows) = (bins, features, rows);
        Stride = features.Length < Line ? (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, features.Length)) : (features.Length + Line - 1) / Line * Line;
        cells = GC.AllocateUninitializedArray<byte>(checked((rows * Stride) + Line), pinned: true);
        offset = Aligned(cells);
        Columns = [.. features.Select(_ => new byte[rows])];
    }

    /// <summary>Bins of each feature of the rows.</summary>
    public FeatureBins[] Bins { get; }

    /// <summary>The features that vary; their places in a row follow from their order.</summary>
    public int[] Features { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Bytes from one row to the next: no row lies across two lines that could lie in one.</summary>
    public int Stride { get; }

    /// <summary>The bin of the first row's first feature; those of its others are behind it.</summary>
    public ref byte FirstCell => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells), offset);

    /// <summary>For each feature that varies the bin of each row.</summary>
    public byte[][] Columns { get; }

    /// <summary>Cuts and encodes rows.</summary>
    public static BinnedRows Of(FeatureMatrix rows, int most, int seed, CancellationToken cancellationToken)
    {
        var bins = FeatureBins.Of(rows, most, seed, cancellationToken);
        int[] features = [.. Enumerable.Range(0, bins.Length).Where(f => bins[f].Count > 1 || (bins[f].Count == 1 && MissesSome(rows.Column(f))))];
        var binned = new BinnedRows(bins, features, rows.Rows);
        Partitions.Run(rows.Rows, (from, to) => binned.Encode(rows, from, to), cancellationToken);
        return binned;
    }

    private void Encode(FeatureMatrix rows, int from, int to)
    {
        const int Tile = 1024;
        for (var tile = from; tile < to; tile += Tile)
        {
            var end = Math.Min(tile + Tile, to);
            var places = cells.AsSpan(offset + (tile * Stride), (end - tile) * Stride);
            for (var i = 0; i < Features.Length; i++)
            {
                var column = Columns[i].AsSpan(tile, end - tile);
                Bins[Features[i]].Encode(rows.Column(Features[i])[tile..end], column);
                var place = i;
                foreach (var bin in column)
                {
                    places[place] = bin;
                    place += Stride;
                }
            }
        }
    }

    // The array never moves, so what is aligned stays aligned.
    private static unsafe int Aligned(byte[] array) => (int)((Line - ((nuint)(byte*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) % Line)) % Line);

    private static bool MissesSome(ReadOnlySpan<float> values)
    {
        var missing = 0;
        foreach (var value in values)
            missing += float.IsNaN(value) ? 1 : 0;
        return missing > 0 && missing < values.Length;
    }
}
