using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Forecasts;

/// <summary>
/// Bands of a fitted model: from the known variance where the model is linear with additive errors (Hyndman et al. 2008, table 6.1), else from simulated
/// paths with a fixed seed.
/// </summary>
internal static class SmoothingBands
{
    private const int Paths = 1_000;

    internal static bool HasKnownVariance(SmoothingModel model) => model.Error == ErrorKind.Additive && model.Season != SeasonKind.Multiplicative;

    internal static Prediction Predict(SmoothingFit fit, int horizon, int seed)
    {
        var point = fit.Point(horizon);
        if (!HasKnownVariance(fit.Model))
            return Simulate(fit, point, seed);
        var deviations = Deviations(fit, horizon);
        if (!fit.Model.Log)
            return Prediction.FromDeviations(point, deviations);
        return Prediction.FromDeviations([.. point.Select(v => Math.Log(v))], deviations, Math.Exp);
    }

    /// <summary>Standard deviations h steps ahead: sigma² (1 + sum c_j²), c_j = alpha + beta (phi + … + phi^j) + gamma where j is a whole season.</summary>
    internal static double[] Deviations(SmoothingFit fit, int horizon)
    {
        var (alpha, beta, gamma, phi) = fit.Weights;
        var result = new double[horizon];
        double sum = 1, fade = 1, reach = 0;
        for (var h = 0; h < horizon; h++)
        {
            result[h] = fit.Sigma * Math.Sqrt(sum);
            fade *= phi;
            reach += fade;
            var c = alpha + beta * reach + ((h + 1) % fit.SeasonLength == 0 ? gamma : 0);
            sum += c * c;
        }

        return result;
    }

    private static Prediction Simulate(SmoothingFit fit, double[] point, int seed)
    {
        var horizon = point.Length;
        var random = new SeededNormal(seed);
        var outcomes = new double[horizon][];
        for (var h = 0; h < horizon; h++)
            outcomes[h] = new double[Paths];
        var m = fit.SeasonLength;
        var season = new double[Math.Max(1, m)];
        var kind = fit.Model.Season;
        var (alpha, beta, gamma, phi) = fit.Weights;
        for (var path = 0; path < Paths; path++)
        {
            double level = fit.Last.Level, slope = fit.Last.Slope;
            fit.Last.Season.CopyTo(season, 0);
            for (var h = 0; h < horizon; h++)
            {
                var slot = h % m;
                var body = level + phi * slope;
                var s = season[slot];
                var f = kind switch { SeasonKind.None => body, SeasonKind.Additive => body + s, _ => body * s };
                var e = fit.Sigma * random.Next();
                if (fit.Model.Error == ErrorKind.Multiplicative)
                    e = f * Math.Max(e, -0.99);
                outcomes[h][path] = f + e;
                var q = kind == SeasonKind.Multiplicative ? e / Math.Max(s, 1e-9) : e;
                level = body + alpha * q;
                slope = phi * slope + beta * q;
                season[slot] = s + gamma * (kind == SeasonKind.Multiplicative ? e / Floor(body) : e);
            }
        }

        var p = new Prediction(point, new double[horizon], new double[horizon], new double[horizon], new double[horizon]);
        for (var h = 0; h < horizon; h++)
        {
            Array.Sort(outcomes[h]);
            p.Low80[h] = Math.Min(point[h], SortedQuantiles.Type7(outcomes[h], 0.1));
            p.High80[h] = Math.Max(point[h], SortedQuantiles.Type7(outcomes[h], 0.9));
            p.Low95[h] = Math.Min(point[h], SortedQuantiles.Type7(outcomes[h], 0.025));
            p.High95[h] = Math.Max(point[h], SortedQuantiles.Type7(outcomes[h], 0.975));
        }

        return p;
    }

    private static double Floor(double body) => Math.Abs(body) < 1e-9 ? 1e-9 : body;
}

/// <summary>Standard normal numbers from a seed by splitmix64 and Box and Muller: the same on every machine and version.</summary>
internal sealed class SeededNormal(int seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL + 0xD1B54A32D192ED03UL);
    private double spare = double.NaN;

    internal double Next()
    {
        if (!double.IsNaN(spare))
        {
            var kept = spare;
            spare = double.NaN;
            return kept;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * Uniform());
        spare = radius * sin;
        return radius * cos;
    }

    private double Uniform()
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        var z = state;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
