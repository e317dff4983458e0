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
                "Sums over the customers of what the models in use say as of the last day of the range. All totals have the range of the total by simulation: how far the model was off in groups "
                + "of about equal likelihood, whom it hits, and what they spend. Revenue that may leave is what each customer brought in the last 365 days, weighed by the churn risk.",
                buyers.Count(),
                "customers with an order") with
            {
                LeftOut = members.Count() > buyers.Count() ? [new LeftOut(members.Count() - buyers.Count(), "without an order")] : [],
                Details = ModelFacts.Of(snapshot.Models),
            },
        };
    }

    // The totals of an offer to everybody that costs nothing and does everything: whom the event hits, and what they would have brought.
    private static (PredictedTotal Count, PredictedTotal Revenue)? Sum(Snapshot snapshot, ModelKind kind, Bitmap buyers, int asOfDay, CancellationToken cancellationToken)
    {
        if (CustomerLikelihoods.Of(snapshot, kind, asOfDay, cancellationToken) is not { } all)
            return null;
        var tally = LikelihoodTally.Of(snapshot, buyers, all.Probability, ValueAtStake.Of(snapshot, asOfDay, RevenueDays), cancellationToken);
        var total = new OfferOutcomes(tally, all.Model.Model, cost: 0, effect: 1).At(0);
        return (new PredictedTotal(total.Caught, total.CaughtInterval), new PredictedTotal(total.Saved, total.SavedInterval));
    }
}

/// <summary>A total over customers.</summary>
/// <param name="Expected">The expectation.</param>
/// <param name="Interval">In which it will lie, by simulation.</param>
public sealed record PredictedTotal(double Expected, Interval Interval);

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
    public required PredictedTotal? Churners { get; init; }

    /// <summary>Net revenue of the last 365 days weighed by the churn risk, in currency units; null without a model.</summary>
    public required PredictedTotal? RevenueAtRisk { get; init; }

    /// <summary>Customers who will order within 30 days; null without a model.</summary>
    public required PredictedTotal? PurchaseBuyers { get; init; }

    /// <summary>Whether any model is in use.</summary>
    public bool IsKnown => In90Days is not null || Churners is not null || PurchaseBuyers is not null;

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
