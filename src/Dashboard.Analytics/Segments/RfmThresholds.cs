using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// The four edges between the scores 1 to 5 of each measure. A value above k edges scores 1 + k (5 − k for days since the last order, where less is better),
/// so equal values always score the same: ties are never split.
/// </summary>
public sealed class RfmThresholds : IEquatable<RfmThresholds>
{
    private readonly long[] edges;

    /// <summary>Makes thresholds.</summary>
    /// <param name="daysSinceLastOrder">Four ascending edges in days.</param>
    /// <param name="orders">Four ascending edges in orders.</param>
    /// <param name="moneyE4">Four ascending edges of net revenue in ten-thousandths of the currency unit.</param>
    /// <exception cref="ArgumentException">A measure has not exactly four edges in ascending order (equal neighbours are allowed).</exception>
    public RfmThresholds(IReadOnlyList<long> daysSinceLastOrder, IReadOnlyList<long> orders, IReadOnlyList<long> moneyE4)
    {
        Check(daysSinceLastOrder, "days since the last order");
        Check(orders, "orders");
        Check(moneyE4, "money");
        edges = [.. daysSinceLastOrder, .. orders, .. moneyE4];

        static void Check(IReadOnlyList<long> values, string measure)
        {
            if (values.Count != 4 || values[0] > values[1] || values[1] > values[2] || values[2] > values[3])
                throw new ArgumentException($"The thresholds of {measure} must be four numbers in ascending order.");
        }
    }

    /// <summary>All edges 0, where nobody has ordered.</summary>
    internal static RfmThresholds None { get; } = new(new long[4], new long[4], new long[4]);

    /// <summary>Edges in days since the last order.</summary>
    public ReadOnlySpan<long> DaysSinceLastOrder => edges.AsSpan(0, 4);

    /// <summary>Edges in orders.</summary>
    public ReadOnlySpan<long> Orders => edges.AsSpan(4, 4);

    /// <summary>Edges of net revenue in ten-thousandths.</summary>
    public ReadOnlySpan<long> MoneyE4 => edges.AsSpan(8, 4);

    /// <summary>Recency score, 5 for the most recent.</summary>
    public int RecencyScore(long days) => 5 - Above(DaysSinceLastOrder, days);

    /// <summary>Frequency score, 5 for the most orders.</summary>
    public int FrequencyScore(long orders) => 1 + Above(Orders, orders);

    /// <summary>Money score, 5 for the most revenue.</summary>
    public int MoneyScore(long moneyE4) => 1 + Above(MoneyE4, moneyE4);

    /// <summary>Edges at the 20, 40, 60 and 80 % quantiles of each measure (the smallest value that at least that share does not exceed).</summary>
    /// <param name="days">Days since the last order, one a customer with orders.</param>
    /// <param name="orders">Orders.</param>
    /// <param name="moneyE4">Net revenue.</param>
    public static RfmThresholds Quintiles(long[] days, long[] orders, long[] moneyE4) =>
        Quintiles(Numbers.Of(days), Numbers.Of(orders), Numbers.Of(moneyE4), Bitmap.All(days.Length));

    /// <summary>Edges at the 20, 40, 60 and 80 % quantiles of each measure (the smallest value that at least that share does not exceed).</summary>
    /// <param name="days">Days since the last order, one a customer.</param>
    /// <param name="orders">Orders.</param>
    /// <param name="moneyE4">Net revenue.</param>
    /// <param name="buyers">The customers with orders, who alone count.</param>
    internal static RfmThresholds Quintiles(Numbers days, Numbers orders, Numbers moneyE4, Bitmap buyers)
    {
        long count = buyers.Count();
        if (count == 0)
            return None;
        long[] places = [.. Enumerable.Range(1, 4).Select(fifth => (((fifth * count) + 4) / 5) - 1)];
        return new RfmThresholds(Edges(days), Edges(orders), Edges(moneyE4));

        long[] Edges(Numbers values) => Array.ConvertAll(OrderStatistics.At(values, buyers, places, CancellationToken.None), s => s.Value);
    }

    /// <inheritdoc/>
    public bool Equals(RfmThresholds? other) => other is not null && edges.AsSpan().SequenceEqual(other.edges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RfmThresholds);

    /// <inheritdoc/>
    public override int GetHashCode() => edges.Aggregate(17, HashCode.Combine);

    private static int Above(ReadOnlySpan<long> edges, long value)
    {
        var above = 0;
        foreach (var edge in edges)
            above += value > edge ? 1 : 0;
        return above;
    }
}
