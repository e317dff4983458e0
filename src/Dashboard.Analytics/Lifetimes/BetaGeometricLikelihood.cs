using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// The log likelihood of BG/NBD and MBG/NBD with its gradient. Gamma functions are taken once for each number of repeat orders that occurs; a row takes three logarithms and an exponential,
/// in the arrangement of Fader and Hardie 2013 ("Overcoming the BG/NBD model's #NUM! error problem"), whose terms stay in the range of doubles.
/// </summary>
/// <param name="rows">The histories.</param>
/// <param name="modified">MBG/NBD.</param>
/// <param name="cancellationToken">Looked at before each part.</param>
internal sealed class BetaGeometricLikelihood(PurchaseRows rows, bool modified, CancellationToken cancellationToken)
{
    private readonly int survived = modified ? 1 : 0;

    /// <summary>The log likelihood at r, alpha, a, b.</summary>
    public double Evaluate(ReadOnlySpan<double> logParameters, Span<double> gradient)
    {
        var (r, alpha, a, b) = (Math.Exp(logParameters[0]), Math.Exp(logParameters[1]), Math.Exp(logParameters[2]), Math.Exp(logParameters[3]));
        var sum = default(Sums);
        foreach (var part in Partitions.Compute(rows.Length, (from, to) => Add(from, to, r, alpha, a, b), cancellationToken))
            sum = sum.With(part);

        var n = rows.Customers;
        var (lgR, psiR, psiB, psiAB) = (SpecialFunctions.GammaLn(r), SpecialFunctions.DiGamma(r), SpecialFunctions.DiGamma(b), SpecialFunctions.DiGamma(a + b));
        var beta = SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
        var value = sum.Value + (n * r * logParameters[1]);
        var dR = sum.R + (n * logParameters[1]);
        var dAlpha = sum.Alpha + (n * r / alpha);
        var (dA, dB) = (sum.A, sum.B);
        for (var i = 0; i < rows.DistinctRepeats.Length; i++)
        {
            var (x, count) = (rows.DistinctRepeats[i], rows.CustomersOf[i]);
            var y = x + survived;
            if (x > 0)
            {
                value += count * (SpecialFunctions.GammaLn(r + x) - lgR);
                dR += count * (SpecialFunctions.DiGamma(r + x) - psiR);
            }

            if (y == 0)
                continue;

            // B(a, b + y) / B(a, b)
            var psiABy = SpecialFunctions.DiGamma(a + b + y);
            value += count * (SpecialFunctions.GammaLn(b + y) - SpecialFunctions.GammaLn(a + b + y) - beta);
            dA += count * (psiAB - psiABy);
            dB += count * (SpecialFunctions.DiGamma(b + y) - psiABy - psiB + psiAB);
        }

        gradient[0] = dR * r;
        gradient[1] = dAlpha * alpha;
        gradient[2] = dA * a;
        gradient[3] = dB * b;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Sums Add(int from, int to, double r, double alpha, double a, double b)
    {
        var (value, dR, dAlpha, dA, dB) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var repeats = rows.RepeatOrdersOf[from..to];
        var lastAges = rows.AgeAtLastOrder[from..to];
        var ages = rows.Age[from..to];
        var counts = rows.Count[from..to];
        for (var row = 0; row < repeats.Length; row++)
        {
            var (x, n) = (repeats[row], counts[row]);
            var (end, shape) = (alpha + ages[row], r + x);
            var logEnd = Math.Log(end);
            if (x + survived == 0)
            {
                value -= n * shape * logEnd;
                dR -= n * logEnd;
                dAlpha -= n * shape / end;
                continue;
            }

            // (alpha + T)^-(r+x) + a / (b+y-1) (alpha + t_x)^-(r+x), with the second power taken out: what is left lies between a / (b+y-1) and 1 + a / (b+y-1).
            var last = alpha + lastAges[row];
            var logLast = Math.Log(last);
            var stays = Math.Exp(shape * (logLast - logEnd));
            var before = b + x + survived - 1;
            var left = a / before;
            var both = stays + left;
            var (stayed, gone) = (stays / both, left / both);
            value += n * (Math.Log(both) - (shape * logLast));
            dR -= n * ((stayed * logEnd) + (gone * logLast));
            dAlpha -= n * shape * ((stayed / end) + (gone / last));
            dA += n * gone / a;
            dB -= n * gone / before;
        }

        return new Sums(value, dR, dAlpha, dA, dB);
    }

    private readonly record struct Sums(double Value, double R, double Alpha, double A, double B)
    {
        public Sums With(Sums other) => new(Value + other.Value, R + other.R, Alpha + other.Alpha, A + other.A, B + other.B);
    }
}
