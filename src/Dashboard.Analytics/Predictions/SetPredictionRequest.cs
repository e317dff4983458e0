using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What the models in use say of a set of customers together, as of the end of the range: orders and revenue to come, churners and the revenue that leaves with them, buyers within 30 days.</summary>
/// <param name="Scope">When, and whom the filter leaves.</param>
/// <param name="Rule">The customers; null for all that the filter leaves.</param>
public sealed record SetPredictionRequest(Scope Scope, Rule? Rule = null) : IAnalysis<SetPrediction>, IScoped
{
    /// <summary>Days over which the revenue that is at stake is counted.</summary>
    public const int RevenueDays = 365;

    /// <inheritdoc/>
    public SetPrediction Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var asOf = snapshot.Resolve(Scope.Range).To;
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        if (Rule is not null)
            members &= RuleMembers.Of(snapshot, Rule, asOf.DayNumber, cancellationToken);
        var buyers = members & FieldColumns.Buyers(snapshot, asOf.DayNumber);
        var churn = Sum(snapshot, ModelKind.Churn, buyers, asOf.DayNumber, cancellationToken);
        return new SetPrediction
        {
            Customers = members.Count(),
            Buyers = buyers.Count(),
            In90Days = CustomerValues.Of(snapshot, asOf.DayNumber, 90, cancellationToken) is { } near ? GroupForecast.Of(near, buyers, cancellationToken) : null,
            In365Days = CustomerValues.Of(snapshot, asOf.DayNumber, 365, cancellationToken) is { } far ? GroupForecast.Of(far, buyers, cancellationToken) : null,
            ChurnDays = snapshot.Models.Churn?.Model.HorizonDays,
            Churners = churn?.Count,
            RevenueAtRisk = churn?.Revenue,
            PurchaseBuyers = Sum(snapshot, ModelKind.Purchase, buyers, asOf.DayNumber, cancellationToken)?.Count,
            Receipt = Receipt.For(
                snapshot,
                Scope with { Comparison = Comparison.None },
                "Sums over the customers of what the models in use say as of the last day of the range. Orders and revenue have the range of the total by simulation; counts of churners and buyers, and the revenue of the last "
                + "365 days weighed by the churn risk, have the sums of the ends of the customers' intervals, as if all were off in the same direction.",
                buyers.Count(),
                "customers with an order") with
            {
                LeftOut = members.Count() > buyers.Count() ? [new LeftOut(members.Count() - buyers.Count(), "without an order")] : [],
                Details = ModelFacts.Of(snapshot.Models),
            },
        };
    }

    private static (SummedRange Count, SummedRange Revenue)? Sum(Snapshot snapshot, ModelKind kind, Bitmap buyers, int asOfDay, CancellationToken cancellationToken)
    {
        if (CustomerLikelihoods.Of(snapshot, kind, asOfDay, cancellationToken) is not { } all)
            return null;
        var money = kind == ModelKind.Churn ? Revenue(snapshot, asOfDay) : null;
        var (count, low, high, revenue, least, most) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var customer in buyers)
        {
            if (float.IsNaN(all.Probability[customer]))
                continue;
            var p = (double)all.Probability[customer];
            var interval = all.IntervalOf(customer) ?? new Interval(p, p, 0);
            (count, low, high) = (count + p, low + interval.Low, high + interval.High);
            var own = Math.Max(0, money?[customer] ?? 0) / 10_000.0;
            (revenue, least, most) = (revenue + (p * own), least + (interval.Low * own), most + (interval.High * own));
        }

        return (new SummedRange(count, low, high), new SummedRange(revenue, least, most));
    }

    // Net revenue of the last 365 days, one entry a customer.
    private static long[] Revenue(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(SetPredictionRequest), nameof(Revenue), asOfDay), () =>
    {
        var orders = snapshot.Orders;
        var money = new long[snapshot.Customers.Count];
        Partitions.Run(
            money.Length,
            (from, to) =>
            {
                for (var customer = from; customer < to; customer++)
                {
                    for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= asOfDay; order++)
                        money[customer] += orders.Day[order] > asOfDay - RevenueDays ? orders.AmountE4[order] : 0;
                }
            },
            CancellationToken.None);
        return money;
    });
}

/// <summary>A sum over customers with the sums of the ends of their intervals.</summary>
/// <param name="Expected">The expectation.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record SummedRange(double Expected, double Low, double High);

/// <summary>What is predicted of a set of customers.</summary>
public sealed record SetPrediction
{
    /// <summary>Customers of the set.</summary>
    public required int Customers { get; init; }

    /// <summary>Of them, those with an order: only of them anything is predicted.</summary>
    public required int Buyers { get; init; }

    /// <summary>Orders and revenue of the next 90 days; null without a model.</summary>
    public required GroupForecast? In90Days { get; init; }

    /// <summary>Orders and revenue of the next 365 days; null without a model.</summary>
    public required GroupForecast? In365Days { get; init; }

    /// <summary>Days ahead of the churn model; null without one.</summary>
    public required int? ChurnDays { get; init; }

    /// <summary>Customers who will not order within these days; null without a model.</summary>
    public required SummedRange? Churners { get; init; }

    /// <summary>Net revenue of the last 365 days weighed by the churn risk, in currency units; null without a model.</summary>
    public required SummedRange? RevenueAtRisk { get; init; }

    /// <summary>Customers who will order within 30 days; null without a model.</summary>
    public required SummedRange? PurchaseBuyers { get; init; }

    /// <summary>Whether any model is in use.</summary>
    public bool IsKnown => In90Days is not null || Churners is not null || PurchaseBuyers is not null;

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
