using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Why recency, frequency and money say little about a shop's customers.</summary>
public enum RfmWeakness
{
    /// <summary>Fewer than 3 of the 5 frequency scores occur.</summary>
    FewFrequencyScores,

    /// <summary>Under 180 days of history.</summary>
    ShortHistory,

    /// <summary>Over 90 % of the buyers ordered once.</summary>
    OneTimeBuyers,
}

/// <summary>One reason why the groups are weak on this data, with its number.</summary>
/// <param name="Weakness">The reason.</param>
/// <param name="Value">Distinct frequency scores, days of history, or the share of one-time buyers (0 to 1).</param>
/// <param name="Limit">The number that <paramref name="Value"/> would have to reach, or not exceed.</param>
/// <param name="Buyers">Customers with an order that the number rests on.</param>
public sealed record RfmWarning(RfmWeakness Weakness, double Value, double Limit, int Buyers)
{
    /// <summary>What to do about it.</summary>
    public string Advice => Weakness switch
    {
        RfmWeakness.FewFrequencyScores => "Set the frequency thresholds by hand, or read the groups by recency and money only.",
        RfmWeakness.ShortHistory => "Import older orders; until then the groups mostly tell who is new.",
        _ => "Work on the second order first: compare first-order products and channels rather than groups.",
    };

    /// <summary>The reasons that hold for some scores; empty when there are none, or nobody has ordered.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="scores">The scores.</param>
    public static IReadOnlyList<RfmWarning> Find(Snapshot snapshot, RfmScores scores)
    {
        var (buyers, once, seen) = (0, 0, new bool[6]);
        for (var customer = 0; customer < scores.Orders.Length; customer++)
        {
            if (scores.Orders[customer] == 0)
                continue;
            buyers++;
            once += scores.Orders[customer] == 1 ? 1 : 0;
            seen[scores.Frequency[customer]] = true;
        }

        if (buyers == 0)
            return [];
        var warnings = new List<RfmWarning>();
        var distinct = seen.Count(s => s);
        if (distinct < 3)
            warnings.Add(new RfmWarning(RfmWeakness.FewFrequencyScores, distinct, 3, buyers));
        var history = scores.AsOfDay - snapshot.FirstDay.DayNumber + 1;
        if (history < 180)
            warnings.Add(new RfmWarning(RfmWeakness.ShortHistory, history, 180, buyers));
        var share = (double)once / buyers;
        if (share > 0.9)
            warnings.Add(new RfmWarning(RfmWeakness.OneTimeBuyers, share, 0.9, buyers));
        return warnings;
    }
}
