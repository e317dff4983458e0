namespace Dashboard.Analytics.Segments;

/// <summary>What RFM measures.</summary>
public enum RfmMeasure
{
    /// <summary>Days since the last order; fewer are better.</summary>
    DaysSinceLastOrder,

    /// <summary>Orders in the window.</summary>
    Orders,

    /// <summary>Net revenue in the window, in ten-thousandths.</summary>
    MoneyE4,
}

/// <summary>How a customer reached one score: the value, the edges around it, and how far the neighbouring scores are.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Value">The customer's number, in the unit of the measure.</param>
/// <param name="Score">1 to 5.</param>
/// <param name="Above">The highest edge that the value exceeds, or null when it exceeds none.</param>
/// <param name="UpTo">The lowest edge that the value does not exceed, or null when it exceeds all.</param>
public sealed record RfmReach(RfmMeasure Measure, long Value, int Score, long? Above, long? UpTo)
{
    /// <summary>What is missing for the next higher score: orders, or revenue in ten-thousandths. Null at score 5, and for days, which only a new order brings down.</summary>
    public long? ToHigher => Measure == RfmMeasure.DaysSinceLastOrder || UpTo is null ? null : UpTo - Value + 1;

    /// <summary>After how much more the next lower score comes: days of silence. Null at score 1, and for orders and revenue, which silence alone does not lower.</summary>
    public long? ToLower => Measure != RfmMeasure.DaysSinceLastOrder || UpTo is null ? null : UpTo - Value + 1;

    /// <summary>How near the value is to the nearest edge, as a share of that edge; null where every edge is 0.</summary>
    public double? Nearness
    {
        get
        {
            double? nearest = null;
            foreach (var edge in (long?[])[Above, UpTo])
            {
                if (edge is not { } e || e == 0)
                    continue;
                var share = Math.Abs(Value - e) / (double)Math.Abs(e);
                nearest = nearest is { } n ? Math.Min(n, share) : share;
            }

            return nearest;
        }
    }

    /// <summary>The three measures of a customer, none without an order.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="customer">Index of the customer.</param>
    public static IReadOnlyList<RfmReach> Of(RfmScores scores, int customer)
    {
        if (scores.Recency[customer] == 0)
            return [];
        var edges = scores.Thresholds;
        return
        [
            Reach(RfmMeasure.DaysSinceLastOrder, scores.DaysSinceLastOrder[customer], scores.Recency[customer], edges.DaysSinceLastOrder),
            Reach(RfmMeasure.Orders, scores.WindowOrders[customer], scores.Frequency[customer], edges.Orders),
            Reach(RfmMeasure.MoneyE4, scores.WindowMoneyE4[customer], scores.Money[customer], edges.MoneyE4),
        ];
    }

    private static RfmReach Reach(RfmMeasure measure, long value, int score, ReadOnlySpan<long> edges)
    {
        long? above = null, upTo = null;
        foreach (var edge in edges)
        {
            if (value > edge)
                above = edge;
            else
                upTo ??= edge;
        }

        return new RfmReach(measure, value, score, above, upTo);
    }
}
