using Dashboard.Analytics.Queries;
using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// The eleven RFM groups at the end of a range: size, revenue, movement since the comparison, and the grid behind them.
/// Scores rest on all orders until the end of the range; the filter decides who is counted and whose revenue.
/// </summary>
/// <param name="Scope">When, compared with what, and whom.</param>
/// <param name="Thresholds">Edges to try, or null for the shop's own, else the quintiles.</param>
public sealed record SegmentsRequest(Scope Scope, RfmThresholds? Thresholds = null) : IAnalysis<SegmentsResult>
{
    private const int GroupCount = (int)RfmGroup.Prospects + 1;

    /// <inheritdoc/>
    public SegmentsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone);
        var scores = RfmScores.Of(snapshot, range.To.DayNumber, Thresholds);
        var before = compared is { } c ? RfmScores.Of(snapshot, c.To.DayNumber, scores.Thresholds) : null;
        cancellationToken.ThrowIfCancellationRequested();

        var tally = Sum(snapshot, selection, scores, range, compared);
        var people = CountPeople(snapshot, members.Flags, scores, before);
        var months = SegmentSizes.MonthEnds(snapshot, range.To.DayNumber);
        var sizes = SegmentSizes.Count(snapshot, scores.Thresholds, members.Flags, months, cancellationToken);
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
            Warnings = RfmWarning.Find(snapshot, scores),
            Receipt = MakeReceipt(snapshot, scores, all, members.KnownLater),
        };

        SegmentRow Row(RfmGroup group)
        {
            var g = (int)group;
            var silence = people.Silence[g];
            silence.Sort();
            return new SegmentRow
            {
                Group = group,
                Customers = people.Now[g],
                Share = all == 0 ? 0 : (double)people.Now[g] / all,
                CustomersBefore = before is null ? null : people.Before[g],
                Joined = before is null ? null : people.Now[g] - people.Moves[g, g],
                Left = before is null ? null : people.Before[g] - people.Moves[g, g],
                RevenueE4 = tally.RevenueE4[g],
                RevenueShare = revenue <= 0 ? 0 : (double)tally.RevenueE4[g] / revenue,
                PreviousRevenueE4 = compared is null ? null : tally.PreviousE4[g],
                Orders = tally.Orders[g],
                AverageOrderValueE4 = tally.Orders[g] == 0 ? null : (double)tally.RevenueE4[g] / tally.Orders[g],
                MeanDaysSinceLastOrder = silence.Count == 0 ? null : silence.Average(),
                MedianDaysSinceLastOrder = silence.Count == 0 ? null : (silence[(silence.Count - 1) / 2] + silence[silence.Count / 2]) / 2.0,
                Contactable = people.Contactable[g],
                Sizes = sizes[g],
            };
        }

        IEnumerable<RfmCell> Cells()
        {
            for (var r = 5; r >= 1; r--)
            {
                for (var fm = 1; fm <= 5; fm++)
                    yield return new RfmCell(r, fm, RfmGroups.Of(r, fm), people.Cells[r, fm], tally.CellsE4[r, fm]);
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

    private static Tally Sum(Snapshot snapshot, Selection selection, RfmScores scores, DateRange range, DateRange? compared)
    {
        var tally = new Tally();
        var orders = snapshot.Orders;
        for (var order = 0; order < orders.Count; order++)
        {
            if (!selection.Orders[order])
                continue;
            var customer = orders.Customer[order];
            var group = customer < 0 ? GroupCount : scores.Groups[customer];
            var day = orders.Day[order];
            if (group > GroupCount)
                continue;
            if (compared is { } before && before.Contains(day))
                tally.PreviousE4[group] += selection.AmountE4[order];
            if (!range.Contains(day))
                continue;
            tally.RevenueE4[group] += selection.AmountE4[order];
            if (customer >= 0 && scores.Recency[customer] > 0)
                tally.CellsE4[scores.Recency[customer], scores.FrequencyMoney(customer)] += selection.AmountE4[order];
            tally.Orders[group] += orders.Kind[order] == DocumentKind.Order ? 1 : 0;
        }

        return tally;
    }

    private static People CountPeople(Snapshot snapshot, Bitmap population, RfmScores scores, RfmScores? before)
    {
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).ToArray();
        var consent = Array.ConvertAll(channels, channel => snapshot.Customers.Consent[channel]);
        var people = new People(channels);
        for (var customer = 0; customer < population.Length; customer++)
        {
            if (!population[customer])
                continue;
            var group = scores.Groups[customer];
            people.Now[group]++;
            for (var channel = 0; channel < consent.Length; channel++)
                people.Contactable[group][channel] += consent[channel][customer] > 0 ? 1 : 0;
            if (scores.Recency[customer] > 0)
            {
                people.Silence[group].Add(scores.DaysSinceLastOrder[customer]);
                people.Cells[scores.Recency[customer], scores.FrequencyMoney(customer)]++;
            }

            if (before is null)
                continue;
            var then = before.Groups[customer];
            people.Moves[then == RfmGroups.NotYet ? GroupCount : then, group]++;
            if (then != RfmGroups.NotYet)
                people.Before[then]++;
        }

        return people;
    }

    private Receipt MakeReceipt(Snapshot snapshot, RfmScores scores, int customers, int notYet) =>
        Receipt.For(
            snapshot,
            Scope,
            "RFM groups at the end of the range: days since the last order, number of orders and net revenue until then, scored 1 to 5 each. "
            + "Revenue and orders are those of the range; the comparison shows the revenue of the same customers, and earlier sizes use the same thresholds.",
            customers,
            "customers") with
        {
            LeftOut = notYet == 0 ? [] : [new LeftOut(notYet, "not known yet at the end of the range")],
            Details =
            [
                new("Thresholds", scores.FixedThresholds ? "fixed" : "quintiles of the customers with an order"),
                new("Days since last order", Edges(scores.Thresholds.DaysSinceLastOrder, 1)),
                new("Orders", Edges(scores.Thresholds.Orders, 1)),
                new("Net revenue", Edges(scores.Thresholds.MoneyE4, 10_000)),
            ],
        };

    private static string Edges(ReadOnlySpan<long> edges, long unit) =>
        string.Join(", ", edges.ToArray().Select(e => ((decimal)e / unit).ToString("0.####", CultureInfo.InvariantCulture)));

    private sealed class Tally
    {
        public long[] RevenueE4 { get; } = new long[GroupCount + 1];

        public long[] PreviousE4 { get; } = new long[GroupCount + 1];

        public int[] Orders { get; } = new int[GroupCount + 1];

        public long[,] CellsE4 { get; } = new long[6, 6];
    }

    private sealed class People(string[] channels)
    {
        public string[] Channels { get; } = channels;

        public int[] Now { get; } = new int[GroupCount];

        public int[] Before { get; } = new int[GroupCount];

        public int[,] Moves { get; } = new int[GroupCount + 1, GroupCount];

        public int[,] Cells { get; } = new int[6, 6];

        public int[][] Contactable { get; } = [.. RfmGroups.All.Select(_ => new int[channels.Length])];

        public List<int>[] Silence { get; } = [.. RfmGroups.All.Select(_ => new List<int>())];
    }
}
