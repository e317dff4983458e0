using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Where a customer stood on a day, by the thresholds of the last one: a move means that the customer changed and not the yardstick.</summary>
/// <param name="Day">The day.</param>
/// <param name="Segment">Group, or null when not known yet.</param>
/// <param name="RecencyScore">1 to 5, 0 without an order.</param>
/// <param name="FrequencyScore">1 to 5, 0 without an order.</param>
/// <param name="MoneyScore">1 to 5, 0 without an order.</param>
/// <param name="Orders">Orders until then.</param>
/// <param name="RevenueE4">Net revenue until then, in ten-thousandths.</param>
public sealed record CustomerMoment(DateOnly Day, RfmGroup? Segment, int RecencyScore, int FrequencyScore, int MoneyScore, int Orders, long RevenueE4)
{
    /// <summary>The most past months shown.</summary>
    public const int MaximumMonths = 12;

    /// <summary>The customer at past ends of months, oldest first, and on the day of the scores.</summary>
    internal static IReadOnlyList<CustomerMoment> Of(Snapshot snapshot, int customer, RfmScores now)
    {
        var known = CustomerMembers.KnownSince(snapshot, customer);
        return [.. Days(DateOnly.FromDayNumber(now.AsOfDay), snapshot.FirstDay, MaximumMonths).Select(day => On(snapshot, customer, day, known <= day.DayNumber, now.Yardstick))];
    }

    /// <summary>Past ends of months, oldest first, not before the first day of the data, and the day itself.</summary>
    internal static IEnumerable<DateOnly> Days(DateOnly asOf, DateOnly firstDay, int most)
    {
        var start = new DateOnly(asOf.Year, asOf.Month, 1);
        var ends = new List<DateOnly> { asOf };
        for (var i = 0; i < most && start > firstDay; i++, start = start.AddMonths(-1))
            ends.Add(start.AddDays(-1));
        return ends.Order();
    }

    private static CustomerMoment On(Snapshot snapshot, int customer, DateOnly day, bool isKnown, RfmYardstick yardstick)
    {
        var orders = snapshot.Orders;
        var start = yardstick.WindowStart(day.DayNumber);
        var (count, money, last, recent, recentMoney) = (0, 0L, 0, 0, 0L);
        for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= day.DayNumber; order++)
        {
            var (isRecent, isOrder) = (orders.Day[order] > start, orders.Kind[order] == DocumentKind.Order);
            money += orders.AmountE4[order];
            recentMoney += isRecent ? orders.AmountE4[order] : 0;
            recent += isRecent && isOrder ? 1 : 0;
            if (isOrder)
                (count, last) = (count + 1, orders.Day[order]);
        }

        if (count == 0)
            return new CustomerMoment(day, isKnown ? RfmGroup.Prospects : null, 0, 0, 0, 0, money);
        var edges = yardstick.Thresholds;
        var (r, f, m) = (edges.RecencyScore(day.DayNumber - last), edges.FrequencyScore(recent), edges.MoneyScore(recentMoney));
        return new CustomerMoment(day, (RfmGroup)yardstick.GroupOf(r, f, m), r, f, m, count, money);
    }
}
