namespace Dashboard.Analytics.Clusters;

/// <summary>
/// k-means by Lloyd's algorithm ("Least squares quantization in PCM", IEEE Transactions on Information Theory 28, 1982), from starting centres chosen by k-means++ (Arthur and Vassilvitskii
/// 2007), the best of several starts; optionally with the bounds of Hamerly ("Making k-means even faster", SDM 2010). Distances are in single precision, so columns should have comparable scales
/// and means near zero; sums and the inertia are in double precision. Equal rows, options and seed give equal results on any number of cores.
/// </summary>
public static class KMeans
{
    /// <summary>Finds clusters from several starts.</summary>
    /// <param name="rows">The rows, at least as many as clusters.</param>
    /// <param name="options">How many clusters, how many starts.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static KMeansFit Fit(RowMatrix rows, KMeansOptions options, CancellationToken cancellationToken)
    {
        options.Check(rows);
        var fits = new KMeansFit[options.Starts];

        // Small data is one part, so that the starts are what keeps both cores busy; large data is split within each start, and one start at a time bounds the memory.
        if (rows.Rows <= MostRowsOfParallelStarts && options.Starts > 1)
        {
            var parallel = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
            Parallel.For(0, fits.Length, parallel, start => fits[start] = Start(rows, options, start, cancellationToken));
            return fits.MinBy(f => f.Inertia)!;
        }

        var best = Start(rows, options, 0, cancellationToken);
        for (var start = 1; start < options.Starts; start++)
        {
            if (Start(rows, options, start, cancellationToken) is var fit && fit.Inertia < best.Inertia)
                best = fit;
        }

        return best;
    }

    /// <summary>Finds clusters from given centres, in one start.</summary>
    /// <param name="rows">The rows, at least as many as clusters.</param>
    /// <param name="centres">Centres row after row.</param>
    /// <param name="options">As many clusters as centres; the number of starts and the seed do not matter.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    /// <exception cref="ArgumentException">There are not as many centres as clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static KMeansFit FitFrom(RowMatrix rows, ReadOnlySpan<double> centres, KMeansOptions options, CancellationToken cancellationToken)
    {
        options.Check(rows);
        if (centres.Length != options.Clusters * rows.Columns)
            throw new ArgumentException(FormattableString.Invariant($"{options.Clusters} centres of {rows.Columns} columns are {options.Clusters * rows.Columns} numbers, not {centres.Length}."), nameof(centres));
        return new LloydRun(rows, centres.ToArray(), options).Run(cancellationToken);
    }

    /// <summary>The nearest centre of each row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="centres">Centres row after row, of as many columns.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static int[] Assign(RowMatrix rows, ReadOnlySpan<double> centres, CancellationToken cancellationToken)
    {
        var labels = new ClusterLabels(rows.Blocks);
        LloydRun.Pass(rows, new CentreTable(centres, rows.Columns), labels, cancellationToken);
        return labels.ToArray(rows.Rows);
    }

    private const int MostRowsOfParallelStarts = 32_768;

    private static KMeansFit Start(RowMatrix rows, KMeansOptions options, int start, CancellationToken cancellationToken)
    {
        var centres = KMeansSeeding.Choose(rows, options.Clusters, new SeededRandom(options.Seed, start), cancellationToken);
        return new LloydRun(rows, centres, options).Run(cancellationToken) with { Start = start };
    }
}
