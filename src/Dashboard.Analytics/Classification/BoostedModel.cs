using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>Boosted trees: log odds = start + Σ the leaf of the row in each tree.</summary>
public sealed record BoostedModel
{
    private const int Tile = 64;

    private PackedTree[]? packed;

    /// <summary>Log odds of the rows of the training.</summary>
    public required double Start { get; init; }

    /// <summary>The trees, leaves already times the learning rate.</summary>
    public required BoostedTree[] Trees { get; init; }

    /// <summary>Number of features.</summary>
    public required int Features { get; init; }

    /// <summary>How many trees were grown before those behind the best were dropped.</summary>
    public int GrownTrees { get; init; }

    /// <summary>Log loss on the check rows before the first tree and after each; empty without check rows.</summary>
    public double[] CheckLosses { get; init; } = [];

    /// <summary>Log odds of each row.</summary>
    /// <param name="rows">As many columns as features; NaN where missing.</param>
    /// <param name="cancellationToken">Polled.</param>
    public double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        if (rows.Columns != Features)
            throw new ArgumentException(FormattableString.Invariant($"The model has {Features} features, the rows {rows.Columns}."), nameof(rows));
        packed ??= [.. Trees.Select(t => new PackedTree(t))];
        var margins = new double[rows.Rows];
        Partitions.Run(rows.Rows, (from, to) => AddPart(packed, rows, margins, from, to), cancellationToken);
        return margins;
    }

    /// <summary>Probability of class 1 of each row.</summary>
    /// <param name="rows">As many columns as features; NaN where missing.</param>
    /// <param name="cancellationToken">Polled.</param>
    public double[] Probabilities(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var margins = Margins(rows, cancellationToken);
        TensorPrimitives.Sigmoid<double>(margins, margins);
        return margins;
    }

    private void AddPart(PackedTree[] trees, FeatureMatrix rows, double[] margins, int from, int to)
    {
        // A tile of rows lies row after row in the first cache while all trees go over it.
        var values = new float[Tile * Features];
        for (var tile = from; tile < to; tile += Tile)
        {
            var count = Math.Min(Tile, to - tile);
            for (var feature = 0; feature < Features; feature++)
            {
                var column = rows.Column(feature).Slice(tile, count);
                for (var (row, at) = (0, feature); row < column.Length; row++, at += Features)
                    values[at] = column[row];
            }

            var place = margins.AsSpan(tile, count);
            place.Fill(Start);
            foreach (var tree in trees)
                tree.AddTo(values, Features, place);
        }
    }

    /// <summary>A tree for fast walks: a leaf leads to itself, so that rows walk in step and none is asked whether it has arrived.</summary>
    private sealed class PackedTree(BoostedTree tree)
    {
        private const int Abreast = 8;

        private readonly Node[] nodes = [.. Enumerable.Range(0, tree.Nodes).Select(n => tree.Feature[n] < 0
            ? new Node(0, float.PositiveInfinity, n, 0)
            : new Node(tree.Feature[n], tree.Threshold[n], tree.Left[n], tree.MissingRight[n] ? 1 : 0))];

        private readonly int depth = tree.Depth;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void AddTo(float[] values, int width, Span<double> margins)
        {
            ref var node = ref MemoryMarshal.GetArrayDataReference(nodes);
            ref var value = ref MemoryMarshal.GetArrayDataReference(values);
            var leaf = tree.Value;
            var row = 0;
            for (; row + Abreast <= margins.Length; row += Abreast)
            {
                ref var first = ref Unsafe.Add(ref value, row * width);
                var (a, b, c, d, e, f, g, h) = (0, 0, 0, 0, 0, 0, 0, 0);
                for (var step = 0; step < depth; step++)
                {
                    a = Next(ref Unsafe.Add(ref node, a), ref first);
                    b = Next(ref Unsafe.Add(ref node, b), ref Unsafe.Add(ref first, width));
                    c = Next(ref Unsafe.Add(ref node, c), ref Unsafe.Add(ref first, 2 * width));
                    d = Next(ref Unsafe.Add(ref node, d), ref Unsafe.Add(ref first, 3 * width));
                    e = Next(ref Unsafe.Add(ref node, e), ref Unsafe.Add(ref first, 4 * width));
                    f = Next(ref Unsafe.Add(ref node, f), ref Unsafe.Add(ref first, 5 * width));
                    g = Next(ref Unsafe.Add(ref node, g), ref Unsafe.Add(ref first, 6 * width));
                    h = Next(ref Unsafe.Add(ref node, h), ref Unsafe.Add(ref first, 7 * width));
                }

                margins[row] += leaf[a];
                margins[row + 1] += leaf[b];
                margins[row + 2] += leaf[c];
                margins[row + 3] += leaf[d];
                margins[row + 4] += leaf[e];
                margins[row + 5] += leaf[f];
                margins[row + 6] += leaf[g];
                margins[row + 7] += leaf[h];
            }

            for (; row < margins.Length; row++)
            {
                var at = 0;
                for (var step = 0; step < depth; step++)
                    at = Next(ref Unsafe.Add(ref node, at), ref Unsafe.Add(ref value, row * width));
                margins[row] += leaf[at];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int Next(ref Node node, ref float row)
        {
            var value = Unsafe.Add(ref row, node.Feature);
            var (above, missing) = (value > node.Threshold, float.IsNaN(value));
            return node.Left + (Unsafe.As<bool, byte>(ref above) | (Unsafe.As<bool, byte>(ref missing) & node.MissingRight));
        }

        [StructLayout(LayoutKind.Sequential)]
        private readonly record struct Node(int Feature, float Threshold, int Left, int MissingRight);
    }
}
