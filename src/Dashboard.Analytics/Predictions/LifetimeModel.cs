using System.Text.Json.Serialization;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>A trained model of orders and money to come: how often, how long, for how much.</summary>
public sealed record LifetimeModel : PredictionModel
{
    /// <summary>The last day that the model has seen.</summary>
    public required DateOnly TrainedAsOf { get; init; }

    /// <summary>The rung that the data reached: <see cref="LadderRung.Parametric"/> for a count model, <see cref="LadderRung.Rates"/> for rates of RFM groups.</summary>
    public LadderRung Rung { get; init; } = LadderRung.Parametric;

    /// <summary>The count model, on the parametric rung.</summary>
    public CountModelKind Count { get; init; }

    /// <summary>Its parameters, in weeks of the <see cref="Season"/>'s clock; empty on the rung of rates.</summary>
    public IReadOnlyList<double> CountValues { get; init; } = [];

    /// <summary>Covariance of the logarithms of the parameters, row after row.</summary>
    public IReadOnlyList<double> CountCovariance { get; init; } = [];

    /// <summary>Parameters of the Gamma-Gamma model, in currency units; empty where every order is expected at <see cref="MeanOrderValue"/>.</summary>
    public IReadOnlyList<double> SpendValues { get; init; } = [];

    /// <summary>Covariance of the logarithms of the parameters, row after row.</summary>
    public IReadOnlyList<double> SpendCovariance { get; init; } = [];

    /// <summary>Mean value of a day with orders over all customers, in currency units, before returns.</summary>
    public double MeanOrderValue { get; init; }

    /// <summary>Factor on what orders are expected to be worth: how much more or less they came to lately than the model of values said; 1 where that foretold nothing.</summary>
    public double ValueLevel { get; init; } = 1;

    /// <summary>Share of what is sold that comes back, 0 to 1.</summary>
    public double ReturnShare { get; init; }

    /// <summary>Margin as a share of revenue, on the lines whose cost is known; null where too few costs are known.</summary>
    public double? MarginShare { get; init; }

    /// <summary>Share of the revenue whose cost is known, 0 to 1.</summary>
    public double MarginCoverage { get; init; }

    /// <summary>How much is ordered in each month, January first, 1 on average; empty where no season was found.</summary>
    public IReadOnlyList<double> Season { get; init; } = [];

    /// <summary>The level of demand month by month; null where none that moves predicts better.</summary>
    public DemandLevel? Level { get; init; }

    /// <summary>Standard deviation of the logarithm of actual over predicted totals in the backtests: how far a shop as a whole strays from what its customers' pasts say.</summary>
    public double TotalError { get; init; }

    /// <summary>Orders a day of each RFM group, on the rung of rates.</summary>
    public IReadOnlyList<GroupRate> Rates { get; init; } = [];

    /// <summary>Seed of all draws.</summary>
    public int Seed { get; init; }

    /// <summary>What the demand follows.</summary>
    [JsonIgnore]
    internal DemandShape Shape => Level is not null ? DemandShape.SeasonAndLevel : Season.Count > 0 ? DemandShape.Season : DemandShape.Even;

    /// <summary>Whether the model says how likely a customer still is one.</summary>
    [JsonIgnore]
    public bool KnowsLeaving => CountValues.Count > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedValues> ValuesOn(Snapshot snapshot, DateOnly asOf, CancellationToken cancellationToken)
    {
        var values = CustomerValues.Of(snapshot, this, asOf.DayNumber, LifetimeTraining.WatchedDays, cancellationToken);
        var (known, days, orders) = (new List<float>(), new List<float>(), new List<float>());
        for (var customer = 0; customer < values.Orders.Length; customer++)
        {
            if (values.Histories.OrderDays[customer] == 0)
                continue;
            known.Add(values.Orders[customer]);
            orders.Add(values.Histories.OrderDays[customer]);
            days.Add(asOf.DayNumber - values.Histories.LastDay[customer]);
        }

        return [new(LifetimeTraining.OrderDaysFeature, [.. orders]), new(LifetimeTraining.SilenceFeature, [.. days]), new(Scores, [.. known])];
    }
}

/// <summary>How often the customers of an RFM group order: their rates are gamma-distributed.</summary>
/// <param name="Group">Code of the group, as <see cref="Segments.RfmScores.Groups"/> has it.</param>
/// <param name="Shape">Shape of the distribution.</param>
/// <param name="PerDay">Mean orders a day.</param>
public sealed record GroupRate(int Group, double Shape, double PerDay);
