using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What was known as of a cut-off, and whether the event came true in the horizon behind it.</summary>
/// <param name="Rows">Features.</param>
/// <param name="Labels">1 where the event came true.</param>
internal sealed record LikelihoodOrigin(LikelihoodRows Rows, byte[] Labels)
{
    public int Day => Rows.AsOfDay;

    public int Positives => Labels.Count(l => l == 1);

    /// <summary>Several origins as one set of rows, in their order.</summary>
    public static (FeatureMatrix Rows, byte[] Labels, int[] Customers) Together(IReadOnlyList<LikelihoodOrigin> origins)
    {
        var columns = new float[origins[0].Rows.Keys.Count][];
        for (var column = 0; column < columns.Length; column++)
        {
            var (all, at) = (new float[origins.Sum(o => o.Labels.Length)], 0);
            foreach (var origin in origins)
            {
                origin.Rows.Values.Column(column).CopyTo(all.AsSpan(at));
                at += origin.Labels.Length;
            }

            columns[column] = all;
        }

        return (FeatureMatrix.OfColumns(columns), [.. origins.SelectMany(o => o.Labels)], [.. origins.SelectMany(o => o.Rows.Customers)]);
    }
}

/// <summary>
/// Cut-offs whose horizons have ended, a horizon apart so that no outcome counts twice, the latest first. A model for a cut-off learns from cut-offs whose horizon ended on it or before, so that it never sees the
/// time that it foretells.
/// </summary>
internal static class LikelihoodOrigins
{
    /// <summary>Most cut-offs.</summary>
    public const int Most = 8;

    private const int MostCustomers = 40_000;
    private const int LeastHistoryDays = 30;
    private const int EnoughHistoryDays = 90;

    /// <summary>Days of the cut-offs that the data reaches to.</summary>
    public static int[] Days(Snapshot snapshot, int asOfDay, int horizonDays)
    {
        var first = snapshot.FirstDay.DayNumber + Math.Clamp(horizonDays, LeastHistoryDays, EnoughHistoryDays);
        return [.. Enumerable.Range(1, Most).Select(i => asOfDay - (i * horizonDays)).TakeWhile(day => day >= first)];
    }

    /// <summary>A sample of the customers, the same for all cut-offs; null for all of them.</summary>
    public static int[]? Sample(Snapshot snapshot, int seed) =>
        snapshot.Customers.Count <= MostCustomers ? null : new SeededRandom(seed, 0).Sample(snapshot.Customers.Count, MostCustomers);

    /// <summary>What was known as of a cut-off and what came of it.</summary>
    public static LikelihoodOrigin Read(Snapshot snapshot, int day, IReadOnlyList<string> keys, int[]? among, ModelKind kind, int horizonDays, CancellationToken cancellationToken)
    {
        var rows = LikelihoodRows.Read(snapshot, day, keys, among, cancellationToken);
        var labels = rows.OrderWithin(snapshot, horizonDays);
        if (kind == ModelKind.Churn)
        {
            for (var row = 0; row < labels.Length; row++)
                labels[row] = (byte)(1 - labels[row]);
        }

        return new LikelihoodOrigin(rows, labels);
    }
}
