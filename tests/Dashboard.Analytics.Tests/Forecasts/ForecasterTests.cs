using System.Diagnostics;
using Dashboard.Analytics.Forecasts;

namespace Dashboard.Analytics.Tests.Forecasts;

public class ForecasterTests
{
    private static Forecast Run(double[] values, ForecastStep step, int horizon, int? season = null, bool nonNegative = false) =>
        Forecaster.Run(
            new ForecastRequest { Values = values, Step = step, Horizon = horizon, SeasonLength = season, NonNegative = nonNegative },
            TestContext.Current.CancellationToken).Forecast!;

    /// <summary>M4 weekly, 13 weeks ahead: naive 9.161 / 2.777 and damped 8.866 / 2.404 on the organisers' result sheet (Makridakis et al. 2020).</summary>
    [Fact]
    public void Run_M4Weekly_BeatsNaiveAndDamped()
    {
        if (ReferenceSeries.M4Weekly() is not var (train, test))
            return;

        double smape = 0, mase = 0, in80 = 0, in95 = 0;
        var results = new Forecast[train.Length];
        Parallel.For(0, train.Length, i => results[i] = Run(train[i], ForecastStep.Week, 13));
        for (var i = 0; i < train.Length; i++)
        {
            var points = results[i].Points;
            var scale = train[i].Zip(train[i].Skip(1), (a, b) => Math.Abs(b - a)).Average();
            for (var h = 0; h < 13; h++)
            {
                var e = Math.Abs(points[h].Value - test[i][h]);
                smape += 200 * e / (Math.Abs(points[h].Value) + Math.Abs(test[i][h]));
                mase += e / scale;
                in80 += points[h].Band80.Contains(test[i][h]) ? 1 : 0;
                in95 += points[h].Band95.Contains(test[i][h]) ? 1 : 0;
            }
        }

        var n = 13.0 * train.Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"sMAPE {smape / n:0.000} MASE {mase / n:0.000} bands {in80 / n:0.000} {in95 / n:0.000}");
        Assert.Equal(359, train.Length);
        Assert.InRange(smape / n, 6, 6.9);
        Assert.InRange(mase / n, 2, 2.3);
        Assert.InRange(in80 / n, 0.80, 0.92);
        Assert.InRange(in95 / n, 0.95, 0.99);
    }

    /// <summary>Series made by known models: the bands hold what they promise.</summary>
    [Theory]
    [InlineData("level")]
    [InlineData("trend")]
    [InlineData("week")]
    [InlineData("year of factors")]
    public void Run_SimulatedSeries_BandsHoldWhatTheyPromise(string kind)
    {
        const int Series = 150;
        var (step, n, horizon) = kind switch { "week" => (ForecastStep.Day, 140, 14), "year of factors" => (ForecastStep.Month, 96, 12), _ => (ForecastStep.Month, 80, 8) };
        double in80 = 0, in95 = 0;
        for (var i = 0; i < Series; i++)
        {
            var y = Simulate(kind, n + horizon, 1000 + i);
            var points = Run(y[..n], step, horizon, kind is "level" or "trend" ? 1 : null).Points;
            for (var h = 0; h < horizon; h++)
            {
                in80 += points[h].Band80.Contains(y[n + h]) ? 1 : 0;
                in95 += points[h].Band95.Contains(y[n + h]) ? 1 : 0;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {in80 / Series / horizon:0.000} {in95 / Series / horizon:0.000}");
        Assert.InRange(in80 / Series / horizon, 0.75, 0.85);
        Assert.InRange(in95 / Series / horizon, 0.91, 0.98);
    }

    private static double[] Simulate(string kind, int n, int seed)
    {
        var random = new SeededNormal(seed);
        var y = new double[n];
        double level = 500, slope = kind == "trend" ? 2 : 0;
        for (var t = 0; t < n; t++)
        {
            var e = 20 * random.Next();
            level += slope;
            switch (kind)
            {
                case "week":
                    y[t] = level + 60 * Math.Sin(2 * Math.PI * t / 7) + e;
                    level += 0.2 * e;
                    break;
                case "year of factors":
                    var factor = 1 + 0.3 * Math.Sin(2 * Math.PI * t / 12);
                    y[t] = level * factor * (1 + e / 400);
                    level *= 1 + 0.2 * e / 400;
                    break;
                default:
                    y[t] = level + e;
                    level += 0.3 * e;
                    slope += kind == "trend" ? 0.02 * e : 0;
                    break;
            }
        }

        return y;
    }

    [Fact]
    public void Run_AirPassengers_ChoosesASeasonAndBeatsSeasonalNaive()
    {
        var y = ReferenceSeries.AirPassengers;

        var forecast = Run(y[..120], ForecastStep.Month, 24);

        var mape = forecast.Points.Select((p, h) => 100 * Math.Abs(p.Value - y[120 + h]) / y[120 + h]).Average();
        Assert.True(mape < 15.523, $"{forecast.Method} {mape}");
        Assert.Equal(12, forecast.SeasonLength);
        Assert.Equal(120, forecast.Count);
        Assert.Empty(forecast.Limits);
        Assert.Equal(forecast.Method, forecast.Backtest!.Scores[0].Method);
        Assert.Contains(forecast.Backtest.Scores, s => s.Method == "Seasonal naive");
        Assert.True(forecast.Backtest.Scores[0].Mase < forecast.Backtest.Scores.Single(s => s.Method == "Naive").Mase);
        Assert.Equal(6, forecast.Backtest.Origins.Count);
        Assert.Contains("MASE", forecast.Reason);
        TestContext.Current.TestOutputHelper?.WriteLine($"{forecast.Method} MAPE {mape:0.000} {forecast.Reason} {forecast.BandNote}");
    }

    [Fact]
    public void Run_Twice_GivesTheSame()
    {
        var (a, b) = (Run(ReferenceSeries.AirPassengers, ForecastStep.Month, 12), Run(ReferenceSeries.AirPassengers, ForecastStep.Month, 12));

        Assert.Equal(a.Points, b.Points);
        Assert.Equal(a.Method, b.Method);
    }

    [Theory]
    [InlineData(3, 0, "4 months are needed for a forecast; there are 3.")]
    [InlineData(8, 2, "24 months are needed for a yearly season; there are 8.")]
    [InlineData(13, 1, "24 months are needed for a yearly season; there are 13.")]
    [InlineData(25, 1, "27 months are needed for a yearly season that is smoothed and tested; there are 25.")]
    public void Run_ShortSeries_NamesWhatIsNeeded(int n, int limits, string message)
    {
        var request = new ForecastRequest { Values = ReferenceSeries.AirPassengers[..n], Step = ForecastStep.Month, Horizon = 6 };

        var outcome = Forecaster.Run(request, TestContext.Current.CancellationToken);

        Assert.Equal(message, outcome.Missing?.Message ?? outcome.Forecast!.Limits[^1].Message);
        Assert.Equal(limits, outcome.Forecast?.Limits.Count ?? 0);
        if (outcome.Forecast is { } forecast)
        {
            Assert.Equal(6, forecast.Points.Length);
            Assert.All(forecast.Points, p => Assert.True(double.IsFinite(p.Band95.Low) && p.Band95.High >= p.Band80.High && p.Band80.High >= p.Value));
        }
    }

    [Fact]
    public void Run_EveryLength_GivesNestedFiniteBands()
    {
        for (var n = 4; n <= 144; n += n < 40 ? 1 : 17)
        {
            var forecast = Run(ReferenceSeries.AirPassengers[..n], ForecastStep.Month, 12, nonNegative: true);
            Assert.All(forecast.Points, p =>
            {
                Assert.True(double.IsFinite(p.Value) && p.Band95.Low >= 0);
                Assert.True(p.Band95.Low <= p.Band80.Low && p.Band80.Low <= p.Value && p.Value <= p.Band80.High && p.Band80.High <= p.Band95.High);
            });
        }
    }

    [Fact]
    public void Run_GapsAtStart_AreLeftOutAndSaid()
    {
        double[] y = [double.NaN, double.NaN, .. ReferenceSeries.AirPassengers];

        var forecast = Run(y, ForecastStep.Month, 3);

        Assert.Equal(2, forecast.LeftOut);
        Assert.Equal(Run(ReferenceSeries.AirPassengers, ForecastStep.Month, 3).Points, forecast.Points);
    }

    [Fact]
    public void Run_ZerosAndConstants_StayCalm()
    {
        var zeros = Run(new double[60], ForecastStep.Day, 7, nonNegative: true);
        var constant = Run([.. Enumerable.Repeat(42.0, 60)], ForecastStep.Day, 7);

        Assert.All(zeros.Points, p => Assert.Equal(0, p.Value, 1e-9));
        Assert.Null(zeros.Backtest!.Scores[0].Mape);
        Assert.All(constant.Points, p => Assert.Equal(42, p.Value, 1e-6));
    }

    [Fact]
    public void Run_BadInput_SaysWhatIsAllowed()
    {
        Assert.Contains("write 0", Assert.Throws<ArgumentException>(() => Run([1, 2, double.NaN, 3, 4], ForecastStep.Day, 3)).Message);
        Assert.Contains("between 1 and 1000", Assert.Throws<ArgumentOutOfRangeException>(() => Run([1, 2, 3, 4], ForecastStep.Day, 0)).Message);
    }

    [Fact]
    public void Run_ThreeYearsOfDays_IsQuick()
    {
        var y = Simulate("week", 1095, 5);
        Run(y, ForecastStep.Day, 28);
        var watch = Stopwatch.StartNew();

        var forecast = Run(y, ForecastStep.Day, 28);

        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.ElapsedMilliseconds} ms {forecast.Method} {forecast.Reason} {forecast.BandNote}");
        Assert.Equal(7, forecast.SeasonLength);
        Assert.True(watch.ElapsedMilliseconds < 3000, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Run_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Forecaster.Run(
            new ForecastRequest { Values = ReferenceSeries.AirPassengers, Step = ForecastStep.Month, Horizon = 12 }, new CancellationToken(canceled: true)));
}
