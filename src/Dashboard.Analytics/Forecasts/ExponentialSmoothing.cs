namespace Dashboard.Analytics.Forecasts;

/// <summary>
/// Fits one member of the exponential smoothing family: by least squares where errors add (which is maximum likelihood then), by maximum likelihood where
/// they multiply. Weights stay in the usual region (0 &lt; alpha, beta &lt; alpha, gamma &lt; 1 − alpha, 0.8 ≤ phi ≤ 0.98). Source: Hyndman, Koehler, Ord,
/// Snyder, "Forecasting with Exponential Smoothing" (2008), chapters 2, 5 and 6.
/// </summary>
public static class ExponentialSmoothing
{
    /// <summary>Above this cycle length the first season is taken from a decomposition instead of being estimated, as too many values would be free.</summary>
    public const int LongestEstimatedSeason = 24;

    private static readonly (double Alpha, double BetaShare, double GammaShare, double Phi)[] Starts =
        [(0.3, 0.1, 0.1, 0.95), (0.8, 0.02, 0.5, 0.9), (0.05, 0.3, 0.02, 0.97), (0.3, 0.02, 0.8, 0.98)];

    /// <summary>Fits a model with its first states.</summary>
    /// <param name="values">Equally spaced finite values, at least four, and two full cycles where there is a season; above zero where the model needs it.</param>
    /// <param name="model">The model.</param>
    /// <param name="seasonLength">Steps in a cycle, 2 or more where there is a season; ignored otherwise.</param>
    /// <param name="fixedStart">First states to keep as they are (on the model's scale), or null to estimate them.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentException">The values are too few, not finite, or not above zero where they must be.</exception>
    public static SmoothingFit Fit(ReadOnlySpan<double> values, SmoothingModel model, int seasonLength = 1, SmoothingStates? fixedStart = null)
    {
        if (model.Season != SeasonKind.None)
            ArgumentOutOfRangeException.ThrowIfLessThan(seasonLength, 2);
        var needed = MinimumCount(model, seasonLength);
        if (fixedStart is null && values.Length < needed)
            throw new ArgumentException(FormattableString.Invariant($"{model.Name} needs {needed} values or more, got {values.Length}."), nameof(values));
        foreach (var v in values)
        {
            if (!double.IsFinite(v) || (model.NeedsPositive && v <= 0))
                throw new ArgumentException(FormattableString.Invariant($"{model.Name} needs finite values{(model.NeedsPositive ? " above 0" : "")}, got {v}."), nameof(values));
        }

        if (fixedStart is not null && fixedStart.Season.Length != (model.Season == SeasonKind.None ? 0 : seasonLength))
            throw new ArgumentException("The first states need one entry a season.", nameof(fixedStart));
        return Fit(values, model, seasonLength, fixedStart, warm: null, quick: false);
    }

    /// <summary>The fewest values with which a model can be fitted.</summary>
    /// <param name="model">The model.</param>
    /// <param name="seasonLength">Steps in a cycle.</param>
    /// <returns>Two cycles and the number of weights with a season, else four to eight.</returns>
    public static int MinimumCount(SmoothingModel model, int seasonLength)
    {
        var basic = model.Trend switch { TrendKind.None => 4, TrendKind.Additive => 6, _ => 8 };
        return model.Season == SeasonKind.None ? basic : Math.Max(basic, 2 * seasonLength);
    }

    internal static SmoothingFit Fit(
        ReadOnlySpan<double> values, SmoothingModel model, int seasonLength, SmoothingStates? fixedStart, double[]? warm, bool quick)
    {
        var y = values.ToArray();
        if (model.Log)
        {
            for (var t = 0; t < y.Length; t++)
                y[t] = Math.Log(y[t]);
        }

        var start = fixedStart ?? SmoothingStates.Rough(y, model.Season, seasonLength, model.Trend != TrendKind.None);
        var kernel = new SmoothingKernel(y, model, seasonLength, start, fixedStart is null, seasonLength <= LongestEstimatedSeason);
        var tolerance = quick ? 1e-5 : 1e-9;
        LeastSquaresResult? best = warm is null ? null : LeastSquares.Minimise(kernel, warm, quick ? 15 : 200, tolerance);
        if (best is null || double.IsInfinity(best.Cost) || !quick)
        {
            foreach (var s in Starts.AsSpan(0, quick ? 2 : Starts.Length))
            {
                var one = LeastSquares.Minimise(kernel, kernel.Pack(s.Alpha, s.BetaShare, s.GammaShare, s.Phi), quick ? 25 : 200, tolerance);
                if (best is null || one.Cost < best.Cost)
                    best = one;
            }
        }

        return Describe(values, y, model, seasonLength, kernel, best!, fixedStart is not null);
    }

    private static SmoothingFit Describe(
        ReadOnlySpan<double> values, double[] y, SmoothingModel model, int seasonLength, SmoothingKernel kernel, LeastSquaresResult best, bool fixedStart)
    {
        var n = y.Length;
        var forecasts = new double[n];
        kernel.Run(best.Theta, forecasts, out var last);
        double sse = 0, squares = 0, logs = 0;
        for (var t = 0; t < n; t++)
        {
            var e = y[t] - forecasts[t];
            if (model.Error == ErrorKind.Multiplicative)
            {
                e /= forecasts[t];
                logs += Math.Log(Math.Abs(forecasts[t]));
            }

            squares += e * e;
            if (model.Log)
            {
                forecasts[t] = Math.Exp(forecasts[t]);
                logs += y[t];
            }

            var original = values[t] - forecasts[t];
            sse += original * original;
        }

        var states = fixedStart ? 0 : 1 + (model.Trend == TrendKind.None ? 0 : 1) + (model.Season == SeasonKind.None ? 0 : seasonLength - 1);
        var parameters = kernel.SmoothingCount + states + 1;
        var logLikelihood = -0.5 * n * Math.Log(Math.Max(squares, double.Epsilon)) - logs;
        var aic = -2 * logLikelihood + 2 * parameters;
        var room = n - parameters - 1;
        return new SmoothingFit
        {
            Model = model,
            SeasonLength = model.Season == SeasonKind.None ? 1 : seasonLength,
            Weights = kernel.Weights(best.Theta),
            First = kernel.InitialStates(best.Theta),
            Last = last,
            Fitted = forecasts,
            Sse = sse,
            Sigma = Math.Sqrt(squares / Math.Max(1, n - parameters + 1)),
            LogLikelihood = logLikelihood,
            Aic = aic,
            Aicc = room > 0 ? aic + 2.0 * parameters * (parameters + 1) / room : double.PositiveInfinity,
            Count = n,
            ParameterCount = parameters,
            Iterations = best.Iterations,
            StopReason = best.StopReason,
            Theta = best.Theta,
        };
    }
}
