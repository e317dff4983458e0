using System.Numerics;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overlaps;

/// <summary>Where sets of customers overlap. A combination of sets is a pattern: bit <c>s</c> is set when it holds set <c>s</c>.</summary>
public sealed record OverlapResult
{
    /// <summary>How an intersection counts.</summary>
    public required OverlapMode Mode { get; init; }

    /// <summary>Whether the sets are the usual ones, since the request named none.</summary>
    public required bool IsUsual { get; init; }

    /// <summary>Customers whom the filter leaves.</summary>
    public required int Everybody { get; init; }

    /// <summary>Channels of <see cref="OverlapSet.Contactable"/> and <see cref="Intersection.Contactable"/>.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The sets, in the order asked for.</summary>
    public required IReadOnlyList<OverlapSet> Sets { get; init; }

    /// <summary>Every combination that holds somebody, single sets among them; most customers first.</summary>
    public required IReadOnlyList<Intersection> Intersections { get; init; }

    /// <summary>Customers in none of the sets.</summary>
    public required int InNone { get; init; }

    /// <summary>Customers in two or more sets.</summary>
    public required int InSeveral { get; init; }

    /// <summary>Every pair of sets: first with second, first with third … second with third …</summary>
    public required IReadOnlyList<SetPair> Pairs { get; init; }

    /// <summary>People that a count in a file needs.</summary>
    public required int SmallestGroup { get; init; }

    /// <summary>Which counts a file may hold.</summary>
    public required CountRelease Release { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Customers in one or more sets.</summary>
    public int InAny => Everybody - InNone;

    /// <summary>The rule of a combination: <c>A and B and not (C or D)</c>, without the second half where other sets don't matter. Pattern 0 is none of the sets.</summary>
    /// <param name="pattern">The combination, 0 to 2^sets − 1.</param>
    public Rule RuleOf(int pattern)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pattern);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pattern, 1 << Sets.Count);
        var inside = Sets.Where((_, s) => (pattern >> s & 1) != 0).Select(s => s.Rule);
        Rule[] outside = [.. Sets.Where((_, s) => (pattern >> s & 1) == 0).Select(s => s.Rule)];
        return outside.Length == 0 || (Mode == OverlapMode.Inclusive && pattern != 0) ? Rule.All([.. inside]) : Rule.All([.. inside, new Not(Rule.Any(outside))]);
    }

    /// <summary>The pair of two sets, in whichever order.</summary>
    /// <param name="first">Index of a set.</param>
    /// <param name="second">Index of another.</param>
    public SetPair Pair(int first, int second) => Pairs.First(p => (p.First, p.Second) == (Math.Min(first, second), Math.Max(first, second)));
}

/// <summary>One of the sets.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Customers">Its customers, among those whom the filter leaves.</param>
/// <param name="Contactable">Of them, those who may be contacted, by channel of <see cref="OverlapResult.Channels"/>.</param>
public sealed record OverlapSet(Rule Rule, int Customers, IReadOnlyList<int> Contactable);

/// <summary>A combination of sets.</summary>
/// <param name="Pattern">Which sets: bit <c>s</c> for set <c>s</c>.</param>
/// <param name="Customers">Its customers as the mode counts them.</param>
/// <param name="Exclusive">Customers in exactly these sets.</param>
/// <param name="Inclusive">Customers in all of these sets.</param>
/// <param name="Contactable">Of <paramref name="Customers"/>, those who may be contacted, by channel of <see cref="OverlapResult.Channels"/>.</param>
public sealed record Intersection(int Pattern, int Customers, int Exclusive, int Inclusive, IReadOnlyList<int> Contactable)
{
    /// <summary>How many sets it combines, 1 or more.</summary>
    public int SetCount => BitOperations.PopCount((uint)Pattern);

    /// <summary>Whether it holds a set.</summary>
    /// <param name="set">Index of the set.</param>
    public bool Has(int set) => (Pattern >> set & 1) != 0;

    /// <summary>Indexes of its sets, in their order.</summary>
    public IReadOnlyList<int> Sets => [.. Enumerable.Range(0, 32).Where(Has)];
}
