namespace Dashboard.Analytics.Clusters;

/// <summary>Counts that share a total: orders by channel, lines by category, orders with a discount and without; or the bin in which a number lies.</summary>
/// <param name="Keys">The features: shares of the same total, or one number.</param>
/// <param name="Edges">Lower ends of the bins but the first, ascending, for a number; null for shares.</param>
public sealed record CountBlock(IReadOnlyList<string> Keys, IReadOnlyList<double>? Edges)
{
    /// <summary>Number of counts: one a share and one for the rest, or one a bin.</summary>
    public int Width => Edges is { } edges ? edges.Count + 1 : Keys.Count + 1;

    /// <summary>The bin of a number.</summary>
    public int BinOf(double value)
    {
        var bin = 0;
        while (bin < Edges!.Count && value >= Edges[bin])
            bin++;
        return bin;
    }
}

/// <summary>The parameters of latent classes: enough to score any customer.</summary>
/// <param name="Blocks">What is counted.</param>
/// <param name="Weights">Share of each class; they add up to 1.</param>
/// <param name="Shares">Shares of each class, block after block, which add up to 1 in each; class after class.</param>
public sealed record CountMixtureParameters(IReadOnlyList<CountBlock> Blocks, double[] Weights, double[] Shares)
{
    /// <summary>Number of classes.</summary>
    public int Classes => Weights.Length;

    /// <summary>How many free parameters there are: what the Bayesian information criterion charges for.</summary>
    public int Free => Classes - 1 + (Classes * Blocks.Sum(b => b.Width - 1));

    /// <summary>Where each block begins, and how wide it is.</summary>
    internal IEnumerable<(int Offset, int Width)> Offsets()
    {
        var offset = 0;
        foreach (var block in Blocks)
        {
            yield return (offset, block.Width);
            offset += block.Width;
        }
    }
}

/// <summary>Counts of customers, row after row.</summary>
internal sealed class CountTable
{
    private readonly float[] counts;

    /// <summary>Makes a table.</summary>
    /// <param name="blocks">What is counted.</param>
    /// <param name="counts">Rows one after the other.</param>
    public CountTable(IReadOnlyList<CountBlock> blocks, float[] counts)
    {
        (Blocks, this.counts) = (blocks, counts);
        Columns = blocks.Sum(b => b.Width);
        Rows = counts.Length / Columns;
        Offsets = [.. new CountMixtureParameters(blocks, [], []).Offsets()];
    }

    /// <summary>What is counted.</summary>
    public IReadOnlyList<CountBlock> Blocks { get; }

    /// <summary>Where each block begins, and how wide it is.</summary>
    public IReadOnlyList<(int Offset, int Width)> Offsets { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Counts of a row.</summary>
    public int Columns { get; }

    /// <summary>The counts of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => counts.AsSpan(row * Columns, Columns);

    /// <summary>The table of some of the rows, in the order asked for.</summary>
    public CountTable Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[rows.Length * Columns];
        for (var to = 0; to < rows.Length; to++)
            Row(rows[to]).CopyTo(taken.AsSpan(to * Columns));
        return new CountTable(Blocks, taken);
    }
}
