using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra;

namespace Dashboard.Analytics.Clusters;

/// <summary>
/// A mixture made ready for scoring, sixteen rows at a time in double precision: for each component the inverse of the Cholesky factor of its covariance, so that a Mahalanobis distance is a
/// triangular product.
/// </summary>
internal sealed class MixtureTable
{
    /// <summary>Rows of a block.</summary>
    public const int Block = RowMatrix.BlockRows;

    private readonly double[] inverse;
    private readonly double[] constants;

    /// <summary>Makes a table.</summary>
    /// <exception cref="ArgumentException">A covariance is not positive definite.</exception>
    public MixtureTable(MixtureParameters parameters)
    {
        Parameters = parameters;
        var columns = parameters.Columns;
        inverse = new double[parameters.Components * columns * columns];
        constants = new double[parameters.Components];
        for (var component = 0; component < parameters.Components; component++)
        {
            var logDeterminant = 0.0;
            var factor = inverse.AsSpan(component * columns * columns, columns * columns);
            if (parameters.Shape == CovarianceShape.Diagonal)
            {
                for (var i = 0; i < columns; i++)
                    factor[(i * columns) + i] = 1 / Math.Sqrt(parameters.Covariances[(component * columns) + i]);
            }
            else
            {
                var covariance = Matrix<double>.Build.Dense(columns, columns, (i, j) => parameters.Covariances[(((component * columns) + i) * columns) + j]);
                var lower = covariance.Cholesky().Factor.LowerTriangle().Inverse();
                for (var i = 0; i < columns; i++)
                {
                    for (var j = 0; j <= i; j++)
                        factor[(i * columns) + j] = lower[i, j];
                }
            }

            for (var i = 0; i < columns; i++)
                logDeterminant += Math.Log(factor[(i * columns) + i]);
            constants[component] = Math.Log(parameters.Weights[component]) + logDeterminant - (0.5 * columns * Math.Log(2 * Math.PI));
        }
    }

    /// <summary>The parameters.</summary>
    public MixtureParameters Parameters { get; }

    /// <summary>Scores a block.</summary>
    /// <param name="block">First number of the block.</param>
    /// <param name="differences">Room for components × columns × 16: each row less the mean of each component.</param>
    /// <param name="membership">Room for components × 16: the probability of each component for each row.</param>
    /// <param name="logs">Room for 16: the log density of each row.</param>
    public void Score(ref float block, double[] differences, double[] membership, Span<double> logs)
    {
        var (components, columns) = (Parameters.Components, Parameters.Columns);
        for (var component = 0; component < components; component++)
        {
            var own = differences.AsSpan(component * columns * Block, columns * Block);
            Subtract(ref block, Parameters.Means.AsSpan(component * columns, columns), own);
            Mahalanobis(own, inverse.AsSpan(component * columns * columns, columns * columns), membership.AsSpan(component * Block, Block), columns);
        }

        Span<double> most = stackalloc double[Block];
        most.Fill(double.NegativeInfinity);
        for (var component = 0; component < components; component++)
        {
            var own = membership.AsSpan(component * Block, Block);
            TensorPrimitives.Multiply(own, -0.5, own);
            TensorPrimitives.Add(own, constants[component], own);
            TensorPrimitives.Max(most, own, most);
        }

        Span<double> sums = stackalloc double[Block];
        sums.Clear();
        for (var component = 0; component < components; component++)
        {
            var own = membership.AsSpan(component * Block, Block);
            TensorPrimitives.Subtract(own, most, own);
            TensorPrimitives.Exp(own, own);
            TensorPrimitives.Add(sums, own, sums);
        }

        for (var component = 0; component < components; component++)
        {
            var own = membership.AsSpan(component * Block, Block);
            TensorPrimitives.Divide(own, sums, own);
        }

        TensorPrimitives.Log(sums, logs);
        TensorPrimitives.Add(logs, most, logs);
    }

    private static void Subtract(ref float block, ReadOnlySpan<double> mean, Span<double> to)
    {
        ref var first = ref MemoryMarshal.GetReference(to);
        for (var column = 0; column < mean.Length; column++)
        {
            var m = Vector256.Create(mean[column]);
            for (var lane = 0; lane < Block; lane += 8)
            {
                var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref block, (nuint)((column * Block) + lane)));
                (low - m).StoreUnsafe(ref first, (nuint)((column * Block) + lane));
                (high - m).StoreUnsafe(ref first, (nuint)((column * Block) + lane + 4));
            }
        }
    }

    private void Mahalanobis(ReadOnlySpan<double> differences, ReadOnlySpan<double> factor, Span<double> squared, int columns)
    {
        ref var d = ref MemoryMarshal.GetReference(differences);
        ref var to = ref MemoryMarshal.GetReference(squared);
        var (q0, q1, q2, q3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < columns; i++)
        {
            var (a0, a1, a2, a3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var j = Parameters.Shape == CovarianceShape.Diagonal ? i : 0; j <= i; j++)
            {
                var f = Vector256.Create(factor[(i * columns) + j]);
                ref var x = ref Unsafe.Add(ref d, j * Block);
                a0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x), f, a0);
                a1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, 4), f, a1);
                a2 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, 8), f, a2);
                a3 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, 12), f, a3);
            }

            q0 = Vector256.FusedMultiplyAdd(a0, a0, q0);
            q1 = Vector256.FusedMultiplyAdd(a1, a1, q1);
            q2 = Vector256.FusedMultiplyAdd(a2, a2, q2);
            q3 = Vector256.FusedMultiplyAdd(a3, a3, q3);
        }

        q0.StoreUnsafe(ref to);
        q1.StoreUnsafe(ref to, 4);
        q2.StoreUnsafe(ref to, 8);
        q3.StoreUnsafe(ref to, 12);
    }
}
