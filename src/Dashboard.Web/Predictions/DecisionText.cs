using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Predictions;

namespace Dashboard.Web.Predictions;

/// <summary>Words about decisions.</summary>
public static class DecisionText
{
    /// <summary>Where a decision stands: "Due in 12 days", "Scored".</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="outcome">What became of it so far.</param>
    public static string Status(Decision decision, DecisionOutcome outcome) => outcome switch
    {
        { IsDue: true } => "Scored",
        _ when outcome.Until <= decision.MadeOn => "No data after it yet",
        _ => $"{Formats.Days(decision.Due.DayNumber - outcome.Until.DayNumber)} of data to go",
    };

    /// <summary>What happened: "12.0% ordered (10.1% – 14.2%), 60 of 500 customers".</summary>
    public static string Result(Decision decision, DecisionOutcome outcome) => outcome.Until <= decision.MadeOn
        ? Formats.Missing
        : $"{Formats.Percent(outcome.Target.BuyingShare)} ordered ({Formats.Range(Formats.Percent(outcome.Target.Share.Low), Formats.Percent(outcome.Target.Share.High))}), {Formats.Integer(outcome.Target.Buyers)} of {Formats.Count(outcome.Target.Found, "customer")}";

    /// <summary>What was expected, and once it is due whether it came true.</summary>
    public static string Expected(Decision decision, DecisionOutcome outcome)
    {
        if (decision.ExpectedShare is not { } share)
            return "Nothing was predicted";
        var said = $"{Formats.Percent(share)} were expected to order";
        if (!outcome.IsDue)
            return said;
        return outcome.Target.Share.Contains(share) ? $"{said}: within the interval" : share > outcome.Target.BuyingShare ? $"{said}: more than did" : $"{said}: fewer than did";
    }

    /// <summary>The effect beside the control.</summary>
    public static string Effect(DecisionOutcome outcome, string currency) => outcome switch
    {
        { Control: null } => "No control was kept, so what the offer changed is not known",
        { MoreBuyers: not { } } => "Nothing to compare yet",
        { MoreBuyers: { } buyers, MoreRevenue: { } revenue } =>
            $"{Formats.Points(outcome.Target.BuyingShare - outcome.Control.BuyingShare)} buyers against the control ({Formats.Range(Formats.Points(buyers.Low), Formats.Points(buyers.High))}); "
            + $"{Money(revenue.Value * outcome.Target.Found, currency)} more revenue in all ({Formats.Range(Money(revenue.Interval.Low * outcome.Target.Found, currency), Money(revenue.Interval.High * outcome.Target.Found, currency))})"
            + (Includes(revenue.Interval, 0) ? "; that may be chance" : ""),
        _ => "",
    };

    /// <summary>A day as an input has it.</summary>
    public static string Input(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number that a person or an address wrote; null when it is none.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool Includes(Interval interval, double value) => interval.Contains(value);

    private static string Money(double amount, string currency) => Formats.Money(amount, currency, 0);
}
