using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Fields that the models in use give: what they say of every customer on the as-of day. Without a model a rule that asks for it says so.</summary>
internal static class PredictedFields
{
    private const string Subject = "Predictions";

    /// <summary>The fields.</summary>
    public static IReadOnlyList<RuleField> All { get; } =
    [
        Share("churn_risk", "Churn risk", "Probability of no order within the churn horizon of the model in use, 0 to 1; unknown without an order.", "churn_risk > 0.6", (s, day) => Likelihoods(s, ModelKind.Churn, day)),
        Share("purchase_likelihood", "Likelihood of a purchase", "Probability of an order within 30 days, 0 to 1; unknown without an order.", "purchase_likelihood >= 0.3", (s, day) => Likelihoods(s, ModelKind.Purchase, day)),
        Share("p_alive", "Probability of still being a customer", "Probability that the customer has not left for good, 0 to 1; unknown without an order.", "p_alive < 0.5", (s, day) => Values(s, day, 90)?.Alive),
        Number("expected_orders_90", "Orders expected in 90 days", "orders", "Days with an order expected in the 90 days after the as-of day.", "expected_orders_90 >= 1", (s, day) => Values(s, day, 90)?.Orders),
        Number("clv_90", "Revenue expected in 90 days", null, "Revenue net of returns expected in the 90 days after the as-of day, in the shop's currency.", "clv_90 > 50", (s, day) => Values(s, day, 90)?.Revenue),
        Number("clv_365", "Revenue expected in 365 days", null, "Revenue net of returns expected in the 365 days after the as-of day, in the shop's currency.", "clv_365 > 200", (s, day) => Values(s, day, 365)?.Revenue),
        new()
        {
            Name = "next_order_due",
            Kind = RuleFieldKind.Day,
            Subject = Subject,
            Label = "Day of the next order",
            Description = "Day by which half of the customer's next orders would have come, by the own rhythm drawn towards the shop's; unknown without a rhythm, and for who has been silent too long.",
            Example = "next_order_due <= 2025-07-31",
            Column = (s, _, day) => NextOrderDays(s, day),
        },
    ];

    /// <summary>Why a field can't be asked for; null where it can, or is none of these.</summary>
    public static string? Missing(Snapshot snapshot, string field) => KindOf(field) is { } kind && snapshot.Models.Run(kind) is null
        ? $"There is no model for {field} yet. Train one under Predictions, Models."
        : null;

    /// <summary>The kind of model that a field rests on; null for fields that need none.</summary>
    public static ModelKind? KindOf(string field) => field.ToLowerInvariant() switch
    {
        "churn_risk" => ModelKind.Churn,
        "purchase_likelihood" => ModelKind.Purchase,
        "p_alive" or "expected_orders_90" or "clv_90" or "clv_365" => ModelKind.Lifetime,
        _ => null,
    };

    private static RuleField Share(string name, string label, string description, string example, Func<Snapshot, int, float[]?> values) => Number(name, label, null, description, example, values, 1);

    private static RuleField Number(string name, string label, string? unit, string description, string example, Func<Snapshot, int, float[]?> values, decimal? most = null) => new()
    {
        Name = name,
        Kind = RuleFieldKind.Number,
        Least = 0,
        Most = most,
        Subject = Subject,
        Label = label,
        Unit = unit,
        Description = description,
        Example = example,
        Column = (s, _, day) => values(s, day) is { } known ? s.Memo((nameof(PredictedFields), name, day), () => Of(s, day, known)) : null,
    };

    private static float[]? Likelihoods(Snapshot snapshot, ModelKind kind, int asOfDay) => CustomerLikelihoods.Of(snapshot, kind, asOfDay, CancellationToken.None)?.Probability;

    private static CustomerValues? Values(Snapshot snapshot, int asOfDay, int days) => CustomerValues.Of(snapshot, asOfDay, days, CancellationToken.None);

    // Known is who has ordered until the day, and of whom the model says a number.
    private static NumbersColumn Of(Snapshot snapshot, int asOfDay, float[] values)
    {
        var known = FieldColumns.Buyers(snapshot, asOfDay).Copy();
        var numbers = Column<long>.Filled(values.Length, e4 => Partitions.Run(
            values.Length,
            (from, to) =>
            {
                for (var customer = from; customer < to; customer++)
                {
                    if (float.IsNaN(values[customer]))
                        known.Remove(customer);
                    else
                        e4[customer] = (long)Math.Round(values[customer] * 10_000.0);
                }
            },
            CancellationToken.None));
        return new NumbersColumn(new NumberColumn(1, null, null, null, numbers), known);
    }

    private static NumbersColumn NextOrderDays(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(PredictedFields), nameof(NextOrderDays), asOfDay), () =>
    {
        var next = NextOrders.Of(snapshot, asOfDay);
        var days = Column<int>.Filled(snapshot.Customers.Count, to => Partitions.Run(
            to.Length,
            (from, end) =>
            {
                for (var customer = from; customer < end; customer++)
                    to[customer] = next.MedianDay(customer);
            },
            CancellationToken.None));
        return NumbersColumn.Days(days, Predicates.Between(days, 1, int.MaxValue));
    });
}
