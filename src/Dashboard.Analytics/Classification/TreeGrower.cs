using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>Grows one tree after the other over the same rows: always the leaf whose split lowers the loss most is split next.</summary>
internal sealed class TreeGrower(BinnedRows binned, RowGradients gradients, BoostingOptions options)
{
    private const int LeastPart = 2_048;

    private readonly SplitSearch search = new(binned, gradients, options);
    private readonly RowOrder order = new(binned.Rows);
    private readonly Stack<Histogram> free = new();
    private readonly ushort[] leafOf = new ushort[binned.Rows];
    private readonly byte[] goesLeft = new byte[Histogram.Bins];

    /// <summary>Grows a tree and adds its answers to the margins.</summary>
    /// <param name="margins">Log odds of each row.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="cancellationToken">Looked at before each split.</param>
    /// <returns>The tree; null when no split lowers the loss.</returns>
    public BoostedTree? Grow(double[] margins, ReadOnlyMemory<byte> labels, CancellationToken cancellationToken)
    {
        order.Reset();
        var nodes = new List<Node> { Root() };
        var leaves = 1;
        while (leaves < options.MostLeaves)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = -1;
            for (var node = 0; node < nodes.Count; node++)
            {
                if (nodes[node].Histogram is not null && nodes[node].Split.Feature >= 0 && (next < 0 || nodes[node].Split.Gain > nodes[next].Split.Gain))
                    next = node;
            }

            if (next < 0)
                break;
            Split(nodes, next, ++leaves < options.MostLeaves);
        }

        foreach (var node in nodes)
            Release(node);
        if (leaves == 1)
            return null;
        int[] ends = [.. Enumerable.Range(0, nodes.Count).Where(n => nodes[n].Left == 0)];
        MarkLeaves(nodes, ends);
        var tree = Finish(nodes, ends, gradients.Sums(labels, leafOf, ends.Length));
        AddTo(margins, [.. ends.Select(n => tree.Value[n])]);
        return tree;
    }

    private Node Root()
    {
        var root = new Node { From = 0, To = binned.Rows, First = gradients.AllFirst, Second = gradients.AllSecond, Bounds = LeafBounds.None };
        root.Histogram = Build(0, binned.Rows);
        root.Split = search.Best(root.Histogram, root.First, root.Second, root.Bounds);
        return root;
    }

    private void Split(List<Node> nodes, int index, bool more)
    {
        var node = nodes[index];
        var split = node.Split;
        var feature = split.Feature;
        for (var bin = 0; bin < goesLeft.Length; bin++)
            goesLeft[bin] = (byte)(bin <= split.Bin ? 1 : 0);
        goesLeft[FeatureBins.Missing] = (byte)(split.MissingRight ? 0 : 1);
        var middle = order.Split(binned.Columns[feature], goesLeft, node.From, node.To);

        var left = new Node { From = node.From, To = middle, First = split.LeftFirst, Second = split.LeftSecond, Depth = node.Depth + 1, Bounds = node.Bounds };
        var right = new Node
        {
            From = middle,
            To = node.To,
            First = node.First - split.LeftFirst,
            Second = node.Second - split.LeftSecond,
            Depth = node.Depth + 1,
            Bounds = node.Bounds,
        };
        if (options.Monotone?[binned.Features[feature]] is { } direction && direction != 0)
        {
            // Whatever grows below, the sides stay on their sides of the middle.
            var between = (Value(left) + Value(right)) / 2;
            left.Bounds = direction > 0 ? left.Bounds with { High = between } : left.Bounds with { Low = between };
            right.Bounds = direction > 0 ? right.Bounds with { Low = between } : right.Bounds with { High = between };
        }

        node.Left = nodes.Count;
        nodes.Add(left);
        nodes.Add(right);
        var (mayLeft, mayRight) = (more && MaySplit(left), more && MaySplit(right));
        if (mayLeft || mayRight)
        {
            // The smaller child is counted, the larger is what the parent has more.
            var (small, large) = left.To - left.From <= right.To - right.From ? (left, right) : (right, left);
            small.Histogram = Build(small.From, small.To);
            large.Histogram = node.Histogram!;
            large.Histogram.Subtract(small.Histogram);
            node.Histogram = null;
            Parallel.Invoke(new ParallelOptions { TaskScheduler = TaskScheduler.Current }, () => Search(left, mayLeft), () => Search(right, mayRight));
            foreach (var child in new[] { left, right }.Where(c => c.Split.Feature < 0))
                Release(child);
        }

        Release(node);
    }

    private bool MaySplit(Node node) => node.To - node.From >= 2 * options.LeastRowsInLeaf && node.Depth < options.MostDepth;

    private void Search(Node node, bool may)
    {
        if (may)
            node.Split = search.Best(node.Histogram!, node.First, node.Second, node.Bounds);
    }

    private double Value(Node node) => search.Value(gradients.First(node.First), gradients.Second(node.Second), node.Bounds);

    private void Release(Node node)
    {
        if (node.Histogram is { } histogram)
            free.Push(histogram);
        node.Histogram = null;
    }

    private Histogram Take() => free.TryPop(out var histogram) ? histogram : new Histogram(binned.Features.Length);

    private Histogram Build(int from, int to)
    {
        var parts = RowOrder.Parts(to - from, LeastPart);
        var histograms = new Histogram[parts];
        for (var part = 0; part < parts; part++)
            histograms[part] = Take();
        if (parts == 1)
        {
            histograms[0].Fill(binned, gradients, order.Of(from, to));
            return histograms[0];
        }

        Parallel.For(0, parts, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, part =>
        {
            var (first, end) = (from + (int)((long)(to - from) * part / parts), from + (int)((long)(to - from) * (part + 1) / parts));
            histograms[part].Fill(binned, gradients, order.Of(first, end));
        });
        for (var part = 1; part < parts; part++)
        {
            histograms[0].Add(histograms[part]);
            free.Push(histograms[part]);
        }

        return histograms[0];
    }

    private BoostedTree Finish(List<Node> nodes, int[] ends, double[] sums)
    {
        var tree = new BoostedTree
        {
            Feature = new short[nodes.Count],
            Threshold = new float[nodes.Count],
            MissingRight = new bool[nodes.Count],
            Left = new int[nodes.Count],
            Value = new double[nodes.Count],
            Cover = [.. nodes.Select(n => n.To - n.From)],
        };
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (node.Left == 0)
            {
                tree.Feature[i] = -1;
                continue;
            }

            var feature = binned.Features[node.Split.Feature];
            var cuts = binned.Bins[feature].Cuts;
            tree.Feature[i] = (short)feature;
            tree.Threshold[i] = node.Split.Bin < cuts.Length ? cuts[node.Split.Bin] : float.MaxValue;
            tree.MissingRight[i] = node.Split.MissingRight;
            tree.Left[i] = node.Left;
        }

        for (var leaf = 0; leaf < ends.Length; leaf++)
            tree.Value[ends[leaf]] = options.LearningRate * search.Value(sums[2 * leaf], sums[(2 * leaf) + 1], nodes[ends[leaf]].Bounds);

        return tree;
    }

    // The leaf of each row in two bytes, which stay in the cache however the rows of the leaves lie about; everything else goes over the rows from front to back.
    private void MarkLeaves(List<Node> nodes, int[] ends) => Parallel.For(0, ends.Length, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, leaf =>
    {
        foreach (var row in order.Of(nodes[ends[leaf]].From, nodes[ends[leaf]].To))
            leafOf[row] = (ushort)leaf;
    });

    private void AddTo(double[] margins, double[] values) => Partitions.Run(
        margins.Length,
        (from, to) =>
        {
            for (var row = from; row < to; row++)
                margins[row] += values[leafOf[row]];
        },
        CancellationToken.None);

    private sealed class Node
    {
        public required int From { get; init; }

        public required int To { get; init; }

        public int Depth { get; init; }

        public int Left { get; set; }

        public long First { get; init; }

        public long Second { get; init; }

        public LeafBounds Bounds { get; set; }

        public Split Split { get; set; } = new(0, -1, 0, false, 0, 0);

        public Histogram? Histogram { get; set; }
    }
}
