using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overview;

/// <summary>
/// Customers whose silence exceeds their own rhythm, and the revenue they stand for.
/// With n gaps between the days on which a customer ordered, S days from first to last of them, and g the shop's typical gap (the median of the
/// customers' mean gaps S / n), the customer's typical gap is (S + 2 g) / (n + 2): own experience, pulled towards the shop's as if by two more gaps.
/// At risk is who has ordered on at least two days, has been silent for more than 1.5 typical gaps, and brought revenue in the last 365 days; that revenue is at risk.
/// </summary>
public static class SilenceRisk
{
    /// <summary>How many gaps the shop's typical gap counts for.</summary>
    public const double PriorGaps = 2;

    /// <summary>How many typical gaps of silence are too many.</summary>
    public const double Patience = 1.5;

    /// <summary>Days over which revenue is called at risk.</summary>
    public const int RevenueDays = 365;

    /// <summary>The shop's typical gap in days: the median over customers of their mean gap between order days; null when nobody ordered on two days.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; later orders are not seen.</param>
    public static double? ShopGap(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(SilenceRisk), asOfDay), () => Gap(snapshot, asOfDay)).Days;

    /// <summary>A customer's typical gap in days.</summary>
    /// <param name="gaps">Number of gaps between order days, at least 0.</param>
    /// <param name="spanDays">Days from the first to the last order day.</param>
    /// <param name="shopGap">The shop's typical gap.</param>
    public static double TypicalGap(int gaps, int spanDays, double shopGap) => (spanDays + (PriorGaps * shopGap)) / (gaps + PriorGaps);

    /// <summary>Whether a silence is longer than the rhythm allows.</summary>
    /// <param name="silentDays">Days since the last order.</param>
    /// <param name="gaps">Number of gaps between order days.</param>
    /// <param name="spanDays">Days from the first to the last order day.</param>
    /// <param name="shopGap">The shop's typical gap.</param>
    public static bool IsTooSilent(int silentDays, int gaps, int spanDays, double shopGap) =>
        gaps > 0 && silentDays > Patience * TypicalGap(gaps, spanDays, shopGap);

    /// <summary>Revenue at risk on some days; the shop's typical gap is that of the last day throughout, so that the points compare.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="population">Whom to look at, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static RiskPoint[] At(Snapshot snapshot, Bitmap population, int[] days, CancellationToken cancellationToken)
    {
        var points = Array.ConvertAll(days, day => new RiskPoint(day, 0, 0, 0));
        if (days.Length == 0 || ShopGap(snapshot, days[^1]) is not { } shopGap)
            return points;
        var orders = snapshot.Orders;
        for (var customer = 0; customer < population.Length; customer++)
        {
            if ((customer & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var begin = orders.FirstOfCustomer[customer];
            var end = orders.FirstOfCustomer[customer + 1];
            if (!population[customer] || end - begin < 2)
                continue;
            var (next, oldest, first, last, gaps, revenue) = (begin, begin, -1, -1, 0, 0L);
            for (var i = 0; i < days.Length; i++)
            {
                for (; next < end && orders.Day[next] <= days[i]; next++)
                {
                    revenue += orders.AmountE4[next];
                    if (orders.Kind[next] != DocumentKind.Order || orders.Day[next] == last)
                        continue;
                    gaps += last < 0 ? 0 : 1;
                    first = first < 0 ? orders.Day[next] : first;
                    last = orders.Day[next];
                }

                for (; oldest < next && orders.Day[oldest] <= days[i] - RevenueDays; oldest++)
                    revenue -= orders.AmountE4[oldest];
                if (gaps == 0)
                    continue;
                var late = revenue > 0 && IsTooSilent(days[i] - last, gaps, last - first, shopGap);
                points[i] = points[i] with
                {
                    CustomersWithRhythm = points[i].CustomersWithRhythm + 1,
                    Customers = points[i].Customers + (late ? 1 : 0),
                    RevenueE4 = points[i].RevenueE4 + (late ? revenue : 0),
                };
            }
        }

        return points;
    }

    private static ShopRhythm Gap(Snapshot snapshot, int asOfDay)
    {
        var means = new List<double>();
        var orders = snapshot.Orders;
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var (first, last, gaps) = (-1, -1, 0);
            for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= asOfDay; order++)
            {
                if (orders.Kind[order] != DocumentKind.Order || orders.Day[order] == last)
                    continue;
                gaps += last < 0 ? 0 : 1;
                first = first < 0 ? orders.Day[order] : first;
                last = orders.Day[order];
            }

            if (gaps > 0)
                means.Add((double)(last - first) / gaps);
        }

        if (means.Count == 0)
            return new ShopRhythm(null);
        means.Sort();
        return new ShopRhythm((means[(means.Count - 1) / 2] + means[means.Count / 2]) / 2);
    }

    private sealed record ShopRhythm(double? Days);
}

/// <summary>Revenue at risk on a day.</summary>
/// <param name="Day">Day number.</param>
/// <param name="CustomersWithRhythm">Customers with orders on at least two days until then.</param>
/// <param name="Customers">Those of them at risk.</param>
/// <param name="RevenueE4">Their revenue of the last 365 days, in ten-thousandths.</param>
public readonly record struct RiskPoint(int Day, int CustomersWithRhythm, int Customers, long RevenueE4);
