using System.Text.Json.Serialization;
using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Rates of the 125 cells of recency, frequency and money, cut at the quintiles of the training; each is drawn towards the shop's rate by a beta distribution whose spread is estimated from the cells
/// themselves (empirical Bayes: Casella 1985, American Statistician 39:83; the beta-binomial by moments, Kleinman 1973, JASA 68:46).
/// </summary>
/// <param name="Columns">Columns of days since the last order, orders and revenue.</param>
/// <param name="Edges">Four edges of each of the three.</param>
/// <param name="Rates">Rate of each cell.</param>
/// <param name="Rows">Rows of each cell in the training.</param>
/// <param name="Overall">Rate of all rows.</param>
public sealed record RateScorer(int[] Columns, double[][] Edges, double[] Rates, int[] Rows, double Overall) : LikelihoodScorer
{
    /// <summary>What the method is called.</summary>
    public const string Name = "RFM cell rates";

    private const int Scores = 5;
    private const int Cells = Scores * Scores * Scores;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => Name;

    /// <summary>Counts the rates.</summary>
    /// <param name="rows">Features.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="keys">Keys of the features; "silence", "orders" and "revenue" must be among them.</param>
    public static RateScorer Learn(FeatureMatrix rows, ReadOnlySpan<byte> labels, IReadOnlyList<string> keys)
    {
        int[] columns = [IndexOf("silence"), IndexOf("orders"), IndexOf("revenue")];
        var edges = Array.ConvertAll(columns, c => Quintiles(rows.Column(c)));
        var (count, hits) = (new int[Cells], new int[Cells]);
        for (var row = 0; row < rows.Rows; row++)
        {
            var cell = CellOf(rows, row, columns, edges);
            count[cell]++;
            hits[cell] += labels[row];
        }

        var overall = (hits.Sum() + 0.5) / (rows.Rows + 1.0);
        var strength = Strength(count, hits, overall);
        var rates = new double[Cells];
        for (var cell = 0; cell < Cells; cell++)
            rates[cell] = (hits[cell] + (strength * overall)) / (count[cell] + strength);
        return new RateScorer(columns, edges, rates, count, overall);

        int IndexOf(string key) => keys.ToList().IndexOf(key) is >= 0 and var index
            ? index
            : throw new ArgumentException($"Rates by RFM cell need the feature '{key}'.", nameof(keys));
    }

    /// <summary>The cell of a row.</summary>
    public int CellOf(FeatureMatrix rows, int row) => CellOf(rows, row, Columns, Edges);

    /// <inheritdoc/>
    public override double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var odds = Array.ConvertAll(Rates, LogOdds.Of);
        var margins = new double[rows.Rows];
        for (var row = 0; row < margins.Length; row++)
            margins[row] = odds[CellOf(rows, row)];
        return margins;
    }

    /// <inheritdoc/>
    public override double[][] Contributions(FeatureMatrix rows) => [.. Enumerable.Repeat(Array.Empty<double>(), rows.Rows)];

    private static int CellOf(FeatureMatrix rows, int row, int[] columns, double[][] edges)
    {
        var cell = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            var (value, score) = (rows[row, columns[i]], 0);
            while (score < Scores - 1 && value > edges[i][score])
                score++;
            cell = (cell * Scores) + score;
        }

        return cell;
    }

    private static double[] Quintiles(ReadOnlySpan<float> values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return [.. Enumerable.Range(1, Scores - 1).Select(i => (double)sorted[(int)((long)(sorted.Length - 1) * i / Scores)])];
    }

    // How many rows the shop's rate counts for in a cell: the between-cell variance that is left when that of chance is taken off.
    private static double Strength(int[] count, int[] hits, double overall)
    {
        var (rows, squares, chance, used) = (0.0, 0.0, 0.0, 0);
        for (var cell = 0; cell < Cells; cell++)
        {
            if (count[cell] == 0)
                continue;
            used++;
            rows += count[cell];
            var difference = ((double)hits[cell] / count[cell]) - overall;
            squares += count[cell] * difference * difference;
            chance += (double)count[cell] * count[cell];
        }

        var spread = overall * (1 - overall);
        var between = (squares - ((used - 1) * spread)) / Math.Max(1, rows - (chance / Math.Max(1, rows)));
        return between <= 0 ? 1_000 : Math.Clamp((spread / between) - 1, 1, 1_000);
    }
}
