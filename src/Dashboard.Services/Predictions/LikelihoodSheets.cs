using Dashboard.Analytics.Predictions;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>Likelihoods and the offer as sheets.</summary>
public static class LikelihoodSheets
{
    private const int Reasons = 3;

    /// <summary>All sheets: the customers above the threshold first.</summary>
    public static IReadOnlyList<Sheet> All(LikelihoodResult result) => [Customers(result), Offer(result), Distribution(result)];

    /// <summary>Customers above the threshold, those with most at stake first.</summary>
    public static Sheet Customers(LikelihoodResult result) => Sheet.Of(
        "Targeted customers",
        [
            new("Customer", CellKind.Text), new("RFM group", CellKind.Text), new(NameOf(result.Kind), CellKind.Percent), new("Likelihood, 95 % from", CellKind.Percent), new("Likelihood, 95 % to", CellKind.Percent),
            new("Value at stake", CellKind.Money), .. Enumerable.Range(1, Reasons).Select(i => new SheetColumn($"Raises it, {i}", CellKind.Text)), .. Enumerable.Range(1, Reasons).Select(i => new SheetColumn($"Lowers it, {i}", CellKind.Text)),
        ],
        result.Targeted,
        (row, customer) =>
        {
            row.Text(customer.Key);
            row.Text(customer.Group);
            row.Percent(customer.Probability);
            row.Percent(customer.Interval?.Low);
            row.Percent(customer.Interval?.High);
            row.Money(customer.ValueE4);
            for (var i = 0; i < Reasons; i++)
                row.Text(customer.Reasons?.Raise.ElementAtOrDefault(i)?.Text);
            for (var i = 0; i < Reasons; i++)
                row.Text(customer.Reasons?.Lower.ElementAtOrDefault(i)?.Text);
        });

    /// <summary>What the offer costs and brings at thresholds from 0 to 1.</summary>
    public static Sheet Offer(LikelihoodResult result) => Sheet.Of(
        "Offer by threshold",
        [
            new("Threshold", CellKind.Percent), new("Targeted", CellKind.Integer), new(CaughtName(result.Kind), CellKind.Number), new("95 % from", CellKind.Number), new("95 % to", CellKind.Number),
            new("False alarms", CellKind.Number), new("Missed", CellKind.Number), new("Cost", CellKind.Money), new("Value saved", CellKind.Money), new("Net value", CellKind.Money),
            new("Net value, 95 % from", CellKind.Money), new("Net value, 95 % to", CellKind.Money),
        ],
        result.Curve,
        (row, point) =>
        {
            row.Percent(point.Threshold / (double)LikelihoodRequest.Steps);
            row.Integer(point.Targeted);
            row.Number(point.Caught);
            row.Number(point.CaughtInterval.Low);
            row.Number(point.CaughtInterval.High);
            row.Number(point.FalseAlarms);
            row.Number(point.Missed);
            row.Money(E4(point.Cost));
            row.Money(E4(point.Saved));
            row.Money(E4(point.Net));
            row.Money(E4(point.NetInterval.Low));
            row.Money(E4(point.NetInterval.High));
        });

    /// <summary>Customers by their likelihood.</summary>
    public static Sheet Distribution(LikelihoodResult result) => Sheet.Of(
        "Likelihood",
        [new("From", CellKind.Percent), new("To", CellKind.Percent), new("Customers", CellKind.Integer), new("Expected", CellKind.Number), new("Value at stake", CellKind.Money)],
        result.Bars,
        (row, bar) =>
        {
            row.Percent(bar.From);
            row.Percent(bar.To);
            row.Integer(bar.Customers);
            row.Number(bar.Events);
            row.Money(bar.ValueE4);
        });

    /// <summary>A sheet by its name in an address, or null.</summary>
    public static Sheet? Part(LikelihoodResult result, string part) => part switch
    {
        "customers" => Customers(result),
        "offer" => Offer(result),
        "distribution" => Distribution(result),
        _ => null,
    };

    private static string NameOf(ModelKind kind) => kind == ModelKind.Churn ? "Churn risk" : "Purchase likelihood";

    private static string CaughtName(ModelKind kind) => kind == ModelKind.Churn ? "Churners caught" : "Buyers reached";

    private static long E4(double amount) => (long)Math.Round(amount * 1e4);
}
