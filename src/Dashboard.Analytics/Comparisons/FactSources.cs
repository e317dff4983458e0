using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>A fact with values that customers have or do not have, counted in two sets.</summary>
/// <param name="Subject">What it speaks of.</param>
/// <param name="Name">Its name: "Country".</param>
/// <param name="Levels">Its values; a single one without label where it is a yes or no: "Used a discount".</param>
/// <param name="KnownA">Customers of the first set of whom it is known.</param>
/// <param name="KnownB">Customers of the second set of whom it is known.</param>
internal sealed record ShareFact(FactSubject Subject, string Name, IReadOnlyList<CountedLevel> Levels, int KnownA, int KnownB)
{
    /// <summary>Whether a customer has exactly one of the values; else any number of them.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Whether the values have an order of their own, as ages and hours have.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>What a filter calls it; null where no filter asks for it of a customer.</summary>
    public Dimension? Dimension { get; init; }
}

/// <summary>A value with the customers who have it.</summary>
/// <param name="Value">The value as filters have it.</param>
/// <param name="Label">The value as screens show it; null for the yes of a yes or no.</param>
/// <param name="A">Customers of the first set.</param>
/// <param name="B">Customers of the second set.</param>
internal readonly record struct CountedLevel(string Value, string? Label, int A, int B);

/// <summary>A number of each customer, in two sets.</summary>
/// <param name="Subject">What it speaks of.</param>
/// <param name="Name">Its name: "Days since the last order".</param>
/// <param name="Unit">What the number is.</param>
/// <param name="Scale">How many of the counted whole numbers make one unit.</param>
/// <param name="A">Of the first set, where known.</param>
/// <param name="B">Of the second set, where known.</param>
internal sealed record NumberFact(FactSubject Subject, string Name, FactUnit Unit, double Scale, RankedValues A, RankedValues B);
