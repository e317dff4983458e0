namespace Dashboard.Analytics.Clusters;

/// <summary>
/// Random numbers that depend on a seed and an index alone, so that each start, resample and reference set has numbers of its own, whichever thread draws them:
/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
/// </summary>
internal struct SeededRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <summary>Opens the numbers of an index.</summary>
    public SeededRandom(int seed, long index) => state = Mix(Mix((uint)seed + GoldenGamma) + ((ulong)index * 0xD1B54A32D192ED03));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(state += GoldenGamma);

    /// <summary>Uniform on (0, 1), both ends excluded.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform on 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>Some of the rows 0 … <paramref name="rows"/> − 1 without repetition, ascending; all of them when no more than wanted.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="wanted">How many are wanted.</param>
    public int[] Sample(int rows, int wanted)
    {
        if (wanted >= rows)
            return [.. Enumerable.Range(0, rows)];

        // Each row is taken with the probability that as many as are still wanted lie among those still to come (Knuth, TAOCP 2, 3.4.2, algorithm S).
        var taken = new int[wanted];
        for (var (row, have) = (0, 0); have < wanted; row++)
        {
            if ((rows - row) * Uniform() < wanted - have)
                taken[have++] = row;
        }

        return taken;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
