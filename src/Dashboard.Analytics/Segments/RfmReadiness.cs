using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>What RFM needs of a shop's data to mean something.</summary>
public enum RfmNeed
{
    /// <summary>Customers with an order.</summary>
    Buyers,

    /// <summary>Days of history.</summary>
    History,

    /// <summary>Share of the buyers who ordered more than once.</summary>
    Repeaters,

    /// <summary>Distinct frequency scores.</summary>
    FrequencyScores,

    /// <summary>Share of the orders of the last year that have a customer.</summary>
    KnownOrders,

    /// <summary>Days of history within the window.</summary>
    Window,
}

/// <summary>How much the groups may be trusted, in three steps.</summary>
public enum RfmReadinessLevel
{
    /// <summary>Everything that is needed is there.</summary>
    Ready,

    /// <summary>Something is weak: the groups can be read, with the reason in mind.</summary>
    Weak,

    /// <summary>Too little for groups to tell customers apart.</summary>
    NotReady,
}

/// <summary>One need and how it is met.</summary>
/// <param name="Need">What is needed.</param>
/// <param name="Value">What the data has: customers, days, a share from 0 to 1, distinct scores.</param>
/// <param name="Needed">From which value on the need is met.</param>
/// <param name="Least">Below which value the groups tell nothing; between this and <paramref name="Needed"/> they are weak.</param>
public sealed record RfmCheck(RfmNeed Need, double Value, double Needed, double Least)
{
    /// <summary>How this need is met.</summary>
    public RfmReadinessLevel Level => Value >= Needed ? RfmReadinessLevel.Ready : Value < Least ? RfmReadinessLevel.NotReady : RfmReadinessLevel.Weak;

    /// <summary>What would unlock it.</summary>
    public string Advice => Need switch
    {
        RfmNeed.Buyers => "Import older orders, or orders of more channels; until then read customers one by one.",
        RfmNeed.History => "Import older orders; until then the groups mostly tell who is new.",
        RfmNeed.Repeaters => "Work on the second order first: compare first-order products and channels rather than groups.",
        RfmNeed.FrequencyScores => "Set the frequency thresholds by hand, or read the groups by recency and money only.",
        RfmNeed.KnownOrders => "Import customer ids with the orders; groups and their revenue leave anonymous orders out.",
        _ => "Choose a shorter window, or all history, until there is more.",
    };
}

/// <summary>Whether a shop's data is enough for RFM, need by need.</summary>
/// <param name="Buyers">Customers with an order that the checks rest on.</param>
/// <param name="Checks">Every need, the most basic first.</param>
public sealed record RfmReadiness(int Buyers, IReadOnlyList<RfmCheck> Checks)
{
    /// <summary>The worst of the checks.</summary>
    public RfmReadinessLevel Level => Checks.Max(c => c.Level);

    /// <summary>The needs that are not met.</summary>
    public IEnumerable<RfmCheck> Missing => Checks.Where(c => c.Level != RfmReadinessLevel.Ready);

    /// <summary>Checks some scores and the data behind them.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="scores">The scores.</param>
    public static RfmReadiness Of(Snapshot snapshot, RfmScores scores) => snapshot.MemoOfData((nameof(RfmReadiness), scores.AsOfDay, scores.Definition), () => Check(snapshot, scores));

    private static RfmReadiness Check(Snapshot snapshot, RfmScores scores)
    {
        var (buyers, repeaters, seen) = (0, 0, new bool[6]);
        for (var customer = 0; customer < scores.Orders.Length; customer++)
        {
            if (scores.Orders[customer] == 0)
                continue;
            buyers++;
            repeaters += scores.Orders[customer] > 1 ? 1 : 0;
            seen[scores.Frequency[customer]] = true;
        }

        var history = Math.Max(0, scores.AsOfDay - snapshot.FirstDay.DayNumber + 1);
        List<RfmCheck> checks =
        [
            new(RfmNeed.Buyers, buyers, 100, 25),
            new(RfmNeed.History, history, 180, 60),
            new(RfmNeed.Repeaters, buyers == 0 ? 0 : (double)repeaters / buyers, 0.1, 0.02),
            new(RfmNeed.FrequencyScores, seen.Count(s => s), 3, 2),
        ];
        if (KnownOrders(snapshot, scores.AsOfDay) is { } known)
            checks.Add(new RfmCheck(RfmNeed.KnownOrders, known, 0.5, 0.1));
        if (scores.Definition.WindowMonths is not null)
        {
            double window = scores.AsOfDay - scores.Yardstick.WindowStart(scores.AsOfDay);
            checks.Add(new RfmCheck(RfmNeed.Window, Math.Min(history, window), window, 0));
        }

        return new RfmReadiness(buyers, checks);
    }

    /// <summary>Orders with a customer among the orders of the 365 days up to a day; null without an order in them.</summary>
    private static double? KnownOrders(Snapshot snapshot, int asOfDay)
    {
        var year = new DateRange(DateOnly.FromDayNumber(Math.Max(0, asOfDay - 364)), DateOnly.FromDayNumber(asOfDay));
        var documents = snapshot.DocumentsIn(year);
        var firstAnonymous = snapshot.Orders.FirstOfCustomer[^1];
        var known = Count(0, firstAnonymous);
        var anonymous = Count(firstAnonymous, snapshot.Orders.Count);
        return known + anonymous == 0 ? null : (double)known / (known + anonymous);

        int Count(int from, int to)
        {
            var orders = 0;
            var kinds = snapshot.Orders.Kind.Span;
            foreach (var order in documents.Between(from, to))
                orders += kinds[order] == DocumentKind.Order ? 1 : 0;
            return orders;
        }
    }
}
