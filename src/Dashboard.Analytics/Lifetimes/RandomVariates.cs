using Dashboard.Analytics.Clusters;
using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>Random numbers of the distributions that the models are made of.</summary>
internal static class RandomVariates
{
    /// <summary>A standard normal number (Marsaglia's polar method).</summary>
    public static double Normal(ref SeededRandom random)
    {
        while (true)
        {
            var (x, y) = ((2 * random.Uniform()) - 1, (2 * random.Uniform()) - 1);
            var square = (x * x) + (y * y);
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
        }
    }

    /// <summary>A gamma number of scale 1 (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26:363).</summary>
    public static double Gamma(double shape, ref SeededRandom random)
    {
        if (shape < 1)
            return Gamma(shape + 1, ref random) * Math.Exp(Math.Log(random.Uniform()) / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal(ref random);
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            var u = random.Uniform();
            if (u < 1 - (0.0331 * x * x * x * x) || Math.Log(u) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    /// <summary>A beta number.</summary>
    public static double Beta(double a, double b, ref SeededRandom random)
    {
        var x = Gamma(a, ref random);
        var y = Gamma(b, ref random);

        // Both can underflow where both parameters are tiny; then one of the two ends it is.
        return x + y > 0 ? x / (x + y) : random.Uniform() < a / (a + b) ? 1 : 0;
    }

    /// <summary>A Poisson number: by products of uniform numbers, for large means by Hörmann's transformed rejection (1993, Insurance: Mathematics and Economics 12:39).</summary>
    public static int Poisson(double mean, ref SeededRandom random)
    {
        if (mean < 20)
        {
            var (limit, product, count) = (Math.Exp(-mean), random.Uniform(), 0);
            for (; product > limit; count++)
                product *= random.Uniform();
            return count;
        }

        var (root, log) = (Math.Sqrt(mean), Math.Log(mean));
        var b = 0.931 + (2.53 * root);
        var a = -0.059 + (0.02483 * b);
        var alpha = 1.1239 + (1.1328 / (b - 3.4));
        var r = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            var u = random.Uniform() - 0.5;
            var v = random.Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= r)
                return (int)Math.Min(k, int.MaxValue);
            if (k >= 0 && (us >= 0.013 || v <= us)
                && Math.Log(v * alpha / ((a / (us * us)) + b)) <= (k * log) - mean - SpecialFunctions.GammaLn(k + 1))
                return (int)Math.Min(k, int.MaxValue);
        }
    }

    /// <summary>The number of the first success in trials with a chance.</summary>
    public static int FirstSuccess(double chance, ref SeededRandom random)
    {
        if (chance >= 1)
            return 1;
        var trials = Math.Ceiling(Math.Log(random.Uniform()) / Math.Log(1 - chance));
        return trials < int.MaxValue ? Math.Max(1, (int)trials) : int.MaxValue;
    }
}
