namespace Dashboard.Analytics.Lifetimes;

/// <summary>Sixteen nodes and weights of Gauss and Legendre's rule on (−1, 1): exact for polynomials up to degree 31.</summary>
internal static class GaussLegendre
{
    private const int Size = 16;

    static GaussLegendre()
    {
        // The nodes are the zeros of the Legendre polynomial, by Newton's method from Tricomi's estimate.
        for (var i = 0; i < Size; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (Size + 0.5));
            var slope = 1.0;
            for (var round = 0; round < 10; round++)
            {
                var (before, now) = (1.0, x);
                for (var k = 2; k <= Size; k++)
                    (before, now) = (now, (((2 * k - 1) * x * now) - ((k - 1) * before)) / k);
                slope = Size * ((x * now) - before) / ((x * x) - 1);
                x -= now / slope;
            }

            Nodes[i] = x;
            Weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }
    }

    /// <summary>Where the function is read, descending.</summary>
    public static double[] Nodes { get; } = new double[Size];

    /// <summary>What each node counts for; the sum is 2.</summary>
    public static double[] Weights { get; } = new double[Size];
}
