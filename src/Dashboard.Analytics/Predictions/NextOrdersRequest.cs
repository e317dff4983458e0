using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// When the customers of a scope may order next, and who has been silent for too long: the shop's repurchase intervals, what its definition of churn means on the last day of the range, windows of the next orders
/// with how such windows held before, and silent customers by the money that they brought in the last <see cref="SilenceRisk.RevenueDays"/> days.
/// </summary>
/// <param name="Scope">Whom and until when; the comparison does not matter.</param>
/// <param name="Churn">A definition to try, or null for the shop's own.</param>
public sealed record NextOrdersRequest(Scope Scope, ChurnDefinition? Churn = null) : IAnalysis<NextOrdersResult>, IScoped
{
    /// <summary>Silent customers that a screen shows.</summary>
    public const int ShownRows = 50;

    /// <summary>Weeks in which expected orders are counted.</summary>
    public const int Weeks = 12;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The definition can't be used.</exception>
    public NextOrdersResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var definition = (Churn ?? snapshot.Settings.Churn).Checked();
        var asOf = snapshot.Resolve(Scope.Range).To;
        var asOfDay = asOf.DayNumber;
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone);
        var orders = NextOrders.Of(snapshot, asOfDay);
        var churn = definition.On(snapshot, asOfDay);
        cancellationToken.ThrowIfCancellationRequested();
        var states = Array.ConvertAll(Enum.GetValues<SilenceState>(), _ => new Bitmap(members.Flags.Length));
        // Sums of fractions depend on their order, so parts are added up in theirs.
        var tally = new Tally();
        foreach (var part in Partitions.Compute(members.Flags.Length, (from, to) => Tally.Of(orders, churn, members.Flags, states, from, to), cancellationToken))
            tally.Add(part);
        var revenues = orders.RevenueE4.ToArray();
        var silent = Array.FindAll((states[(int)SilenceState.AtRisk] | states[(int)SilenceState.Lapsed]).ToArray(), c => revenues[c] > 0);
        var buyers = states.Sum(s => s.Count());
        var without = members.Count - buyers;
        var groups = Segments.RfmScores.Of(snapshot, asOfDay).Groups;
        var rows = silent.OrderByDescending(c => revenues[c]).ThenBy(c => c).Select(c => Row(snapshot, orders, churn, c, asOfDay, groups[c]));
        return new NextOrdersResult
        {
            AsOf = asOf,
            Intervals = RepurchaseIntervals.Of(snapshot, asOfDay),
            Definition = definition,
            Churn = churn,
            Shop = orders.Shop,
            States =
            [
                .. states.Select((set, state) => new SilenceRow((SilenceState)state, set.Count(), tally.RevenueE4[state], Contactable.Counts(snapshot, set))),
            ],
            Due = [.. Enumerable.Range(0, Weeks).Select(week => new DueWeek(asOf.AddDays((7 * week) + 1), Estimate.Normal(tally.Due[week], Math.Sqrt(tally.Variance[week]), buyers - states[(int)SilenceState.Lapsed].Count(), 0.8)))],
            SilentCustomers = silent.Length,
            SilentRevenueE4 = silent.Sum(c => revenues[c]),
            Silent = [.. rows.Take(ShownRows)],
            AllSilent = rows,
            Backtest = Backtest(snapshot, asOfDay, churn),
            Receipt = Explained(snapshot, members, without, buyers, churn, definition, orders),
        };
    }

    // Others may wait for the same backtest, so one who gives up does not end it. Half of the silence that means churn lies before the day from which the windows are made, at least a quarter of the history.
    private static NextOrderBacktest? Backtest(Snapshot snapshot, int asOfDay, ChurnDays churn)
    {
        var back = Math.Min(2 * churn.LapsedAfter, (asOfDay - snapshot.FirstDay.DayNumber) / 2);
        return back < 14 ? null : snapshot.MemoOfData(
            (nameof(NextOrderBacktest), asOfDay - back, asOfDay),
            () => new Held(NextOrderBacktest.Of(snapshot, asOfDay - back, asOfDay, CancellationToken.None))).Backtest;
    }

    private static SilentCustomer Row(Snapshot snapshot, NextOrders orders, ChurnDays churn, int customer, int asOfDay, byte group)
    {
        var silent = orders.SilentDays[customer];
        var rhythm = orders.Rhythm(customer);
        return new SilentCustomer
        {
            Key = snapshot.Customers.Keys.Text(customer),
            Name = snapshot.Customers.Names[customer],
            LastOrder = DateOnly.FromDayNumber(asOfDay - silent),
            SilentDays = silent,
            State = churn.StateOf(silent),
            Orders = orders.Gaps[customer] + 1,
            TypicalDays = rhythm?.TypicalDays,
            ShareEnded = rhythm?.ShareEnded,
            Window = orders.Window(customer),
            RevenueE4 = orders.RevenueE4[customer],
            Group = snapshot.Settings.Rfm.Names.Name((Segments.RfmGroup)group),
        };
    }

    private Receipt Explained(Snapshot snapshot, CustomerMembers members, int without, int buyers, ChurnDays churn, ChurnDefinition definition, NextOrders orders)
    {
        List<LeftOut> leftOut = [];
        if (members.KnownLater > 0)
            leftOut.Add(new LeftOut(members.KnownLater, "not known yet at the end of the range"));
        if (without > 0)
            leftOut.Add(new LeftOut(without, "without an order until the end of the range"));
        var invariant = CultureInfo.InvariantCulture;
        return Receipt.For(
            snapshot,
            Scope with { Comparison = Comparison.None },
            "Customers with an order until the end of the range, by days since the last one. At risk and lapsed: silent for longer than the days of the definition. Money at risk: their net revenue of the last "
            + $"{SilenceRisk.RevenueDays} days. Windows: log-normal gaps, the customer's own drawn towards the shop's, given the silence so far and that another order comes.",
            buyers,
            "customers with an order") with
        {
            LeftOut = leftOut,
            Details =
            [
                new("At risk after", string.Create(invariant, $"{churn.AtRiskAfter} days, {(definition.AtRiskAfterDays is null ? Source(churn, 75) : "as the shop decided")}")),
                new("Lapsed after", string.Create(invariant, $"{churn.LapsedAfter} days, {(definition.LapsedAfterDays is null ? Source(churn, 90) : "as the shop decided")}")),
                new("Repurchase intervals", string.Create(invariant, $"{churn.Intervals:#,0}")),
                new("Rhythm of the shop", orders.IsEnough
                    ? string.Create(invariant, $"median gap {Math.Exp(orders.Shop.Mean):0.#} days; variance of log gaps {orders.Shop.Within:0.###} within a customer, {orders.Shop.Between:0.###} between customers")
                    : string.Create(invariant, $"not enough: {orders.Shop.Customers} customers with {orders.Shop.Gaps} gaps; {ShopRhythm.Least} customers and as many further gaps are needed")),
                new("Levels of the windows", "50 % and 80 %"),
                new("Next orders by week", "sum over the customers who have not lapsed of the probability of each week, if all of them come again; 80 % intervals hold their independent chance, not the rhythm's own uncertainty"),
            ],
        };
    }

    private static string Source(ChurnDays churn, int percentile) => churn.IsMeasured
        ? string.Create(CultureInfo.InvariantCulture, $"the {percentile}th percentile of the repurchase intervals")
        : string.Create(CultureInfo.InvariantCulture, $"a usual number, since fewer than {RepurchaseIntervals.Least} repurchase intervals are there");

    private sealed record Held(NextOrderBacktest? Backtest);

    private sealed class Tally
    {
        public long[] RevenueE4 { get; } = new long[Enum.GetValues<SilenceState>().Length];

        public double[] Due { get; } = new double[Weeks];

        public double[] Variance { get; } = new double[Weeks];

        // Parts are multiples of 64 customers, so that they can write to the same sets.
        public static Tally Of(NextOrders orders, ChurnDays churn, Bitmap members, Bitmap[] states, int from, int to)
        {
            var tally = new Tally();
            Span<double> weeks = stackalloc double[Weeks];
            foreach (var customer in members.Between(from, to))
            {
                var silent = orders.SilentDays[customer];
                if (silent < 0)
                    continue;
                var state = churn.StateOf(silent);
                states[(int)state].Add(customer);
                tally.RevenueE4[(int)state] += orders.RevenueE4[customer];
                if (state == SilenceState.Lapsed)
                    continue;
                orders.ByWeek(customer, weeks);
                for (var week = 0; week < Weeks; week++)
                {
                    tally.Due[week] += weeks[week];
                    tally.Variance[week] += weeks[week] * (1 - weeks[week]);
                }
            }

            return tally;
        }

        public void Add(Tally more)
        {
            Segments.Sums.Add<long>(RevenueE4, more.RevenueE4);
            Segments.Sums.Add<double>(Due, more.Due);
            Segments.Sums.Add<double>(Variance, more.Variance);
        }
    }
}
