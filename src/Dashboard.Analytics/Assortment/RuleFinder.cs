using System.Numerics;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>Makes rules of frequent sets: each way to split a set in two of which the confidence is enough (Agrawal and Srikant 1994, section 3).</summary>
internal sealed class RuleFinder
{
    private readonly FrequentItemsets sets;
    private readonly double confidence;
    private readonly bool anyConsequent;

    private RuleFinder(FrequentItemsets sets, double confidence, bool anyConsequent) => (this.sets, this.confidence, this.anyConsequent) = (sets, confidence, anyConsequent);

    /// <summary>Finds the rules.</summary>
    /// <param name="sets">The frequent sets.</param>
    /// <param name="confidence">Least share of the baskets with the antecedent that have the consequent, 0 to 1.</param>
    /// <param name="anyConsequent">Whether the consequent may have several items; one otherwise, as in arules.</param>
    /// <param name="most">Most rules. When there are more, those of the highest lift are kept.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>The rules, highest lift first, then highest support, then by their items; and how many there are in all.</returns>
    public static (IReadOnlyList<FoundRule> Rules, int Total) Find(FrequentItemsets sets, double confidence, bool anyConsequent, int most, CancellationToken cancellationToken)
    {
        if (confidence is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "Confidence is a share, 0 to 1.");
        var finder = new RuleFinder(sets, confidence, anyConsequent);
        // Splitting is cheap for a set and the sets are many: parts of a fixed number of sets, in their order.
        const int PartSets = 1024;
        var parts = new Growing<Split>[(sets.Count + PartSets - 1) / PartSets];
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, part =>
            parts[part] = finder.SplitsOf(part * PartSets, Math.Min(sets.Count, (part + 1) * PartSets)));
        var all = new List<Split>(parts.Sum(p => p.Length));
        foreach (var part in parts)
            all.AddRange(part.Span);
        all.Sort(finder.Compare);
        var kept = all.Take(most).ToArray();
        var p = new double[kept.Length];
        Parallel.For(0, (kept.Length + PartSets - 1) / PartSets, new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, part =>
        {
            for (var i = part * PartSets; i < Math.Min(kept.Length, (part + 1) * PartSets); i++)
                p[i] = finder.Counts(kept[i]).FisherP();
        });
        var adjusted = MultipleTests.BenjaminiHochberg(p);
        return ([.. kept.Select((split, i) => new FoundRule(finder.Side(split, left: true), finder.Side(split, left: false), finder.Counts(split), p[i], adjusted[i], finder.IsRedundant(split)))], all.Count);
    }

    private Growing<Split> SplitsOf(int from, int to)
    {
        var found = new Growing<Split>();
        Span<int> side = stackalloc int[32];
        for (var set = from; set < to; set++)
        {
            var items = sets.Items(set);
            if (items.Length < 2)
                continue;
            var all = (1u << items.Length) - 1;
            for (uint right = 1; right < all; right++)
            {
                if (!anyConsequent && !BitOperations.IsPow2(right))
                    continue;
                var left = sets.Find(Part(items, all & ~right, side));
                // Compared in whole numbers of baskets, as the counts are; the hair is for shares that binary cannot hold.
                if (sets.CountOf(set) + 1e-9 < confidence * sets.CountOf(left))
                    continue;
                found.Add(new Split(set, left, sets.Find(Part(items, right, side))));
            }
        }

        return found;
    }

    private static ReadOnlySpan<int> Part(ReadOnlySpan<int> items, uint mask, Span<int> into)
    {
        var count = 0;
        for (; mask != 0; mask &= mask - 1)
            into[count++] = items[BitOperations.TrailingZeroCount(mask)];
        return into[..count];
    }

    private CoOccurrence Counts(in Split split) => new(sets.CountOf(split.All), sets.CountOf(split.Left), sets.CountOf(split.Right), sets.Baskets);

    private int[] Side(in Split split, bool left) => sets.Items(left ? split.Left : split.Right).ToArray();

    // Lift is compared by cross multiplication of counts, so that no rounding decides an order.
    private int Compare(Split a, Split b)
    {
        var (liftA, liftB) = ((Int128)sets.CountOf(a.All) * sets.CountOf(b.Left) * sets.CountOf(b.Right), (Int128)sets.CountOf(b.All) * sets.CountOf(a.Left) * sets.CountOf(a.Right));
        var order = liftB.CompareTo(liftA);
        if (order == 0)
            order = sets.CountOf(b.All).CompareTo(sets.CountOf(a.All));
        if (order == 0)
            order = sets.Items(a.Left).SequenceCompareTo(sets.Items(b.Left));
        return order == 0 ? sets.Items(a.Right).SequenceCompareTo(sets.Items(b.Right)) : order;
    }

    /// <summary>Whether part of the antecedent says as much of the same consequent (Bayardo, Agrawal and Gunopulos 2000: improvement at most 0).</summary>
    private bool IsRedundant(in Split split)
    {
        var left = sets.Items(split.Left);
        var right = sets.Items(split.Right);
        Span<int> part = stackalloc int[32];
        Span<int> union = stackalloc int[32];
        for (uint mask = 1; mask < (1u << left.Length) - 1; mask++)
        {
            var some = Part(left, mask, part);
            some.CopyTo(union);
            right.CopyTo(union[some.Length..]);
            var whole = union[..(some.Length + right.Length)];
            whole.Sort();
            var (both, alone) = (sets.CountOf(sets.Find(whole)), sets.CountOf(sets.Find(some)));
            if ((long)both * sets.CountOf(split.Left) >= (long)sets.CountOf(split.All) * alone)
                return true;
        }

        return false;
    }

    // A set cut in two, each a set of its own: their numbers.
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Split(int All, int Left, int Right);
}

/// <summary>A rule by the numbers of its items.</summary>
/// <param name="Left">Items of the antecedent, ascending.</param>
/// <param name="Right">Items of the consequent, ascending.</param>
/// <param name="Counts">Its counts.</param>
/// <param name="PValue">Fisher's exact test.</param>
/// <param name="AdjustedP">The same, adjusted for all rules kept.</param>
/// <param name="IsRedundant">Whether part of the antecedent does as well.</param>
internal sealed record FoundRule(int[] Left, int[] Right, CoOccurrence Counts, double PValue, double AdjustedP, bool IsRedundant);
