using Dashboard.Analytics.Forecasts;

namespace Dashboard.Analytics.Tests.Forecasts;

public class ExponentialSmoothingTests
{
    /// <summary>Bounds: statsmodels 0.13.5 ExponentialSmoothing with estimated first states.</summary>
    [Theory]
    [InlineData("A,A,M", 15952.88)]
    [InlineData("A,A,A", 21564.33)]
    [InlineData("A,Ad,M", 16900.28)]
    public void Fit_AirPassengers_ReachesStatsmodelsError(string kind, double published)
    {
        var model = kind switch { "A,A,M" => SmoothingModel.Aam, "A,A,A" => SmoothingModel.Aaa, _ => SmoothingModel.Aadm };

        var fit = ExponentialSmoothing.Fit(ReferenceSeries.AirPassengers, model, 12);

        Assert.True(fit.Sse <= published * 1.001, $"{model} {fit.Sse} {fit.Weights}");
        Assert.Equal(144, fit.Count);
    }

    /// <summary>R 4.2.2 <c>HoltWinters(Nile, beta = FALSE, gamma = FALSE)</c>: the level begins at the first value.</summary>
    [Fact]
    public void Fit_NileFromFirstValue_EqualsHoltWintersOfR()
    {
        var nile = ReferenceSeries.Nile;

        var fit = ExponentialSmoothing.Fit(nile.AsSpan(1), SmoothingModel.Ann, 1, new SmoothingStates(nile[0], 0, []));

        Assert.Equal(0.2465579, fit.Weights.Alpha, 1e-4);
        Assert.Equal(2038871.8, fit.Sse, 0.1);
        Assert.Equal(805.0389, fit.Point(1)[0], 1e-2);
    }

    /// <summary>
    /// R 4.2.2 <c>HoltWinters(co2)</c>: the first states come from a decomposition of the first two years and a line through its trend, errors count from the
    /// second year. Its beta and gamma are shares of ours: beta / alpha and gamma / (1 − alpha).
    /// </summary>
    [Fact]
    public void Fit_Co2FromDecomposition_EqualsHoltWintersOfR()
    {
        var y = ReferenceSeries.Co2;
        var season = SmoothingStates.Rough(y.AsSpan(0, 24), SeasonKind.Additive, 12, trend: true).Season;
        double[] trend = [.. Enumerable.Range(6, 12).Select(t => ((y[t - 6] + y[t + 6]) / 2 + y[(t - 5)..(t + 6)].Sum()) / 12)];
        var mean = trend.Average();
        var slope = trend.Select((v, i) => (i - 5.5) * (v - mean)).Sum() / 143;

        var fit = ExponentialSmoothing.Fit(y.AsSpan(12), SmoothingModel.Aaa, 12, new SmoothingStates(mean - 6.5 * slope, slope, season));

        Assert.Equal(468, y.Length);
        Assert.Equal(43.129861, fit.Sse, 1e-4);
        Assert.Equal(0.5126484, fit.Weights.Alpha, 1e-3);
        Assert.Equal(0.0094977, fit.Weights.Beta / fit.Weights.Alpha, 1e-4);
        Assert.Equal(0.4728868, fit.Weights.Gamma / (1 - fit.Weights.Alpha), 1e-3);
        Assert.Equal(364.7616, fit.Last.Level, 2e-3);
        Assert.Equal(0.1247438, fit.Last.Slope, 1e-4);
        double[] next = [365.1079, 365.9664, 366.7343];
        Assert.All(fit.Point(3).Zip(next), p => Assert.Equal(p.Second, p.First, 1e-3));
    }

    /// <summary>R forecast 8.20 <c>ets</c>: log likelihoods that its simplex search reached; ours may only be higher.</summary>
    [Fact]
    public void Fit_LogLikelihoods_ReachEtsOfR()
    {
        var nile = ExponentialSmoothing.Fit(ReferenceSeries.Nile, SmoothingModel.Ann);
        var nileTrend = ExponentialSmoothing.Fit(ReferenceSeries.Nile, SmoothingModel.Aan);
        var additive = ExponentialSmoothing.Fit(ReferenceSeries.AirPassengers, SmoothingModel.Aaa, 12);
        var factors = ExponentialSmoothing.Fit(ReferenceSeries.AirPassengers, SmoothingModel.Mam, 12);
        var damped = ExponentialSmoothing.Fit(ReferenceSeries.AirPassengers, SmoothingModel.Madm, 12);

        Assert.Equal(0.24553, nile.Weights.Alpha, 1e-3);
        Assert.Equal(1110.687, nile.First.Level, 0.5);
        Assert.Equal(-726.39052, nile.LogLikelihood, 1e-3);
        Assert.Equal(1458.781, nile.Aic, 2e-3);
        Assert.InRange(nileTrend.Aic, 1455, 1461.912 + 0.01);
        Assert.InRange(additive.LogLikelihood, -765.935848 - 0.01, -718.4);
        Assert.Equal(17, additive.ParameterCount);
        Assert.InRange(factors.LogLikelihood, -682.403619 - 0.01, -675);
        Assert.InRange(damped.Aic, 1380, 1395.166432 + 0.02);
        Assert.Equal(18, damped.ParameterCount);
        // A slightly better optimum forecasts almost the same year.
        double[] published = [441.8018, 434.1186, 496.6300, 483.2375, 483.9914, 551.0244, 613.1797, 609.3648, 530.5408, 463.0332, 402.7478, 451.9694];
        Assert.All(damped.Point(12).Zip(published), p => Assert.Equal(p.Second, p.First, 0.006 * p.Second));
    }

    /// <summary>By hand: level 10, alpha 0.5 over 12, 10, 14, 12 gives levels 11, 10.5, 12.25, 12.125 and errors 2, −1, 3.5, −0.25.</summary>
    [Fact]
    public void Run_LevelByHand_GivesErrorsAndLevel()
    {
        var kernel = new SmoothingKernel([12, 10, 14, 12], SmoothingModel.Ann, 1, new SmoothingStates(10, 0, []), estimateStates: false, estimateSeason: false);
        var forecasts = new double[4];

        var sse = kernel.Run([0.5], forecasts, out var last);

        Assert.Equal([10, 11, 10.5, 12.25], forecasts);
        Assert.Equal(12.125, last.Level);
        Assert.Equal(4 + 1 + 12.25 + 0.0625, sse);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Differentiate_EveryModel_EqualsDifferences(string name)
    {
        var model = AllModels.Single(m => m.Name == name);
        var y = ReferenceSeries.AirPassengers[..48];
        if (model.Log)
            y = [.. y.Select(v => Math.Log(v))];
        var start = SmoothingStates.Rough(y, model.Season, 12, trend: true);
        var kernel = new SmoothingKernel(y, model, 12, start, estimateStates: true, estimateSeason: true);
        var theta = kernel.Pack(0.4, 0.2, 0.3, 0.9);

        kernel.Differentiate(theta);

        for (var i = 0; i < kernel.Size; i++)
        {
            var h = 1e-6 * Math.Max(1e-2, Math.Abs(theta[i]));
            var (up, down) = ((double[])theta.Clone(), (double[])theta.Clone());
            up[i] += h;
            down[i] -= h;
            var slope = (kernel.Run(up, default, out _) - kernel.Run(down, default, out _)) / (2 * h) / 2;
            Assert.Equal(slope, kernel.Gradient[i], 1e-4 * Math.Max(Math.Abs(slope), 1e-3 * kernel.Run(theta, default, out _)));
        }
    }

    [Fact]
    public void Fit_StraightLine_ForecastsTheLine()
    {
        double[] y = [.. Enumerable.Range(0, 30).Select(t => 5 + 2.0 * t)];

        var fit = ExponentialSmoothing.Fit(y, SmoothingModel.Aan);

        Assert.Equal(0, fit.Sse, 1e-6);
        Assert.Equal([65, 67, 69], fit.Point(3).Select(v => Math.Round(v, 4)));
    }

    [Fact]
    public void Fit_Scaled_ScalesForecasts()
    {
        var y = ReferenceSeries.AirPassengers;
        var one = ExponentialSmoothing.Fit(y, SmoothingModel.Mam, 12).Point(12);
        var thousand = ExponentialSmoothing.Fit([.. y.Select(v => 1000 * v)], SmoothingModel.Mam, 12).Point(12);

        for (var h = 0; h < 12; h++)
            Assert.Equal(1000 * one[h], thousand[h], 1e-3 * thousand[h]);
    }

    [Fact]
    public void Fit_ConstantSeries_ForecastsTheConstant()
    {
        foreach (var model in AllModels)
        {
            var fit = ExponentialSmoothing.Fit([.. Enumerable.Repeat(7.0, 40)], model, 12);
            Assert.All(fit.Point(14), v => Assert.Equal(7, v, 1e-6));
        }
    }

    [Fact]
    public void Fit_TooFewOrBadValues_SaysWhatIsNeeded()
    {
        Assert.Contains("24 values", Assert.Throws<ArgumentException>(() => ExponentialSmoothing.Fit(new double[23], SmoothingModel.Aaa, 12)).Message);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => ExponentialSmoothing.Fit(new double[24], SmoothingModel.Mam, 12)).Message);
    }

    internal static readonly SmoothingModel[] AllModels =
    [
        SmoothingModel.Ann, SmoothingModel.Aan, SmoothingModel.Aadn, SmoothingModel.Ana, SmoothingModel.Aaa, SmoothingModel.Aada, SmoothingModel.Aam,
        SmoothingModel.Aadm, SmoothingModel.Mam, SmoothingModel.Madm, SmoothingModel.Aada with { Log = true },
        new(ErrorKind.Multiplicative, TrendKind.None, SeasonKind.None), new(ErrorKind.Multiplicative, TrendKind.Damped, SeasonKind.Additive),
    ];

    public static TheoryData<string> Models() => [.. AllModels.Select(m => m.Name)];
}
