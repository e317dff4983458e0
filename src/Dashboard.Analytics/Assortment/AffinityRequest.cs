using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// What goes together in the orders of a set of customers: frequent sets of items by FP-growth and the association rules that they make, with intervals and tests.
/// </summary>
/// <param name="Scope">When, and which orders.</param>
/// <param name="Members">Whose orders; null for all, anonymous ones among them.</param>
/// <param name="Level">What an item is.</param>
/// <param name="Support">Least share of the baskets, above 0 and up to 1.</param>
/// <param name="Confidence">Least share of the baskets with the antecedent that have the consequent, 0 to 1.</param>
/// <param name="Longest">Most items of a rule, 2 to <see cref="MostLongest"/>.</param>
/// <param name="AnyConsequent">Whether the consequent may have several items; one otherwise.</param>
public sealed record AffinityRequest(
    Scope Scope, Rule? Members = null, ItemLevel Level = ItemLevel.Product, double Support = 0.01, double Confidence = 0.2, int Longest = 3, bool AnyConsequent = false)
    : ILongAnalysis<AffinityResult>
{
    /// <summary>Most items of a rule.</summary>
    public const int MostLongest = 8;

    /// <summary>Most frequent sets: with more, the support is raised until there are not, and the result says so.</summary>
    public const int MostSets = 100_000;

    /// <summary>Most rules in a result: with more, those of the highest lift are kept, and the result says how many there are.</summary>
    public const int MostRules = 20_000;

    /// <summary>Fewest baskets that rules are looked for in.</summary>
    public const int FewestBaskets = 50;

    private const int MatrixItems = 14;

    /// <inheritdoc/>
    public AffinityResult Run(Snapshot snapshot, CancellationToken cancellationToken) => Run(snapshot, null, cancellationToken);

    /// <inheritdoc/>
    public AffinityResult Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (Longest is < 2 or > MostLongest)
            throw new ArgumentOutOfRangeException(nameof(Longest), Longest, $"A rule has 2 to {MostLongest} items.");
        var range = snapshot.Resolve(Scope.Range);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var documents = AssortmentMembers.Documents(snapshot, selection, range, Members, cancellationToken);
        var items = AssortmentItems.Of(snapshot, Level, selection);
        var sets = FrequentItemsets.Mine(new OrderBaskets(snapshot, documents, items), Support, Longest, MostSets, progress, cancellationToken);
        var enough = sets.Baskets >= FewestBaskets;
        var (rules, total) = enough ? RuleFinder.Find(sets, Confidence, AnyConsequent, MostRules, cancellationToken) : ([], 0);
        var names = new AssortmentItem[items.Count];
        for (var item = 0; item < names.Length; item++)
            names[item] = new AssortmentItem(items.Values[item], items.Labels[item]);
        var sizes = new int[Longest];
        for (var set = 0; set < sets.Count; set++)
            sizes[sets.Items(set).Length - 1]++;
        return new AffinityResult
        {
            Baskets = sets.Baskets,
            Rules = [.. rules.Select(r => new AssociationRule(Named(r.Left), Named(r.Right), r.Counts, r.PValue, r.AdjustedP, r.IsRedundant))],
            TotalRules = total,
            SetsBySize = sizes,
            AskedCount = sets.AskedCount,
            MinimumCount = sets.MinimumCount,
            Matrix = Matrix(sets, names),
            Needs = enough ? null : new NotEnoughData("what goes together", "orders that name goods", FewestBaskets, sets.Baskets),
            MembersName = AssortmentMembers.Name(Members),
            Choices = AssortmentMembers.Choices(snapshot),
            Receipt = MakeReceipt(snapshot, sets, total),
        };

        IReadOnlyList<AssortmentItem> Named(int[] codes) => Array.ConvertAll(codes, code => names[code]);
    }

    private static PairMatrix Matrix(FrequentItemsets sets, AssortmentItem[] names)
    {
        var top = Enumerable.Range(0, names.Length).Where(item => sets.ItemCounts[item] >= sets.MinimumCount)
            .OrderByDescending(item => sets.ItemCounts[item]).ThenBy(item => item).ToList();
        var shown = top.Take(MatrixItems).ToArray();
        return new PairMatrix(
            Array.ConvertAll(shown, item => names[item]),
            [.. shown.Select(left => (IReadOnlyList<CoOccurrence?>)[.. shown.Select(right => Pair(left, right))])],
            top.Count - shown.Length);

        CoOccurrence? Pair(int left, int right) => left != right && sets.Find([Math.Min(left, right), Math.Max(left, right)]) is >= 0 and var set
            ? new CoOccurrence(sets.CountOf(set), sets.ItemCounts[left], sets.ItemCounts[right], sets.Baskets)
            : null;
    }

    private Receipt MakeReceipt(Snapshot snapshot, FrequentItemsets sets, int total) =>
        Receipt.For(
            snapshot,
            Scope,
            "A basket is an order with goods; an item is in it once, whatever the quantity. Support: share of the baskets with all items of a rule. Confidence: share of the baskets with the antecedent that have the "
            + "consequent. Lift: confidence ÷ share of all baskets with the consequent; 1 is no link. Intervals: Wilson for shares, log-normal (delta method) for lift. "
            + "p: Fisher's exact test, one-sided, adjusted over all rules by Benjamini and Hochberg.",
            sets.Baskets,
            "baskets") with
        {
            Details =
            [
                new("Customers", AssortmentMembers.Name(Members)),
                new("Items", Level.ToString()),
                new("Smallest support", string.Create(CultureInfo.InvariantCulture, $"{Support:0.######} ({sets.AskedCount} baskets)")),
                new("Smallest confidence", Confidence.ToString("0.####", CultureInfo.InvariantCulture)),
                new("Items of a rule", string.Create(CultureInfo.InvariantCulture, $"2 to {Longest}, {(AnyConsequent ? "any" : "one")} in the consequent")),
                new("Rules found", total.ToString(CultureInfo.InvariantCulture)),
                .. sets.MinimumCount > sets.AskedCount
                    ? [new KeyValuePair<string, string>("Support raised", string.Create(CultureInfo.InvariantCulture, $"to {sets.MinimumCount} baskets, since more than {MostSets} sets have less"))]
                    : Array.Empty<KeyValuePair<string, string>>(),
                new("Interval level", "95%"),
            ],
        };
}

/// <summary>What goes together.</summary>
public sealed record AffinityResult
{
    /// <summary>Orders with goods.</summary>
    public required int Baskets { get; init; }

    /// <summary>The rules, highest lift first, then most baskets.</summary>
    public required IReadOnlyList<AssociationRule> Rules { get; init; }

    /// <summary>How many rules there are; more than <see cref="Rules"/> when those of the lowest lift are left out.</summary>
    public required int TotalRules { get; init; }

    /// <summary>How many frequent sets have one item, two …</summary>
    public required IReadOnlyList<int> SetsBySize { get; init; }

    /// <summary>Baskets that the support asked for means.</summary>
    public required int AskedCount { get; init; }

    /// <summary>Baskets that a set has at least; above <see cref="AskedCount"/> when there were too many sets.</summary>
    public required int MinimumCount { get; init; }

    /// <summary>The most frequent items, pair by pair.</summary>
    public required PairMatrix Matrix { get; init; }

    /// <summary>What is missing for rules; null when there is enough.</summary>
    public required NotEnoughData? Needs { get; init; }

    /// <summary>Whose orders: a group, a segment, or a rule in words.</summary>
    public required string MembersName { get; init; }

    /// <summary>Groups and segments that can be looked at: name and rule as text.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>The most frequent items by each other.</summary>
/// <param name="Items">The items, most frequent first.</param>
/// <param name="Pairs">By row, then column: how often both come together; null on the diagonal and below the support.</param>
/// <param name="More">Frequent items that are not shown.</param>
public sealed record PairMatrix(IReadOnlyList<AssortmentItem> Items, IReadOnlyList<IReadOnlyList<CoOccurrence?>> Pairs, int More);
