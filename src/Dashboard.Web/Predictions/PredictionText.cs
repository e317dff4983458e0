using Dashboard.Analytics.Predictions;

namespace Dashboard.Web.Predictions;

/// <summary>Predictions in words, each with its interval.</summary>
public static class PredictionText
{
    /// <summary>Money to come: "£35 (£0 – £120, 80% interval)".</summary>
    public static string Money(ForecastRange range, string currency) =>
        $"{Formats.Money(range.Expected, currency, 0)} ({Formats.Range(Formats.Money(range.Range80.Low, currency, 0), Formats.Money(range.Range80.High, currency, 0))}, {Formats.Percent(range.Range80.Level, 0)} interval)";

    /// <summary>Orders to come: "1.2 orders (0 – 3)".</summary>
    public static string Orders(ForecastRange range) =>
        $"{Formats.Number(range.Expected)} orders ({Formats.Range(Formats.Number(range.Range80.Low, 0), Formats.Number(range.Range80.High, 0))})";

    /// <summary>A probability: "34% (28% – 41%, 95% interval)".</summary>
    public static string Chance(LikelihoodPrediction likelihood) => likelihood.Interval is { } interval
        ? $"{Formats.Percent(likelihood.Probability, 0)} ({Formats.Range(Formats.Percent(interval.Low, 0), Formats.Percent(interval.High, 0))}, {Formats.Percent(interval.Level, 0)} interval)"
        : Formats.Percent(likelihood.Probability, 0);

    /// <summary>The ends of a total of money.</summary>
    public static string MoneyRange(PredictedTotal total, string currency) =>
        $"{Formats.Range(Formats.Money(total.Interval.Low, currency, 0), Formats.Money(total.Interval.High, currency, 0))}, {Formats.Percent(total.Interval.Level, 0)} interval of the total";

    /// <summary>The ends of a total of customers.</summary>
    public static string CountRange(PredictedTotal total) =>
        $"{Formats.Range(Formats.Number(total.Interval.Low, 0), Formats.Number(total.Interval.High, 0))}, {Formats.Percent(total.Interval.Level, 0)} interval of the total";

    /// <summary>The ends of a forecast of money.</summary>
    public static string MoneyRange(ForecastRange range, string currency) =>
        $"{Formats.Range(Formats.Money(range.Range80.Low, currency, 0), Formats.Money(range.Range80.High, currency, 0))}, {Formats.Percent(range.Range80.Level, 0)} interval of the total";
}
