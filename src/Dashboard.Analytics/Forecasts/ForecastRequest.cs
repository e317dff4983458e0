namespace Dashboard.Analytics.Forecasts;

/// <summary>How far apart two values of a series are; it gives the usual season and the words of messages.</summary>
public enum ForecastStep
{
    /// <summary>A day; the season is a week of 7.</summary>
    Day,

    /// <summary>A week; the season is a year of 52.</summary>
    Week,

    /// <summary>A month; the season is a year of 12.</summary>
    Month,
}

/// <summary>What to forecast and how far.</summary>
public sealed record ForecastRequest
{
    /// <summary>Equally spaced values, oldest first. NaN is allowed at the start only; a step without sales is 0.</summary>
    public required double[] Values { get; init; }

    /// <summary>How far apart the values are.</summary>
    public required ForecastStep Step { get; init; }

    /// <summary>Steps to forecast, 1 to 1,000.</summary>
    public required int Horizon { get; init; }

    /// <summary>Steps in a season, 1 (none) to 366; null for the usual one of the step.</summary>
    public int? SeasonLength { get; init; }

    /// <summary>True for counts and amounts that can't fall below zero: forecasts and bands are cut there.</summary>
    public bool NonNegative { get; init; }

    /// <summary>Most origins of the backtest, 1 to 50.</summary>
    public int MaxOrigins { get; init; } = 6;

    /// <summary>Only this many of the latest values are used, 50 or more.</summary>
    public int MaxHistory { get; init; } = 1_500;

    /// <summary>Seed of the simulated bands.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Steps in a season, given or usual.</summary>
    public int Season => SeasonLength ?? Step switch { ForecastStep.Day => 7, ForecastStep.Week => 52, _ => 12 };

    /// <summary>The plural of the step.</summary>
    public string Unit => Step switch { ForecastStep.Day => "days", ForecastStep.Week => "weeks", _ => "months" };
}
