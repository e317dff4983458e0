namespace Dashboard.Analytics.Forecasts;

/// <summary>The states of a smoothing model before or after a step.</summary>
/// <param name="Level">The level.</param>
/// <param name="Slope">The slope a step; 0 without a trend.</param>
/// <param name="Season">One entry a season, the next step's first; empty without a season. Amounts that add up to 0, or factors with mean 1, at the start.</param>
public sealed record SmoothingStates(double Level, double Slope, double[] Season)
{
    /// <summary>Rough first states: seasonal indices by classical decomposition of the first cycles, then a straight line through what is left.</summary>
    /// <param name="y">The values, at least two full cycles where there is a season.</param>
    /// <param name="kind">The season.</param>
    /// <param name="m">Steps in a cycle.</param>
    /// <param name="trend">Whether there is a slope.</param>
    /// <returns>The states before the first value.</returns>
    internal static SmoothingStates Rough(ReadOnlySpan<double> y, SeasonKind kind, int m, bool trend)
    {
        double[] season = kind == SeasonKind.None ? [] : RoughSeason(y, kind, m);
        var n = Math.Min(y.Length, kind == SeasonKind.None ? 10 : Math.Max(10, 2 * m));
        double meanT = (n + 1) / 2.0, mean = 0, cross = 0, square = 0;
        for (var t = 0; t < n; t++)
            mean += Adjusted(y, season, kind, t) / n;
        for (var t = 0; t < n; t++)
        {
            var d = t + 1 - meanT;
            cross += d * (Adjusted(y, season, kind, t) - mean);
            square += d * d;
        }

        var slope = trend && square > 0 ? cross / square : 0;
        var level = mean - slope * meanT;
        if (kind == SeasonKind.Multiplicative && !(level > 0 && level + slope > 0))
            (level, slope) = (mean, 0);
        return new(level, slope, season);
    }

    private static double Adjusted(ReadOnlySpan<double> y, double[] season, SeasonKind kind, int t) => kind switch
    {
        SeasonKind.None => y[t],
        SeasonKind.Additive => y[t] - season[t % season.Length],
        _ => y[t] / season[t % season.Length],
    };

    private static double[] RoughSeason(ReadOnlySpan<double> y, SeasonKind kind, int m)
    {
        var n = Math.Min(y.Length, 4 * m);
        var sum = new double[m];
        var count = new int[m];
        var half = m / 2;
        for (var t = half; t + half < n; t++)
        {
            double average;
            if (m % 2 == 1)
            {
                average = Sum(y.Slice(t - half, m)) / m;
            }
            else
            {
                average = (Sum(y.Slice(t - half + 1, m - 1)) + 0.5 * (y[t - half] + y[t + half])) / m;
            }

            sum[t % m] += kind == SeasonKind.Multiplicative ? y[t] / average : y[t] - average;
            count[t % m]++;
        }

        var neutral = kind == SeasonKind.Multiplicative ? 1.0 : 0.0;
        for (var k = 0; k < m; k++)
            sum[k] = count[k] == 0 ? neutral : sum[k] / count[k];
        var mean = Sum(sum) / m;
        for (var k = 0; k < m; k++)
            sum[k] = kind == SeasonKind.Multiplicative ? sum[k] / mean : sum[k] - mean;
        return sum;
    }

    private static double Sum(ReadOnlySpan<double> values) => System.Numerics.Tensors.TensorPrimitives.Sum(values);
}

/// <summary>The smoothing weights of a fitted model in the error-correction form.</summary>
/// <param name="Alpha">Share of a one-step error that enters the level, 0 to 1.</param>
/// <param name="Beta">Share that enters the slope, 0 to alpha; 0 without a trend.</param>
/// <param name="Gamma">Share that enters the season, 0 to 1 − alpha; 0 without a season.</param>
/// <param name="Phi">Factor by which the slope fades each step: 1 undamped, 0.8 to 0.98 damped, 0 without a trend.</param>
public sealed record SmoothingWeights(double Alpha, double Beta, double Gamma, double Phi);
