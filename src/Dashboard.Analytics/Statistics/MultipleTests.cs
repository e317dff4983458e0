namespace Dashboard.Analytics.Statistics;

/// <summary>p values adjusted for the number of tests made at once. NaN is not allowed; the order of the input is kept.</summary>
public static class MultipleTests
{
    /// <summary>Holm's step-down adjustment (1979, Scand. J. Statistics 6:65): controls the chance of any false find.</summary>
    /// <param name="pValues">Between 0 and 1.</param>
    /// <returns>Adjusted p values; empty for none.</returns>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        double highest = 0;
        for (var k = 0; k < order.Length; k++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - k) * pValues[order[k]]));
            adjusted[order[k]] = highest;
        }

        return adjusted;
    }

    /// <summary>Benjamini's and Hochberg's step-up adjustment (1995, JRSS B 57:289): controls the share of false finds.</summary>
    /// <param name="pValues">Between 0 and 1.</param>
    /// <returns>Adjusted p values; empty for none.</returns>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        var order = Order(pValues);
        var adjusted = new double[order.Length];
        double lowest = 1;
        for (var k = order.Length - 1; k >= 0; k--)
        {
            lowest = Math.Min(lowest, pValues[order[k]] * order.Length / (k + 1));
            adjusted[order[k]] = lowest;
        }

        return adjusted;
    }

    private static int[] Order(ReadOnlySpan<double> pValues)
    {
        var keys = pValues.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            if (!(keys[i] is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(pValues), keys[i], "A p value lies between 0 and 1.");
            order[i] = i;
        }

        Array.Sort(keys, order);
        return order;
    }
}
