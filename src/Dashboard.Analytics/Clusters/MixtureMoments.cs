using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Analytics.Clusters;

/// <summary>What a pass of EM collects: for each component its weight, and the weighted sums and products of the differences from its mean before the pass.</summary>
internal sealed class MixtureMoments(MixtureParameters parameters)
{
    private const int Block = MixtureTable.Block;
    private const int Lanes = 4;

    private readonly int columns = parameters.Columns;
    private readonly bool diagonal = parameters.Shape == CovarianceShape.Diagonal;
    private readonly double[] weights = new double[parameters.Components];
    private readonly double[] sums = new double[parameters.Components * parameters.Columns * Lanes];
    private readonly double[] products = new double[parameters.Components * Pairs(parameters) * Lanes];

    /// <summary>Log likelihood of the rows added.</summary>
    public double LogLikelihood { get; set; }

    /// <summary>Adds a block.</summary>
    /// <param name="differences">Components × columns × 16, as <see cref="MixtureTable.Score"/> leaves them.</param>
    /// <param name="membership">Components × 16; 0 for rows that do not count.</param>
    public void Add(double[] differences, double[] membership)
    {
        var pairs = Pairs(parameters);
        for (var component = 0; component < weights.Length; component++)
        {
            ref var r = ref membership[component * Block];
            ref var d = ref differences[component * columns * Block];
            ref var sum = ref sums[component * columns * Lanes];
            ref var product = ref products[component * pairs * Lanes];
            var (r0, r1, r2, r3) = (Vector256.LoadUnsafe(ref r), Vector256.LoadUnsafe(ref r, 4), Vector256.LoadUnsafe(ref r, 8), Vector256.LoadUnsafe(ref r, 12));
            weights[component] += Vector256.Sum(r0 + r1 + (r2 + r3));
            var pair = 0;
            for (var i = 0; i < columns; i++)
            {
                var at = (nuint)(i * Block);
                var (w0, w1) = (r0 * Vector256.LoadUnsafe(ref d, at), r1 * Vector256.LoadUnsafe(ref d, at + 4));
                var (w2, w3) = (r2 * Vector256.LoadUnsafe(ref d, at + 8), r3 * Vector256.LoadUnsafe(ref d, at + 12));
                (Vector256.LoadUnsafe(ref sum, (nuint)(i * Lanes)) + (w0 + w1 + (w2 + w3))).StoreUnsafe(ref sum, (nuint)(i * Lanes));
                for (var j = diagonal ? i : 0; j <= i; j++, pair++)
                {
                    var other = (nuint)(j * Block);
                    var p = Vector256.FusedMultiplyAdd(w0, Vector256.LoadUnsafe(ref d, other), Vector256.LoadUnsafe(ref product, (nuint)(pair * Lanes)));
                    p = Vector256.FusedMultiplyAdd(w1, Vector256.LoadUnsafe(ref d, other + 4), p);
                    p = Vector256.FusedMultiplyAdd(w2, Vector256.LoadUnsafe(ref d, other + 8), p);
                    Vector256.FusedMultiplyAdd(w3, Vector256.LoadUnsafe(ref d, other + 12), p).StoreUnsafe(ref product, (nuint)(pair * Lanes));
                }
            }
        }
    }

    /// <summary>Adds what another part collected.</summary>
    public void Add(MixtureMoments part)
    {
        LogLikelihood += part.LogLikelihood;
        AddTo(weights, part.weights);
        AddTo(sums, part.sums);
        AddTo(products, part.products);
    }

    /// <summary>The parameters that make the rows most likely, given the memberships.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="regularisation">Added to every variance.</param>
    public MixtureParameters Maximise(int rows, double regularisation)
    {
        var components = weights.Length;
        var pairs = Pairs(parameters);
        var means = (double[])parameters.Means.Clone();
        var covariances = new double[parameters.Covariances.Length];
        var shares = new double[components];
        var moved = new double[columns];
        for (var component = 0; component < components; component++)
        {
            var weight = weights[component] + (10 * double.Epsilon);
            shares[component] = Math.Max(weight / rows, 1e-12);
            for (var i = 0; i < columns; i++)
            {
                moved[i] = Total(sums, (component * columns) + i) / weight;
                means[(component * columns) + i] += double.IsFinite(moved[i]) ? moved[i] : 0;
            }

            var pair = component * pairs;
            for (var i = 0; i < columns; i++)
            {
                for (var j = diagonal ? i : 0; j <= i; j++, pair++)
                {
                    var value = (Total(products, pair) / weight) - (moved[i] * moved[j]);
                    value = double.IsFinite(value) ? value : 0;
                    if (diagonal)
                    {
                        covariances[(component * columns) + i] = Math.Max(0, value) + regularisation;
                        continue;
                    }

                    var matrix = covariances.AsSpan(component * columns * columns, columns * columns);
                    matrix[(i * columns) + j] = matrix[(j * columns) + i] = i == j ? Math.Max(0, value) + regularisation : value;
                }
            }
        }

        var sum = shares.Sum();
        return parameters with { Weights = Array.ConvertAll(shares, s => s / sum), Means = means, Covariances = covariances };
    }

    private static int Pairs(MixtureParameters parameters) =>
        parameters.Shape == CovarianceShape.Diagonal ? parameters.Columns : parameters.Columns * (parameters.Columns + 1) / 2;

    private static double Total(double[] lanes, int at) => Vector256.Sum(Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(lanes), (nuint)(at * Lanes)));

    private static void AddTo(double[] to, double[] more)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += more[i];
    }
}
