using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// Recency, frequency and money of every customer as of a day, over all orders until then, scored 1 to 5 by <see cref="RfmThresholds"/>.
/// Recency is days since the last order, frequency the number of orders, money the net revenue (returns subtracted).
/// </summary>
/// <remarks>Arthur Hughes, Strategic Database Marketing (1994); groups as in <see cref="RfmGroups.Of"/>.</remarks>
public sealed class RfmScores
{
    // Groups by recency score × 6 + mean of frequency and money scores.
    private static readonly byte[] GroupOfScores = [.. Enumerable.Range(0, 36).Select(i => (byte)RfmGroups.Of(i / 6, i % 6))];

    private RfmScores(Snapshot snapshot, int asOfDay, RfmThresholds? given)
    {
        var count = snapshot.Customers.Count;
        AsOfDay = asOfDay;
        DaysSinceLastOrder = new int[count];
        Orders = new int[count];
        MoneyE4 = new long[count];
        Recency = new byte[count];
        Frequency = new byte[count];
        Money = new byte[count];
        Groups = new byte[count];
        FixedThresholds = given is not null;
        var buyers = new Bitmap(count);
        Partitions.Run(count, (from, to) => Aggregate(snapshot, from, to, buyers), CancellationToken.None);
        Thresholds = given ?? RfmThresholds.Quintiles(Numbers.Of(DaysSinceLastOrder), Numbers.Of(Orders), Numbers.Of(MoneyE4), buyers);
        Partitions.Run(count, Score, CancellationToken.None);
    }

    /// <summary>Day number on which the scores hold.</summary>
    public int AsOfDay { get; }

    /// <summary>The edges used.</summary>
    public RfmThresholds Thresholds { get; }

    /// <summary>Whether the edges were given rather than taken from the quintiles.</summary>
    public bool FixedThresholds { get; }

    /// <summary>Days since the last order, −1 without one; one entry a customer.</summary>
    public int[] DaysSinceLastOrder { get; }

    /// <summary>Number of orders; one entry a customer.</summary>
    public int[] Orders { get; }

    /// <summary>Net revenue in ten-thousandths; one entry a customer.</summary>
    public long[] MoneyE4 { get; }

    /// <summary>Recency scores 1 to 5, 0 without an order.</summary>
    public byte[] Recency { get; }

    /// <summary>Frequency scores 1 to 5, 0 without an order.</summary>
    public byte[] Frequency { get; }

    /// <summary>Money scores 1 to 5, 0 without an order.</summary>
    public byte[] Money { get; }

    /// <summary>An <see cref="RfmGroup"/> a customer, or <see cref="RfmGroups.NotYet"/>.</summary>
    public byte[] Groups { get; }

    /// <summary>Mean of frequency and money scores, rounded half up; 0 without an order.</summary>
    public int FrequencyMoney(int customer) => (Frequency[customer] + Money[customer] + 1) / 2;

    /// <summary>Scores of a snapshot as of a day, computed once for each (day, thresholds).</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; orders of this day count.</param>
    /// <param name="thresholds">Edges, or null for those of the shop's settings, else the quintiles.</param>
    public static RfmScores Of(Snapshot snapshot, int asOfDay, RfmThresholds? thresholds = null)
    {
        var edges = thresholds ?? snapshot.Settings.RfmThresholds;
        return snapshot.Memo((nameof(RfmScores), asOfDay, edges), () => new RfmScores(snapshot, asOfDay, edges));
    }

    /// <summary>
    /// Whether a customer who has no document until a day is known on it: signed up by then, or, without a sign-up day, a customer who never has a document.
    /// </summary>
    internal static bool KnownWithoutDocument(Snapshot snapshot, int customer, int day)
    {
        var signUp = snapshot.Customers.SignUpDay[customer];
        return signUp > 0 ? signUp <= day : snapshot.Orders.FirstOfCustomer[customer] == snapshot.Orders.FirstOfCustomer[customer + 1];
    }

    // Sums up the documents of some customers, which lie side by side, and tells those who never ordered from those not known yet.
    private void Aggregate(Snapshot snapshot, int from, int to, Bitmap buyers)
    {
        var first = snapshot.Orders.FirstOfCustomer.Span;
        var day = snapshot.Orders.Day.Span;
        var kind = snapshot.Orders.Kind.Span;
        var amount = snapshot.Orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (order, end) = (first[customer], first[customer + 1]);
            var (orders, last, money) = (0, 0, 0L);
            for (; order < end && day[order] <= AsOfDay; order++)
            {
                money += amount[order];
                if (kind[order] != DocumentKind.Order)
                    continue;
                orders++;
                last = day[order];
            }

            Orders[customer] = orders;
            MoneyE4[customer] = money;
            DaysSinceLastOrder[customer] = orders == 0 ? -1 : AsOfDay - last;
            if (orders > 0)
                buyers.Add(customer);
            else
                Groups[customer] = order > first[customer] || KnownWithoutDocument(snapshot, customer, AsOfDay) ? (byte)RfmGroup.Prospects : RfmGroups.NotYet;
        }
    }

    private void Score(int from, int to)
    {
        var (days, orders, money) = (new Edges(Thresholds.DaysSinceLastOrder), new Edges(Thresholds.Orders), new Edges(Thresholds.MoneyE4));
        for (var customer = from; customer < to; customer++)
        {
            if (Orders[customer] == 0)
                continue;
            var r = 5 - days.Below(DaysSinceLastOrder[customer]);
            var f = 1 + orders.Below(Orders[customer]);
            var m = 1 + money.Below(MoneyE4[customer]);
            Recency[customer] = (byte)r;
            Frequency[customer] = (byte)f;
            Money[customer] = (byte)m;
            Groups[customer] = GroupOfScores[(r * 6) + ((f + m + 1) / 2)];
        }
    }

    // Four edges in registers.
    private readonly struct Edges(ReadOnlySpan<long> edges)
    {
        private readonly long a = edges[0];
        private readonly long b = edges[1];
        private readonly long c = edges[2];
        private readonly long d = edges[3];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Below(long value) => (value > a ? 1 : 0) + (value > b ? 1 : 0) + (value > c ? 1 : 0) + (value > d ? 1 : 0);
    }
}
