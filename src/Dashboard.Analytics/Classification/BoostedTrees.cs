namespace Dashboard.Analytics.Classification;

/// <summary>
/// Gradient-boosted trees for two classes (Friedman 2001, Annals of Statistics 29:1189) on binned features, grown leaf by leaf with second-order splits (Chen and Guestrin 2016; Ke et al. 2017).
/// Derivatives are added up as whole numbers, so equal rows, options and seed give equal trees to the last bit on any number of cores.
/// </summary>
public static class BoostedTrees
{
    /// <summary>Grows the trees.</summary>
    /// <param name="rows">Features; a missing value is NaN and learns its own direction at every split.</param>
    /// <param name="labels">0 or 1 for each row; both must occur.</param>
    /// <param name="options">How many trees of what size.</param>
    /// <param name="check">Rows that end the growth when the log loss on them no longer falls; null to grow all trees.</param>
    /// <param name="progress">Told the share of the trees that are grown.</param>
    /// <param name="cancellationToken">Looked at before each split.</param>
    /// <exception cref="ArgumentException">Labels do not fit the rows, or a class does not occur.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or there are more than 16,777,215 rows.</exception>
    public static BoostedModel Fit(
        FeatureMatrix rows, ReadOnlyMemory<byte> labels, BoostingOptions options, BoostingCheck? check, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        options.Check(rows);
        var positives = ClassLabels.Positives(labels.Span, rows.Rows);
        var start = Math.Log((double)positives / (rows.Rows - positives));
        var binned = BinnedRows.Of(rows, options.Bins, options.Seed, cancellationToken);
        var gradients = new RowGradients(rows.Rows);
        var grower = new TreeGrower(binned, gradients, options);
        var margins = new double[rows.Rows];
        margins.AsSpan().Fill(start);
        var watch = check is null ? null : new CheckLoss(check, start);

        var trees = new List<BoostedTree>(options.MostTrees);
        while (trees.Count < options.MostTrees)
        {
            gradients.Fill(margins, labels, trees.Count, cancellationToken);
            if (grower.Grow(margins, labels, cancellationToken) is not { } tree)
                break;
            trees.Add(tree);
            progress?.Report((double)trees.Count / options.MostTrees);
            if (watch is null)
                continue;
            watch.Add(tree, trees.Count);
            if (trees.Count - watch.BestTrees >= options.Patience)
                break;
        }

        var kept = watch?.BestTrees ?? trees.Count;
        progress?.Report(1);
        return new BoostedModel { Start = start, Trees = [.. trees.Take(kept)], Features = rows.Columns, GrownTrees = trees.Count, CheckLosses = watch?.Losses ?? [] };
    }

    private sealed class CheckLoss
    {
        private readonly BoostingCheck check;
        private readonly double[] margins;
        private readonly float[] row;
        private readonly List<double> losses;

        public CheckLoss(BoostingCheck check, double start)
        {
            this.check = check;
            margins = new double[check.Rows.Rows];
            margins.AsSpan().Fill(start);
            row = new float[check.Rows.Columns];
            losses = [Loss()];
        }

        public int BestTrees { get; private set; }

        public double[] Losses => [.. losses];

        public void Add(BoostedTree tree, int trees)
        {
            for (var i = 0; i < margins.Length; i++)
            {
                check.Rows.CopyRow(i, row);
                margins[i] += tree.Value[tree.LeafOf(row)];
            }

            losses.Add(Loss());
            if (losses[^1] < losses[BestTrees])
                BestTrees = trees;
        }

        private double Loss()
        {
            var labels = check.Labels.Span;
            var sum = 0.0;
            for (var i = 0; i < margins.Length; i++)
            {
                var wrong = labels[i] == 1 ? -margins[i] : margins[i];
                sum += Math.Max(wrong, 0) + double.LogP1(Math.Exp(-Math.Abs(wrong)));
            }

            return sum / Math.Max(1, margins.Length);
        }
    }
}
