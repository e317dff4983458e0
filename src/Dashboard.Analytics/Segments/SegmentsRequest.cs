using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// The eleven RFM groups at the end of a range: size, revenue, movement since the comparison, and the grid behind them.
/// Scores rest on all orders until the end of the range; the filter decides who is counted and whose revenue.
/// </summary>
/// <param name="Scope">When, compared with what, and whom.</param>
/// <param name="Definition">A definition to try, or null for the shop's own.</param>
public sealed record SegmentsRequest(Scope Scope, RfmDefinition? Definition = null) : IAnalysis<SegmentsResult>, IScoped
{
    private const int GroupCount = SegmentTally.GroupCount;

    /// <inheritdoc/>
    public SegmentsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone);
        var definition = Definition ?? snapshot.Settings.Rfm;
        var scores = RfmScores.Of(snapshot, range.To.DayNumber, definition);
        var before = compared is { } c ? RfmScores.Of(snapshot, c.To.DayNumber, scores.Definition) : null;
        cancellationToken.ThrowIfCancellationRequested();

        var tally = Sum(snapshot, selection, scores, range, compared, cancellationToken);
        var people = CountPeople(snapshot, members.Flags, scores, before, cancellationToken);
        var months = SegmentSizes.MonthEnds(snapshot, range.To.DayNumber);
        var sizes = SegmentSizes.Count(snapshot, scores.Definition, members.Flags, months, cancellationToken);
        var all = people.Now.Sum();
        var revenue = tally.RevenueE4.Sum();

        return new SegmentsResult
        {
            Groups = [.. RfmGroups.All.Select(Row)],
            Grid = [.. Cells()],
            Customers = all,
            CustomersBefore = before is null ? null : people.Before.Sum(),
            RevenueE4 = revenue,
            PreviousRevenueE4 = compared is null ? null : tally.PreviousE4.Sum(),
            AnonymousRevenueE4 = tally.RevenueE4[GroupCount],
            PreviousAnonymousRevenueE4 = compared is null ? null : tally.PreviousE4[GroupCount],
            AnonymousOrders = tally.Orders[GroupCount],
            Moves = before is null ? [] : [.. Moves()],
            Months = Array.ConvertAll(months, DateOnly.FromDayNumber),
            ConsentChannels = people.Channels,
            Thresholds = scores.Thresholds,
            FixedThresholds = scores.FixedThresholds,
            Definition = definition,
            Readiness = RfmReadiness.Of(snapshot, scores),
            Receipt = MakeReceipt(snapshot, scores, definition, all, members.KnownLater),
        };

        SegmentRow Row(RfmGroup group)
        {
            var g = (int)group;
            return new SegmentRow
            {
                Group = group,
                Name = definition.Names.Name(group),
                Action = definition.Names.Action(group),
                Customers = people.Now[g],
                Share = all == 0 ? 0 : (double)people.Now[g] / all,
                CustomersBefore = before is null ? null : people.Before[g],
                Joined = before is null ? null : people.Now[g] - people.Moves[g, g],
                Left = before is null ? null : people.Before[g] - people.Moves[g, g],
                OrderedSince = before is null ? null : people.OrderedSince[g],
                RevenueE4 = tally.RevenueE4[g],
                RevenueShare = revenue <= 0 ? 0 : (double)tally.RevenueE4[g] / revenue,
                PreviousRevenueE4 = compared is null ? null : tally.PreviousE4[g],
                Orders = tally.Orders[g],
                AverageOrderValueE4 = tally.Orders[g] == 0 ? null : (double)tally.RevenueE4[g] / tally.Orders[g],
                MeanDaysSinceLastOrder = people.Silence[g].Mean,
                MedianDaysSinceLastOrder = people.Silence[g].Median,
                Contactable = people.Contactable[g],
                Sizes = sizes[g],
            };
        }

        IEnumerable<RfmCell> Cells()
        {
            for (var r = 5; r >= 1; r--)
            {
                for (var fm = 1; fm <= 5; fm++)
                    yield return new RfmCell(r, fm, definition.Map[r, fm], people.Cells[r, fm], tally.CellsE4[r, fm]);
            }
        }

        IEnumerable<SegmentMove> Moves()
        {
            for (var from = 0; from <= GroupCount; from++)
            {
                for (var to = 0; to < GroupCount; to++)
                {
                    if (people.Moves[from, to] > 0)
                        yield return new SegmentMove(from == GroupCount ? null : (RfmGroup)from, (RfmGroup)to, people.Moves[from, to]);
                }
            }
        }
    }

    private static SegmentTally Sum(Snapshot snapshot, Selection selection, RfmScores scores, DateRange range, DateRange? compared, CancellationToken cancellationToken)
    {
        var now = selection.Orders & snapshot.DocumentsIn(range);
        var then = compared is { } before ? selection.Orders & snapshot.DocumentsIn(before) : null;
        return Partitions.Accumulate(
            snapshot.Orders.Count,
            () => new SegmentTally(),
            (tally, from, to) =>
            {
                var customers = snapshot.Orders.Customer.Span;
                var kinds = snapshot.Orders.Kind.Span;
                foreach (var order in now.Between(from, to))
                {
                    var (customer, amountE4) = (customers[order], selection.AmountE4[order]);
                    if (GroupOf(scores, customer) is not (<= GroupCount and var group))
                        continue;
                    tally.RevenueE4[group] += amountE4;
                    tally.Orders[group] += kinds[order] == DocumentKind.Order ? 1 : 0;
                    if (customer >= 0 && scores.Recency[customer] > 0)
                        tally.CellsE4[scores.Recency[customer], scores.FrequencyMoney(customer)] += amountE4;
                }

                if (then is null)
                    return;
                foreach (var order in then.Between(from, to))
                {
                    if (GroupOf(scores, customers[order]) is <= GroupCount and var group)
                        tally.PreviousE4[group] += selection.AmountE4[order];
                }
            },
            (sum, more) => sum.Add(more),
            cancellationToken);
    }

    private static int GroupOf(RfmScores scores, int customer) => customer < 0 ? GroupCount : scores.Groups[customer];

    private static SegmentPeople CountPeople(Snapshot snapshot, Bitmap population, RfmScores scores, RfmScores? before, CancellationToken cancellationToken)
    {
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).ToArray();
        var contactable = Array.ConvertAll(channels, channel => population & snapshot.ConsentTo(channel));
        return Partitions.Accumulate(
            population.Length,
            () => new SegmentPeople(channels),
            (people, from, to) =>
            {
                foreach (var customer in population.Between(from, to))
                    people.Add(scores, before, customer);
                for (var channel = 0; channel < contactable.Length; channel++)
                {
                    foreach (var customer in contactable[channel].Between(from, to))
                        people.Contactable[scores.Groups[customer]][channel]++;
                }
            },
            (sum, more) => sum.Add(more),
            cancellationToken);
    }

    private Receipt MakeReceipt(Snapshot snapshot, RfmScores scores, RfmDefinition definition, int customers, int notYet) =>
        Receipt.For(
            snapshot,
            Scope,
            "RFM groups at the end of the range: days since the last order, number of orders and net revenue until then, scored 1 to 5 each. "
            + "Revenue and orders are those of the range; the comparison shows the revenue of the same customers, and earlier sizes use the same thresholds.",
            customers,
            "customers") with
        {
            Groups = definition.Names,
            LeftOut = notYet == 0 ? [] : [new LeftOut(notYet, "not known yet at the end of the range")],
            Details = RfmFacts.Of(scores),
        };
}
