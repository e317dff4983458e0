using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>
/// How two sets of customers differ: every fact that is known of a customer is tested, the p values are adjusted for how many were tested (Benjamini and Hochberg 1995), and the
/// differences are ranked by the size of their effect. Customers in both sets are in neither.
/// </summary>
public sealed class SetDifferences
{
    /// <summary>Share of false finds that is accepted among the significant differences, on average.</summary>
    public const double FalseDiscoveries = 0.05;

    /// <summary>Level of all intervals; each holds for itself.</summary>
    public const double Level = 0.95;

    /// <summary>A share is tested only where at least this many people of the smaller set would have the value, and would not, if the sets were alike (Cochran's rule).</summary>
    public const int LeastExpected = 5;

    /// <summary>An effect smaller than this is hardly noticed by anybody, however sure it is.</summary>
    public const double LeastNotable = 0.1;

    /// <summary>The most values of a fact that are compared one by one: those with the most people.</summary>
    public const int MostLevels = 200;

    /// <summary>Sets with fewer people, and facts known of fewer in one of them, are not tested; more where the shop's smallest group is larger.</summary>
    public const int LeastSample = 10;

    private SetDifferences()
    {
    }

    /// <summary>Customers of the first set alone.</summary>
    public required int SizeA { get; init; }

    /// <summary>Customers of the second set alone.</summary>
    public required int SizeB { get; init; }

    /// <summary>Customers in both sets, left out of both.</summary>
    public required int Shared { get; init; }

    /// <summary>Everything that was tested: the significant ones by the size of their effect, then the others by p value.</summary>
    public required IReadOnlyList<Difference> Tested { get; init; }

    /// <summary>Every fact with anybody in it, by its largest significant effect.</summary>
    public required IReadOnlyList<FactComparison> Facts { get; init; }

    /// <summary>What was not tested, and why.</summary>
    public required IReadOnlyList<NotTested> NotTested { get; init; }

    /// <summary>Values with 1 or more people but fewer than this in one of the sets are taken together, or not listed.</summary>
    public required int SmallestGroup { get; init; }

    /// <summary>Fewest people of a set that is compared.</summary>
    public int LeastPeople => Math.Max(LeastSample, SmallestGroup);

    /// <summary>The significant differences, largest effect first.</summary>
    public IEnumerable<Difference> Significant => Tested.TakeWhile(d => d.IsSignificant);

    /// <summary>The differences that define the first set: significant and notable, the largest of each subject, largest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="without">Subjects to leave out: what the rule of the set asks for is no news.</param>
    public IReadOnlyList<Difference> Traits(int count, params IReadOnlyCollection<FactSubject> without) =>
        [.. Significant.Where(d => Math.Abs(d.Effect.Value) >= LeastNotable && !without.Contains(d.Subject)).DistinctBy(d => d.Topic).Take(count)];

    /// <summary>Compares two sets.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="first">The first set, a bit a customer.</param>
    /// <param name="second">The second set.</param>
    /// <param name="selection">Which documents count for what customers did in the range.</param>
    /// <param name="range">The days of what they did; ages, rhythm and totals hold on the last of them.</param>
    /// <param name="smallestGroup">Values with 1 or more people but fewer than this in one of the sets are taken together; 1 for none.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static SetDifferences Of(
        Snapshot snapshot, Bitmap first, Bitmap second, Selection selection, DateRange range, int smallestGroup, CancellationToken cancellationToken) =>
        Of(snapshot, new TwoSets(snapshot, first - second, second - first, null), Bitmap.CountBoth(first, second), selection, range, smallestGroup, cancellationToken);

    /// <summary>Compares two sets that share nobody.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="shared">Customers who were in both and are in neither.</param>
    /// <param name="selection">Which documents count for what customers did in the range.</param>
    /// <param name="range">The days of what they did; ages, rhythm and totals hold on the last of them.</param>
    /// <param name="smallestGroup">Values with 1 or more people but fewer than this in one of the sets are taken together; 1 for none.</param>
    /// <param name="cancellationToken">Polled.</param>
    internal static SetDifferences Of(
        Snapshot snapshot, TwoSets sets, int shared, Selection selection, DateRange range, int smallestGroup, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(smallestGroup, 1);
        var (sizeA, sizeB) = (sets.A.Size, sets.B.Size);
        var tests = new DifferenceTests(sizeA, sizeB, smallestGroup);
        if (Math.Min(sizeA, sizeB) >= Math.Max(LeastSample, smallestGroup))
        {
            foreach (var fact in PeopleFacts.Of(snapshot, sets, range.To.DayNumber, cancellationToken))
                tests.Add(fact);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var fact in ContactFacts.Of(snapshot, sets, range, cancellationToken))
                tests.Add(fact);
            var behaviour = BehaviourFacts.Of(snapshot, sets, selection, range, cancellationToken);
            foreach (var fact in behaviour.Shares)
                tests.Add(fact);
            foreach (var fact in behaviour.Numbers)
                tests.Add(fact);
        }

        var ranked = Ranked(tests.Differences);
        var largest = ranked.Where(d => d.IsSignificant).GroupBy(d => d.Fact, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(d => Math.Abs(d.Effect.Value)), StringComparer.Ordinal);
        return new SetDifferences
        {
            SizeA = sizeA,
            SizeB = sizeB,
            Shared = shared,
            Tested = ranked,
            // A stable sort: facts without a significant difference stay in the order of the catalogue.
            Facts = [.. tests.Facts.Select(f => f with { LargestEffect = largest.GetValueOrDefault(f.Fact) }).OrderByDescending(f => f.LargestEffect)],
            NotTested = tests.Skipped,
            SmallestGroup = smallestGroup,
        };
    }

    private static List<Difference> Ranked(List<Difference> differences)
    {
        var adjusted = MultipleTests.BenjaminiHochberg([.. differences.Select(d => d.Test.PValue)]);
        return
        [
            .. differences.Select((d, i) => d with { Adjusted = adjusted[i] })
                .OrderByDescending(d => d.IsSignificant)
                .ThenByDescending(d => d.IsSignificant ? Math.Abs(d.Effect.Value) : -d.Test.PValue)
                .ThenBy(d => d.Fact, StringComparer.Ordinal).ThenBy(d => d.Level, StringComparer.Ordinal),
        ];
    }
}
