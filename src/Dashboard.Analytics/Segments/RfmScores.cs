using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// Recency, frequency and money of every customer as of a day, scored 1 to 5 by <see cref="RfmThresholds"/> and grouped by an <see cref="RfmMap"/>, as an <see cref="RfmDefinition"/> says.
/// Recency is days since the last order, frequency the number of orders, money the net revenue (returns subtracted), the latter two within the window.
/// </summary>
/// <remarks>Arthur Hughes, Strategic Database Marketing (1994).</remarks>
public sealed class RfmScores
{
    private readonly RfmMeasures measures;

    private RfmScores(Snapshot snapshot, int asOfDay, RfmDefinition definition)
    {
        measures = RfmMeasures.Of(snapshot, asOfDay, definition.WindowMonths);
        var count = snapshot.Customers.Count;
        AsOfDay = asOfDay;
        FixedThresholds = definition.Thresholds is not null;
        Recency = new byte[count];
        Frequency = new byte[count];
        Money = new byte[count];
        Groups = new byte[count];
        Thresholds = definition.Thresholds
            ?? RfmThresholds.Quintiles(Numbers.Of(DaysSinceLastOrder), Numbers.Of(WindowOrders), Numbers.Of(WindowMoneyE4), measures.WindowBuyers);
        Definition = definition with { Thresholds = Thresholds };
        Yardstick = new RfmYardstick(Thresholds, definition.Map, definition.WindowMonths);
        Partitions.Run(count, Score, CancellationToken.None);
    }

    /// <summary>Day number on which the scores hold.</summary>
    public int AsOfDay { get; }

    /// <summary>The edges used.</summary>
    public RfmThresholds Thresholds { get; }

    /// <summary>Whether the edges were given rather than taken from the quintiles.</summary>
    public bool FixedThresholds { get; }

    /// <summary>Window, the edges used, and map: the definition that scores other days by the same measure. Its names are not to be used.</summary>
    public RfmDefinition Definition { get; }

    /// <summary>Days since the last order, −1 without one; one entry a customer.</summary>
    public int[] DaysSinceLastOrder => measures.DaysSinceLastOrder;

    /// <summary>Number of orders over all history; one entry a customer.</summary>
    public int[] Orders => measures.Orders;

    /// <summary>Net revenue over all history, in ten-thousandths; one entry a customer.</summary>
    public long[] MoneyE4 => measures.MoneyE4;

    /// <summary>Number of orders in the window, which the frequency score rests on; one entry a customer.</summary>
    public int[] WindowOrders => measures.WindowOrders;

    /// <summary>Net revenue in the window, which the money score rests on, in ten-thousandths; one entry a customer.</summary>
    public long[] WindowMoneyE4 => measures.WindowMoneyE4;

    /// <summary>Recency scores 1 to 5, 0 without an order.</summary>
    public byte[] Recency { get; }

    /// <summary>Frequency scores 1 to 5, 0 without an order.</summary>
    public byte[] Frequency { get; }

    /// <summary>Money scores 1 to 5, 0 without an order.</summary>
    public byte[] Money { get; }

    /// <summary>An <see cref="RfmGroup"/> a customer, or <see cref="RfmGroups.NotYet"/>.</summary>
    public byte[] Groups { get; }

    /// <summary>Edges, map and window, to measure other days or values with.</summary>
    internal RfmYardstick Yardstick { get; }

    /// <summary>Mean of frequency and money scores, rounded half up; 0 without an order.</summary>
    public int FrequencyMoney(int customer) => (Frequency[customer] + Money[customer] + 1) / 2;

    /// <summary>Scores of a snapshot as of a day by the shop's definition, computed once for each (day, thresholds).</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; orders of this day count.</param>
    /// <param name="thresholds">Edges, or null for those of the shop's settings, else the quintiles.</param>
    public static RfmScores Of(Snapshot snapshot, int asOfDay, RfmThresholds? thresholds = null) =>
        Of(snapshot, asOfDay, thresholds is null ? snapshot.Settings.Rfm : snapshot.Settings.Rfm with { Thresholds = thresholds });

    /// <summary>Scores of a snapshot as of a day by a definition, computed once for each.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; orders of this day count.</param>
    /// <param name="definition">Window, edges and map; names make no difference.</param>
    public static RfmScores Of(Snapshot snapshot, int asOfDay, RfmDefinition definition)
    {
        var nameless = definition with { Names = RfmNames.Default };
        return snapshot.MemoOfData((nameof(RfmScores), asOfDay, nameless), () => new RfmScores(snapshot, asOfDay, nameless));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(int from, int to)
    {
        var (dayEdges, orderEdges, moneyEdges, yardstick) = (Yardstick.Days, Yardstick.Orders, Yardstick.Money, Yardstick);
        var (days, orders, money, standing) = (DaysSinceLastOrder, WindowOrders, WindowMoneyE4, measures.Standing);
        for (var customer = from; customer < to; customer++)
        {
            if (days[customer] < 0)
            {
                Groups[customer] = standing[customer];
                continue;
            }

            var r = 5 - dayEdges.Below(days[customer]);
            var f = 1 + orderEdges.Below(orders[customer]);
            var m = 1 + moneyEdges.Below(money[customer]);
            Recency[customer] = (byte)r;
            Frequency[customer] = (byte)f;
            Money[customer] = (byte)m;
            Groups[customer] = yardstick.GroupOf(r, f, m);
        }
    }
}
