using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>An item in a result.</summary>
/// <param name="Value">As filters and rules have it.</param>
/// <param name="Label">As screens show it.</param>
public sealed record AssortmentItem(string Value, string Label);

/// <summary>"Who buys these buys those too": what comes together in baskets more often, or less, than by chance.</summary>
/// <param name="Antecedent">If these items are in a basket …</param>
/// <param name="Consequent">… then these are, too.</param>
/// <param name="Counts">Baskets with all of them, with the antecedent, with the consequent, and all baskets.</param>
/// <param name="PValue">Fisher's exact test that they come together no more often than by chance, one-sided.</param>
/// <param name="AdjustedP"><paramref name="PValue"/> adjusted for all rules found, by Benjamini and Hochberg.</param>
/// <param name="IsRedundant">Whether fewer items of the antecedent do as well: another rule with part of it has the same or a higher confidence.</param>
public sealed record AssociationRule(
    IReadOnlyList<AssortmentItem> Antecedent, IReadOnlyList<AssortmentItem> Consequent, CoOccurrence Counts, double PValue, double AdjustedP, bool IsRedundant)
{
    /// <summary>Share of the baskets with all of it, 0 to 1.</summary>
    public double Support => Counts.Support;

    /// <summary>Share of the baskets with the antecedent that have the consequent, 0 to 1.</summary>
    public double Confidence => Counts.Confidence;

    /// <summary>How many times as often as by chance; 1 is no link.</summary>
    public double Lift => Counts.Lift;

    /// <summary>Number of items.</summary>
    public int Length => Antecedent.Count + Consequent.Count;
}
