using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// What became of the customers of a decision: who ordered after the day on which it was made until the day on which it is due, and what that brought, beside a control where one was kept.
/// </summary>
/// <param name="Target">Whom the decision is about.</param>
/// <param name="Control">Like customers, drawn by chance, whom nothing was done with; may be empty.</param>
/// <param name="MadeOn">The last day that was known when the decision was made; counting begins on the day after.</param>
/// <param name="Due">The last day that counts, after <paramref name="MadeOn"/>.</param>
public sealed record DecisionOutcomeRequest(CustomerKeySet Target, CustomerKeySet Control, DateOnly MadeOn, DateOnly Due) : IAnalysis<DecisionOutcome>
{
    /// <summary>Level of all intervals.</summary>
    public const double Level = 0.95;

    /// <inheritdoc/>
    public DecisionOutcome Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Due <= MadeOn)
            throw new ArgumentException("A decision is due after the day on which it was made.");
        var until = snapshot.LastDay < Due ? snapshot.LastDay : Due;
        var range = new DateRange(MadeOn.AddDays(1), until > MadeOn ? until : MadeOn.AddDays(1));
        var (target, money) = Of(snapshot, Target, range);
        var (control, controlMoney) = Of(snapshot, Control, range);
        var started = until > MadeOn;
        var hasControl = started && control.Found > 1 && target.Found > 1;
        return new DecisionOutcome
        {
            Until = until,
            IsDue = snapshot.LastDay >= Due,
            Target = target,
            Control = Control.Keys.Count == 0 ? null : control,
            MoreBuyers = hasControl ? Proportions.Newcombe(control.Buyers, control.Found, target.Buyers, target.Found, Level) : null,
            MoreRevenue = hasControl ? Means.WelchDifference(Summary.Of(controlMoney), Summary.Of(money), Level) : null,
            Receipt = Receipt.For(
                snapshot,
                new Scope(new RangeChoice(null, range.From, range.To), Comparison.None, Filter.Everything),
                "Customers as they were chosen on the day of the decision; who of them has an order from the day after until the day on which it is due, and the net revenue of all their documents in that time. "
                + "Shares have Wilson's interval, their difference Newcombe's, the difference of means Welch's.",
                target.Found + control.Found,
                "customers") with
            {
                LeftOut = Missing(target, control) is > 0 and var missing ? [new LeftOut(missing, "not among the customers any more")] : [],
                Details = [new("Interval level", Level.ToString("P0", CultureInfo.InvariantCulture))],
            },
        };
    }

    private static long Missing(DecisionGroup target, DecisionGroup control) => target.Customers - target.Found + control.Customers - control.Found;

    private static (DecisionGroup Group, double[] Money) Of(Snapshot snapshot, CustomerKeySet keys, DateRange range)
    {
        var members = keys.Members(snapshot);
        var orders = snapshot.Orders;
        var money = new double[members.Count()];
        var (entry, buyers, count, revenue) = (0, 0L, 0L, 0L);
        foreach (var customer in members)
        {
            var (own, ordered) = (0L, 0);
            var end = orders.FirstOfCustomer[customer + 1];
            for (var order = orders.FirstOfCustomer[customer]; order < end; order++)
            {
                if (!range.Contains(orders.Day[order]))
                    continue;
                own += orders.AmountE4[order];
                ordered += orders.Kind[order] == DocumentKind.Order ? 1 : 0;
            }

            (count, revenue) = (count + ordered, revenue + own);
            buyers += ordered > 0 ? 1 : 0;
            money[entry++] = own / 10_000.0;
        }

        return (new DecisionGroup(keys.Keys.Count, money.Length, buyers, money.Length == 0 ? new Interval(0, 1, Level) : Proportions.Wilson(buyers, money.Length, Level), count, revenue), money);
    }
}

/// <summary>What became of some customers.</summary>
/// <param name="Customers">How many were chosen.</param>
/// <param name="Found">How many of them are still customers of the data.</param>
/// <param name="Buyers">How many ordered.</param>
/// <param name="Share">Interval of the share that ordered.</param>
/// <param name="Orders">Orders.</param>
/// <param name="RevenueE4">Net revenue in ten-thousandths of the currency unit.</param>
public sealed record DecisionGroup(long Customers, long Found, long Buyers, Interval Share, long Orders, long RevenueE4)
{
    /// <summary>Share that ordered, 0 to 1; 0 for nobody.</summary>
    public double BuyingShare => Found == 0 ? 0 : (double)Buyers / Found;

    /// <summary>Net revenue of one of them on average, in currency units; 0 for nobody.</summary>
    public double MeanRevenue => Found == 0 ? 0 : RevenueE4 / 10_000.0 / Found;
}

/// <summary>The outcome of a decision, so far or at its end.</summary>
public sealed record DecisionOutcome
{
    /// <summary>The last day that is counted; before or on the day of the decision when nothing has come after it yet.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Whether the data has reached the day on which it is due.</summary>
    public required bool IsDue { get; init; }

    /// <summary>Whom the decision is about.</summary>
    public required DecisionGroup Target { get; init; }

    /// <summary>The control; null where none was kept.</summary>
    public required DecisionGroup? Control { get; init; }

    /// <summary>Interval of the share that ordered less that of the control; null without a control, or before anything is counted.</summary>
    public required Interval? MoreBuyers { get; init; }

    /// <summary>Net revenue of one customer less that of one of the control, in currency units; null as above.</summary>
    public required Estimate? MoreRevenue { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}
