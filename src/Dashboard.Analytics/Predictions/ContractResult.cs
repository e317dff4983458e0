using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>How long contracts last.</summary>
public sealed record ContractResult
{
    /// <summary>The last day that counts; null for a pasted table, which has no days.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>How often contracts are renewed.</summary>
    public required ContractPeriod Period { get; init; }

    /// <summary>Attributes of customers whose values are days.</summary>
    public required IReadOnlyList<string> DayAttributes { get; init; }

    /// <summary>Where the start of contracts was read; null for nowhere.</summary>
    public required string? Start { get; init; }

    /// <summary>Where their end was read; null for nowhere.</summary>
    public required string? End { get; init; }

    /// <summary>Whether a pasted table was read.</summary>
    public required bool IsPasted { get; init; }

    /// <summary>Contracts; 0 where none is known.</summary>
    public double Contracts { get; init; }

    /// <summary>Contracts that were not renewed.</summary>
    public double Ended { get; init; }

    /// <summary>Contracts still there.</summary>
    public double Active => Contracts - Ended;

    /// <summary>What is missing for a model; null where there is one.</summary>
    public NotEnoughData? Missing { get; init; }

    /// <summary>Renewals by age, observed and fitted.</summary>
    public IReadOnlyList<ContractRenewal> Renewals { get; init; } = [];

    /// <summary>Survival by cohort, oldest first.</summary>
    public IReadOnlyList<ContractCohort> Cohorts { get; init; } = [];

    /// <summary>How many of the contracts of now will still be there after each period, from 1 on.</summary>
    public IReadOnlyList<ForecastRange> Remaining { get; init; } = [];

    /// <summary>Fitted parameters.</summary>
    public IReadOnlyList<ModelParameter> Parameters { get; init; } = [];

    /// <summary>Periods that a new contract is expected to last within the next <see cref="ContractRequest.LifetimeYears"/> years, by what is not known of the parameters.</summary>
    public ForecastRange? NewLifetime { get; init; }

    /// <summary>The same of a contract of now, on average over their ages.</summary>
    public ForecastRange? ResidualLifetime { get; init; }

    /// <summary>Net revenue of a period under contract, in currency units; null where it is not known.</summary>
    public double? RevenueOfPeriod { get; init; }

    /// <summary>What the contracts of now will still bring at the discount, in currency units; null without revenue of a period.</summary>
    public ForecastRange? ResidualValue { get; init; }

    /// <summary>Looking back; empty where too little was known then.</summary>
    public IReadOnlyList<ContractBacktest> Backtests { get; init; } = [];

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>Renewals at an age.</summary>
/// <param name="Period">The period at whose end they were due; 1 for the first.</param>
/// <param name="Due">Contracts that reached it; 0 for ages that none has reached yet.</param>
/// <param name="Renewed">Of those, how many were renewed.</param>
/// <param name="Retention">Interval of the share that renewed, at 95 %; null without contracts.</param>
/// <param name="FittedRetention">What the model says of it.</param>
/// <param name="Survival">Share of all contracts that is still there after it, by Kaplan and Meier; null without contracts.</param>
/// <param name="FittedSurvival">What the model says of it, with ranges by what is not known of its parameters.</param>
public sealed record ContractRenewal(int Period, double Due, double Renewed, Interval? Retention, double FittedRetention, double? Survival, ForecastRange FittedSurvival);

/// <summary>A cohort of contracts.</summary>
/// <param name="Name">When it began.</param>
/// <param name="Contracts">How many began.</param>
/// <param name="Active">How many are still there.</param>
/// <param name="Survival">Share still there after each period that any of them has reached, from 0 on, by Kaplan and Meier.</param>
public sealed record ContractCohort(string Name, double Contracts, double Active, IReadOnlyList<double> Survival);
