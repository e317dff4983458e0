using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>Rows as bins: features that vary in groups of eight, and in a group the eight bytes of a row beside each other, so that one load fetches them.</summary>
internal sealed class BinnedRows
{
    /// <summary>Features of a group.</summary>
    public const int GroupFeatures = 8;

    private BinnedRows(FeatureBins[] bins, int[] features, ulong[][] groups, int rows)
    {
        (Bins, Features, Groups, Rows) = (bins, features, groups, rows);
    }

    /// <summary>Bins of each feature of the rows.</summary>
    public FeatureBins[] Bins { get; }

    /// <summary>The features that vary; their places in the groups follow from their order.</summary>
    public int[] Features { get; }

    /// <summary>For each group the bins of each row.</summary>
    public ulong[][] Groups { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Cuts and encodes rows.</summary>
    public static BinnedRows Of(FeatureMatrix rows, int most, int seed, CancellationToken cancellationToken)
    {
        var bins = FeatureBins.Of(rows, most, seed, cancellationToken);
        int[] features = [.. Enumerable.Range(0, bins.Length).Where(f => bins[f].Count > 1 || (bins[f].Count == 1 && MissesSome(rows.Column(f))))];
        var groups = new ulong[(features.Length + GroupFeatures - 1) / GroupFeatures][];
        for (var group = 0; group < groups.Length; group++)
            groups[group] = new ulong[rows.Rows];
        Partitions.Run(
            rows.Rows,
            (from, to) =>
            {
                for (var i = 0; i < features.Length; i++)
                {
                    var place = MemoryMarshal.AsBytes(groups[i / GroupFeatures].AsSpan(from, to - from));
                    bins[features[i]].Encode(rows.Column(features[i])[from..to], place, i % GroupFeatures);
                }
            },
            cancellationToken);
        return new BinnedRows(bins, features, groups, rows.Rows);
    }

    /// <summary>The bytes of a feature: that of a row is at eight times the row.</summary>
    /// <param name="index">Index into <see cref="Features"/>.</param>
    public ReadOnlySpan<byte> Cells(int index) => MemoryMarshal.AsBytes(Groups[index / GroupFeatures].AsSpan())[(index % GroupFeatures)..];

    private static bool MissesSome(ReadOnlySpan<float> values)
    {
        var missing = 0;
        foreach (var value in values)
            missing += float.IsNaN(value) ? 1 : 0;
        return missing > 0 && missing < values.Length;
    }
}
