using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>The log likelihood of Pareto/NBD with its gradient: the derivatives of the integral are integrals themselves, over the same nodes (<see cref="ParetoNbdParts"/>).</summary>
/// <param name="rows">The histories.</param>
/// <param name="cancellationToken">Looked at before each part.</param>
internal sealed class ParetoNbdLikelihood(PurchaseRows rows, CancellationToken cancellationToken)
{
    // A row takes some hundred times longer than elsewhere, so parts of rows are made of blocks.
    private const int Block = 64;

    /// <summary>The log likelihood at r, alpha, s, beta.</summary>
    public double Evaluate(ReadOnlySpan<double> logParameters, Span<double> gradient)
    {
        var (r, alpha, s, beta) = (Math.Exp(logParameters[0]), Math.Exp(logParameters[1]), Math.Exp(logParameters[2]), Math.Exp(logParameters[3]));
        var sum = default(Sums);
        foreach (var part in Parts(r, alpha, s, beta))
            sum = sum.With(part);
        var n = rows.Customers;
        var (lgR, psiR) = (SpecialFunctions.GammaLn(r), SpecialFunctions.DiGamma(r));
        var value = sum.Value + (n * ((r * logParameters[1]) + (s * logParameters[3])));
        var dR = sum.R + (n * logParameters[1]);
        for (var i = 0; i < rows.DistinctRepeats.Length; i++)
        {
            var (x, count) = (rows.DistinctRepeats[i], rows.CustomersOf[i]);
            if (x == 0)
                continue;
            value += count * (SpecialFunctions.GammaLn(r + x) - lgR);
            dR += count * (SpecialFunctions.DiGamma(r + x) - psiR);
        }

        gradient[0] = dR * r;
        gradient[1] = (sum.Alpha + (n * r / alpha)) * alpha;
        gradient[2] = (sum.S + (n * logParameters[3])) * s;
        gradient[3] = (sum.Beta + (n * s / beta)) * beta;
        return value;
    }

    private Sums[] Parts(double r, double alpha, double s, double beta)
    {
        var blocks = (rows.Length + Block - 1) / Block;
        var sums = new Sums[blocks];
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, blocks, options, block => sums[block] = Add(block * Block, Math.Min(rows.Length, (block + 1) * Block), r, alpha, s, beta));
        return sums;
    }

    private Sums Add(int from, int to, double r, double alpha, double s, double beta)
    {
        var sum = default(Sums);
        for (var row = from; row < to; row++)
        {
            var (x, n, last) = (rows.RepeatOrdersOf[row], rows.Count[row], rows.AgeAtLastOrder[row]);
            var parts = ParetoNbdParts.Of(r + x, alpha, s, beta, last, rows.Age[row]);
            var (logAlpha, logBeta) = (Math.Log(alpha + last), Math.Log(beta + last));
            sum = sum.With(new Sums(
                n * (Math.Log(parts.Alive + parts.Left) - ((r + x) * logAlpha) - (s * logBeta)),
                -n * (parts.LogAlpha + logAlpha),
                -n * (r + x) * parts.PerAlpha,
                n * ((parts.Gone / s) - parts.LogBeta - logBeta),
                -n * parts.PerBeta));
        }

        return sum;
    }

    private readonly record struct Sums(double Value, double R, double Alpha, double S, double Beta)
    {
        public Sums With(Sums other) => new(Value + other.Value, R + other.R, Alpha + other.Alpha, S + other.S, Beta + other.Beta);
    }
}
