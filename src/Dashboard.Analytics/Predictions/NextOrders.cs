using System.Runtime.InteropServices;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>When the next order of each customer may be expected, from the orders until a day; see <see cref="NextOrderEstimate"/> for the model.</summary>
public sealed class NextOrders
{
    private readonly ShopRhythm shop;
    private readonly int[] silent;
    private readonly int[] gaps;
    private readonly double[] sumsOfLogs;
    private readonly long[] revenueE4;
    private readonly int asOfDay;

    private NextOrders(ShopRhythm shop, int asOfDay, int customers)
    {
        (this.shop, this.asOfDay) = (shop, asOfDay);
        (silent, gaps, sumsOfLogs, revenueE4) = (new int[customers], new int[customers], new double[customers], new long[customers]);
    }

    /// <summary>Whether the shop has enough repeat orders for a rhythm; without one there are no windows.</summary>
    public bool IsEnough => shop.IsEnough;

    /// <summary>The rhythm of the shop.</summary>
    public ShopRhythm Shop => shop;

    /// <summary>Days since the last order by customer; −1 without an order.</summary>
    public ReadOnlySpan<int> SilentDays => silent;

    /// <summary>Gaps between order days by customer.</summary>
    public ReadOnlySpan<int> Gaps => gaps;

    /// <summary>Net revenue of the last <see cref="SilenceRisk.RevenueDays"/> days by customer, in ten-thousandths.</summary>
    public ReadOnlySpan<long> RevenueE4 => revenueE4;

    /// <summary>The customers of a snapshot on a day, computed once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; later orders are not seen.</param>
    public static NextOrders Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(NextOrders), asOfDay), () =>
    {
        var all = new NextOrders(ShopRhythm.Of(snapshot, asOfDay), asOfDay, snapshot.Customers.Count);
        var logs = ShopRhythm.LogDays(snapshot, asOfDay);
        Partitions.Run(snapshot.Customers.Count, (from, to) => all.Fill(snapshot.Orders, logs, from, to), CancellationToken.None);
        return all;
    });

    /// <summary>The window of a customer; null without an order, without a rhythm of the shop, or when the silence is longer than nearly all such gaps.</summary>
    /// <param name="customer">Index of the customer.</param>
    public NextOrderWindow? Window(int customer)
    {
        if (GapOf(customer) is not { ShareEnded: <= NextOrderEstimate.TooLong } gap)
            return null;
        var last = asOfDay - silent[customer];
        return new NextOrderWindow(Day(0.1), Day(0.25), Day(0.5), Day(0.75), Day(0.9));

        int Day(double share) => Math.Min(DateOnly.MaxValue.DayNumber, last + gap.DaysAt(share));
    }

    /// <summary>Day number by which half of the probability is spent, as <see cref="Window"/> has it; 0 where there is none.</summary>
    /// <param name="customer">Index of the customer.</param>
    public int MedianDay(int customer) =>
        GapOf(customer) is { ShareEnded: <= NextOrderEstimate.TooLong } gap ? Math.Min(DateOnly.MaxValue.DayNumber, asOfDay - silent[customer] + gap.DaysAt(0.5)) : 0;

    /// <summary>Probability that the next order of a customer comes within each of some weeks from the day on, if another one comes; all 0 where there is no window.</summary>
    /// <param name="customer">Index of the customer.</param>
    /// <param name="byWeek">Filled with a probability a week.</param>
    internal void ByWeek(int customer, Span<double> byWeek)
    {
        byWeek.Clear();
        if (GapOf(customer) is not { ShareEnded: <= NextOrderEstimate.TooLong } gap)
            return;
        var before = 0.0;
        for (var week = 0; week < byWeek.Length; week++)
        {
            var until = gap.ShareWithin(7 * (week + 1));
            (byWeek[week], before) = (until - before, until);
        }
    }

    /// <summary>What the silence of a customer means by their own rhythm drawn towards the shop's: the median gap in days, and the share of such gaps that would have ended by now; null without an order or a rhythm.</summary>
    /// <param name="customer">Index of the customer.</param>
    public (double TypicalDays, double ShareEnded)? Rhythm(int customer) => GapOf(customer) is { } gap ? (gap.TypicalDays, gap.ShareEnded) : null;

    private NextGap? GapOf(int customer) => IsEnough && silent[customer] >= 0 ? new NextGap(shop, gaps[customer], sumsOfLogs[customer], silent[customer]) : null;

    private void Fill(OrderColumns orders, double[] logs, int from, int to)
    {
        var begins = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var amounts = orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (last, n, sum, revenue) = (-1, 0, 0.0, 0L);
            var end = begins[customer + 1];
            for (var order = begins[customer]; order < end && days[order] <= asOfDay; order++)
            {
                var day = days[order];
                revenue += day > asOfDay - SilenceRisk.RevenueDays ? amounts[order] : 0;
                if (kinds[order] != DocumentKind.Order || day == last)
                    continue;
                if (last >= 0)
                    (n, sum) = (n + 1, sum + (day - last < logs.Length ? logs[day - last] : Math.Log(day - last)));
                last = day;
            }

            (silent[customer], gaps[customer], sumsOfLogs[customer], revenueE4[customer]) = (last < 0 ? -1 : asOfDay - last, n, sum, revenue);
        }
    }
}

/// <summary>Days within which the next order is expected, if another one comes, as day numbers.</summary>
/// <param name="Earliest80">First day of the window that holds with 80 %.</param>
/// <param name="Earliest50">First day of the window that holds with 50 %.</param>
/// <param name="Median">Day by which half of the probability is spent.</param>
/// <param name="Latest50">Last day of the 50 % window.</param>
/// <param name="Latest80">Last day of the 80 % window.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NextOrderWindow(int Earliest80, int Earliest50, int Median, int Latest50, int Latest80);
