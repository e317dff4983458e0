using Dashboard.Analytics.Predictions;

namespace Dashboard.Web.Predictions;

/// <summary>Words of the contracts page.</summary>
public static class ContractText
{
    /// <summary>Periods with the names that addresses have.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Periods { get; } =
        [new("week", "Weekly"), new("month", "Monthly"), new("quarter", "Quarterly"), new("year", "Yearly")];

    /// <summary>Some periods: "7 months".</summary>
    public static string Count(ContractPeriod period, double count, int digits = 0) => $"{Formats.Number(count, digits)} {(count == 1 ? Name(period) : Name(period) + "s")}";

    /// <summary>A period.</summary>
    public static string Name(ContractPeriod period) => period.ToString().ToLowerInvariant();

    /// <summary>The finding of the page.</summary>
    public static string Headline(ContractResult result) => result.Remaining.Count == 0
        ? "Contracts"
        : $"{Formats.Number(result.Remaining[Ahead(result) - 1].Expected, 0)} of {Formats.Number(result.Active, 0)} contracts may still be there in {Count(result.Period, Ahead(result))}";

    /// <summary>How far the headline looks: a year, or as far as is said.</summary>
    public static int Ahead(ContractResult result) => Math.Min(result.Remaining.Count, result.Period switch { ContractPeriod.Week => 24, ContractPeriod.Month => 12, ContractPeriod.Quarter => 4, _ => 3 });

    /// <summary>A source in words.</summary>
    public static string Source(string attribute) => attribute == ContractSource.SignUp ? "Day of sign-up" : attribute;

    /// <summary>What unlocks the page.</summary>
    public static string Unlocks(ContractResult result) => result.Contracts > 0 || result.IsPasted
        ? result.Missing!.Message
        : result.DayAttributes.Count == 0
            ? "Import a customer file with the day on which each contract began and, where it has ended, the day of the end: columns without a field of their own are kept as attributes. Or paste a table of cohorts below."
            : "Choose below which attribute holds the start and which the end of a contract, or paste a table of cohorts.";

    /// <summary>The finding of the backtests.</summary>
    public static string BacktestTitle(ContractResult result) => result.Backtests.Count == 0
        ? "Not tested on time that it had not seen"
        : result.Backtests.All(b => b.BeatsBaseline)
            ? "Looking back, it foretold renewals better than one rate for all ages"
            : "Looking back, one rate for all ages foretold renewals as well or better";

    /// <summary>An estimate of periods with its interval.</summary>
    public static string Lifetime(ContractResult result, ForecastRange range) => $"{Formats.Range(Formats.Number(range.Range95.Low), Formats.Number(range.Range95.High))} {Name(result.Period)}s";
}
