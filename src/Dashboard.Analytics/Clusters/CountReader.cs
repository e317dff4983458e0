using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Clusters;

/// <summary>Reads what latent classes count: shares with the counts behind them, and numbers by the bin in which they lie. Where a customer has no value, nothing is counted.</summary>
internal static class CountReader
{
    // Eighths, and the upper end on its own, since the few who buy most are a kind more often than those in the middle.
    private static readonly double[] Levels = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 0.95, 0.99];

    /// <summary>What is counted of some features: shares of the same total together, numbers one by one.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="features">The features.</param>
    /// <param name="raw">Their values, NaN where missing, which fix the bins of numbers.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    public static IReadOnlyList<CountBlock> Blocks(Snapshot snapshot, IReadOnlyList<ClusterFeature> features, float[][] raw, int asOfDay)
    {
        var parts = features.Select(f => CustomerFeatures.PartOf(snapshot, f.Key, asOfDay)).ToArray();
        var blocks = new List<CountBlock>();
        foreach (var group in Enumerable.Range(0, features.Count).GroupBy(i => parts[i] is { } part ? part.Whole : features[i].Key, StringComparer.Ordinal))
        {
            string[] keys = [.. group.Select(i => features[i].Key)];
            blocks.Add(parts[group.First()] is null ? new CountBlock(keys, Edges(raw[group.First()])) : new CountBlock(keys, null));
        }

        return blocks;
    }

    /// <summary>Counts for customers.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="blocks">What is counted.</param>
    /// <param name="customers">Whose, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static CountTable Read(Snapshot snapshot, int asOfDay, IReadOnlyList<CountBlock> blocks, int[] customers, CancellationToken cancellationToken)
    {
        var parts = blocks.Select(b => b.Keys.Select(key => b.Edges is null ? CustomerFeatures.PartOf(snapshot, key, asOfDay) : null).ToArray()).ToArray();
        var numbers = blocks.Select(b => b.Edges is null ? null : CustomerFeatures.ValueOf(snapshot, b.Keys[0], asOfDay)).ToArray();
        var width = blocks.Sum(b => b.Width);
        var counts = new float[customers.Length * width];
        Partitions.Run(
            customers.Length,
            (from, to) =>
            {
                var habits = new CustomerHabits(snapshot, asOfDay, readsLines: true);
                for (var row = from; row < to; row++)
                {
                    habits.Read(customers[row]);
                    var own = counts.AsSpan(row * width, width);
                    for (var block = 0; block < blocks.Count; block++)
                    {
                        if (numbers[block] is { } number)
                            Add(own, blocks[block], number(habits, customers[row]));
                        else
                            Add(own, parts[block], habits, customers[row]);
                        own = own[blocks[block].Width..];
                    }
                }
            },
            cancellationToken);
        return new CountTable(blocks, counts);
    }

    private static void Add(Span<float> counts, CountBlock block, double value)
    {
        if (!double.IsNaN(value))
            counts[block.BinOf(value)] = 1;
    }

    private static void Add(Span<float> counts, CountedPart?[] parts, CustomerHabits habits, int customer)
    {
        var rest = (float)parts[0]!.Total(habits, customer);
        for (var i = 0; i < parts.Length; i++)
        {
            counts[i] = (float)parts[i]!.Count(habits, customer);
            rest -= counts[i];
        }

        counts[parts.Length] = Math.Max(0, rest);
    }

    private static double[] Edges(float[] values)
    {
        var known = Array.FindAll(values, v => !float.IsNaN(v));
        Array.Sort(known);
        return known.Length == 0 ? [] : [.. Levels.Select(level => (double)known[(int)(level * (known.Length - 1))]).Where(edge => edge > known[0]).Distinct()];
    }
}

/// <summary>A count that is a part of a total.</summary>
/// <param name="Whole">What it is a part of: counts of the same total exclude each other.</param>
/// <param name="Count">The count of a customer.</param>
/// <param name="Total">The total.</param>
internal sealed record CountedPart(string Whole, Func<CustomerHabits, int, double> Count, Func<CustomerHabits, int, double> Total);
