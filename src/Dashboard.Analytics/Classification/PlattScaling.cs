namespace Dashboard.Analytics.Classification;

/// <summary>
/// Log odds made straight: intercept + slope × log odds (Platt 1999, "Probabilistic outputs for support vector machines", with the smoothed targets of its section 2.2; Lin, Lin and Weng 2007).
/// </summary>
/// <param name="Slope">1 leaves the spread as it is.</param>
/// <param name="Intercept">0 leaves the level as it is.</param>
public sealed record PlattScaling(double Slope, double Intercept) : Calibration
{
    private const int MostIterations = 100;

    /// <summary>Leaves log odds as they are.</summary>
    public static PlattScaling Identity { get; } = new(1, 0);

    /// <inheritdoc/>
    public override string Name => "Platt";

    /// <summary>Learns the line, with targets a little away from 0 and 1 so that few rows don't make it too sure.</summary>
    /// <param name="margins">Log odds of rows that the classifier has not seen.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <returns>The line; one that gives the smoothed share to all when the margins are all equal; <see cref="Identity"/> without rows.</returns>
    public static PlattScaling Fit(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels)
    {
        if (margins.IsEmpty)
            return Identity;
        var positives = labels.Count((byte)1);
        var (high, low) = ((positives + 1.0) / (positives + 2.0), 1 / (labels.Length - positives + 2.0));
        return Solve(margins, labels, high, low, slopeIsFree: true) ?? new(0, Math.Log((positives + 1.0) / (labels.Length - positives + 1.0)));
    }

    /// <inheritdoc/>
    public override double Apply(double margin) => 1 / (1 + Math.Exp(-((Slope * margin) + Intercept)));

    /// <summary>The line of greatest likelihood; null when the margins are all equal or tell the classes apart without error.</summary>
    internal static PlattScaling? Line(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels) => Solve(margins, labels, 1, 0, slopeIsFree: true);

    /// <summary>The intercept of greatest likelihood beside a slope of 1; null when one class does not occur.</summary>
    internal static double? Shift(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels) => Solve(margins, labels, 1, 0, slopeIsFree: false)?.Intercept;

    // Newton's method with halved steps.
    private static PlattScaling? Solve(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels, double high, double low, bool slopeIsFree)
    {
        var (slope, intercept) = (1.0, 0.0);
        var loss = Loss(margins, labels, high, low, slope, intercept);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var (g0, g1, h00, h01, h11) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < margins.Length; row++)
            {
                var x = margins[row];
                var p = 1 / (1 + Math.Exp(-((slope * x) + intercept)));
                var (residual, weight) = (p - (labels[row] == 1 ? high : low), p * (1 - p));
                g0 += residual;
                g1 += residual * x;
                h00 += weight;
                h01 += weight * x;
                h11 += weight * x * x;
            }

            var determinant = slopeIsFree ? (h00 * h11) - (h01 * h01) : h00;
            if (!(determinant > 1e-12 * (slopeIsFree ? h00 * h11 : 1e-3)))
                return null;
            var (d0, d1) = slopeIsFree ? (((h11 * g0) - (h01 * g1)) / determinant, ((h00 * g1) - (h01 * g0)) / determinant) : (g0 / h00, 0);
            var (length, next) = (1.0, double.PositiveInfinity);
            for (; length > 1e-9; length /= 2)
            {
                next = Loss(margins, labels, high, low, slope - (length * d1), intercept - (length * d0));
                if (next <= loss)
                    break;
            }

            if (next > loss)
                break;
            (slope, intercept) = (slope - (length * d1), intercept - (length * d0));
            if (Math.Abs(slope) > 1e4 || Math.Abs(intercept) > 1e4)
                return null;
            var gain = loss - next;
            loss = next;
            if (gain <= 1e-13 * (1 + loss) && Math.Abs(d0) + Math.Abs(d1) < 1e-8)
                break;
        }

        return new PlattScaling(slope, intercept);
    }

    private static double Loss(ReadOnlySpan<double> margins, ReadOnlySpan<byte> labels, double high, double low, double slope, double intercept)
    {
        var loss = 0.0;
        for (var row = 0; row < margins.Length; row++)
        {
            var z = (slope * margins[row]) + intercept;
            loss += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))) - (z * (labels[row] == 1 ? high : low));
        }

        return loss;
    }
}
