using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>Log-likelihood of a logistic regression with its gradient and information at some weights of the scaled features, the intercept first.</summary>
internal sealed class LogisticSums(int width)
{
    // A tile of twenty scaled columns stays in the first cache.
    private const int Tile = 128;

    /// <summary>Σ log-likelihood.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The largest absolute log odds of a row.</summary>
    public double LargestMargin { get; private set; }

    /// <summary>Derivatives of the log-likelihood.</summary>
    public double[] Gradient { get; } = new double[width];

    /// <summary>Lower triangle, row after row, of minus the second derivatives.</summary>
    public double[] Information { get; } = new double[width * width];

    /// <summary>What is minimised: minus the log-likelihood and the penalty.</summary>
    public double Objective(double[] weights, double[] penalty)
    {
        var sum = -LogLikelihood;
        for (var i = 0; i < weights.Length; i++)
            sum += 0.5 * penalty[i] * weights[i] * weights[i];
        return sum;
    }

    /// <summary>One pass over all rows.</summary>
    public static LogisticSums Of(FeatureMatrix rows, ReadOnlyMemory<byte> labels, ColumnScale scale, double[] weights, CancellationToken cancellationToken)
    {
        var all = new LogisticSums(weights.Length);
        foreach (var part in Partitions.Compute(rows.Rows, (from, to) => Part(rows, labels.Span, scale, weights, from, to), cancellationToken))
            all.Add(part);
        return all;
    }

    private static LogisticSums Part(FeatureMatrix rows, ReadOnlySpan<byte> labels, ColumnScale scale, double[] weights, int from, int to)
    {
        var width = weights.Length;
        var sums = new LogisticSums(width);
        var scaled = new double[width * Tile];
        scaled.AsSpan(0, Tile).Fill(1);
        var (weighted, margins, tail, work) = (new double[Tile], new double[Tile], new double[Tile], new double[Tile]);
        for (var tile = from; tile < to; tile += Tile)
        {
            var count = Math.Min(Tile, to - tile);
            Span<double> margin = margins.AsSpan(0, count);
            margin.Fill(weights[0]);
            for (var column = 1; column < width; column++)
            {
                var place = scaled.AsSpan(column * Tile, Tile);
                if (count < Tile)
                    place.Clear();
                place = place[..count];
                TensorPrimitives.ConvertTruncating(rows.Column(column - 1).Slice(tile, count), place);
                TensorPrimitives.Subtract(place, scale.Means[column - 1], place);
                TensorPrimitives.Divide(place, scale.Deviations[column - 1], place);
                TensorPrimitives.MultiplyAdd(place, weights[column], margin, margin);
            }

            sums.AddRows(labels.Slice(tile, count), margins, tail, work);
            for (var column = 0; column < width; column++)
            {
                // Rows behind the last have neither residual nor weight.
                var place = scaled.AsSpan(column * Tile, Tile);
                sums.Gradient[column] += TensorPrimitives.Dot(place, tail);
                TensorPrimitives.Multiply(place, work, weighted);
                Products(weighted, scaled, sums.Information.AsSpan(column * width, column + 1));
            }
        }

        return sums;
    }

    // Residual label − p goes into the second buffer, weight p (1 − p) into the third.
    private void AddRows(ReadOnlySpan<byte> labels, double[] margins, double[] residuals, double[] weights)
    {
        var count = labels.Length;
        var e = residuals.AsSpan(0, count);
        var log = weights.AsSpan(0, count);
        TensorPrimitives.Abs<double>(margins.AsSpan(0, count), e);
        LargestMargin = Math.Max(LargestMargin, TensorPrimitives.Max<double>(e));
        TensorPrimitives.Negate<double>(e, e);
        TensorPrimitives.Exp<double>(e, e);
        TensorPrimitives.LogP1<double>(e, log);
        LogLikelihood -= TensorPrimitives.Sum<double>(log);
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            // log p or log(1 − p) is −log(1 + e^−|m|) less |m| where the margin has the wrong sign.
            var (margin, small) = (margins[i], e[i]);
            var less = small / (1 + small);
            var p = margin >= 0 ? 1 - less : less;
            var label = (double)labels[i];
            sum += (label * margin) - Math.Max(margin, 0);
            residuals[i] = label - p;
            weights[i] = less / (1 + small);
        }

        LogLikelihood += sum;
        residuals.AsSpan(count).Clear();
        weights.AsSpan(count).Clear();
    }

    // Four inner products at a time: each loads the weighted column once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Products(double[] weighted, double[] scaled, Span<double> to)
    {
        ref var w = ref MemoryMarshal.GetArrayDataReference(weighted);
        ref var all = ref MemoryMarshal.GetArrayDataReference(scaled);
        var column = 0;
        for (; column + 4 <= to.Length; column += 4)
        {
            ref var z = ref Unsafe.Add(ref all, column * Tile);
            var (a, b, c, d) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (nuint i = 0; i < Tile; i += 8)
            {
                var x = Vector512.LoadUnsafe(ref w, i);
                a = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref z, i), a);
                b = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref z, i + Tile), b);
                c = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref z, i + (2 * Tile)), c);
                d = Vector512.MultiplyAddEstimate(x, Vector512.LoadUnsafe(ref z, i + (3 * Tile)), d);
            }

            to[column] += Vector512.Sum(a);
            to[column + 1] += Vector512.Sum(b);
            to[column + 2] += Vector512.Sum(c);
            to[column + 3] += Vector512.Sum(d);
        }

        for (; column < to.Length; column++)
            to[column] += TensorPrimitives.Dot<double>(weighted, scaled.AsSpan(column * Tile, Tile));
    }

    private void Add(LogisticSums part)
    {
        LogLikelihood += part.LogLikelihood;
        LargestMargin = Math.Max(LargestMargin, part.LargestMargin);
        TensorPrimitives.Add<double>(Gradient, part.Gradient, Gradient);
        TensorPrimitives.Add<double>(Information, part.Information, Information);
    }
}
