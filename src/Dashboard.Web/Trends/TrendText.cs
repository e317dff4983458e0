using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Overview;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Trends;

/// <summary>Trends in words: what was found, how periods and values are written.</summary>
public static class TrendText
{
    /// <summary>A value in the unit of the metric.</summary>
    public static string Value(TrendResult result, double? value) => value is not { } v ? Formats.Missing : result.Metric.Unit switch
    {
        TrendUnit.Money => Formats.Money(v / 10_000, result.Receipt.Currency),
        TrendUnit.Rate => Formats.Percent(v),
        TrendUnit.Number => Formats.Number(v, result.Metric.IsRatio ? 2 : 0),
        _ => Formats.Number(v, v == Math.Floor(v) ? 0 : 1),
    };

    /// <summary>A value in a few characters, for titles.</summary>
    public static string Short(TrendResult result, double? value) => value is { } v && result.Metric is { Unit: TrendUnit.Money, IsRatio: false }
        ? Formats.MoneyShort((long)Math.Round(v), result.Receipt.Currency)
        : Value(result, value);

    /// <summary>A period: "Nov 2011", "14 Nov 2011" for the week that begins there, a day; with a word when it is not whole.</summary>
    public static string Period(DateRange days, TimeStep step, bool isWhole = true)
    {
        var from = TimeBuckets.PeriodOf(days.From, step).From;
        return (step == TimeStep.Month ? Formats.Month(from) : Formats.Date(from)) + (isWhole ? "" : " (part)");
    }

    /// <summary>Periods in the plural: "whole weeks".</summary>
    public static string Periods(TimeStep step) => step switch { TimeStep.Day => "days", TimeStep.Week => "weeks", _ => "months" };

    /// <summary>What was found, as a title.</summary>
    public static string Finding(TrendResult result, Comparison comparison)
    {
        var name = result.Metric.Name;
        var total = Short(result, result.Total);
        if (result.Change is not { } change)
            return $"{name} {total}{Peak(result)}";
        if (Math.Abs(change) < 0.0005)
            return $"{name} unchanged at {total}{Peak(result)}";
        var size = result.Metric.Unit == TrendUnit.Rate ? Formats.Points(Math.Abs(change)).TrimStart('+') : Formats.Percent(Math.Abs(change));
        return $"{name} {(change > 0 ? "up" : "down")} {size} to {total} {ScopeText.Against(comparison, result.Receipt.Range)}";
    }

    /// <summary>What the chart shows: definition, step, range.</summary>
    public static string Subtitle(TrendResult result) =>
        $"{result.Metric.Definition.TrimEnd('.')}, {OverviewText.By(result.Step)}, {ScopeText.Range(result.Receipt.Range, result.Receipt.ComparedWith)}";

    /// <summary>A change as text: a percentage, points for rates; "n/a" without a fair comparison.</summary>
    public static string Change(TrendResult result, double? now, double? then)
    {
        if (now is not { } n || then is not { } t)
            return Formats.Missing;
        if (result.Metric.Unit == TrendUnit.Rate)
            return Formats.Points(n - t);
        return t > 0 ? $"{(n >= t ? "+" : "−")}{Formats.Percent(Math.Abs(n - t) / t)}" : Formats.Missing;
    }

    /// <summary>What the breakdown found, as a title.</summary>
    public static string Finding(TrendResult result, TrendBreakdown breakdown)
    {
        var name = result.Metric.Name.ToLowerInvariant();
        var values = breakdown.Groups.Where(g => g.Kind == TrendGroupKind.Value && g.Total is not null).ToList();
        if (values.Count == 0)
            return $"{result.Metric.Name} by {ScopeText.Name(breakdown.Dimension).ToLowerInvariant()}: nothing is recorded";
        if (result.Metric.IsRatio)
        {
            var highest = values.MaxBy(g => g.Total)!;
            return $"{highest.Label} has the highest {name} of the {Formats.Count(values.Count, "largest group")}: {Value(result, highest.Total)}";
        }

        return values[0].Share is { } share
            ? $"{values[0].Label} makes up {Formats.Percent(share)} of {name}"
            : $"{values[0].Label} comes first with {Short(result, values[0].Total)}";
    }

    /// <summary>How many values are not shown on their own because too few people have them, and how many people that is; null where none is.</summary>
    public static string? SmallGroups(TrendBreakdown breakdown) => breakdown.Joined == 0
        ? null
        : $"{Formats.Count(breakdown.Joined, "value")} with {Formats.Count(breakdown.JoinedCustomers, "customer")} together {(breakdown.Joined == 1 ? "is" : "are")} in the merged row: too few people to be shown on their own. Totals count them.";

    /// <summary>How wrong such forecasts were, as a title.</summary>
    public static string Record(TrendForecast forecast)
    {
        var scores = forecast.Model.Backtest!.Scores;
        var naive = scores.FirstOrDefault(s => s.Method == "Naive");
        var origins = Formats.Count(forecast.Model.Backtest.Origins.Count, "past forecast");
        return scores[0].Mape is { } off
            ? $"Off by {Formats.Percent(off / 100)} on average in {origins}{(naive?.Mape is { } other && naive != scores[0] ? $"; repeating the last value by {Formats.Percent(other / 100)}" : "")}"
            : $"Error {Formats.Number(scores[0].Mase, 2)} of a usual step in {origins}{(naive is not null && naive != scores[0] ? $"; repeating the last value {Formats.Number(naive.Mase, 2)}" : "")}";
    }

    /// <summary>What the forecast expects of its first period, with the 95 % band.</summary>
    public static string Expectation(TrendResult result, TrendForecast forecast)
    {
        var first = forecast.Points[0];
        return $"{(result.Step == TimeStep.Week ? "Week of " : "")}{Period(first.Days, result.Step)}: {Short(result, first.Value)} expected, {Formats.Range(Short(result, first.Band95.Low), Short(result, first.Band95.High))} in 19 cases of 20. "
            + $"{forecast.Model.Method}, fitted on {Formats.Integer(forecast.Model.Count)} whole {Periods(result.Step)} of history, {Formats.Dates(forecast.Fitted.From, forecast.Fitted.To)}, whatever range is shown.";
    }

    private static string Peak(TrendResult result)
    {
        var whole = result.Buckets.Where(b => b.IsWhole && b.Value is not null).ToList();
        if (whole.Count < 3)
            return "";
        var most = whole.MaxBy(b => b.Value)!;
        return $", highest {(result.Step == TimeStep.Week ? "in the week of" : result.Step == TimeStep.Month ? "in" : "on")} {Period(most.Days, result.Step)}: {Short(result, most.Value)}";
    }
}
