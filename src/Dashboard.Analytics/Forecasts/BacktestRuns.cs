namespace Dashboard.Analytics.Forecasts;

/// <summary>The forecasts of every candidate at every origin, what they scored, and which is best.</summary>
internal sealed class BacktestRuns
{
    /// <summary>The name of the average of the smoothing models.</summary>
    internal const string AverageName = "Average of smoothing models";

    // A richer method must beat a simpler one by this share of its error, else the difference is noise of few origins.
    private const double SimplerWithin = 0.01;
    private const int FewestOriginsToWiden = 3;
    private const double WidestFactor = 10;

    private readonly double[] values;
    private readonly int[] origins;
    private readonly int horizon;
    private readonly int lag;
    private readonly Prediction[][] predictions;
    private readonly BacktestScore[] scores;

    private BacktestRuns(double[] values, string[] names, int[] origins, int horizon, int lag, Prediction[][] predictions)
    {
        (this.values, Names, this.origins, this.horizon, this.lag, this.predictions) = (values, names, origins, horizon, lag, predictions);
        scores = [.. names.Select((name, c) => Score(name, predictions[c]))];
        var lowest = scores.Min(s => s.Mase);
        Best = Array.FindIndex(scores, s => s.Mase <= lowest * (1 + SimplerWithin));
    }

    internal string[] Names { get; }

    internal int Best { get; }

    internal string Reason => FormattableString.Invariant(
        $"{(scores[Best].Mase > scores.Min(s => s.Mase) ? "The simplest method within 1 % of the lowest" : "Lowest")} mean MASE ({scores[Best].Mase:0.000}) over {origins.Length} {(origins.Length == 1 ? "origin" : "origins")}, {horizon} {(horizon == 1 ? "step" : "steps")} ahead; naive {scores[0].Mase:0.000}.");

    internal static BacktestRuns? Run(double[] values, List<Candidate> candidates, ForecastRequest request, int minimumTrain, CancellationToken token)
    {
        var n = values.Length;
        if (n <= minimumTrain)
            return null;
        var ahead = Math.Min(request.Horizon, Math.Max(1, (n - minimumTrain) / 2));
        var room = n - ahead - minimumTrain;
        var count = Math.Min(request.MaxOrigins, room + 1);
        var step = count == 1 ? 1 : Math.Max(1, Math.Min(ahead, room / (count - 1)));
        int[] starts = [.. Enumerable.Range(0, count).Select(k => n - ahead - (count - 1 - k) * step)];
        var runs = new Prediction[candidates.Count][];
        // Each candidate keeps its own state, so the order in which they run can't matter.
        Parallel.For(0, candidates.Count, new ParallelOptions { CancellationToken = token }, c =>
        {
            runs[c] = new Prediction[count];
            for (var k = 0; k < count; k++)
            {
                token.ThrowIfCancellationRequested();
                runs[c][k] = candidates[c].Predict(values.AsSpan(0, starts[k]), ahead, request.Seed);
            }
        });
        var cycle = candidates.Exists(c => c.Name == "Seasonal naive") ? request.Season : 1;
        List<string> names = [.. candidates.Select(c => c.Name)];
        int[] smooth = [.. Enumerable.Range(0, candidates.Count).Where(c => candidates[c] is SmoothingCandidate)];
        if (smooth.Length == 0)
            return new(values, [.. names], starts, ahead, cycle, runs);
        names.Add(AverageName);
        Prediction[] average = [.. Enumerable.Range(0, count).Select(k => Prediction.Mean([.. smooth.Select(c => runs[c][k])]))];
        return new(values, [.. names], starts, ahead, cycle, [.. runs, average]);
    }

    /// <summary>How far the best candidate's bands must be widened to hold as many backtest values as they promise (split conformal prediction).</summary>
    internal Calibration Calibrate()
    {
        var (coverage80, coverage95) = (scores[Best].Coverage80, scores[Best].Coverage95);
        var text = FormattableString.Invariant($"In the backtest the 80 % band held {coverage80:P0} and the 95 % band {coverage95:P0} of the values");
        if (origins.Length < FewestOriginsToWiden || (coverage80 >= 0.75 && coverage95 >= 0.90))
            return new(1, 1, text + ".");
        var by80 = coverage80 >= 0.75 ? 1 : Factor(0.80, p => p.Low80, p => p.High80);
        var by95 = coverage95 >= 0.90 ? 1 : Factor(0.95, p => p.Low95, p => p.High95);
        return new(by80, by95, FormattableString.Invariant($"{text}, so they were widened by {by80:0.00} and {by95:0.00}."));
    }

    internal Backtest ToBacktest(int leftOut, bool nonNegative)
    {
        BacktestScore[] ordered = [scores[Best], .. scores.Where((_, c) => c != Best).OrderBy(s => s.Mase)];
        BacktestOrigin[] shown =
        [
            .. origins.Select((origin, k) => new BacktestOrigin(
                origin + leftOut,
                (nonNegative ? predictions[Best][k].Map(v => Math.Max(0, v)) : predictions[Best][k]).ToPoints(),
                values[origin..(origin + horizon)])),
        ];
        return new(horizon, ordered, shown);
    }

    private double Factor(double level, Func<Prediction, double[]> low, Func<Prediction, double[]> high)
    {
        var ratios = new List<double>();
        for (var k = 0; k < origins.Length; k++)
        {
            var p = predictions[Best][k];
            for (var h = 0; h < horizon; h++)
            {
                var miss = values[origins[k] + h] - p.Point[h];
                var reach = miss >= 0 ? high(p)[h] - p.Point[h] : low(p)[h] - p.Point[h];
                ratios.Add(miss == 0 ? 0 : reach == 0 ? WidestFactor : miss / reach);
            }
        }

        ratios.Sort();
        var rank = (int)Math.Ceiling((ratios.Count + 1) * level) - 1;
        return Math.Clamp(ratios[Math.Min(rank, ratios.Count - 1)], 1, WidestFactor);
    }

    private BacktestScore Score(string name, Prediction[] runs)
    {
        double mase = 0, smape = 0, mape = 0, rmse = 0, in80 = 0, in95 = 0;
        var zero = false;
        for (var k = 0; k < runs.Length; k++)
        {
            var p = runs[k];
            double absolute = 0, square = 0;
            for (var h = 0; h < horizon; h++)
            {
                var y = values[origins[k] + h];
                var e = Math.Abs(y - p.Point[h]);
                absolute += e;
                square += e * e;
                var size = Math.Abs(y) + Math.Abs(p.Point[h]);
                smape += size == 0 ? 0 : 200 * e / size;
                zero |= y == 0;
                mape += y == 0 ? 0 : 100 * e / Math.Abs(y);
                in80 += y >= p.Low80[h] && y <= p.High80[h] ? 1 : 0;
                in95 += y >= p.Low95[h] && y <= p.High95[h] ? 1 : 0;
            }

            mase += absolute / horizon / Scale(origins[k]);
            rmse += Math.Sqrt(square / horizon);
        }

        var all = runs.Length * horizon;
        return new(name, mase / runs.Length, smape / all, zero ? null : mape / all, rmse / runs.Length, in80 / all, in95 / all);
    }

    private double Scale(int origin)
    {
        double sum = 0;
        for (var t = lag; t < origin; t++)
            sum += Math.Abs(values[t] - values[t - lag]);
        // A series that has not moved has no scale of its own; its errors are then counted in its units.
        return sum > 0 ? sum / (origin - lag) : 1;
    }
}

/// <summary>How far bands are widened, and the sentence that says so.</summary>
internal sealed record Calibration(double Widening80, double Widening95, string Note);
