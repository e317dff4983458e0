using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>How the size of an effect was measured. All three are on the scale of Cohen's conventions: 0.2 small, 0.5 medium, 0.8 large.</summary>
public enum EffectMeasure
{
    /// <summary>Two shares: the difference of their arcsines.</summary>
    CohenH,

    /// <summary>Two means in standard deviations.</summary>
    HedgesG,

    /// <summary>The probability of superiority of skewed numbers, as the d of two normal distributions with the same.</summary>
    Superiority,
}

/// <summary>One difference between two sets of customers, with all that is needed to judge it.</summary>
public sealed record Difference
{
    /// <summary>What it speaks of.</summary>
    public required FactSubject Subject { get; init; }

    /// <summary>Name of the fact: "Country".</summary>
    public required string Fact { get; init; }

    /// <summary>The value whose share is compared: "Germany"; null for numbers, and for facts that are a yes or no.</summary>
    public string? Level { get; init; }

    /// <summary>The value as a filter has it; null where no filter asks for it.</summary>
    public Condition? Condition { get; init; }

    /// <summary>What the numbers are.</summary>
    public required FactUnit Unit { get; init; }

    /// <summary>Share or mean of the first set.</summary>
    public required double A { get; init; }

    /// <summary>Share or mean of the second set.</summary>
    public required double B { get; init; }

    /// <summary>Share or mean of both together: of everybody where the second set is everybody else.</summary>
    public required double Both { get; init; }

    /// <summary>Medians of the first set, of the second, and of both; null for shares.</summary>
    public (double A, double B, double Both)? Medians { get; init; }

    /// <summary>Customers of the first set with the value; of whom the number is known.</summary>
    public required int CountA { get; init; }

    /// <summary>Customers of the second set with the value; of whom the number is known.</summary>
    public required int CountB { get; init; }

    /// <summary>Customers of the first set that the share or mean rests on.</summary>
    public required int KnownA { get; init; }

    /// <summary>Customers of the second set that the share or mean rests on.</summary>
    public required int KnownB { get; init; }

    /// <summary>A − B with its interval: Newcombe's for shares, Welch's for means.</summary>
    public required Estimate Gap { get; init; }

    /// <summary>A ÷ B of shares with its interval; null for numbers and where one of them is 0.</summary>
    public Estimate? Ratio { get; init; }

    /// <summary>How likely a random member of the first set has the larger number, ties counting half; null for shares. Cliff's delta is twice it less one.</summary>
    public Estimate? Superiority { get; init; }

    /// <summary>Standardised difference of the means; null for shares and where nobody differs.</summary>
    public Estimate? HedgesG { get; init; }

    /// <summary>The size of the effect, above 0 where the first set has more, at most π either way; what differences are ranked by.</summary>
    public required Estimate Effect { get; init; }

    /// <summary>How <see cref="Effect"/> was measured.</summary>
    public required EffectMeasure Measure { get; init; }

    /// <summary>The test that there is no difference: z of pooled shares, Welch's t, or Brunner's and Munzel's for skewed numbers.</summary>
    public required TestResult Test { get; init; }

    /// <summary>p value adjusted for all that was tested (Benjamini and Hochberg).</summary>
    public double Adjusted { get; init; } = 1;

    /// <summary>Whether <see cref="Adjusted"/> is at most <see cref="SetDifferences.FalseDiscoveries"/>.</summary>
    public bool IsSignificant => Adjusted <= SetDifferences.FalseDiscoveries;

    /// <summary>What the persona and the list take for one and the same: the subject, or the attribute of the shop's own.</summary>
    internal (FactSubject Subject, string? Attribute) Topic => (Subject, Subject == FactSubject.Attribute ? Fact : null);
}

/// <summary>A fact in both sets, whole: what a small chart of it shows.</summary>
public sealed record FactComparison
{
    /// <summary>What it speaks of.</summary>
    public required FactSubject Subject { get; init; }

    /// <summary>Name of the fact.</summary>
    public required string Fact { get; init; }

    /// <summary>What the numbers are.</summary>
    public required FactUnit Unit { get; init; }

    /// <summary>Whether every customer is in exactly one of the levels, so that shares add up to 1.</summary>
    public required bool IsExclusive { get; init; }

    /// <summary>Values or bins with their shares; those with too few people are one level together, listed last.</summary>
    public required IReadOnlyList<FactShare> Levels { get; init; }

    /// <summary>Customers of the first set of whom it is known.</summary>
    public required int KnownA { get; init; }

    /// <summary>Customers of the second set of whom it is known.</summary>
    public required int KnownB { get; init; }

    /// <summary>Customers of the first set of whom it is not known, or to whom it does not apply.</summary>
    public required int UnknownA { get; init; }

    /// <summary>Customers of the second set of whom it is not known, or to whom it does not apply.</summary>
    public required int UnknownB { get; init; }

    /// <summary>Means of the numbers; null for shares, and without anybody.</summary>
    public (double A, double B)? Means { get; init; }

    /// <summary>Medians of the numbers; null for shares, and without anybody.</summary>
    public (double A, double B)? Medians { get; init; }

    /// <summary>Values that share one level, or are left out, because one of the sets has fewer people of them than <see cref="SetDifferences.SmallestGroup"/>, or because there are more than <see cref="SetDifferences.MostLevels"/>.</summary>
    public int Joined { get; init; }

    /// <summary>The largest effect among its significant differences, without sign; 0 when none is.</summary>
    public double LargestEffect { get; init; }
}

/// <summary>A value or bin with its people in both sets.</summary>
/// <param name="Value">The value as filters have it; null for bins, yes or no, and values taken together.</param>
/// <param name="Label">As screens show it.</param>
/// <param name="A">Customers of the first set.</param>
/// <param name="B">Customers of the second set.</param>
/// <param name="ShareA">Among those of whom it is known, 0 to 1.</param>
/// <param name="ShareB">Among those of whom it is known, 0 to 1.</param>
public sealed record FactShare(string? Value, string Label, int A, int B, double ShareA, double ShareB);

/// <summary>A fact or value that was not tested, and why.</summary>
/// <param name="Fact">Name of the fact.</param>
/// <param name="Values">How many of its values; 0 for the whole fact.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record NotTested(string Fact, int Values, string Reason);
