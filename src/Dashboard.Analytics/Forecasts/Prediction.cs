using Dashboard.Analytics.Statistics;
using MathNet.Numerics.Distributions;

namespace Dashboard.Analytics.Forecasts;

/// <summary>Point forecasts with the ends of both bands, one entry a step.</summary>
internal sealed record Prediction(double[] Point, double[] Low80, double[] High80, double[] Low95, double[] High95)
{
    private static readonly double Z80 = Normal.InvCDF(0, 1, 0.9);
    private static readonly double Z95 = Normal.InvCDF(0, 1, 0.975);

    internal static Prediction FromDeviations(double[] point, double[] deviations, Func<double, double>? back = null)
    {
        var p = new Prediction((double[])point.Clone(), new double[point.Length], new double[point.Length], new double[point.Length], new double[point.Length]);
        for (var h = 0; h < point.Length; h++)
        {
            p.Low80[h] = point[h] - Z80 * deviations[h];
            p.High80[h] = point[h] + Z80 * deviations[h];
            p.Low95[h] = point[h] - Z95 * deviations[h];
            p.High95[h] = point[h] + Z95 * deviations[h];
        }

        return back is null ? p : p.Map(back);
    }

    internal static Prediction Mean(IReadOnlyList<Prediction> parts)
    {
        double[] Average(Func<Prediction, double[]> get)
        {
            var sum = new double[parts[0].Point.Length];
            foreach (var part in parts)
            {
                for (var h = 0; h < sum.Length; h++)
                    sum[h] += get(part)[h] / parts.Count;
            }

            return sum;
        }

        return new(Average(p => p.Point), Average(p => p.Low80), Average(p => p.High80), Average(p => p.Low95), Average(p => p.High95));
    }

    internal Prediction Widen(double by80, double by95)
    {
        double[] Away(double[] end, double by) => [.. end.Select((v, h) => Point[h] + by * (v - Point[h]))];
        var (low, high) = (Away(Low80, by80), Away(High80, by80));
        // The wider band never ends up inside the narrower one.
        return new(
            Point, low, high, [.. Away(Low95, by95).Zip(low, Math.Min)], [.. Away(High95, by95).Zip(high, Math.Max)]);
    }

    internal Prediction Map(Func<double, double> f)
    {
        double[] Each(double[] values) => [.. values.Select(f)];
        return new(Each(Point), Each(Low80), Each(High80), Each(Low95), Each(High95));
    }

    internal ForecastPoint[] ToPoints() =>
        [.. Point.Select((v, h) => new ForecastPoint(v, new Interval(Low80[h], High80[h], 0.80), new Interval(Low95[h], High95[h], 0.95)))];
}
