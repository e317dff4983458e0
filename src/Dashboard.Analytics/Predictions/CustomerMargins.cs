using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What customers brought on lines whose cost is known, up to a day: revenue and margin.</summary>
internal sealed class CustomerMargins
{
    /// <summary>So many orders of average size draw a customer's margin towards the shop's.</summary>
    private const double PriorOrders = 3;

    private CustomerMargins(int customers) => (CoveredE4, MarginE4) = (new long[customers], new long[customers]);

    public long[] CoveredE4 { get; }

    public long[] MarginE4 { get; }

    /// <summary>Revenue of lines with a known cost.</summary>
    public long TotalCoveredE4 { get; private set; }

    /// <summary>Their margin.</summary>
    public long TotalMarginE4 { get; private set; }

    /// <summary>Revenue of all lines.</summary>
    public long TotalE4 { get; private set; }

    public static CustomerMargins Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(CustomerMargins), asOfDay), () =>
    {
        var margins = new CustomerMargins(snapshot.Customers.Count);
        if (!snapshot.Products.CostE4.Any(cost => cost >= 0))
            return margins;
        var totals = Partitions.Compute(snapshot.Customers.Count, (from, to) => margins.Read(snapshot, asOfDay, from, to), CancellationToken.None);
        margins.TotalE4 = totals.Sum();
        margins.TotalCoveredE4 = margins.CoveredE4.Sum();
        margins.TotalMarginE4 = margins.MarginE4.Sum();
        return margins;
    });

    /// <summary>Margin as a share of revenue, customer by customer: the own one drawn towards the shop's.</summary>
    /// <param name="shop">The shop's.</param>
    /// <param name="orderValue">Value of an average order, in currency units.</param>
    public float[] Shares(double shop, double orderValue)
    {
        var shares = new float[CoveredE4.Length];
        var prior = Math.Max(PriorOrders * orderValue * 10_000, 1);
        for (var customer = 0; customer < shares.Length; customer++)
        {
            var covered = Math.Max(0, CoveredE4[customer]);
            shares[customer] = (float)Math.Clamp(((covered > 0 ? MarginE4[customer] : 0) + (prior * shop)) / (covered + prior), -1, 1);
        }

        return shares;
    }

    private long Read(Snapshot snapshot, int asOfDay, int from, int to)
    {
        var (orders, lines, costs) = (snapshot.Orders, snapshot.Lines, snapshot.Products.CostE4);
        var total = 0L;
        for (var customer = from; customer < to; customer++)
        {
            var (covered, margin) = (0L, 0L);
            for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= asOfDay; order++)
            {
                for (var line = orders.FirstLine[order]; line < orders.FirstLine[order + 1]; line++)
                {
                    var (amount, product) = (lines.AmountE4[line], lines.Product[line]);
                    total += amount;
                    if (product < 0 || costs[product] < 0)
                        continue;
                    covered += amount;
                    margin += amount - (long)((Int128)lines.QuantityE4[line] * costs[product] / 10_000);
                }
            }

            (CoveredE4[customer], MarginE4[customer]) = (covered, margin);
        }

        return total;
    }
}
