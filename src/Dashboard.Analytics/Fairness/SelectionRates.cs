using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Fairness;

/// <summary>
/// Rates of selection by group, and their ratios to those of a reference: the four-fifths rule of the Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4 D) with the
/// intervals and the test that it lacks.
/// </summary>
public static class SelectionRates
{
    /// <summary>The line of the rule: a rate under four fifths of the reference's is evidence of adverse impact.</summary>
    public const double Line = 0.8;

    /// <summary>Level of the intervals.</summary>
    public const double Level = 0.95;

    /// <summary>The largest adjusted p of a group that is said to be under the line.</summary>
    public const double FalseDiscoveries = 0.05;

    /// <summary>The least share of the people that the group with the highest rate needs to be the reference: the guidelines look at groups from 2 % on (1607.15 A), and a rate of few people is high by chance.</summary>
    public const double LeastShareOfReference = 0.02;

    /// <summary>Rates, ratios and p values of an attribute's groups, not adjusted yet.</summary>
    /// <param name="counts">People and selected by group.</param>
    /// <param name="least">People that a group needs to be shown.</param>
    /// <param name="reference">With whom groups are compared.</param>
    public static AttributeFairness Of(GroupCounts counts, int least, FairnessReference reference)
    {
        var groups = counts.Labels.Count;
        int[] shown = [.. Enumerable.Range(0, groups).Where(g => counts.People[g] > 0)];
        // Those not known are joined like any other group: before a large group is hidden for the sake of a small one.
        var joined = SmallGroups.Joined(least, [.. shown, groups], -1, counts.People);
        int[] own = [.. shown.Where(g => !joined[g])];
        int[] hidden = [.. shown.Where(g => joined[g])];
        var (people, selected) = (shown.Sum(g => (long)counts.People[g]), shown.Sum(g => (long)counts.Selected[g]));
        var best = own.Length == 0 ? -1 : own.Where(g => counts.People[g] >= LeastShareOfReference * people).DefaultIfEmpty(own.MaxBy(g => counts.People[g])).MaxBy(g => (double)counts.Selected[g] / counts.People[g]);
        return new AttributeFairness
        {
            Name = counts.Name,
            Label = SensitiveAttributes.LabelOf(counts.Name),
            Groups = [.. own.Select(g => Compared(g))],
            HiddenGroups = hidden.Length,
            Hidden = hidden.Length == 0 && !joined[groups] ? null : Plain("Small groups", hidden.Sum(g => counts.People[g]) + (joined[groups] ? counts.People[groups] : 0), hidden.Sum(g => counts.Selected[g]) + (joined[groups] ? counts.Selected[groups] : 0)),
            HidesUnknown = joined[groups] && counts.People[groups] > 0,
            Unknown = joined[groups] || counts.People[groups] == 0 ? null : Plain("Unknown", counts.People[groups], counts.Selected[groups]),
        };

        GroupRate Compared(int g)
        {
            var plain = Plain(counts.Labels[g], counts.People[g], counts.Selected[g]);
            var (otherPeople, otherSelected) = (people - plain.People, selected - plain.Selected);
            if (otherPeople == 0)
                return plain;
            var p = ExactP(plain.Selected, plain.People, otherSelected, otherPeople);
            if (reference == FairnessReference.HighestRate && g == best)
                return plain with { P = p, Ratio = plain.Selected > 0 ? 1 : null, IsReference = true };
            var (from, of) = reference == FairnessReference.HighestRate ? (counts.Selected[best], counts.People[best]) : (otherSelected, otherPeople);
            return RatioOf(plain.Selected, plain.People, from, of) is var (ratio, interval) ? plain with { P = p, Ratio = ratio, RatioInterval = interval } : plain with { P = p };
        }
    }

    /// <summary>The attributes with their p values adjusted for all groups of all of them (Benjamini and Hochberg), and what follows for each group.</summary>
    public static IReadOnlyList<AttributeFairness> Adjusted(IReadOnlyList<AttributeFairness> attributes)
    {
        var adjusted = new Queue<double>(MultipleTests.BenjaminiHochberg([.. attributes.SelectMany(a => a.Groups).Select(g => g.P).OfType<double>()]));
        return [.. attributes.Select(a => a with { Groups = [.. a.Groups.Select(g => g.P is null ? g : Judged(g with { Adjusted = adjusted.Dequeue() }))] })];
    }

    /// <summary>
    /// The ratio of a group's rate to a reference's with the interval of its logarithm (Katz, Baptista, Azen and Pike 1978). Where nobody of the group is selected the ratio is 0, and the upper end
    /// is that of counts with a half added (Walter 1975, Biometrika 62:371).
    /// </summary>
    /// <returns>Null when nobody of the reference is selected.</returns>
    public static (double Ratio, Interval Interval)? RatioOf(long selected, long people, long ofReference, long inReference)
    {
        if (ofReference == 0)
            return null;
        if (selected > 0)
            return Proportions.Ratio(ofReference, inReference, selected, people, Level) is { } ratio ? (ratio.Value, ratio.Interval) : null;
        var log = Math.Log(0.5 / (people + 0.5)) - Math.Log((ofReference + 0.5) / (inReference + 0.5));
        var error = Math.Sqrt((1 / 0.5) - (1 / (people + 0.5)) + (1 / (ofReference + 0.5)) - (1 / (inReference + 0.5)));
        return (0, new Interval(0, Math.Exp(log + (Levels.TwoSidedZ(Level) * error)), Level));
    }

    /// <summary>Fisher's exact test that two groups have the same rate: twice the smaller tail, at most 1, so that it holds its level with any numbers.</summary>
    public static double ExactP(long selected, long people, long otherSelected, long otherPeople)
    {
        var (all, chosen) = ((int)(people + otherPeople), (int)(selected + otherSelected));
        var more = new CoOccurrence((int)selected, (int)people, chosen, all).FisherP();
        var less = new CoOccurrence((int)(people - selected), (int)people, all - chosen, all).FisherP();
        return Math.Clamp(2 * Math.Min(more, less), 0, 1);
    }

    private static GroupRate Plain(string label, int people, int selected) =>
        new(label, people, selected, people == 0 ? 0 : (double)selected / people, people == 0 ? new Interval(0, 1, Level) : Proportions.Wilson(selected, people, Level));

    private static GroupRate Judged(GroupRate group) => group with
    {
        Verdict = group switch
        {
            { IsReference: true } => FairnessVerdict.Reference,
            { RatioInterval: not { } } => FairnessVerdict.NotCompared,
            { RatioInterval: { High: < Line }, Adjusted: <= FalseDiscoveries } => FairnessVerdict.Under,
            { RatioInterval.Low: >= Line } => FairnessVerdict.Within,
            _ => FairnessVerdict.Unclear,
        },
    };
}

/// <summary>People and selected of an attribute's groups.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Labels">What the groups are called.</param>
/// <param name="People">People by group, and last those of whom it is not known.</param>
/// <param name="Selected">Of these, the selected.</param>
public sealed record GroupCounts(string Name, IReadOnlyList<string> Labels, int[] People, int[] Selected);
