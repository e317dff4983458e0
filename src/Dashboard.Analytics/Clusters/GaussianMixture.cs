using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Gaussian mixtures by expectation and maximisation (Dempster, Laird and Rubin 1977), from the clusters of k-means. Every row belongs to every component with a probability.
/// Equal rows, options and seed give equal results on any number of cores.
/// </summary>
public static class GaussianMixture
{
    private const int Block = MixtureTable.Block;

    /// <summary>Fits a mixture, the best of several starts.</summary>
    /// <param name="rows">The rows, at least as many as components.</param>
    /// <param name="options">How many components, of which shape.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MixtureFit Fit(RowMatrix rows, MixtureOptions options, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Starts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Regularisation);
        var best = Start(rows, options, 0, cancellationToken);
        for (var start = 1; start < options.Starts; start++)
        {
            if (Start(rows, options, start, cancellationToken) is var run && run.LogLikelihood > best.LogLikelihood)
                best = run;
        }

        var (labels, membership) = Assign(rows, best.Parameters, cancellationToken);
        return new MixtureFit
        {
            Parameters = best.Parameters,
            LogLikelihood = best.LogLikelihood,
            Rows = rows.Rows,
            Labels = labels,
            Membership = membership,
            Iterations = best.Iterations,
            Stopped = best.Stopped,
        };
    }

    /// <summary>The component that each row most probably belongs to, of equals the first, and its probability.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="parameters">The mixture.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static (int[] Labels, float[] Membership) Assign(RowMatrix rows, MixtureParameters parameters, CancellationToken cancellationToken)
    {
        var table = new MixtureTable(parameters);
        var (labels, membership) = (new int[rows.Rows], new float[rows.Rows]);
        Partitions.Run(
            rows.Rows,
            (from, to) => Over(rows, table, from, to, (block, _, probabilities, _) =>
            {
                for (var row = block * Block; row < Math.Min(rows.Rows, (block + 1) * Block); row++)
                {
                    for (var component = 0; component < parameters.Components; component++)
                    {
                        if (component == 0 || (float)probabilities[(component * Block) + (row % Block)] > membership[row])
                            (labels[row], membership[row]) = (component, (float)probabilities[(component * Block) + (row % Block)]);
                    }
                }
            }),
            cancellationToken);
        return (labels, membership);
    }

    /// <summary>The probability of each component for each row, row after row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="parameters">The mixture.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static float[] Memberships(RowMatrix rows, MixtureParameters parameters, CancellationToken cancellationToken)
    {
        var table = new MixtureTable(parameters);
        var memberships = new float[rows.Rows * parameters.Components];
        Partitions.Run(
            rows.Rows,
            (from, to) => Over(rows, table, from, to, (block, _, probabilities, _) =>
            {
                for (var row = block * Block; row < Math.Min(rows.Rows, (block + 1) * Block); row++)
                {
                    for (var component = 0; component < parameters.Components; component++)
                        memberships[(row * parameters.Components) + component] = (float)probabilities[(component * Block) + (row % Block)];
                }
            }),
            cancellationToken);
        return memberships;
    }

    private static Run Start(RowMatrix rows, MixtureOptions options, int start, CancellationToken cancellationToken)
    {
        var clusters = KMeans.Fit(rows, options.Beginning with { Seed = unchecked((options.Seed * 31) + start) }, cancellationToken);
        var parameters = OfClusters(rows, clusters, options);
        var (likelihood, stopped, iteration) = (double.NegativeInfinity, StopReason.MostIterations, 0);
        var before = parameters;
        while (iteration < options.MostIterations)
        {
            iteration++;
            var moments = Pass(rows, parameters, cancellationToken);
            var gain = (moments.LogLikelihood - likelihood) / rows.Rows;
            (before, likelihood) = (parameters, moments.LogLikelihood);
            if (gain < options.Tolerance)
            {
                stopped = StopReason.WithinTolerance;
                break;
            }

            parameters = moments.Maximise(rows.Rows, options.Regularisation);
        }

        return new Run(before, likelihood, iteration, stopped);
    }

    // Weights, means and covariances of the clusters of k-means.
    private static MixtureParameters OfClusters(RowMatrix rows, KMeansFit clusters, MixtureOptions options)
    {
        var (components, columns) = (options.Components, rows.Columns);
        var parameters = new MixtureParameters(
            options.Shape, columns, new double[components], clusters.Centres, new double[components * columns * (options.Shape == CovarianceShape.Diagonal ? 1 : columns)]);
        var moments = new MixtureMoments(parameters);
        var (differences, membership) = (new double[components * columns * Block], new double[components * Block]);
        for (var block = 0; block < rows.Blocks; block++)
        {
            Array.Clear(membership);
            for (var row = block * Block; row < Math.Min(rows.Rows, (block + 1) * Block); row++)
            {
                var cluster = clusters.Labels[row];
                membership[(cluster * Block) + (row % Block)] = 1;
                for (var column = 0; column < columns; column++)
                    differences[(((cluster * columns) + column) * Block) + (row % Block)] = rows[row, column] - parameters.Means[(cluster * columns) + column];
            }

            moments.Add(differences, membership);
        }

        return moments.Maximise(rows.Rows, options.Regularisation);
    }

    // Expectation and the sums that maximisation needs, in one pass.
    private static MixtureMoments Pass(RowMatrix rows, MixtureParameters parameters, CancellationToken cancellationToken)
    {
        var table = new MixtureTable(parameters);
        var all = new MixtureMoments(parameters);
        var parts = Partitions.Compute(
            rows.Rows,
            (from, to) =>
            {
                var moments = new MixtureMoments(parameters);
                Over(rows, table, from, to, (block, differences, membership, logs) =>
                {
                    var count = Math.Min(Block, rows.Rows - (block * Block));
                    for (var component = 0; component < parameters.Components && count < Block; component++)
                        membership.AsSpan((component * Block) + count, Block - count).Clear();
                    for (var row = 0; row < count; row++)
                        moments.LogLikelihood += logs[row];
                    moments.Add(differences, membership);
                });
                return moments;
            },
            cancellationToken);
        foreach (var part in parts)
            all.Add(part);
        return all;
    }

    private static void Over(RowMatrix rows, MixtureTable table, int from, int to, Action<int, double[], double[], double[]> use)
    {
        var (components, columns) = (table.Parameters.Components, rows.Columns);
        var (differences, membership, logs) = (new double[components * columns * Block], new double[components * Block], new double[Block]);
        ref var values = ref MemoryMarshal.GetReference(rows.Values);
        for (var block = from / Block; block * Block < to; block++)
        {
            table.Score(ref Unsafe.Add(ref values, (nint)block * columns * Block), differences, membership, logs);
            use(block, differences, membership, logs);
        }
    }

    private sealed record Run(MixtureParameters Parameters, double LogLikelihood, int Iterations, StopReason Stopped);
}
