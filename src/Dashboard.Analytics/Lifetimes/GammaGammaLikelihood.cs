using Dashboard.Analytics.Queries;
using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>The log likelihood of the Gamma-Gamma model with its gradient (Fader and Hardie 2013, equation 1a), for values in units of their mean.</summary>
internal sealed class GammaGammaLikelihood
{
    private readonly int[] orders;
    private readonly double[] values;
    private readonly (int Orders, double Customers, double LogTotals, double LogValues)[] distinct;
    private readonly CancellationToken cancellationToken;

    public GammaGammaLikelihood(ReadOnlySpan<int> orders, ReadOnlySpan<double> meanValues, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        this.orders = orders.ToArray();
        values = new double[orders.Length];
        var mean = 0.0;
        foreach (var value in meanValues)
            mean += value;
        Scale = mean / meanValues.Length;
        var byOrders = new SortedDictionary<int, (double Customers, double LogTotals, double LogValues)>();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = meanValues[i] / Scale;
            var (log, x) = (Math.Log(values[i]), orders[i]);
            var known = byOrders.GetValueOrDefault(x);
            byOrders[x] = (known.Customers + 1, known.LogTotals + log + Math.Log(x), known.LogValues + log);
        }

        distinct = [.. byOrders.Select(pair => (pair.Key, pair.Value.Customers, pair.Value.LogTotals, pair.Value.LogValues))];
    }

    /// <summary>The mean of the mean values, in which they are counted.</summary>
    public double Scale { get; }

    /// <summary>What to add to the log likelihood to have it for the values as they came.</summary>
    public double LogScaleTerm => -values.Length * Math.Log(Scale);

    /// <summary>The log likelihood at p, q, gamma.</summary>
    public double Evaluate(ReadOnlySpan<double> logParameters, Span<double> gradient)
    {
        var (p, q, gamma) = (Math.Exp(logParameters[0]), Math.Exp(logParameters[1]), Math.Exp(logParameters[2]));
        var sum = default(Sums);
        foreach (var part in Partitions.Compute(values.Length, (from, to) => Add(from, to, p, q, gamma), cancellationToken))
            sum = new Sums(sum.Value + part.Value, sum.P + part.P, sum.Q + part.Q, sum.Gamma + part.Gamma);
        var n = values.Length;
        var (lgQ, psiQ) = (SpecialFunctions.GammaLn(q), SpecialFunctions.DiGamma(q));
        var value = sum.Value + (n * ((q * logParameters[2]) - lgQ));
        var (dP, dQ) = (sum.P, sum.Q + (n * (logParameters[2] - psiQ)));
        foreach (var (x, customers, logTotals, logValues) in distinct)
        {
            var (own, both) = (p * x, (p * x) + q);
            value += (customers * (SpecialFunctions.GammaLn(both) - SpecialFunctions.GammaLn(own))) + (own * logTotals) - logValues;
            var psi = SpecialFunctions.DiGamma(both);
            dP += (customers * x * (psi - SpecialFunctions.DiGamma(own))) + (x * logTotals);
            dQ += customers * psi;
        }

        gradient[0] = dP * p;
        gradient[1] = dQ * q;
        gradient[2] = (sum.Gamma + (n * q / gamma)) * gamma;
        return value;
    }

    private Sums Add(int from, int to, double p, double q, double gamma)
    {
        var (value, dP, dQ, dGamma) = (0.0, 0.0, 0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            var x = orders[i];
            var (total, shape) = (gamma + (x * values[i]), (p * x) + q);
            var log = Math.Log(total);
            value -= shape * log;
            dP -= x * log;
            dQ -= log;
            dGamma -= shape / total;
        }

        return new Sums(value, dP, dQ, dGamma);
    }

    private readonly record struct Sums(double Value, double P, double Q, double Gamma);
}
