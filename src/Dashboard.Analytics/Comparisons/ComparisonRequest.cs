using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>
/// Two sets of customers, or one and everybody else: every difference that can be told from chance, by its size; the few that define the first set; and what both did month by
/// month. Both are sets among those whom the scope's filter leaves; customers in both are in neither.
/// </summary>
/// <param name="Scope">When and whom. Rules are asked on the last day of the range.</param>
/// <param name="A">Rule of the first set.</param>
/// <param name="B">Rule of the second set, or null for everybody else.</param>
public sealed record ComparisonRequest(Scope Scope, Rule A, Rule? B = null) : IAnalysis<ComparisonResult>
{
    /// <summary>How many differences define a set.</summary>
    public const int TraitCount = 5;

    /// <inheritdoc/>
    /// <exception cref="RuleException">A rule can't be used on this data.</exception>
    public ComparisonResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var asOf = range.To.DayNumber;
        var everybody = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var a = RuleMembers.Of(snapshot, A, asOf, cancellationToken) & everybody;
        var b = B is null ? everybody - a : RuleMembers.Of(snapshot, B, asOf, cancellationToken) & everybody;
        var selection = Selection.Of(snapshot, Scope.Filter, asOf);
        // Who everybody is hangs on the first day only where orders of the range decide it.
        object? bothAre = B is null ? (Scope.Filter, asOf, Scope.Filter.AsksOrders ? range.From.DayNumber : 0) : null;
        var sets = new TwoSets(snapshot, a - b, b - a, bothAre);
        var differences = SetDifferences.Of(snapshot, sets, Bitmap.CountBoth(a, b), selection, range, snapshot.Settings.SmallestGroup, cancellationToken);
        var (trend, figuresA, figuresB) = SetTrend.Of(snapshot, sets, selection, range, cancellationToken);
        FactSubject[] asked = [.. RuleSubjects.Of(snapshot, A).Concat(B is null ? [] : RuleSubjects.Of(snapshot, B)).Distinct().Order()];
        return new ComparisonResult
        {
            A = new ComparedSet(A, a.Count(), figuresA),
            B = new ComparedSet(B, b.Count(), figuresB),
            Everybody = everybody.Count(),
            Differences = differences,
            Asked = asked,
            Traits = differences.Traits(TraitCount, asked),
            Trend = trend,
            Receipt = ReceiptOf(snapshot, differences),
        };
    }

    private Receipt ReceiptOf(Snapshot snapshot, SetDifferences found)
    {
        var culture = CultureInfo.InvariantCulture;
        return Receipt.For(
            snapshot,
            Scope,
            "Facts of each customer in the first set beside those in the second: what is recorded of them on the last day of the range, all that they ordered until then, and what they did in the range. "
            + "Shares are compared by Cohen's h and the z test, numbers by Hedges' g and Welch's t test, skewed numbers by the probability of superiority and the test of Brunner and Munzel; "
            + "p values are adjusted by Benjamini's and Hochberg's method for all that was tested.",
            found.SizeA + (long)found.SizeB,
            "customers") with
        {
            LeftOut = found.Shared > 0 ? [new LeftOut(found.Shared, "in both sets")] : [],
            Details =
            [
                new("First set", $"{A}: {found.SizeA.ToString("N0", culture)} customers compared"),
                new("Second set", $"{(B is null ? "everybody else" : B)}: {found.SizeB.ToString("N0", culture)} customers compared"),
                new("Tested", string.Create(culture, $"{found.Tested.Count:N0} differences, {found.Significant.Count():N0} of them significant")),
                new("Significance", string.Create(culture, $"adjusted p at most {SetDifferences.FalseDiscoveries}: on average at most this share of the significant differences is chance")),
                new("Intervals", string.Create(culture, $"{SetDifferences.Level:P0}, each for itself")),
                new("Fewest people", string.Create(culture, $"{found.SmallestGroup}: values with fewer in one of the sets are taken together or not listed; sets with fewer than {found.LeastPeople} are not compared")),
                .. found.NotTested.Select(n => new KeyValuePair<string, string>($"Not tested: {n.Fact}", n.Values == 0 ? n.Reason : string.Create(culture, $"{n.Values:N0} of its values: {n.Reason}"))),
            ],
        };
    }
}

/// <summary>Two sets of customers beside each other.</summary>
public sealed record ComparisonResult
{
    /// <summary>The first set.</summary>
    public required ComparedSet A { get; init; }

    /// <summary>The second set.</summary>
    public required ComparedSet B { get; init; }

    /// <summary>Customers whom the filter leaves.</summary>
    public required int Everybody { get; init; }

    /// <summary>How they differ.</summary>
    public required SetDifferences Differences { get; init; }

    /// <summary>Subjects that the rules themselves ask about.</summary>
    public required IReadOnlyList<FactSubject> Asked { get; init; }

    /// <summary>The largest significant differences of different subjects that no rule asks about: what defines the first set. Empty when nothing does.</summary>
    public required IReadOnlyList<Difference> Traits { get; init; }

    /// <summary>What both did month by month.</summary>
    public required SetTrend Trend { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Whether both sets have people enough to be compared.</summary>
    public bool IsComparable => Differences.SizeA >= Differences.LeastPeople && Differences.SizeB >= Differences.LeastPeople;
}

/// <summary>One of two sets.</summary>
/// <param name="Rule">Its rule; null for everybody who is not in the other set.</param>
/// <param name="Customers">Its customers, those that are in the other set as well among them.</param>
/// <param name="Figures">What its customers who are not in the other set came to in the range.</param>
public sealed record ComparedSet(Rule? Rule, int Customers, SetFigures Figures);
