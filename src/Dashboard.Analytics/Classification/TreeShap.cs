using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Exact Shapley values of boosted trees in polynomial time (Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution for tree ensembles", algorithm 2): what each feature of a row
/// adds to its log odds. A feature that is not known yet is averaged over, by the rows of the training in each branch. The values of a row and the expected log odds add up to its log odds.
/// </summary>
public sealed class TreeShap
{
    private readonly BoostedModel model;
    private readonly Element[] path;

    /// <summary>Prepares for the rows of a model. Not for several threads at a time.</summary>
    /// <param name="model">The trees.</param>
    public TreeShap(BoostedModel model)
    {
        this.model = model;
        Expected = model.Start + model.Trees.Sum(t => t.Expected);
        var depth = model.Trees.Length == 0 ? 0 : model.Trees.Max(t => t.Depth) + 2;
        path = new Element[(depth + 1) * (depth + 2) / 2 * 2];
    }

    /// <summary>Log odds when nothing is known of a row.</summary>
    public double Expected { get; }

    /// <summary>What each feature of a row adds to its log odds.</summary>
    /// <param name="row">All features; NaN where missing.</param>
    /// <returns>A number for each feature.</returns>
    public double[] Of(ReadOnlySpan<float> row)
    {
        var values = new double[model.Features];
        foreach (var tree in model.Trees)
            Walk(tree, row, values, 0, 0, [], 1, 1, -1);
        return values;
    }

    // The path holds the features between the root and this node, each once, with the share of the rows that come through when it is not known (Zero) and known (One), and in Weight
    // the sum over all subsets of a size that leave the way open.
    private void Walk(BoostedTree tree, ReadOnlySpan<float> row, double[] values, int node, int offset, ReadOnlySpan<Element> parent, double zero, double one, int feature)
    {
        var mine = path.AsSpan(offset, parent.Length + 1);
        parent.CopyTo(mine);
        Extend(mine, zero, one, feature);
        if (tree.Feature[node] < 0)
        {
            for (var i = 1; i < mine.Length; i++)
                values[mine[i].Feature] += UnwoundSum(mine, i) * (mine[i].One - mine[i].Zero) * tree.Value[node];
            return;
        }

        var split = tree.Feature[node];
        var hot = tree.Next(node, row[split]);
        var cold = hot == tree.Left[node] ? hot + 1 : tree.Left[node];
        var (zeroBefore, oneBefore, length) = (1.0, 1.0, mine.Length);
        for (var i = 1; i < mine.Length; i++)
        {
            if (mine[i].Feature != split)
                continue;
            (zeroBefore, oneBefore) = (mine[i].Zero, mine[i].One);
            Unwind(mine, i);
            length--;
            break;
        }

        var children = offset + parent.Length + 1;
        Walk(tree, row, values, hot, children, mine[..length], zeroBefore * tree.Cover[hot] / tree.Cover[node], oneBefore, split);
        Walk(tree, row, values, cold, children, mine[..length], zeroBefore * tree.Cover[cold] / tree.Cover[node], 0, split);
    }

    private static void Extend(Span<Element> path, double zero, double one, int feature)
    {
        var last = path.Length - 1;
        path[last] = new Element(feature, zero, one, last == 0 ? 1 : 0);
        for (var i = last - 1; i >= 0; i--)
        {
            path[i + 1].Weight += one * path[i].Weight * (i + 1) / (last + 1);
            path[i].Weight = zero * path[i].Weight * (last - i) / (last + 1);
        }
    }

    private static void Unwind(Span<Element> path, int index)
    {
        var last = path.Length - 1;
        var (zero, one, next) = (path[index].Zero, path[index].One, path[last].Weight);
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (last + 1) / ((i + 1) * one);
                next = weight - (path[i].Weight * zero * (last - i) / (last + 1));
            }
            else
            {
                path[i].Weight = path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        for (var i = index; i < last; i++)
            path[i] = path[i + 1] with { Weight = path[i].Weight };
    }

    private static double UnwoundSum(ReadOnlySpan<Element> path, int index)
    {
        var last = path.Length - 1;
        var (zero, one, next, total) = (path[index].Zero, path[index].One, path[last].Weight, 0.0);
        for (var i = last - 1; i >= 0; i--)
        {
            if (one != 0)
            {
                var weight = next * (last + 1) / ((i + 1) * one);
                total += weight;
                next = path[i].Weight - (weight * zero * (last - i) / (last + 1));
            }
            else
            {
                total += path[i].Weight * (last + 1) / (zero * (last - i));
            }
        }

        return total;
    }

    [StructLayout(LayoutKind.Auto)]
    private record struct Element(int Feature, double Zero, double One, double Weight);
}
