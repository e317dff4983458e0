using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Goes back through the days on which something happened to a customer, until the group was another.</summary>
internal readonly ref struct RfmWalk(Snapshot snapshot, RfmScores scores)
{
    private readonly ReadOnlySpan<int> firstOf = snapshot.Orders.FirstOfCustomer.Span;
    private readonly ReadOnlySpan<int> dayOf = snapshot.Orders.Day.Span;
    private readonly ReadOnlySpan<DocumentKind> kindOf = snapshot.Orders.Kind.Span;
    private readonly ReadOnlySpan<long> amountOf = snapshot.Orders.AmountE4.Span;
    private readonly ReadOnlySpan<int> signUpOf = snapshot.Customers.SignUpDay.Span;
    private readonly RfmYardstick yardstick = scores.Yardstick;

    /// <summary>First day in the present group, 0 for always or in none, and the group on the day before, <see cref="RfmGroups.NotYet"/> for none.</summary>
    public (int Since, byte Previous) Back(int customer)
    {
        var present = scores.Groups[customer];
        if (present == RfmGroups.NotYet)
            return (0, RfmGroups.NotYet);
        var first = firstOf[customer];

        // The documents until the day are first to end; those of them in its window are from left on.
        var (day, end) = (scores.AsOfDay, firstOf[customer + 1]);
        while (end > first && dayOf[end - 1] > day)
            end--;
        var left = yardstick.HasWindow ? end : first;
        var start = yardstick.WindowStart(day);
        while (left > first && dayOf[left - 1] > start)
            left--;
        var (orders, money) = (scores.WindowOrders[customer], scores.WindowMoneyE4[customer]);
        var last = LastOrder(first, end);
        while (true)
        {
            var began = Began(customer, day, first, left, end, last);
            if (began == 0)
                return (0, RfmGroups.NotYet);
            day = began - 1;
            for (; left > first && yardstick.LeavesOn(dayOf[left - 1]) > day; left--)
            {
                money += amountOf[left - 1];
                orders += kindOf[left - 1] == DocumentKind.Order ? 1 : 0;
            }

            if (end > first && dayOf[end - 1] > day)
            {
                for (; end > first && dayOf[end - 1] > day; end--)
                {
                    money -= amountOf[end - 1];
                    orders -= kindOf[end - 1] == DocumentKind.Order ? 1 : 0;
                }

                last = LastOrder(first, end);
            }

            var group = last > 0 ? yardstick.GroupOf(day - last, orders, money)
                : end > first || IsSignedUp(customer, day) ? (byte)RfmGroup.Prospects
                : RfmGroups.NotYet;
            if (group != present)
                return (began, group);
        }
    }

    /// <summary>The first day of the stretch up to a day on which nothing happened to a customer; 0 when nothing ever did before.</summary>
    private int Began(int customer, int day, int first, int left, int end, int last)
    {
        if (end == first)
            return signUpOf[customer];
        var began = dayOf[end - 1];
        if (last > 0 && yardstick.Days.HighestBelow(day - last) is { } edge)
            began = (int)Math.Max(began, last + edge + 1);
        return left > first ? Math.Max(began, yardstick.LeavesOn(dayOf[left - 1])) : began;
    }

    private bool IsSignedUp(int customer, int day) => signUpOf[customer] is > 0 and var signUp && signUp <= day;

    private int LastOrder(int first, int end)
    {
        for (var order = end - 1; order >= first; order--)
        {
            if (kindOf[order] == DocumentKind.Order)
                return dayOf[order];
        }

        return 0;
    }
}
