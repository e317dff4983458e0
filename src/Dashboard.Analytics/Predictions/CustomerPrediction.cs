using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What the models in use say of one customer.</summary>
public sealed record CustomerPrediction
{
    /// <summary>Nothing is said.</summary>
    public static CustomerPrediction None { get; } = new() { Value = null, Churn = null, Purchase = null };

    /// <summary>Orders and money to come; null without a model, or without an order.</summary>
    public required ValuePrediction? Value { get; init; }

    /// <summary>Churn; null as above.</summary>
    public required LikelihoodPrediction? Churn { get; init; }

    /// <summary>A purchase within 30 days; null as above.</summary>
    public required LikelihoodPrediction? Purchase { get; init; }

    /// <summary>The runs it rests on, by what they predict.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Runs =>
    [
        .. Value is { } v ? (KeyValuePair<string, long>[])[new("value", v.Run)] : [],
        .. Churn is { } c ? (KeyValuePair<string, long>[])[new("churn", c.Run)] : [],
        .. Purchase is { } p ? (KeyValuePair<string, long>[])[new("purchase", p.Run)] : [],
    ];

    /// <summary>Facts for the receipt: which runs it rests on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts =>
    [
        .. Value is { } v ? ModelFacts.Of("lifetime value", v.Run, v.TrainedAsOf) : [],
        .. Churn is { } c ? ModelFacts.Of("churn", c.Run, c.TrainedAsOf) : [],
        .. Purchase is { } p ? ModelFacts.Of("purchase", p.Run, p.TrainedAsOf) : [],
    ];

    /// <summary>What is said of a customer as of a day.</summary>
    /// <param name="snapshot">The data and the models in use.</param>
    /// <param name="customer">Index of the customer.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static CustomerPrediction Of(Snapshot snapshot, int customer, int asOfDay, CancellationToken cancellationToken) => new()
    {
        Value = ValueOf(snapshot, customer, asOfDay, cancellationToken),
        Churn = LikelihoodOf(snapshot, ModelKind.Churn, customer, asOfDay, cancellationToken),
        Purchase = LikelihoodOf(snapshot, ModelKind.Purchase, customer, asOfDay, cancellationToken),
    };

    private static ValuePrediction? ValueOf(Snapshot snapshot, int customer, int asOfDay, CancellationToken cancellationToken)
    {
        if (snapshot.Models.Lifetime is not { } model
            || CustomerValues.Of(snapshot, asOfDay, 90, cancellationToken) is not { } near || near.OutcomeOf(customer) is not { } soon
            || CustomerValues.Of(snapshot, asOfDay, 365, cancellationToken)?.OutcomeOf(customer) is not { } later)
            return null;
        return new ValuePrediction(model.Run, model.TrainedAsOf, soon, later);
    }

    private static LikelihoodPrediction? LikelihoodOf(Snapshot snapshot, ModelKind kind, int customer, int asOfDay, CancellationToken cancellationToken)
    {
        if (CustomerLikelihoods.Of(snapshot, kind, asOfDay, cancellationToken) is not { } all || float.IsNaN(all.Probability[customer]))
            return null;
        return new LikelihoodPrediction(
            all.Model.Run,
            all.Model.TrainedAsOf,
            all.Model.Model.HorizonDays,
            all.Probability[customer],
            all.IntervalOf(customer),
            all.ReasonsOf(snapshot, [customer], cancellationToken).GetValueOrDefault(customer));
    }
}

/// <summary>Orders and money to come from one customer.</summary>
/// <param name="Run">Run of the model.</param>
/// <param name="TrainedAsOf">The last day that the model has seen.</param>
/// <param name="In90Days">The 90 days after.</param>
/// <param name="In365Days">The 365 days after.</param>
public sealed record ValuePrediction(long Run, DateOnly TrainedAsOf, CustomerOutcome In90Days, CustomerOutcome In365Days);

/// <summary>The probability of an event.</summary>
/// <param name="Run">Run of the model.</param>
/// <param name="TrainedAsOf">The last day that the model has seen.</param>
/// <param name="HorizonDays">Days ahead.</param>
/// <param name="Probability">The probability, 0 to 1.</param>
/// <param name="Interval">How far it may be off; null without a backtest.</param>
/// <param name="Reasons">Why; null when there is nothing to say.</param>
public sealed record LikelihoodPrediction(long Run, DateOnly TrainedAsOf, int HorizonDays, double Probability, Interval? Interval, LikelihoodReasons? Reasons);

/// <summary>Which runs numbers rest on, for receipts.</summary>
public static class ModelFacts
{
    /// <summary>A fact about a model in use.</summary>
    /// <param name="what">What it predicts.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="trainedAsOf">The last day that it has seen.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string what, long run, DateOnly trainedAsOf) =>
        [new($"Model of {what}", FormattableString.Invariant($"run {run}, trained as of {trainedAsOf:yyyy-MM-dd}"))];

    /// <summary>All models in use on a snapshot.</summary>
    /// <param name="models">The models.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PredictionModels models) =>
    [
        .. models.Lifetime is { } value ? Of("lifetime value", value.Run, value.TrainedAsOf) : [],
        .. models.Churn is { } churn ? Of("churn", churn.Run, churn.TrainedAsOf) : [],
        .. models.Purchase is { } purchase ? Of("purchase", purchase.Run, purchase.TrainedAsOf) : [],
    ];
}
