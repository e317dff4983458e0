using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>Charts and tables of the next orders.</summary>
public static class NextOrderCharts
{
    private const int MostBars = 26;

    /// <summary>Repurchase intervals in bars of equal width; those beyond which customers are at risk and lapsed have colours of their own.</summary>
    public static BarSpec Intervals(NextOrdersResult result)
    {
        // Bars end where 99 of 100 intervals do; the last one holds the rest.
        var most = Math.Max(1, (int)Math.Ceiling(result.Intervals.Quantile(0.99)));
        var width = Width(most);
        var bars = ((most - 1) / width) + 1;
        var rest = result.Intervals.Between((bars * width) + 1, result.Intervals.Longest);
        int[] ends = [.. Enumerable.Range(1, bars).Select(i => i * width)];
        return new BarSpec
        {
            Label = "Repurchase intervals by their days",
            ValueName = "Intervals",
            AxisName = "Days",
            Labels = [.. ends.Select(end => width == 1 ? Formats.Integer(end) : $"{end - width + 1}–{end}"), .. rest > 0 ? [$"{(bars * width) + 1}+"] : Array.Empty<string>()],
            Series = [new("Intervals", [.. ends.Select(end => (double?)result.Intervals.Between(end - width + 1, end)), .. rest > 0 ? [rest] : Array.Empty<double?>()])],
            PointColors = [.. ends.Select(end => Color(end - width + 1, result.Churn)), .. rest > 0 ? [Color((bars * width) + 1, result.Churn)] : Array.Empty<string>()],
            Notes = [.. ends.Select(end => Note(end - width + 1, result.Churn)), .. rest > 0 ? [Note((bars * width) + 1, result.Churn)] : Array.Empty<string>()],
        };
    }

    /// <summary>Next orders by week; an estimate, so hatched.</summary>
    public static BarSpec Due(NextOrdersResult result) => new()
    {
        Label = "Customers by the week in which their next order is expected",
        ValueName = "Customers",
        AxisName = "Week from",
        Labels = [.. result.Due.Select(week => Formats.ShortDate(week.From))],
        Series = [new("Customers expected", [.. result.Due.Select(week => (double?)week.Customers.Value)], Predicted: true)],
        Notes = [.. result.Due.Select(week => $"80 % interval {Formats.Range(Formats.Integer((long)Math.Max(0, Math.Round(week.Customers.Interval.Low))), Formats.Integer((long)Math.Round(week.Customers.Interval.High)))}")],
    };

    /// <summary>Windows beside what happened.</summary>
    public static TableModel Backtest(NextOrderBacktest held) => new(
        "How earlier windows held",
        [new("Window"), new("Should hold", true), new("Held", true), new("95 % interval", true)],
        [
            Row("50 % window", 0.5, held.Share50, held.Coverage50),
            Row("80 % window", 0.8, held.Share80, held.Coverage80),
        ])
    {
        More = $"The middle of the window missed the order by {Formats.Number(held.MedianError, 0)} days in the median; a naive date, the shop's typical gap after the last order, by {Formats.Number(held.NaiveError, 0)}.",
    };

    /// <summary>Silent customers, those with most money first.</summary>
    public static TableModel Silent(NextOrdersResult result, Scope scope) => new(
        "Silent customers by money at risk",
        [
            new("Customer"), new("Name"), new("Segment"), new("Silence"), new("Last order", true), new("Days silent", true), new("Order days", true), new("Typical gap", true), new("Gaps that would have ended", true),
            new("Next order, 80 % window", true), new("Revenue, 365 days", true),
        ],
        [.. result.Silent.Select(c => (IReadOnlyList<TableCell>)[
            new(c.Key, Href: Urls.Customer(c.Key, scope)), new(c.Name ?? Formats.Missing), new(c.Group), new(NextOrderText.State(c.State)), new(Formats.Date(c.LastOrder), c.LastOrder.DayNumber),
            new(Formats.Integer(c.SilentDays), c.SilentDays), new(Formats.Integer(c.Orders), c.Orders), c.TypicalDays is { } typical ? new(Formats.Number(typical, 0), typical) : new(Formats.Missing),
            c.ShareEnded is { } share ? new(Formats.Percent(share, 0), share) : new(Formats.Missing), new(NextOrderText.Window(c.Window), c.Window?.Median),
            new(Formats.Money(c.RevenueE4, result.Receipt.Currency), c.RevenueE4)])])
    {
        More = result.SilentCustomers > result.Silent.Count ? $"+{Formats.Integer(result.SilentCustomers - result.Silent.Count)} more; the file holds all" : null,
    };

    private static IReadOnlyList<TableCell> Row(string name, double should, double held, Analytics.Statistics.Interval interval) =>
        [new(name), new(Formats.Percent(should, 0), should), new(Formats.Percent(held), held), new(Formats.Range(Formats.Percent(interval.Low), Formats.Percent(interval.High)), interval.Low)];

    private static int Width(int most)
    {
        foreach (var width in (ReadOnlySpan<int>)[1, 2, 5, 7, 10, 14, 20, 30, 60, 90])
        {
            if (most <= width * MostBars)
                return width;
        }

        return 365;
    }

    private static string Color(int from, ChurnDays churn) => from > churn.LapsedAfter ? ChartColors.Bad : from > churn.AtRiskAfter ? ChartColors.Series(4) : ChartColors.Series(0);

    private static string Note(int from, ChurnDays churn) => from > churn.LapsedAfter ? "a silence this long means lapsed" : from > churn.AtRiskAfter ? "a silence this long means at risk" : "a usual gap";
}
