namespace Dashboard.Services.Samples;

/// <summary>What a stream of random numbers is for; streams of different purposes never share numbers.</summary>
internal enum StreamPurpose
{
    Catalogue,
    Traits,
    Person,
    Purchases,
    Campaign,
    Baskets,
    Till,
}

/// <summary>
/// Random numbers that depend on (seed, purpose, index) alone: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators")
/// started at a hash of the three, so that any customer can be made without the others, in any order, on any thread.
/// </summary>
internal struct RandomStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>Opens the stream of a purpose for an index (a customer, a day, …).</summary>
    public RandomStream(int seed, StreamPurpose purpose, long index) =>
        state = Mix(Mix(Mix((uint)seed + GoldenGamma) + (((ulong)purpose + 1) * 0xD1B54A32D192ED03)) + ((ulong)index * GoldenGamma));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += GoldenGamma);

    /// <summary>Uniform on (0, 1), both ends excluded.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform on 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Exponential with mean 1.</summary>
    public double Exponential() => -Math.Log(Uniform());

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Gamma with a shape and scale 1 (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }

    /// <summary>Beta, as a ratio of gammas.</summary>
    public double Beta(double a, double b)
    {
        var x = Gamma(a);
        return x / (x + Gamma(b));
    }

    /// <summary>Poisson, by multiplication (Knuth), in parts of at most 30.</summary>
    public int Poisson(double mean)
    {
        var count = 0;
        while (mean > 0)
        {
            var limit = Math.Exp(-Math.Min(mean, 30));
            for (var product = Uniform(); product > limit; product *= Uniform())
                count++;
            mean -= 30;
        }
        return count;
    }

    /// <summary>Index drawn in proportion to weights, none of them negative and their sum positive.</summary>
    public int Pick(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var left = Uniform() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }
        return weights.Length - 1;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Draws indices in proportion to fixed weights in constant time (Walker 1977, alias method).</summary>
internal sealed class AliasTable
{
    private readonly double[] keep;
    private readonly int[] alias;

    public AliasTable(ReadOnlySpan<double> weights)
    {
        keep = new double[weights.Length];
        alias = new int[weights.Length];
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < weights.Length; i++)
        {
            keep[i] = weights[i] * weights.Length / total;
            (keep[i] < 1 ? small : large).Push(i);
        }
        while (small.Count > 0 && large.Count > 0)
        {
            var less = small.Pop();
            var more = large.Pop();
            alias[less] = more;
            keep[more] -= 1 - keep[less];
            (keep[more] < 1 ? small : large).Push(more);
        }
        foreach (var i in small.Concat(large))
            keep[i] = 1;
    }

    public int Draw(ref RandomStream random)
    {
        var i = random.Below(keep.Length);
        return random.Uniform() < keep[i] ? i : alias[i];
    }
}
