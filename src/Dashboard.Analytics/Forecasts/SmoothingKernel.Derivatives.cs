namespace Dashboard.Analytics.Forecasts;

internal sealed partial class SmoothingKernel
{
    /// <summary>One pass with derivatives: fills <see cref="Normal"/> and <see cref="Gradient"/>. Call it only where <see cref="Run"/> is finite.</summary>
    /// <param name="theta">The parameters.</param>
    internal void Differentiate(ReadOnlySpan<double> theta)
    {
        var p = Size;
        var (alpha, beta, gamma, phi) = Weights(theta);
        var first = InitialStates(theta);
        double level = first.Level, slope = first.Slope, sum = 0, logSum = 0;
        var betaShare = iBeta >= 0 ? theta[iBeta] : 0;
        var gammaShare = iGamma >= 0 ? theta[iGamma] : 0;
        first.Season.CopyTo(season, 0);
        StartDerivatives();
        var multiplicative = model.Season == SeasonKind.Multiplicative;
        var slot = 0;
        for (var t = 0; t < y.Length; t++)
        {
            var ds = dSeason.AsSpan(slot * p, p);
            var s = season[slot];
            var body = level + phi * slope;
            for (var j = 0; j < p; j++)
                dBase[j] = dLevel[j] + phi * dSlope[j];
            if (iPhi >= 0)
                dBase[iPhi] += slope;
            double f;
            if (model.Season == SeasonKind.None)
            {
                f = body;
                dBase.AsSpan().CopyTo(dForecast);
            }
            else if (multiplicative)
            {
                f = body * s;
                for (var j = 0; j < p; j++)
                    dForecast[j] = dBase[j] * s + body * ds[j];
            }
            else
            {
                f = body + s;
                for (var j = 0; j < p; j++)
                    dForecast[j] = dBase[j] + ds[j];
            }

            var e = y[t] - f;
            var q = multiplicative ? e / s : e;
            var r = multiplicative ? e / body : e;
            for (var j = 0; j < p; j++)
            {
                var dq = multiplicative ? (-dForecast[j] - q * ds[j]) / s : -dForecast[j];
                dLevel[j] = dBase[j] + alpha * dq;
                dSlope[j] = phi * dSlope[j] + beta * dq;
            }

            if (model.Season != SeasonKind.None)
            {
                for (var j = 0; j < p; j++)
                    ds[j] += gamma * (multiplicative ? (-dForecast[j] - r * dBase[j]) / body : -dForecast[j]);
                ds[0] -= gammaShare * r;
                ds[iGamma] += (1 - alpha) * r;
                season[slot] = s + gamma * r;
            }

            dLevel[0] += q;
            if (iBeta >= 0)
            {
                dSlope[0] += betaShare * q;
                dSlope[iBeta] += alpha * q;
            }

            if (iPhi >= 0)
                dSlope[iPhi] += slope;
            level = body + alpha * q;
            slope = phi * slope + beta * q;
            if (++slot == m)
                slot = 0;
            var u = e;
            var scale = -1.0;
            if (model.Error == ErrorKind.Multiplicative)
            {
                u = e / f;
                scale = -y[t] / (f * f);
                logSum += Math.Log(f);
                for (var j = 0; j < p; j++)
                    dLogMean[j] += dForecast[j] / f;
            }

            sum += u * u;
            Accumulate(u, scale);
        }

        if (model.Error == ErrorKind.Multiplicative)
            ScaleByMean(sum, logSum);
    }

    private void StartDerivatives()
    {
        Array.Clear(dLevel);
        Array.Clear(dSlope);
        Array.Clear(dSeason);
        Array.Clear(dLogMean);
        Array.Clear(Normal);
        Array.Clear(Gradient);
        if (iLevel >= 0)
            dLevel[iLevel] = 1;
        if (iSlope >= 0)
            dSlope[iSlope] = 1;
        for (var k = 0; iSeason >= 0 && k < m - 1; k++)
        {
            dSeason[k * Size + iSeason + k] = 1;
            dSeason[(m - 1) * Size + iSeason + k] = -1;
        }
    }

    private void Accumulate(double u, double scale)
    {
        var p = Size;
        for (var i = 0; i < p; i++)
            dError[i] = scale * dForecast[i];
        for (var i = 0; i < p; i++)
        {
            var di = dError[i];
            Gradient[i] += di * u;
            var row = Normal.AsSpan(i * p, i + 1);
            var d = dError.AsSpan(0, row.Length);
            for (var j = 0; j < row.Length; j++)
                row[j] += di * d[j];
        }
    }

    private void ScaleByMean(double sum, double logSum)
    {
        var p = Size;
        var n = y.Length;
        var g2 = Math.Exp(2 * logSum / n);
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double gi = dLogMean[i] / n, gj = dLogMean[j] / n;
                Normal[i * p + j] = g2 * (Normal[i * p + j] + gi * Gradient[j] + gj * Gradient[i] + gi * gj * sum);
            }
        }

        for (var i = 0; i < p; i++)
            Gradient[i] = g2 * (Gradient[i] + dLogMean[i] / n * sum);
    }
}
