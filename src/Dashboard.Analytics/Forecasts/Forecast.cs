using System.Runtime.InteropServices;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Forecasts;

/// <summary>A forecast, or what it lacks; one of the two is null.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Missing">What would be needed.</param>
public sealed record ForecastOutcome(Forecast? Forecast, NotEnoughData? Missing);

/// <summary>One step of a forecast.</summary>
/// <param name="Value">The point forecast, in units of the values.</param>
/// <param name="Band80">The band that should hold the value 8 times in 10.</param>
/// <param name="Band95">The band that should hold the value 19 times in 20.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ForecastPoint(double Value, Interval Band80, Interval Band95);

/// <summary>A forecast and how it was reached.</summary>
public sealed record Forecast
{
    /// <summary>One entry a step, the first one step after the last value.</summary>
    public required ForecastPoint[] Points { get; init; }

    /// <summary>The chosen method, as in <c>ETS(A,Ad,N)</c> or <c>Seasonal naive</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Why it was chosen, one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The fitted model; null for baselines and averages.</summary>
    public SmoothingFit? Fit { get; init; }

    /// <summary>The models that an average is made of; one entry for a single model, none for baselines.</summary>
    public required IReadOnlyList<SmoothingFit> Members { get; init; }

    /// <summary>Sum of squared one-step errors of the chosen model on all values used; null for averages.</summary>
    public double? Sse { get; init; }

    /// <summary>Akaike's corrected criterion of the chosen model; null for baselines and averages.</summary>
    public double? Aicc { get; init; }

    /// <summary>Spread of the one-step errors, see <see cref="SmoothingFit.Sigma"/>; null for averages.</summary>
    public double? Sigma { get; init; }

    /// <summary>Values used.</summary>
    public required int Count { get; init; }

    /// <summary>Values left out: missing ones at the start and those older than the longest history.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Steps in the season that the candidates could use; 1 when there was none.</summary>
    public required int SeasonLength { get; init; }

    /// <summary>What richer methods would need; empty when all could be tried.</summary>
    public required IReadOnlyList<NotEnoughData> Limits { get; init; }

    /// <summary>The backtest; null when there was too little data for one.</summary>
    public Backtest? Backtest { get; init; }

    /// <summary>Factor by which the 80 % band was widened because it held too few values in the backtest; 1 when it was not.</summary>
    public required double Widening80 { get; init; }

    /// <summary>Factor by which the 95 % band was widened; 1 when it was not.</summary>
    public required double Widening95 { get; init; }

    /// <summary>How the bands were reached, one sentence.</summary>
    public required string BandNote { get; init; }

    /// <summary>Seed of the simulated bands.</summary>
    public required int Seed { get; init; }
}

/// <summary>
/// A rolling-origin backtest: at each origin every candidate is fitted again to the values before it and forecasts the values after it
/// (Tashman 2000, Int. J. Forecasting 16:437).
/// </summary>
/// <param name="Horizon">Steps forecast at each origin; at most the horizon asked for.</param>
/// <param name="Scores">One entry a candidate, best first.</param>
/// <param name="Origins">What the chosen method forecast at each origin, oldest first.</param>
public sealed record Backtest(int Horizon, IReadOnlyList<BacktestScore> Scores, IReadOnlyList<BacktestOrigin> Origins);

/// <summary>What one candidate reached in the backtest: means over the origins of the means over the steps.</summary>
/// <param name="Method">The candidate.</param>
/// <param name="Mase">Mean absolute scaled error: absolute error over the mean absolute (seasonal) step of the values before the origin; below 1 is better than that.</param>
/// <param name="Smape">Symmetric percentage error, 0 to 200.</param>
/// <param name="Mape">Percentage error, or null when a value was 0.</param>
/// <param name="Rmse">Root mean squared error, in units of the values.</param>
/// <param name="Coverage80">Share of values inside the 80 % band, before any widening.</param>
/// <param name="Coverage95">Share of values inside the 95 % band, before any widening.</param>
public sealed record BacktestScore(string Method, double Mase, double Smape, double? Mape, double Rmse, double Coverage80, double Coverage95);

/// <summary>What the chosen method forecast at one origin.</summary>
/// <param name="Origin">Number of values that came before, those left out included.</param>
/// <param name="Points">The forecast, before any widening.</param>
/// <param name="Actual">What came.</param>
public sealed record BacktestOrigin(int Origin, ForecastPoint[] Points, double[] Actual);
