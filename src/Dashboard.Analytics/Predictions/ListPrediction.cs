using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What the models in use say of a customer of a list, as of the end of its range. A part is null without a model of its kind, or without an order.</summary>
/// <param name="ChurnRisk">Probability of no order within the shop's churn horizon.</param>
/// <param name="ChurnInterval">How far it may be off; null without a backtest.</param>
/// <param name="Purchase">Probability of an order within 30 days.</param>
/// <param name="PurchaseInterval">How far it may be off; null without a backtest.</param>
/// <param name="Alive">Probability of still being a customer.</param>
/// <param name="Orders">Days with an order in the next <see cref="OrderDays"/> days.</param>
/// <param name="Revenue">Revenue of the next <see cref="RevenueDays"/> days.</param>
/// <param name="NextOrder">When the next order may come, if another one comes; it rests on the customer's rhythm alone.</param>
public sealed record ListPrediction(double? ChurnRisk, Interval? ChurnInterval, double? Purchase, Interval? PurchaseInterval, double? Alive, ForecastRange? Orders, ForecastRange? Revenue, NextOrderWindow? NextOrder)
{
    /// <summary>Days ahead of expected orders.</summary>
    public const int OrderDays = 90;

    /// <summary>Days ahead of expected revenue.</summary>
    public const int RevenueDays = 365;

    internal static ListPrediction Of(Snapshot snapshot, int customer, int asOfDay)
    {
        var values = new PredictedValues(snapshot, asOfDay);
        return new ListPrediction(
            values.ChanceOf(customer, ModelKind.Churn),
            values.ChanceIntervalOf(customer, ModelKind.Churn),
            values.ChanceOf(customer, ModelKind.Purchase),
            values.ChanceIntervalOf(customer, ModelKind.Purchase),
            values.AliveOf(customer),
            values.ValueOf(customer, OrderDays)?.Orders,
            values.ValueOf(customer, RevenueDays)?.Revenue,
            NextOrders.Of(snapshot, asOfDay).Window(customer));
    }
}
