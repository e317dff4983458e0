using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// Recency, frequency and money of every customer as of a day, over all orders until then, scored 1 to 5 by <see cref="RfmThresholds"/>.
/// Recency is days since the last order, frequency the number of orders, money the net revenue (returns subtracted).
/// </summary>
/// <remarks>Arthur Hughes, Strategic Database Marketing (1994); groups as in <see cref="RfmGroups.Of"/>.</remarks>
public sealed class RfmScores
{
    private RfmScores(int asOfDay, RfmThresholds thresholds, bool fixedThresholds, int[] days, int[] orders, long[] moneyE4, byte[] r, byte[] f, byte[] m, byte[] groups)
    {
        AsOfDay = asOfDay;
        Thresholds = thresholds;
        FixedThresholds = fixedThresholds;
        DaysSinceLastOrder = days;
        Orders = orders;
        MoneyE4 = moneyE4;
        Recency = r;
        Frequency = f;
        Money = m;
        Groups = groups;
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
        return snapshot.Memo((nameof(RfmScores), asOfDay, edges), () => Compute(snapshot, asOfDay, edges));
    }

    /// <summary>
    /// Whether a customer who has no document until a day is known on it: signed up by then, or, without a sign-up day, a customer who never has a document.
    /// </summary>
    internal static bool KnownWithoutDocument(Snapshot snapshot, int customer, int day)
    {
        var signUp = snapshot.Customers.SignUpDay[customer];
        return signUp > 0 ? signUp <= day : snapshot.Orders.FirstOfCustomer[customer] == snapshot.Orders.FirstOfCustomer[customer + 1];
    }

    private static RfmScores Compute(Snapshot snapshot, int asOfDay, RfmThresholds? given)
    {
        var count = snapshot.Customers.Count;
        var days = new int[count];
        var orders = new int[count];
        var money = new long[count];
        var known = new bool[count];
        var columns = snapshot.Orders;
        for (var customer = 0; customer < count; customer++)
        {
            var last = -1;
            for (var order = columns.FirstOfCustomer[customer]; order < columns.FirstOfCustomer[customer + 1] && columns.Day[order] <= asOfDay; order++)
            {
                known[customer] = true;
                money[customer] += columns.AmountE4[order];
                if (columns.Kind[order] == DocumentKind.Order)
                {
                    orders[customer]++;
                    last = columns.Day[order];
                }
            }

            days[customer] = last < 0 ? -1 : asOfDay - last;
            known[customer] |= KnownWithoutDocument(snapshot, customer, asOfDay);
        }

        var buyers = Enumerable.Range(0, count).Where(c => orders[c] > 0).ToArray();
        var thresholds = given ?? RfmThresholds.Quintiles(
            Array.ConvertAll(buyers, c => (long)days[c]),
            Array.ConvertAll(buyers, c => (long)orders[c]),
            Array.ConvertAll(buyers, c => money[c]));
        var (r, f, m, groups) = (new byte[count], new byte[count], new byte[count], new byte[count]);
        for (var customer = 0; customer < count; customer++)
        {
            if (orders[customer] == 0)
            {
                groups[customer] = known[customer] ? (byte)RfmGroup.Prospects : RfmGroups.NotYet;
                continue;
            }

            r[customer] = (byte)thresholds.RecencyScore(days[customer]);
            f[customer] = (byte)thresholds.FrequencyScore(orders[customer]);
            m[customer] = (byte)thresholds.MoneyScore(money[customer]);
            groups[customer] = (byte)RfmGroups.Of(r[customer], (f[customer] + m[customer] + 1) / 2);
        }

        return new RfmScores(asOfDay, thresholds, given is not null, days, orders, money, r, f, m, groups);
    }
}
