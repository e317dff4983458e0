namespace Dashboard.Analytics.Rules;

/// <summary>
/// Finds the fewest conditions that must change for a rule to come to hold, or to cease to. Where every condition stands once in the tree the answer follows
/// from the parts: for "all of" the sum, for "any of" the least. Conditions that stand in several places are tried in sets of growing size.
/// </summary>
internal sealed class CheapestChange(RuleSteps steps)
{
    // Sets of conditions tried, at most.
    private const int MostTried = 20_000;
    private const int MostAtOnce = 4;

    private readonly Dictionary<(RuleCondition Condition, bool MustHold), RuleStep?> known = [];

    /// <summary>The steps in the order of the rule; empty when it is so already, null when none are found.</summary>
    public IReadOnlyList<RuleStep>? Of(ExplainedNode root, bool mustHold)
    {
        if (Cheapest(root, mustHold) is { } found && found.DistinctBy(s => s.Condition).ToList() is var fewest && Holds(root, [.. fewest.Select(s => s.Condition)]) == mustHold)
            return fewest;
        return Tried(root, mustHold);
    }

    private List<RuleStep>? Cheapest(ExplainedNode node, bool mustHold)
    {
        if (node.Holds == mustHold)
            return [];
        return node.Node switch
        {
            Not => Cheapest(node.Children[0], !mustHold),
            SegmentRule => Cheapest(node.Children[0], mustHold),
            AllOf => mustHold ? All(node, mustHold) : Any(node, mustHold),
            AnyOf => mustHold ? Any(node, mustHold) : All(node, mustHold),
            RuleCondition condition => Step(condition, mustHold) is { } step ? [step] : null,
            _ => null,
        };
    }

    private List<RuleStep>? All(ExplainedNode node, bool mustHold)
    {
        var all = new List<RuleStep>();
        foreach (var child in node.Children)
        {
            if (Cheapest(child, mustHold) is not { } changes)
                return null;
            all.AddRange(changes);
        }

        return all;
    }

    private List<RuleStep>? Any(ExplainedNode node, bool mustHold)
    {
        List<RuleStep>? fewest = null;
        foreach (var child in node.Children)
        {
            if (Cheapest(child, mustHold) is { } changes && (fewest is null || changes.Count < fewest.Count))
                fewest = changes;
        }

        return fewest;
    }

    private RuleStep? Step(RuleCondition condition, bool mustHold)
    {
        if (!known.TryGetValue((condition, mustHold), out var step))
            known[(condition, mustHold)] = step = steps.Of(condition, mustHold);
        return step;
    }

    private List<RuleStep>? Tried(ExplainedNode root, bool mustHold)
    {
        var holds = new Dictionary<RuleCondition, bool>();
        foreach (var leaf in Leaves(root))
            holds[(RuleCondition)leaf.Node] = leaf.Holds;
        var possible = holds.Select(c => Step(c.Key, !c.Value)).OfType<RuleStep>().ToList();
        var left = MostTried;
        for (var size = 1; size <= Math.Min(MostAtOnce, possible.Count); size++)
        {
            if (Try(root, mustHold, possible, [], 0, size, ref left) is { } found)
                return found;
        }

        return null;
    }

    private static List<RuleStep>? Try(ExplainedNode root, bool mustHold, List<RuleStep> possible, List<RuleStep> chosen, int from, int more, ref int left)
    {
        if (more == 0)
            return left-- > 0 && Holds(root, [.. chosen.Select(s => s.Condition)]) == mustHold ? [.. chosen] : null;
        for (var i = from; i <= possible.Count - more && left > 0; i++)
        {
            chosen.Add(possible[i]);
            if (Try(root, mustHold, possible, chosen, i + 1, more - 1, ref left) is { } found)
                return found;
            chosen.RemoveAt(chosen.Count - 1);
        }

        return null;
    }

    private static IEnumerable<ExplainedNode> Leaves(ExplainedNode node) =>
        node.Children.Count > 0 ? node.Children.SelectMany(Leaves) : node.Node is RuleCondition ? [node] : [];

    // Whether the rule holds once some conditions have changed.
    private static bool Holds(ExplainedNode node, HashSet<RuleCondition> changed) => node.Node switch
    {
        AllOf => node.Children.All(c => Holds(c, changed)),
        AnyOf => node.Children.Any(c => Holds(c, changed)),
        Not => !Holds(node.Children[0], changed),
        SegmentRule => Holds(node.Children[0], changed),
        RuleCondition condition => node.Holds != changed.Contains(condition),
        _ => true,
    };
}
