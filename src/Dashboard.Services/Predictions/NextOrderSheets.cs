using Dashboard.Analytics.Predictions;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>Next orders and silence as sheets.</summary>
public static class NextOrderSheets
{
    /// <summary>Names of the states, in the order of <see cref="SilenceState"/>.</summary>
    public static IReadOnlyList<string> States { get; } = ["Active", "At risk", "Lapsed"];

    /// <summary>All sheets: the silent customers first.</summary>
    public static IReadOnlyList<Sheet> All(NextOrdersResult result) => [Silent(result), Churn(result), Due(result), Intervals(result)];

    /// <summary>Customers at risk or lapsed who brought revenue in the last year, those with most of it first.</summary>
    public static Sheet Silent(NextOrdersResult result) => Sheet.Of(
        "Silent customers",
        [
            new("Customer", CellKind.Text), new("RFM group", CellKind.Text), new("Silence", CellKind.Text), new("Last order", CellKind.Date), new("Days silent", CellKind.Integer),
            new("Order days", CellKind.Integer), new("Typical gap in days", CellKind.Number) { Decimals = 1 }, new("Share of such gaps that would have ended", CellKind.Percent), new("Revenue of the last 365 days", CellKind.Money),
            new("Next order, 80 % from", CellKind.Date), new("Next order, 50 % from", CellKind.Date), new("Next order, as likely before as after", CellKind.Date), new("Next order, 50 % to", CellKind.Date),
            new("Next order, 80 % to", CellKind.Date),
        ],
        result.AllSilent,
        (row, customer) =>
        {
            row.Text(customer.Key);
            row.Text(customer.Group);
            row.Text(States[(int)customer.State]);
            row.Date(customer.LastOrder);
            row.Integer(customer.SilentDays);
            row.Integer(customer.Orders);
            row.Number(customer.TypicalDays);
            row.Percent(customer.ShareEnded);
            row.Money(customer.RevenueE4);
            row.Date(Day(customer.Window?.Earliest80));
            row.Date(Day(customer.Window?.Earliest50));
            row.Date(Day(customer.Window?.Median));
            row.Date(Day(customer.Window?.Latest50));
            row.Date(Day(customer.Window?.Latest80));
        });

    /// <summary>Customers by what their silence means.</summary>
    public static Sheet Churn(NextOrdersResult result) => Sheet.Of(
        "Silence",
        [
            new("Silence", CellKind.Text), new("More days than", CellKind.Integer), new("Customers", CellKind.Integer), new("Share", CellKind.Percent), new("Revenue of the last 365 days", CellKind.Money),
            .. result.States[0].Contactable.Select(c => new SheetColumn($"Contactable by {c.Channel}", CellKind.Integer)),
        ],
        result.States,
        (row, state) =>
        {
            row.Text(States[(int)state.State]);
            row.Integer(state.State switch { SilenceState.Lapsed => result.Churn.LapsedAfter, SilenceState.AtRisk => result.Churn.AtRiskAfter, _ => null });
            row.Integer(state.Customers);
            row.Percent(result.Customers == 0 ? null : (double)state.Customers / result.Customers);
            row.Money(state.RevenueE4);
            foreach (var channel in state.Contactable)
                row.Integer(channel.Customers);
        });

    /// <summary>Next orders by week, if all who have not lapsed come again.</summary>
    public static Sheet Due(NextOrdersResult result) => Sheet.Of(
        "Expected by week",
        [new("Week from", CellKind.Date), new("Week to", CellKind.Date), new("Customers expected", CellKind.Number) { Decimals = 1 }, new("80 % from", CellKind.Number) { Decimals = 1 }, new("80 % to", CellKind.Number) { Decimals = 1 }],
        result.Due,
        (row, week) =>
        {
            row.Date(week.From);
            row.Date(week.From.AddDays(6));
            row.Number(week.Customers.Value);
            row.Number(Math.Max(0, week.Customers.Interval.Low));
            row.Number(week.Customers.Interval.High);
        });

    /// <summary>How many repurchase intervals took how many days.</summary>
    public static Sheet Intervals(NextOrdersResult result) => Sheet.Of(
        "Repurchase intervals",
        [new("Days", CellKind.Integer), new("Intervals", CellKind.Integer)],
        Enumerable.Range(1, result.Intervals.Longest).Where(days => result.Intervals.Of(days) > 0),
        (row, days) =>
        {
            row.Integer(days);
            row.Integer(result.Intervals.Of(days));
        });

    /// <summary>A sheet by its name in an address, or null.</summary>
    public static Sheet? Part(NextOrdersResult result, string part) => part switch
    {
        "silent" => Silent(result),
        "silence" => Churn(result),
        "due" => Due(result),
        "intervals" => Intervals(result),
        _ => null,
    };

    private static DateOnly? Day(int? number) => number is { } day ? DateOnly.FromDayNumber(day) : null;
}
