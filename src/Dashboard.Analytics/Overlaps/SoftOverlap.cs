using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Overlaps;

/// <summary>
/// How much two soft sets share, such as components of a mixture, where each customer belongs with a probability. Given those, whether a customer is in one says nothing about the other, so that the chance
/// of being in both is the product and its sum the expected number of customers in both.
/// </summary>
/// <remarks>
/// The sum of products is the cardinality of the algebraic (product) intersection of fuzzy sets (Zadeh 1965, Information and Control 8:338; Dubois and Prade 1980, section II.1); with probabilities
/// of 0 and 1 it is the number of shared customers. The number itself has the Poisson binomial distribution.
/// </remarks>
/// <param name="Customers">Customers placed in both models; those without a probability are left out.</param>
/// <param name="First">Expected size of the first set.</param>
/// <param name="Second">Expected size of the second set.</param>
/// <param name="Both">Expected number of customers in both, with the interval of the number by the normal approximation, not below 0 nor above <paramref name="Customers"/>.</param>
public sealed record SoftOverlap(int Customers, double First, double Second, Estimate Both)
{
    /// <summary>Expected customers in both by expected customers in either, 0 to 1; null when both sets are empty.</summary>
    public double? Jaccard => First + Second - Both.Value is > 0 and var either ? Both.Value / either : null;

    /// <summary>Expected customers in both by those of independent sets of these sizes; null when a set is empty.</summary>
    public double? Lift => First * Second is > 0 and var chance ? Both.Value * Customers / chance : null;

    /// <summary>Overlap of two columns of probabilities.</summary>
    /// <param name="first">Probability of each customer to be in the first set, 0 to 1; NaN for those not placed.</param>
    /// <param name="second">The same for the second set.</param>
    /// <param name="level">Level of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The columns have different lengths, or a value is no probability.</exception>
    public static SoftOverlap Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second, double level = OverlapRequest.Level)
    {
        if (first.Length != second.Length)
            throw new ArgumentException(FormattableString.Invariant($"Columns of {first.Length} and of {second.Length} customers can't be compared: they are not about the same customers."), nameof(second));
        var (customers, a, b, both, variance) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            double p = first[i], q = second[i];
            if (double.IsNaN(p) || double.IsNaN(q))
                continue;
            if (p is < 0 or > 1 || q is < 0 or > 1)
                throw new ArgumentException(FormattableString.Invariant($"Customer {i} has the probabilities {p} and {q}; they lie between 0 and 1."), nameof(first));
            var product = p * q;
            customers++;
            a += p;
            b += q;
            both += product;
            variance += product * (1 - product);
        }

        var estimate = Estimate.Normal(both, Math.Sqrt(variance), customers, level);
        return new SoftOverlap(customers, a, b, estimate with { Interval = new Interval(Math.Max(0, estimate.Interval.Low), Math.Min(customers, estimate.Interval.High), level) });
    }
}
