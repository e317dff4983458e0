namespace Dashboard.Analytics.Forecasts;

/// <summary>
/// The recursion of one model over one series, with the derivative of every one-step forecast by every parameter carried along, so that
/// a least-squares step costs one pass. It trusts its arguments; <see cref="ExponentialSmoothing"/> checks them.
/// </summary>
/// <remarks>
/// Parameters, in order and where present: alpha, beta / alpha, gamma / (1 - alpha), phi, first level, first slope, first season (its last entry
/// follows from the others). The multiplicative-error likelihood is a sum of squares too: with G the geometric mean of the forecasts,
/// n log(sum r²) + 2 sum log f = n log(sum (G r)²).
/// </remarks>
internal sealed partial class SmoothingKernel
{
    private readonly double[] y;
    private readonly SmoothingModel model;
    private readonly double[] fixedSeason;
    private readonly int m;
    private readonly int iBeta = -1;
    private readonly int iGamma = -1;
    private readonly int iPhi = -1;
    private readonly int iLevel = -1;
    private readonly int iSlope = -1;
    private readonly int iSeason = -1;
    private readonly SmoothingStates fixedStates;
    private readonly double[] season;
    private readonly double[] dLevel;
    private readonly double[] dSlope;
    private readonly double[] dBase;
    private readonly double[] dForecast;
    private readonly double[] dError;
    private readonly double[] dLogMean;
    private readonly double[] dSeason;

    internal SmoothingKernel(double[] y, SmoothingModel model, int seasonLength, SmoothingStates start, bool estimateStates, bool estimateSeason)
    {
        this.y = y;
        this.model = model;
        m = model.Season == SeasonKind.None ? 1 : seasonLength;
        fixedStates = start;
        fixedSeason = start.Season;
        var p = 1;
        if (model.Trend != TrendKind.None)
            iBeta = p++;
        if (model.Season != SeasonKind.None)
            iGamma = p++;
        if (model.Trend == TrendKind.Damped)
            iPhi = p++;
        SmoothingCount = p;
        if (estimateStates)
        {
            iLevel = p++;
            if (model.Trend != TrendKind.None)
                iSlope = p++;
            if (model.Season != SeasonKind.None && estimateSeason)
            {
                iSeason = p;
                p += m - 1;
            }
        }

        Size = p;
        Lower = new double[p];
        Upper = new double[p];
        Array.Fill(Lower, double.NegativeInfinity);
        Array.Fill(Upper, double.PositiveInfinity);
        for (var i = 0; i < SmoothingCount; i++)
            (Lower[i], Upper[i]) = i == iPhi ? (0.8, 0.98) : (1e-4, 0.9999);
        season = new double[m];
        dLevel = new double[p];
        dSlope = new double[p];
        dBase = new double[p];
        dForecast = new double[p];
        dError = new double[p];
        dLogMean = new double[p];
        dSeason = new double[m * p];
        Normal = new double[p * p];
        Gradient = new double[p];
    }

    /// <summary>How many parameters there are.</summary>
    internal int Size { get; }

    /// <summary>How many of them are smoothing parameters; they come first.</summary>
    internal int SmoothingCount { get; }

    internal double[] Lower { get; }

    internal double[] Upper { get; }

    /// <summary>J'J of the last pass with derivatives, lower triangle, row by row.</summary>
    internal double[] Normal { get; }

    /// <summary>J'u of the last pass with derivatives.</summary>
    internal double[] Gradient { get; }

    internal double[] Pack(double alpha, double betaShare, double gammaShare, double phi)
    {
        var theta = new double[Size];
        theta[0] = alpha;
        if (iBeta >= 0)
            theta[iBeta] = betaShare;
        if (iGamma >= 0)
            theta[iGamma] = gammaShare;
        if (iPhi >= 0)
            theta[iPhi] = phi;
        if (iLevel >= 0)
            theta[iLevel] = fixedStates.Level;
        if (iSlope >= 0)
            theta[iSlope] = fixedStates.Slope;
        for (var k = 0; iSeason >= 0 && k < m - 1; k++)
            theta[iSeason + k] = fixedSeason[k];
        return theta;
    }

    internal SmoothingWeights Weights(ReadOnlySpan<double> theta)
    {
        var alpha = theta[0];
        var phi = iPhi >= 0 ? theta[iPhi] : model.Trend == TrendKind.None ? 0 : 1;
        return new(alpha, iBeta >= 0 ? alpha * theta[iBeta] : 0, iGamma >= 0 ? (1 - alpha) * theta[iGamma] : 0, phi);
    }

    internal SmoothingStates InitialStates(ReadOnlySpan<double> theta)
    {
        var level = iLevel >= 0 ? theta[iLevel] : fixedStates.Level;
        var slope = iSlope >= 0 ? theta[iSlope] : model.Trend == TrendKind.None ? 0 : fixedStates.Slope;
        if (model.Season == SeasonKind.None)
            return new(level, slope, []);
        var s = (double[])fixedSeason.Clone();
        if (iSeason >= 0)
        {
            var rest = model.Season == SeasonKind.Multiplicative ? m : 0.0;
            for (var k = 0; k < m - 1; k++)
            {
                s[k] = theta[iSeason + k];
                rest -= s[k];
            }

            s[m - 1] = rest;
        }

        return new(level, slope, s);
    }

    /// <summary>One pass without derivatives. Infinite where the parameters leave the model's domain.</summary>
    /// <param name="theta">The parameters.</param>
    /// <param name="forecasts">Empty, or room for the one-step forecasts.</param>
    /// <param name="last">The states after the last value; the season begins with the next step's.</param>
    /// <returns>The criterion that is minimised.</returns>
    internal double Run(ReadOnlySpan<double> theta, Span<double> forecasts, out SmoothingStates last)
    {
        var (alpha, beta, gamma, phi) = Weights(theta);
        var first = InitialStates(theta);
        double level = first.Level, slope = first.Slope, sum = 0, logSum = 0;
        var s = first.Season;
        last = first;
        var slot = 0;
        for (var t = 0; t < y.Length; t++)
        {
            var body = level + phi * slope;
            double f, e;
            switch (model.Season)
            {
                case SeasonKind.None:
                    f = body;
                    e = y[t] - f;
                    level = body + alpha * e;
                    slope = phi * slope + beta * e;
                    break;
                case SeasonKind.Additive:
                    f = body + s[slot];
                    e = y[t] - f;
                    level = body + alpha * e;
                    slope = phi * slope + beta * e;
                    s[slot] += gamma * e;
                    break;
                default:
                    f = body * s[slot];
                    if (!(body > 0) || !(s[slot] > 0))
                        return double.PositiveInfinity;
                    e = y[t] - f;
                    var q = e / s[slot];
                    level = body + alpha * q;
                    slope = phi * slope + beta * q;
                    s[slot] += gamma * e / body;
                    break;
            }

            if (model.Error == ErrorKind.Multiplicative)
            {
                if (!(f > 0))
                    return double.PositiveInfinity;
                e /= f;
                logSum += Math.Log(f);
            }

            if (!forecasts.IsEmpty)
                forecasts[t] = f;
            sum += e * e;
            if (++slot == m)
                slot = 0;
        }

        if (s.Length > 0 && slot > 0)
            s = [.. s[slot..], .. s[..slot]];
        last = new(level, slope, s);
        if (model.Error == ErrorKind.Multiplicative)
            sum *= Math.Exp(2 * logSum / y.Length);
        return double.IsFinite(sum) ? sum : double.PositiveInfinity;
    }
}
