using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Trends;

/// <summary>What the customers of a cohort did in one month.</summary>
/// <param name="Customers">How many of them ordered.</param>
/// <param name="Share">Their share of the cohort, 0 to 1.</param>
/// <param name="Interval">Wilson's 95 % interval of the share.</param>
/// <param name="RevenueE4">What the cohort's documents of the month add up to, net of returns.</param>
/// <param name="RevenuePerCustomerE4">Revenue of all months so far divided by the size of the cohort.</param>
/// <param name="IsWhole">False for the month in which the data or the range ends: it can still grow.</param>
public sealed record CohortCell(int Customers, double Share, Interval Interval, long RevenueE4, double RevenuePerCustomerE4, bool IsWhole);

/// <summary>The customers whose first order fell in one month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Size">How many they are.</param>
/// <param name="MayBeOlder">True for the month in which the data begins: its customers may have ordered before.</param>
/// <param name="Cells">One entry a month since the first, beginning with month 0, up to the end of the range.</param>
public sealed record Cohort(DateOnly Month, int Size, bool MayBeOlder, IReadOnlyList<CohortCell> Cells);

/// <summary>All cohorts together in one month since the first: those for which that month is over, weighted by their sizes.</summary>
/// <param name="Cohorts">How many cohorts.</param>
/// <param name="Size">Their customers.</param>
/// <param name="Customers">Those of them who ordered.</param>
/// <param name="Share">Their share, 0 to 1.</param>
/// <param name="Interval">Wilson's 95 % interval of the share.</param>
/// <param name="RevenuePerCustomerE4">Revenue of these cohorts up to this month divided by their customers.</param>
public sealed record CohortTotal(int Cohorts, int Size, int Customers, double Share, Interval Interval, double RevenuePerCustomerE4);

/// <summary>Cohorts by the month of the first order.</summary>
public sealed record CohortsResult
{
    /// <summary>The cohorts, oldest first; months without a first order have a cohort of 0 customers and no cells.</summary>
    public required IReadOnlyList<Cohort> Cohorts { get; init; }

    /// <summary>All cohorts together, by month since the first; as long as some month is over.</summary>
    public required IReadOnlyList<CohortTotal> Totals { get; init; }

    /// <summary>What is lacking when there is no cohort; else null.</summary>
    public required NotEnoughData? Missing { get; init; }

    /// <summary>The last day that the cells know of.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>The days of a cell: the calendar month so many months after the cohort's.</summary>
    public static DateRange Days(Cohort cohort, int month) => TimeBuckets.PeriodOf(cohort.Month.AddMonths(month), TimeStep.Month);
}
