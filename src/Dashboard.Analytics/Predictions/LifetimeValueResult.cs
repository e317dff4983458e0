using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What groups customers of a value are shown by.</summary>
public enum ValueBreakdown
{
    /// <summary>RFM group.</summary>
    Segment,

    /// <summary>The customer's own country.</summary>
    Country,

    /// <summary>How the customer was won.</summary>
    Acquisition,

    /// <summary>Quarter of the first order.</summary>
    Cohort,
}

/// <summary>The value of customers to come, and what it rests on.</summary>
public sealed record LifetimeValueResult
{
    /// <summary>Customers of the scope who have ordered.</summary>
    public required int Customers { get; init; }

    /// <summary>Those of them who have ordered on more than one day.</summary>
    public required int Repeaters { get; init; }

    /// <summary>Revenue of all their documents up to the as-of day, in ten-thousandths.</summary>
    public required long HistoricE4 { get; init; }

    /// <summary>The last day that counts.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Days ahead.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>The run that trained the model in use; null where none is in use.</summary>
    public long? Run { get; init; }

    /// <summary>The model in use; null where none is in use.</summary>
    public LifetimeModel? Model { get; init; }

    /// <summary>What a model lacks, where there is none; null where the data would carry one and it only has to be trained.</summary>
    public NotEnoughData? Missing { get; init; }

    /// <summary>The total of all customers; null without a model.</summary>
    public GroupForecast? Total { get; init; }

    /// <summary>Expected revenue at <see cref="LifetimeValueRequest.Discount"/>, in currency units; null without a discount.</summary>
    public double? Discounted { get; init; }

    /// <summary>Customers by falling expected revenue, in five tiers.</summary>
    public IReadOnlyList<ValueTier> Tiers { get; init; } = [];

    /// <summary>How expected revenue spreads over customers: lower end of each bin in currency units, and customers.</summary>
    public IReadOnlyList<ValueBin> Bins { get; init; } = [];

    /// <summary>Groups of customers, the largest expected revenue first; cohorts by time.</summary>
    public IReadOnlyList<ValueGroup> Groups { get; init; } = [];

    /// <summary>Campaigns with a cost that won customers.</summary>
    public IReadOnlyList<AcquisitionValue> Campaigns { get; init; } = [];

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>A tier of customers by expected revenue.</summary>
/// <param name="Name">As in "Top 1 %".</param>
/// <param name="Customers">How many.</param>
/// <param name="From">Least expected revenue of one of them, in currency units.</param>
/// <param name="Revenue">Their expected revenue.</param>
/// <param name="Share">Share of the expected revenue of all.</param>
/// <param name="HistoricE4">Their revenue so far, in ten-thousandths.</param>
public sealed record ValueTier(string Name, int Customers, double From, double Revenue, double Share, long HistoricE4);

/// <summary>Customers of about the same expected revenue.</summary>
/// <param name="From">Lower end, in currency units.</param>
/// <param name="To">Upper end, without it; infinite for the last.</param>
/// <param name="Customers">How many.</param>
public sealed record ValueBin(double From, double To, int Customers);

/// <summary>A group of customers with what it brought and will bring.</summary>
/// <param name="Value">Value of a filter that means the group; null where there is none.</param>
/// <param name="Name">Name.</param>
/// <param name="HistoricE4">Revenue so far, in ten-thousandths.</param>
/// <param name="Forecast">Totals to come.</param>
public sealed record ValueGroup(string? Value, string Name, long HistoricE4, GroupForecast Forecast)
{
    /// <summary>Mean lifetime value of a customer: revenue so far and expected, in currency units.</summary>
    public double Mean => Forecast.Customers == 0 ? 0 : ((HistoricE4 / 10_000.0) + Forecast.Revenue.Expected) / Forecast.Customers;
}

/// <summary>A campaign with a cost, and the customers it won: those whose first order followed its contact within 30 days.</summary>
/// <param name="Key">Key of the campaign.</param>
/// <param name="Name">Its name.</param>
/// <param name="CostE4">Its cost, in ten-thousandths.</param>
/// <param name="Won">Customers won.</param>
/// <param name="MeanValue">Mean of what they brought and will bring, in currency units.</param>
public sealed record AcquisitionValue(string Key, string Name, long CostE4, int Won, double MeanValue)
{
    /// <summary>Cost of a customer won, in currency units.</summary>
    public double CostOfOne => CostE4 / 10_000.0 / Won;

    /// <summary>Value over cost.</summary>
    public double Ratio => CostOfOne > 0 ? MeanValue / CostOfOne : double.PositiveInfinity;
}
