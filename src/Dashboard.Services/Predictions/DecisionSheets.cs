using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>Decisions and what became of them, as a sheet.</summary>
public static class DecisionSheets
{
    /// <summary>A row a decision.</summary>
    /// <param name="decisions">The decisions with their outcomes.</param>
    public static Sheet Of(IReadOnlyList<(Decision Decision, DecisionOutcome Outcome)> decisions) => Sheet.Of(
        "Decisions",
        [
            new("Made on", CellKind.Date), new("Due", CellKind.Date), new("Offer", CellKind.Text) { Width = 40 }, new("Whom", CellKind.Text) { Width = 60 }, new("Rule", CellKind.Text) { Width = 40 },
            new("Owner", CellKind.Text), new("Note", CellKind.Text) { Width = 40 }, new("Model run", CellKind.Integer), new("Customers", CellKind.Integer), new("Control", CellKind.Integer),
            new("Expected to order", CellKind.Percent), new("Expected value", CellKind.Money), new("Counted until", CellKind.Date), new("Is due", CellKind.Boolean),
            new("Ordered", CellKind.Integer), new("Share that ordered", CellKind.Percent), new("Share, low", CellKind.Percent), new("Share, high", CellKind.Percent), new("Orders", CellKind.Integer), new("Revenue", CellKind.Money),
            new("Share of the control", CellKind.Percent), new("More buyers, low", CellKind.Percent), new("More buyers, high", CellKind.Percent),
            Number("More revenue a customer"), Number("More revenue, low"), Number("More revenue, high"),
        ],
        decisions,
        (row, item) =>
        {
            var (d, o) = item;
            row.Date(d.MadeOn);
            row.Date(d.Due);
            row.Text(d.Offer);
            row.Text(RuleSentence.Label(d.Rule));
            row.Text(d.Rule);
            row.Text(d.Owner);
            row.Text(d.Note);
            row.Integer(d.ModelRun);
            row.Integer(d.Customers);
            row.Integer(d.InControl);
            row.Percent(d.ExpectedShare);
            row.Money(d.ExpectedValueE4);
            row.Date(o.Until);
            row.Boolean(o.IsDue);
            row.Integer(o.Target.Buyers);
            row.Percent(o.Target.BuyingShare);
            row.Percent(o.Target.Share.Low);
            row.Percent(o.Target.Share.High);
            row.Integer(o.Target.Orders);
            row.Money(o.Target.RevenueE4);
            row.Percent(o.Control?.BuyingShare);
            row.Percent(o.MoreBuyers?.Low);
            row.Percent(o.MoreBuyers?.High);
            row.Number(o.MoreRevenue?.Value);
            row.Number(o.MoreRevenue?.Interval.Low);
            row.Number(o.MoreRevenue?.Interval.High);
        });

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 2 };
}
