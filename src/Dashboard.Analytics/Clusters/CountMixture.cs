using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Latent classes: each class has shares of its own for every block of counts, and a customer's counts are drawn from the shares of one class. What a customer with one order did weighs little and
/// what one with thirty did weighs much, which shares alone cannot say. Fitted by expectation and maximisation from seeded starts (Dempster, Laird and Rubin 1977; Goodman 1974, "Exploratory latent
/// structure analysis", Biometrika 61). Equal tables, options and seed give equal results on any number of cores.
/// </summary>
internal static class CountMixture
{
    private const int MostPasses = 400;
    private const int StartPasses = 25;
    private const int StartRows = 20_000;
    private const double Tolerance = 1e-6;

    // Counts that each class is given beforehand, spread as everybody's are: no share becomes 0 or 1 by the chance of a few customers.
    private const double Prior = 2;

    /// <summary>Fits classes, the best of several starts; the starts are tried on a sample of at most 20,000 rows.</summary>
    /// <param name="table">The counts, with at least as many rows as classes.</param>
    /// <param name="classes">How many classes, at least 1.</param>
    /// <param name="starts">How many starts.</param>
    /// <param name="seed">Seed of the starts.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    public static CountFit Fit(CountTable table, int classes, int starts, int seed, CancellationToken cancellationToken)
    {
        var sample = table.Rows <= StartRows ? table : table.Take(new SeededRandom(seed, -20).Sample(table.Rows, StartRows));
        var overall = Overall(sample);
        CountFit? best = null;
        for (var start = 0; start < starts; start++)
        {
            var run = Run(sample, Begin(sample, overall, classes, new SeededRandom(seed, -2_000 - start)), overall, StartPasses, cancellationToken);
            if (best is null || run.LogLikelihood > best.LogLikelihood)
                best = run;
        }

        return Run(table, best!.Parameters, Overall(table), MostPasses, cancellationToken);
    }

    /// <summary>The probability of each class for each row, row after row.</summary>
    public static float[] Memberships(CountTable table, CountMixtureParameters parameters, CancellationToken cancellationToken)
    {
        var classes = parameters.Classes;
        var logs = Logs(parameters);
        var all = new float[table.Rows * classes];
        Partitions.Run(
            table.Rows,
            (from, to) =>
            {
                Span<double> own = stackalloc double[classes];
                for (var row = from; row < to; row++)
                {
                    Score(table.Row(row), logs, parameters, own);
                    for (var c = 0; c < classes; c++)
                        all[(row * classes) + c] = (float)own[c];
                }
            },
            cancellationToken);
        return all;
    }

    private static CountFit Run(CountTable table, CountMixtureParameters parameters, double[] overall, int most, CancellationToken cancellationToken)
    {
        var (likelihood, passes, stopped) = (double.NegativeInfinity, 0, StopReason.MostIterations);
        while (passes < most)
        {
            passes++;
            var sums = Pass(table, parameters, cancellationToken);
            var gain = (sums.LogLikelihood - likelihood) / table.Rows;
            likelihood = sums.LogLikelihood;
            if (gain < Tolerance)
            {
                stopped = StopReason.WithinTolerance;
                break;
            }

            parameters = sums.Maximise(parameters, overall, table.Rows, Prior);
        }

        return new CountFit(parameters, likelihood, table.Rows, passes, stopped);
    }

    // Expectation and the sums that maximisation needs.
    private static Sums Pass(CountTable table, CountMixtureParameters parameters, CancellationToken cancellationToken)
    {
        var logs = Logs(parameters);
        var parts = Partitions.Compute(
            table.Rows,
            (from, to) =>
            {
                var sums = new Sums(parameters.Classes, table.Columns);
                Span<double> own = stackalloc double[parameters.Classes];
                for (var row = from; row < to; row++)
                {
                    var counts = table.Row(row);
                    sums.LogLikelihood += Score(counts, logs, parameters, own);
                    for (var c = 0; c < own.Length; c++)
                        sums.Add(c, own[c], counts);
                }

                return sums;
            },
            cancellationToken);
        for (var part = 1; part < parts.Length; part++)
            parts[0].Add(parts[part]);
        return parts[0];
    }

    // Membership of a row in each class, and the logarithm of its likelihood but for the ways to order its counts, which are the same for every class.
    private static double Score(ReadOnlySpan<float> counts, float[] logs, CountMixtureParameters parameters, Span<double> membership)
    {
        var most = double.NegativeInfinity;
        for (var c = 0; c < membership.Length; c++)
        {
            membership[c] = Math.Log(parameters.Weights[c]) + TensorPrimitives.Dot(counts, logs.AsSpan(c * counts.Length, counts.Length));
            most = Math.Max(most, membership[c]);
        }

        var sum = 0.0;
        for (var c = 0; c < membership.Length; c++)
            sum += membership[c] = Math.Exp(membership[c] - most);
        for (var c = 0; c < membership.Length; c++)
            membership[c] /= sum;
        return most + Math.Log(sum);
    }

    // Classes around customers that the classes before explain worst, as k-means++ draws its centres; those with more counts are drawn more often.
    private static CountMixtureParameters Begin(CountTable table, double[] overall, int classes, SeededRandom random)
    {
        var shares = new double[classes * table.Columns];
        var (badness, totals) = (new double[table.Rows], new double[table.Rows]);
        for (var row = 0; row < table.Rows; row++)
            totals[row] = badness[row] = TensorPrimitives.Sum(table.Row(row));
        var own = new float[table.Columns];
        for (var c = 0; c < classes; c++)
        {
            var left = random.Uniform() * badness.Sum();
            var chosen = 0;
            while (chosen < table.Rows - 1 && (left -= badness[chosen]) > 0)
                chosen++;
            Around(table, table.Row(chosen), overall, shares.AsSpan(c * table.Columns, table.Columns));
            for (var i = 0; i < own.Length; i++)
                own[i] = (float)Math.Log(shares[(c * table.Columns) + i] / overall[i]);
            for (var row = 0; row < table.Rows; row++)
            {
                // How much better than everybody's shares this class explains the row.
                var gain = TensorPrimitives.Dot(table.Row(row), own);
                badness[row] = Math.Min(badness[row], Math.Max(1e-3, totals[row] - Math.Max(0, gain)));
            }
        }

        return new CountMixtureParameters(table.Blocks, [.. Enumerable.Repeat(1.0 / classes, classes)], shares);
    }

    // Shares half-way between those of a customer and those of everybody.
    private static void Around(CountTable table, ReadOnlySpan<float> counts, double[] overall, Span<double> shares)
    {
        foreach (var (offset, width) in table.Offsets)
        {
            var total = TensorPrimitives.Sum(counts.Slice(offset, width));
            for (var i = offset; i < offset + width; i++)
                shares[i] = (overall[i] + ((counts[i] + (2 * overall[i])) / (total + 2))) / 2;
        }
    }

    private static double[] Overall(CountTable table)
    {
        var sums = new double[table.Columns];
        for (var row = 0; row < table.Rows; row++)
        {
            var counts = table.Row(row);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += counts[i];
        }

        foreach (var (offset, width) in table.Offsets)
        {
            var total = sums.AsSpan(offset, width).ToArray().Sum();
            for (var i = offset; i < offset + width; i++)
                sums[i] = (sums[i] + 0.5) / (total + (0.5 * width));
        }

        return sums;
    }

    private static float[] Logs(CountMixtureParameters parameters) => Array.ConvertAll(parameters.Shares, share => (float)Math.Log(share));

    private sealed class Sums(int classes, int columns)
    {
        private readonly double[] weights = new double[classes];
        private readonly double[] counts = new double[classes * columns];

        public double LogLikelihood { get; set; }

        public void Add(int c, double membership, ReadOnlySpan<float> row)
        {
            weights[c] += membership;
            var own = counts.AsSpan(c * columns, columns);
            for (var i = 0; i < row.Length; i++)
                own[i] += membership * row[i];
        }

        public void Add(Sums other)
        {
            LogLikelihood += other.LogLikelihood;
            TensorPrimitives.Add<double>(weights, other.weights, weights);
            TensorPrimitives.Add<double>(counts, other.counts, counts);
        }

        public CountMixtureParameters Maximise(CountMixtureParameters before, double[] overall, int rows, double prior)
        {
            var shares = new double[counts.Length];
            for (var c = 0; c < classes; c++)
            {
                foreach (var (offset, width) in before.Offsets())
                {
                    var own = counts.AsSpan((c * columns) + offset, width);
                    var total = TensorPrimitives.Sum<double>(own) + prior;
                    for (var i = 0; i < width; i++)
                        shares[(c * columns) + offset + i] = (own[i] + (prior * overall[offset + i])) / total;
                }
            }

            return before with { Weights = [.. weights.Select(w => (w + 1) / (rows + classes))], Shares = shares };
        }
    }
}

/// <summary>Fitted latent classes.</summary>
/// <param name="Parameters">Weights and shares.</param>
/// <param name="LogLikelihood">Logarithm of the likelihood of all rows, but for a constant of the data.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Iterations">Passes over the rows.</param>
/// <param name="Stopped">Why it ended.</param>
internal sealed record CountFit(CountMixtureParameters Parameters, double LogLikelihood, int Rows, int Iterations, StopReason Stopped)
{
    /// <summary>Bayesian information criterion, −2 log L + p log n: smaller is better.</summary>
    public double Bic => (-2 * LogLikelihood) + (Parameters.Free * Math.Log(Rows));
}
