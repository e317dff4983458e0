using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overlaps;

/// <summary>How an intersection counts.</summary>
public enum OverlapMode
{
    /// <summary>Customers in exactly these sets and in no other: every customer counts once, and the intersections add up.</summary>
    Exclusive,

    /// <summary>Customers in all of these sets, whatever else they are in.</summary>
    Inclusive,
}

/// <summary>
/// Where sets of customers overlap: every combination of them that holds somebody, and each pair beside what chance would give. The sets are sets among those whom the scope's filter leaves.
/// </summary>
/// <param name="Scope">When and whom. Rules are asked on the last day of the range.</param>
/// <param name="Rules">Rules of the sets, 2 to 12, each once; none for the <see cref="UsualSets"/>.</param>
/// <param name="Mode">How an intersection counts.</param>
public sealed record OverlapRequest(Scope Scope, RuleList<Rule> Rules, OverlapMode Mode = OverlapMode.Exclusive) : IAnalysis<OverlapResult>
{
    /// <summary>Fewest sets that can overlap.</summary>
    public const int FewestSets = 2;

    /// <summary>Most sets that are looked at together: they have 4,096 combinations.</summary>
    public const int MostSets = 12;

    /// <summary>Level of the intervals.</summary>
    public const double Level = 0.95;

    /// <inheritdoc/>
    /// <exception cref="RuleException">A rule can't be used on this data.</exception>
    /// <exception cref="ArgumentException">There is one set, there are more than 12, or one stands there twice.</exception>
    public OverlapResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Check();
        var asOf = snapshot.Resolve(Scope.Range).To.DayNumber;
        var everybody = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var rules = Rules.Count > 0 ? Rules : UsualSets.Of(snapshot, everybody, asOf, cancellationToken);
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).ToArray();
        var counts = PatternCounts.Of(
            everybody,
            [.. rules.Select(r => RuleMembers.Of(snapshot, r, asOf, cancellationToken))],
            [.. channels.Select(c => Contactable.Of(snapshot, c)!)],
            cancellationToken);
        var known = everybody.Count();
        var least = snapshot.Settings.SmallestGroup;
        var release = CountRelease.Of(least, rules.Count, counts.Exclusive);
        OverlapSet[] sets = [.. rules.Select((rule, s) => new OverlapSet(rule, counts.Inclusive[0][1 << s], [.. counts.Inclusive.Skip(1).Select(c => c[1 << s])]))];
        var intersections = Intersections(counts);
        return new OverlapResult
        {
            Mode = Mode,
            IsUsual = Rules.Count == 0,
            Everybody = known,
            Channels = channels,
            Sets = sets,
            Intersections = intersections,
            InNone = counts.Exclusive[0][0],
            InSeveral = counts.InSeveral,
            Pairs = SetPair.All(counts.Inclusive[0], sets.Length, known),
            SmallestGroup = least,
            Release = release,
            Receipt = ReceiptOf(snapshot, sets, known, intersections.Count, release.Shows(0) ? counts.Exclusive[0][0] : null, release),
        };
    }

    private void Check()
    {
        if (Rules.Count is 1 or > MostSets)
            throw new ArgumentException(FormattableString.Invariant($"{FewestSets} to {MostSets} sets can overlap; {Rules.Count} given. Add or remove some."));
        if (Rules.Distinct().Count() < Rules.Count)
            throw new ArgumentException("A set stands there twice. Remove one of the two, or choose another.");
    }

    private IReadOnlyList<Intersection> Intersections(PatternCounts counts)
    {
        var (exclusive, inclusive) = (counts.Exclusive[0], counts.Inclusive[0]);
        var shown = Mode == OverlapMode.Exclusive ? counts.Exclusive : counts.Inclusive;
        return [.. Enumerable.Range(1, exclusive.Length - 1)
            .Where(p => shown[0][p] > 0)
            .Select(p => new Intersection(p, shown[0][p], exclusive[p], inclusive[p], [.. shown.Skip(1).Select(c => c[p])]))
            .OrderByDescending(i => i.Customers)
            .ThenBy(i => i.SetCount)
            .ThenBy(i => i.Pattern)];
    }

    private Receipt ReceiptOf(Snapshot snapshot, OverlapSet[] sets, int known, int intersections, int? inNone, CountRelease release)
    {
        var culture = CultureInfo.InvariantCulture;
        return Receipt.For(
            snapshot,
            Scope,
            (Mode == OverlapMode.Exclusive
                ? "An intersection is the customers in exactly its sets and in none of the others, on the last day of the range; every customer is in one intersection or in none of the sets. "
                : "An intersection is the customers in all of its sets, whatever else they are in, on the last day of the range; a customer counts in several. ")
            + "Jaccard is the customers in both sets by those in either; lift is the customers in both by those whom chance would put there if the sets had nothing to do with each other.",
            known,
            "customers") with
        {
            Details =
            [
                .. sets.Select((s, i) => new KeyValuePair<string, string>(string.Create(culture, $"Set {i + 1}"), release.Inclusive.Contains(1 << i) ? string.Create(culture, $"{s.Rule}: {s.Customers:N0} customers") : $"{s.Rule}: few customers")),
                new("Intersections with customers", intersections.ToString("N0", culture)),
                new("In none of the sets", inNone is { } count ? string.Create(culture, $"{count:N0} of {known:N0} customers") : "not stated in files, since a small group could be worked out"),
                new("Interval of lift", string.Create(culture, $"{Level:P0}, of its logarithm by the delta method; with nobody in both from 0 to Wilson's upper end of the share in both")),
                new("Small groups in files", string.Create(culture, $"Intersections with fewer than {snapshot.Settings.SmallestGroup} customers (or as few who may, or may not, be contacted), and others until none can be worked out, share one row: {release.Joined.Count:N0} with {release.JoinedCustomers:N0} customers")),
            ],
        };
    }
}
