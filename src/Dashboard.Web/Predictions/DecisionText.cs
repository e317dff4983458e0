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

    /// <summary>What a control shows: "10% are 52 of 523 customers; an effect of 9.8 points or more shows in four of five cases."</summary>
    /// <param name="customers">Customers of the decision.</param>
    /// <param name="controlShare">Share of the control, 0 to 1.</param>
    /// <param name="baseShare">Share that is expected to order without the offer; null when nobody says.</param>
    public static string Control(int customers, double controlShare, double? baseShare)
    {
        if (!(controlShare > 0))
            return "Without a control nobody can tell what the offer changed: some of the customers would have ordered anyway.";
        var size = $"{Formats.Percent(controlShare, 0)} are {Formats.Integer((long)Math.Round(customers * controlShare))} of {Formats.Count(customers, "customer")}, who are left alone";
        if (baseShare is not { } share)
            return $"{size}. Give the share that is expected to order, to see which effect shows.";
        return ControlSize.LeastEffect(customers, controlShare, share) is { } least
            ? $"{size}. If {Formats.Percent(share)} order anyway, an effect of {Formats.Points(least).TrimStart('+')} or more on that shows in four of five cases."
            : $"{size}: too few for any effect to show.";
    }

    /// <summary>What the smallest effect of interest needs.</summary>
    /// <param name="needed">Share of the control that it needs; null where not even half of the customers do.</param>
    /// <param name="effect">The effect, as a difference of shares.</param>
    public static string Needed(double? needed, double effect) => needed is { } share
        ? $"An effect of {Formats.Points(effect).TrimStart('+')} needs {Formats.Percent(share, 0)}."
        : $"An effect of {Formats.Points(effect).TrimStart('+')} would not show even with half of the customers as control: choose more customers, or look for a larger effect.";

    /// <summary>A day as an input has it.</summary>
    public static string Input(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number that a person or an address wrote; null when it is none.</summary>
    public static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool Includes(Interval interval, double value) => interval.Contains(value);

    private static string Money(double amount, string currency) => Formats.Money(amount, currency, 0);
}
