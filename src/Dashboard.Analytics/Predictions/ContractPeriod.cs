namespace Dashboard.Analytics.Predictions;

/// <summary>How often contracts are renewed.</summary>
public enum ContractPeriod
{
    /// <summary>Every month.</summary>
    Month,

    /// <summary>Every week.</summary>
    Week,

    /// <summary>Every three months.</summary>
    Quarter,

    /// <summary>Every year.</summary>
    Year,
}

/// <summary>Counts periods of contracts.</summary>
public static class ContractPeriods
{
    /// <summary>Days of a period on average.</summary>
    /// <param name="period">The period.</param>
    public static double Days(this ContractPeriod period) => period switch
    {
        ContractPeriod.Week => 7,
        ContractPeriod.Month => 365.25 / 12,
        ContractPeriod.Quarter => 365.25 / 4,
        _ => 365.25,
    };

    /// <summary>Whole periods from one day to another; a month from the 31st ends on the last day of a shorter month.</summary>
    /// <param name="period">The period.</param>
    /// <param name="from">Day number.</param>
    /// <param name="until">Day number, not before <paramref name="from"/>.</param>
    public static int Whole(this ContractPeriod period, int from, int until)
    {
        if (period == ContractPeriod.Week)
            return (until - from) / 7;
        var (first, last) = (DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(until));
        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month;
        if (months > 0 && first.AddMonths(months) > last)
            months--;
        return months / Months(period);
    }

    /// <summary>The period at whose end a contract was not renewed: 1 for the first. A contract that ends within a period runs to its end.</summary>
    /// <param name="period">The period.</param>
    /// <param name="start">Day number of the start.</param>
    /// <param name="end">Day number of the end, not before the start.</param>
    public static int LeftAt(this ContractPeriod period, int start, int end)
    {
        var whole = period.Whole(start, end);
        var isOver = period == ContractPeriod.Week ? start + (7 * whole) == end : DateOnly.FromDayNumber(start).AddMonths(whole * Months(period)).DayNumber == end;
        return Math.Max(1, isOver ? whole : whole + 1);
    }

    private static int Months(ContractPeriod period) => period switch { ContractPeriod.Quarter => 3, ContractPeriod.Year => 12, _ => 1 };
}
