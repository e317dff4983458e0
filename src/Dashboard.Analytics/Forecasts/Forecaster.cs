namespace Dashboard.Analytics.Forecasts;

/// <summary>
/// Chooses a method by a rolling-origin backtest and forecasts with it. Candidates: naive, seasonal naive, drift, exponential smoothing with and without trend,
/// damping and season, and the average of the smoothing models.
/// </summary>
public static class Forecaster
{
    private const int FewestValues = 4;
    private const int FewestForSmoothing = 10;
    private const int LongestHorizon = 1_000;

    /// <summary>Forecasts a series.</summary>
    /// <param name="request">The series and what is asked.</param>
    /// <param name="cancellationToken">Stops the work between two fits.</param>
    /// <returns>The forecast, or what it lacks when there are fewer than four values.</returns>
    /// <exception cref="ArgumentException">A value inside the series is missing or infinite, or an option is out of its range.</exception>
    public static ForecastOutcome Run(ForecastRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var all = request.Values;
        var start = 0;
        while (start < all.Length && double.IsNaN(all[start]))
            start++;
        start = Math.Max(start, all.Length - request.MaxHistory);
        var values = all[start..];
        for (var t = 0; t < values.Length; t++)
        {
            if (!double.IsFinite(values[t]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Value {start + t} is not a number. Only the start may be missing; write 0 for a step without sales."), nameof(request));
            }
        }

        if (values.Length < FewestValues)
            return new(null, new NotEnoughData("a forecast", request.Unit, FewestValues, values.Length));
        var (candidates, limits, minimumTrain) = Ladder(request, values);
        var runs = BacktestRuns.Run(values, candidates, request, minimumTrain, cancellationToken);
        return new(Choose(request, values, start, candidates, limits, runs, cancellationToken), null);
    }

    private static void Check(ForecastRequest request)
    {
        InRange(request.Horizon, 1, LongestHorizon, nameof(request.Horizon));
        InRange(request.Season, 1, 366, nameof(request.SeasonLength));
        InRange(request.MaxOrigins, 1, 50, nameof(request.MaxOrigins));
        InRange(request.MaxHistory, 50, int.MaxValue, nameof(request.MaxHistory));
    }

    private static void InRange(int value, int low, int high, string name)
    {
        if (value < low || value > high)
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} lies between {low} and {high}."));
    }

    private static (List<Candidate> Candidates, List<NotEnoughData> Limits, int MinimumTrain) Ladder(ForecastRequest request, double[] values)
    {
        var n = values.Length;
        var m = request.Season;
        var positive = values.All(v => v > 0);
        List<Candidate> list = [BaselineCandidate.Naive()];
        List<NotEnoughData> limits = [];
        var season = m == 7 && request.Step == ForecastStep.Day ? "a weekly season" : m > 1 ? "a yearly season" : "a season";
        var smoothSeason = 2 * m + Math.Max(1, m / 4);
        var minimumTrain = 3;
        if (m > 1 && n >= 2 * m)
        {
            list.Add(BaselineCandidate.Seasonal(m));
            minimumTrain = m + 2;
        }

        list.Add(BaselineCandidate.Drift());
        if (n >= FewestForSmoothing)
        {
            minimumTrain = Math.Max(8, minimumTrain);
            list.AddRange([Smooth(SmoothingModel.Ann, 1), Smooth(SmoothingModel.Aan, 1), Smooth(SmoothingModel.Aadn, 1)]);
        }
        else
        {
            limits.Add(new("a smoothed level and trend", request.Unit, FewestForSmoothing, n));
        }

        if (m > 1 && n < 2 * m)
            limits.Add(new(season, request.Unit, 2 * m, n));
        if (m > 1 && n >= FewestForSmoothing && n >= smoothSeason)
        {
            minimumTrain = Math.Max(8, 2 * m);
            list.Add(Smooth(SmoothingModel.Ana, m));
            if (m <= ExponentialSmoothing.LongestEstimatedSeason)
                list.Add(Smooth(SmoothingModel.Aaa, m));
            list.Add(Smooth(SmoothingModel.Aada, m));
            if (positive)
            {
                if (m <= ExponentialSmoothing.LongestEstimatedSeason)
                    list.Add(Smooth(SmoothingModel.Mam, m));
                list.Add(Smooth(SmoothingModel.Madm, m));
                list.Add(Smooth(SmoothingModel.Aada with { Log = true }, m));
            }
        }
        else if (m > 1 && n >= 2 * m)
        {
            limits.Add(new($"{season} that is smoothed and tested", request.Unit, Math.Max(FewestForSmoothing, smoothSeason), n));
        }

        return (list, limits, minimumTrain);
    }

    private static SmoothingCandidate Smooth(SmoothingModel model, int season) => new(model, season);

    private static Forecast Choose(
        ForecastRequest request, double[] values, int leftOut, List<Candidate> candidates, List<NotEnoughData> limits, BacktestRuns? runs, CancellationToken token)
    {
        var best = runs?.Best ?? 0;
        var average = runs is not null && best == candidates.Count;
        Candidate[] used = average ? [.. candidates.OfType<SmoothingCandidate>()] : [candidates[best]];
        var parts = new List<Prediction>();
        foreach (var candidate in used)
        {
            token.ThrowIfCancellationRequested();
            parts.Add(candidate.Predict(values, request.Horizon, request.Seed));
        }

        var calibration = runs?.Calibrate() ?? new(1, 1, "Bands follow from the spread of past steps; there is too little data to test them.");
        var prediction = Prediction.Mean(parts).Widen(calibration.Widening80, calibration.Widening95);
        if (request.NonNegative)
            prediction = prediction.Map(v => Math.Max(0, v));
        SmoothingFit[] fits = [.. used.OfType<SmoothingCandidate>().Select(c => c.Fit!)];
        var fit = average || fits.Length == 0 ? null : fits[0];
        var baseline = used[0] as BaselineCandidate;
        return new Forecast
        {
            Points = prediction.ToPoints(),
            Method = runs?.Names[best] ?? candidates[best].Name,
            Reason = runs?.Reason ?? "Too little data to compare methods, so the last value is kept.",
            Fit = fit,
            Members = fits,
            Sse = fit?.Sse ?? baseline?.Sse,
            Aicc = fit?.Aicc,
            Sigma = fit?.Sigma ?? baseline?.Sigma,
            Count = values.Length,
            LeftOut = leftOut,
            SeasonLength = candidates.Exists(c => c.Name == "Seasonal naive") ? request.Season : 1,
            Limits = limits,
            Backtest = runs?.ToBacktest(leftOut, request.NonNegative),
            Widening80 = calibration.Widening80,
            Widening95 = calibration.Widening95,
            BandNote = calibration.Note,
            Seed = request.Seed,
        };
    }
}
