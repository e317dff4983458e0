using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>What became of a feature.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Transform">The transform that was used.</param>
/// <param name="Proposed">The transform that is proposed.</param>
/// <param name="Reason">Why that one is proposed.</param>
/// <param name="Missing">Customers without a value.</param>
/// <param name="Clipped">Customers whose value was set to the 1st or the 99th percentile.</param>
/// <param name="Used">Whether it is part of the clusters; false when it is the same for everybody.</param>
public sealed record FeatureReport(ClusterFeature Feature, FeatureTransform Transform, FeatureTransform Proposed, string Reason, int Missing, int Clipped, bool Used);

/// <summary>Customers with their features, as they are and scaled.</summary>
internal sealed record FeatureTable
{
    /// <summary>The customers, ascending.</summary>
    public required int[] Customers { get; init; }

    /// <summary>Values of the features that are used, NaN where missing.</summary>
    public required float[][] Raw { get; init; }

    /// <summary>The features that are used.</summary>
    public required ClusterFeature[] Features { get; init; }

    /// <summary>Their scales.</summary>
    public required FeatureScale[] Scales { get; init; }

    /// <summary>All chosen features, used or not.</summary>
    public required FeatureReport[] Reports { get; init; }

    /// <summary>Customers left out for missing values, by feature.</summary>
    public required LeftOut[] LeftOut { get; init; }

    /// <summary>The scaled columns; null when no feature is used or there is no customer.</summary>
    public required RowMatrix? Rows { get; init; }

    /// <summary>Reads and prepares features.</summary>
    /// <exception cref="ArgumentException">A key is unknown.</exception>
    public static FeatureTable Of(Snapshot snapshot, int asOfDay, FeatureChoices choices, MissingValues missing, int[] customers, CancellationToken cancellationToken)
    {
        var catalogue = FeatureCatalogue.Of(snapshot).ToDictionary(f => f.Key, StringComparer.Ordinal);
        var features = choices.All.Select(c => catalogue.TryGetValue(c.Key, out var feature)
            ? feature
            : throw new ArgumentException($"There is no feature named '{c.Key}'. Choose one from the list on the Clusters page.")).ToArray();
        var raw = CustomerFeatures.Read(snapshot, asOfDay, [.. features.Select(f => f.Key)], customers, cancellationToken);
        var gaps = Array.ConvertAll(raw, column => column.Count(float.IsNaN));
        var leftOut = new List<LeftOut>();
        if (missing == MissingValues.LeaveOut)
            (customers, raw) = Take(customers, raw, Complete(raw, customers.Length, features, leftOut));

        var (reports, scales) = (new FeatureReport[features.Length], new FeatureScale?[features.Length]);
        for (var i = 0; i < features.Length; i++)
        {
            var (proposed, reason) = FeatureScale.Propose(features[i].Unit, raw[i]);
            var transform = choices.All[i].Transform ?? proposed;
            var scale = scales[i] = FeatureScale.Fit(features[i].Key, raw[i], transform);
            reports[i] = new FeatureReport(
                features[i], transform, proposed, scale is null ? "the same for everybody, so it tells nobody apart" : reason, gaps[i], scale is null ? 0 : raw[i].Count(v => scale.Clips(v)), scale is not null);
            cancellationToken.ThrowIfCancellationRequested();
        }

        int[] used = [.. Enumerable.Range(0, features.Length).Where(i => scales[i] is not null)];
        var table = new FeatureTable
        {
            Customers = customers,
            Raw = [.. used.Select(i => raw[i])],
            Features = [.. used.Select(i => features[i])],
            Scales = [.. used.Select(i => scales[i]!)],
            Reports = reports,
            LeftOut = [.. leftOut],
            Rows = null,
        };
        return used.Length == 0 || customers.Length == 0 ? table : table with { Rows = Scaled(table.Raw, table.Scales, customers.Length) };
    }

    /// <summary>The matrix of scaled columns.</summary>
    public static RowMatrix Scaled(float[][] raw, IReadOnlyList<FeatureScale> scales, int count)
    {
        var columns = new float[raw.Length][];
        Parallel.For(0, raw.Length, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, i =>
        {
            columns[i] = new float[count];
            for (var row = 0; row < count; row++)
                columns[i][row] = scales[i].Apply(raw[i][row]);
        });
        return RowMatrix.OfColumns(columns);
    }

    /// <summary>Rows with a value of every feature.</summary>
    public static bool[] Complete(float[][] raw, int count) => Complete(raw, count, null, null);

    /// <summary>The rows that are flagged.</summary>
    public static (int[] Customers, float[][] Raw) Take(int[] customers, float[][] raw, bool[] wanted) =>
        ([.. customers.Where((_, row) => wanted[row])], Array.ConvertAll(raw, column => column.Where((_, row) => wanted[row]).ToArray()));

    // Each row that is left out is counted once, by the first feature that it lacks.
    private static bool[] Complete(float[][] raw, int count, ClusterFeature[]? features, List<LeftOut>? leftOut)
    {
        var complete = new bool[count];
        Array.Fill(complete, true);
        for (var i = 0; i < raw.Length; i++)
        {
            var lost = 0;
            for (var row = 0; row < count; row++)
            {
                if (!float.IsNaN(raw[i][row]))
                    continue;
                lost += complete[row] ? 1 : 0;
                complete[row] = false;
            }

            if (lost > 0)
                leftOut?.Add(new LeftOut(lost, $"without a value of {features![i].Name}: {features[i].MissingWhen}"));
        }

        return complete;
    }
}
