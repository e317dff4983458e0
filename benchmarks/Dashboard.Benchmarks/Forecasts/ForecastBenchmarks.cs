using BenchmarkDotNet.Attributes;
using Dashboard.Analytics.Forecasts;

namespace Dashboard.Benchmarks.Forecasts;

/// <summary>One fit, and one whole forecast with its backtest, on the series lengths that a shop has.</summary>
[MemoryDiagnoser]
public class ForecastBenchmarks
{
    private readonly double[] days = Series(1095, 7);
    private readonly double[] weeks = Series(260, 52);
    private readonly double[] months = Series(60, 12);

    [Benchmark]
    public SmoothingFit FitDays() => ExponentialSmoothing.Fit(days, SmoothingModel.Aada, 7);

    [Benchmark]
    public ForecastOutcome ForecastDays() => Forecast(days, ForecastStep.Day, 28);

    [Benchmark]
    public ForecastOutcome ForecastWeeks() => Forecast(weeks, ForecastStep.Week, 13);

    [Benchmark]
    public ForecastOutcome ForecastMonths() => Forecast(months, ForecastStep.Month, 12);

    private static ForecastOutcome Forecast(double[] values, ForecastStep step, int horizon) =>
        Forecaster.Run(new ForecastRequest { Values = values, Step = step, Horizon = horizon, NonNegative = true }, CancellationToken.None);

    private static double[] Series(int n, int season)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, n).Select(t => 1000 + 0.5 * t + 200 * Math.Sin(2 * Math.PI * t / season) + 100 * (random.NextDouble() - 0.5))];
    }
}
