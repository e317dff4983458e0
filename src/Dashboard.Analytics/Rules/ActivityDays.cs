using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The days of one customer's documents that count for an activity.</summary>
internal static class ActivityDays
{
    /// <summary>Day numbers of the documents that count, oldest first, one for each document.</summary>
    public static IReadOnlyList<int> Of(Snapshot snapshot, Activity activity, int customer, int asOfDay)
    {
        var found = new List<int>();
        if (activity.Window.Range(asOfDay) is not { } range)
            return found;
        var orders = snapshot.Orders;
        var kind = ActivityDocuments.KindOf(activity.Measure);
        var goods = ActivityDocuments.Goods(snapshot, activity);
        var tests = activity.Filters.Where(f => RuleFilters.Find(f.Field, ofContacts: false) is { OfLines: false })
            .Select(f => (Column: f.Field == "channel" ? orders.Channel : orders.Country, Matcher: new TextMatcher(f.Test))).ToList();
        for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1]; order++)
        {
            if (range.Contains(orders.Day[order])
                && (kind is null || orders.Kind[order] == kind)
                && tests.TrueForAll(t => t.Column[order] is { } text ? t.Matcher.Matches(text) : t.Matcher.MatchesUnknown)
                && (goods is null || HasGoods(snapshot, goods, order)))
                found.Add(orders.Day[order]);
        }

        return found;
    }

    /// <summary>The last as-of day on which a day still lies in a window of the last days; the as-of day itself when it doesn't any more.</summary>
    public static int LastDay(RuleWindow window, int day, int asOfDay)
    {
        // The window only ever moves on, so the days on which it holds a given day are a run.
        var (low, high) = (asOfDay, Math.Min(DateOnly.MaxValue.DayNumber, asOfDay + (31 * LastWindow.Most)));
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (window.Range(middle) is { } range && range.From.DayNumber <= day)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static bool HasGoods(Snapshot snapshot, bool[] goods, int order)
    {
        for (var line = snapshot.Orders.FirstLine[order]; line < snapshot.Orders.FirstLine[order + 1]; line++)
        {
            if (goods[snapshot.Lines.Product[line] is var product and >= 0 ? product : ^1])
                return true;
        }

        return false;
    }
}
