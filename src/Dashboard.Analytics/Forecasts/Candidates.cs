namespace Dashboard.Analytics.Forecasts;

/// <summary>A method that competes in the backtest. The order of candidates goes from simple to rich; ties go to the simpler.</summary>
internal abstract class Candidate(string name)
{
    internal string Name { get; } = name;

    /// <summary>Forecasts what follows the values. Calls come with growing series that begin at the same value.</summary>
    internal abstract Prediction Predict(ReadOnlySpan<double> values, int horizon, int seed);
}

/// <summary>The last value (or the last season) again, or the line from the first to the last value.</summary>
internal sealed class BaselineCandidate : Candidate
{
    private readonly int lag;
    private readonly bool drift;

    private BaselineCandidate(string name, int lag, bool drift)
        : base(name) => (this.lag, this.drift) = (lag, drift);

    /// <summary>Sum of squared one-step errors of the last call.</summary>
    internal double Sse { get; private set; }

    /// <summary>Spread of the one-step errors of the last call.</summary>
    internal double Sigma { get; private set; }

    internal static BaselineCandidate Naive() => new("Naive", 1, drift: false);

    internal static BaselineCandidate Seasonal(int season) => new("Seasonal naive", season, drift: false);

    internal static BaselineCandidate Drift() => new("Drift", 1, drift: true);

    internal override Prediction Predict(ReadOnlySpan<double> values, int horizon, int seed)
    {
        var n = values.Length;
        var slope = drift ? (values[^1] - values[0]) / (n - 1) : 0;
        double sum = 0;
        for (var t = lag; t < n; t++)
        {
            var e = values[t] - values[t - lag] - slope;
            sum += e * e;
        }

        Sse = sum;
        Sigma = Math.Sqrt(sum / Math.Max(1, n - lag - (drift ? 1 : 0)));
        var point = new double[horizon];
        var deviations = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            var cycles = h / lag + 1;
            point[h] = values[n - lag + h % lag] + slope * (h + 1);
            deviations[h] = Sigma * Math.Sqrt(drift ? cycles * (1 + (double)cycles / (n - 1)) : cycles);
        }

        return Prediction.FromDeviations(point, deviations);
    }
}

/// <summary>An exponential smoothing model; each fit begins where the one before ended.</summary>
internal sealed class SmoothingCandidate(SmoothingModel model, int season) : Candidate(model.Name)
{
    private double[]? warm;

    internal SmoothingFit? Fit { get; private set; }

    internal override Prediction Predict(ReadOnlySpan<double> values, int horizon, int seed)
    {
        Fit = ExponentialSmoothing.Fit(values, model, season, fixedStart: null, warm, quick: true);
        warm = Fit.Theta;
        return SmoothingBands.Predict(Fit, horizon, seed);
    }
}
