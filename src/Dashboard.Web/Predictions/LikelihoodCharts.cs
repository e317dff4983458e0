using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>Charts and tables of the likelihood.</summary>
public static class LikelihoodCharts
{
    /// <summary>Customers by their likelihood; those above the threshold have a colour of their own.</summary>
    public static BarSpec Distribution(LikelihoodResult result) => new()
    {
        Label = $"Customers by {LikelihoodText.Name(result.Kind)}",
        ValueName = "Customers",
        AxisName = "Likelihood",
        Labels = [.. result.Bars.Select(b => $"{Formats.Percent(b.From, 0)}–{Formats.Percent(b.To, 0)}")],
        Series = [new("Customers", [.. result.Bars.Select(b => (double?)b.Customers)], Predicted: true)],
        PointColors = [.. result.Bars.Select(b => ChartColors.Series(IsTargeted(b, result) ? 4 : 0))],
        Notes = [.. result.Bars.Select(b => $"{Formats.Number(b.Events, 0)} expected to {LikelihoodText.Verb(result.Kind)}; {Formats.MoneyShort(b.ValueE4, result.Receipt.Currency)} at stake")],
    };

    /// <summary>What is left of the offer at each threshold, with its interval.</summary>
    public static LineSpec Net(LikelihoodResult result) => new()
    {
        Label = "Net value of the offer by threshold",
        ValueName = "Net value",
        AxisName = "Threshold",
        Format = ValueFormat.Money(result.Receipt.Currency),
        Labels = [.. result.Curve.Select(o => Formats.Percent(o.Threshold / 100.0, 0))],
        Series = [new("Net value", [.. result.Curve.Select(o => (double?)o.Net)], LineRole.Forecast)],
        Bands = [new("95% interval", 95, [.. result.Curve.Select(o => (double?)o.NetInterval.Low)], [.. result.Curve.Select(o => (double?)o.NetInterval.High)])],
        Annotations = result.Best is { Net: > 0 } best ? [new(best.Threshold / 5, "Most value")] : [],
    };

    /// <summary>The same as a table, with all figures.</summary>
    public static TableModel Offer(LikelihoodResult result)
    {
        var currency = result.Receipt.Currency;
        return new TableModel(
            "The offer by threshold",
            [
                new("Threshold", true), new("Targeted", true), new(LikelihoodText.CaughtTitle(result.Kind), true), new("95 % interval", true), new("False alarms", true), new("Missed", true), new("Cost", true), new(LikelihoodText.SavedTitle(result.Kind), true),
                new("Net value", true), new("95 % interval of the net value", true),
            ],
            [.. result.Curve.Select(o => (IReadOnlyList<TableCell>)[
                new(Formats.Percent(o.Threshold / 100.0, 0), o.Threshold), new(Formats.Integer(o.Targeted), o.Targeted), new(Formats.Number(o.Caught, 0), o.Caught), new(LikelihoodText.Range(o.CaughtInterval, v => Formats.Number(v, 0)), o.CaughtInterval.Low),
                new(Formats.Number(o.FalseAlarms, 0), o.FalseAlarms), new(Formats.Number(o.Missed, 0), o.Missed), new(Formats.Money(o.Cost, currency), o.Cost), new(Formats.Money(o.Saved, currency), o.Saved),
                new(Formats.Money(o.Net, currency), o.Net), new(LikelihoodText.Range(o.NetInterval, v => Formats.Money(v, currency)), o.NetInterval.Low)])]);
    }

    /// <summary>The first customers above the threshold with their reasons.</summary>
    public static TableModel Customers(LikelihoodResult result, Scope scope) => new(
        $"Customers above the threshold by what is at stake",
        [new("Customer"), new("Name"), new("Segment"), new(LikelihoodText.Title(result.Kind), true), new("95 % interval", true), new("Value at stake", true), new("Raises it"), new("Lowers it")],
        [.. result.Shown.Select(c => (IReadOnlyList<TableCell>)[
            new(c.Key, Href: Urls.Customer(c.Key, scope)), new(c.Name ?? Formats.Missing), new(c.Group), new(Formats.Percent(c.Probability, 0), c.Probability),
            c.Interval is { } interval ? new(LikelihoodText.Range(interval, v => Formats.Percent(v, 0)), interval.Low) : new(Formats.Missing),
            new(Formats.Money(c.ValueE4, result.Receipt.Currency), c.ValueE4), new(LikelihoodText.Reasons(c.Reasons?.Raise)), new(LikelihoodText.Reasons(c.Reasons?.Lower))])])
    {
        More = result.Chosen is { } chosen && chosen.Targeted > result.Shown.Count ? $"+{Formats.Integer(chosen.Targeted - result.Shown.Count)} more; the file holds all" : null,
    };

    private static bool IsTargeted(LikelihoodBar bar, LikelihoodResult result) => bar.To > (result.Chosen!.Threshold / 100.0) + 1e-9;
}
