namespace Dashboard.Analytics.Classification;

/// <summary>
/// A regression tree as columns of nodes, node 0 being the root. An inner node sends a row to its left child if its feature is at most the threshold, else to the right one, which is the node behind
/// the left; a missing value goes where the node says.
/// </summary>
public sealed record BoostedTree
{
    /// <summary>Feature of each inner node; −1 marks a leaf.</summary>
    public required short[] Feature { get; init; }

    /// <summary>Threshold of each inner node; the largest number where every known value goes left.</summary>
    public required float[] Threshold { get; init; }

    /// <summary>Whether a missing value goes right.</summary>
    public required bool[] MissingRight { get; init; }

    /// <summary>Left child of each inner node.</summary>
    public required int[] Left { get; init; }

    /// <summary>What each leaf adds to the log odds; 0 for inner nodes.</summary>
    public required double[] Value { get; init; }

    /// <summary>Rows of the training that came through each node.</summary>
    public required int[] Cover { get; init; }

    /// <summary>Number of nodes.</summary>
    public int Nodes => Feature.Length;

    /// <summary>Number of leaves.</summary>
    public int Leaves => (Nodes + 1) / 2;

    /// <summary>The node that a row goes to from an inner node.</summary>
    /// <param name="node">The inner node.</param>
    /// <param name="value">The row's value of the node's feature.</param>
    public int Next(int node, float value) => Left[node] + (value > Threshold[node] || (float.IsNaN(value) && MissingRight[node]) ? 1 : 0);

    /// <summary>The leaf of a row.</summary>
    /// <param name="row">All features of the row.</param>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        var node = 0;
        while (Feature[node] >= 0)
            node = Next(node, row[Feature[node]]);
        return node;
    }

    /// <summary>Mean of the leaves, weighted by the rows of the training.</summary>
    public double Expected
    {
        get
        {
            var sum = 0.0;
            for (var node = 0; node < Nodes; node++)
                sum += Feature[node] < 0 ? Value[node] * Cover[node] : 0;
            return sum / Cover[0];
        }
    }

    /// <summary>Most splits between root and leaf.</summary>
    public int Depth
    {
        get
        {
            var (depth, most) = (new int[Nodes], 0);
            // Children lie behind their parents.
            for (var node = 0; node < Nodes; node++)
            {
                most = Math.Max(most, depth[node]);
                if (Feature[node] >= 0)
                    depth[Left[node]] = depth[Left[node] + 1] = depth[node] + 1;
            }

            return most;
        }
    }
}
