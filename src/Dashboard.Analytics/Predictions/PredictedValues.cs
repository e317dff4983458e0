using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What the models in use say of each customer as of a day, looked up when a row of a file asks: nothing is computed for columns that nobody wants.</summary>
/// <param name="snapshot">The data and the models in use.</param>
/// <param name="asOfDay">Day number of the last day that counts.</param>
public sealed class PredictedValues(Snapshot snapshot, int asOfDay)
{
    /// <summary>The models.</summary>
    public PredictionModels Models => snapshot.Models;

    /// <summary>In which range the outcome of a customer will lie; null without a model or an order.</summary>
    /// <param name="customer">Index of the customer.</param>
    /// <param name="days">Days ahead.</param>
    public CustomerOutcome? ValueOf(int customer, int days) => CustomerValues.Of(snapshot, asOfDay, days, CancellationToken.None)?.OutcomeOf(customer);

    /// <summary>Probability of still being a customer; null without a model that knows, or without an order.</summary>
    /// <param name="customer">Index of the customer.</param>
    public double? AliveOf(int customer) => CustomerValues.Of(snapshot, asOfDay, 90, CancellationToken.None)?.Alive[customer] is { } alive && !float.IsNaN(alive) ? alive : null;

    /// <summary>Probability of an event; null without a model or an order.</summary>
    /// <param name="customer">Index of the customer.</param>
    /// <param name="kind">Churn or purchase.</param>
    public double? ChanceOf(int customer, ModelKind kind) =>
        CustomerLikelihoods.Of(snapshot, kind, asOfDay, CancellationToken.None)?.Probability[customer] is { } chance && !float.IsNaN(chance) ? chance : null;

    /// <summary>How far that probability may be off; null as it is, or without a backtest.</summary>
    /// <param name="customer">Index of the customer.</param>
    /// <param name="kind">Churn or purchase.</param>
    public Interval? ChanceIntervalOf(int customer, ModelKind kind) => CustomerLikelihoods.Of(snapshot, kind, asOfDay, CancellationToken.None)?.IntervalOf(customer);

    /// <summary>Day by which half of the next orders would have come; null where there is no rhythm.</summary>
    /// <param name="customer">Index of the customer.</param>
    public DateOnly? NextOrderOf(int customer) => NextOrders.Of(snapshot, asOfDay).MedianDay(customer) is > 0 and var day ? DateOnly.FromDayNumber(day) : null;
}
