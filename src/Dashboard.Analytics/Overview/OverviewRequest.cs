using Dashboard.Analytics.Queries;
using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Overview;

/// <summary>The state of the shop in a range: figures with comparison, what drove the change, trend, groups, last campaigns.</summary>
/// <param name="Scope">When, compared with what, and whom.</param>
/// <param name="Step">Step of the trend, or null for the one that suits the length of the range.</param>
public sealed record OverviewRequest(Scope Scope, TimeStep? Step = null) : IAnalysis<OverviewResult>
{
    private const int CampaignsShown = 5;

    /// <inheritdoc/>
    public OverviewResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var compared = range.ComparedWith(Scope.Comparison);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var population = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var scores = RfmScores.Of(snapshot, range.To.DayNumber);
        cancellationToken.ThrowIfCancellationRequested();

        var pieces = TimeBuckets.OfEqualLength(range);
        var ranges = Enumerable.Range(0, pieces.Count).Select(i => pieces[i]).ToArray();
        var risks = Risks(snapshot, population, ranges, compared, cancellationToken);
        var counter = PeriodCounter.Count(snapshot, selection, range, compared, pieces);
        var current = counter.Current(risks[range.To.DayNumber]);
        var previous = compared is { } c ? counter.Previous(risks[c.To.DayNumber]) : null;
        var figures = counter.Pieces(ranges.Select(r => risks[r.To.DayNumber]));
        cancellationToken.ThrowIfCancellationRequested();

        var split = RevenueSplit.Sum(snapshot, selection, scores, range, compared, cancellationToken);
        var step = Step ?? TimeBuckets.StepFor(range);
        var campaigns = CampaignsUntil(snapshot, range.To.DayNumber);
        var shopGap = SilenceRisk.ShopGap(snapshot, range.To.DayNumber);
        return new OverviewResult
        {
            IsEmptyShop = snapshot.IsEmpty,
            Kpis = [.. Enum.GetValues<OverviewMetric>().Select(metric => Kpi(metric, current, previous, figures))],
            Current = current,
            Previous = previous,
            ComparisonCoverage = compared is { } before ? Math.Clamp((before.To.DayNumber - snapshot.FirstDay.DayNumber + 1) / (double)before.Days, 0, 1) : 1,
            Pieces = [.. ranges.Zip(figures, (days, f) => new OverviewPiece(days, f))],
            Drivers = compared is null ? null : ChangeDrivers.Find(split),
            Step = step,
            Trend = Trend(snapshot, selection, TimeBuckets.ByCalendar(range, step), step, compared),
            Segments = Slices(population, scores, split),
            AnonymousRevenueE4 = split.SegmentsE4[^1],
            Campaigns = [.. campaigns.Take(CampaignsShown).Select(campaign => Glance(snapshot, selection, campaign))],
            CampaignCount = campaigns.Length,
            ShopGapDays = shopGap,
            Receipt = MakeReceipt(snapshot, current, shopGap),
        };
    }

    private static Dictionary<int, RiskPoint> Risks(
        Snapshot snapshot, Bitmap population, IEnumerable<DateRange> pieces, DateRange? compared, CancellationToken cancellationToken)
    {
        var days = pieces.Select(p => p.To.DayNumber).Append(compared?.To.DayNumber ?? 0).Where(d => d > 0).Distinct().Order();
        return SilenceRisk.At(snapshot, population, [.. days], cancellationToken).ToDictionary(point => point.Day);
    }

    private static OverviewKpi Kpi(OverviewMetric metric, PeriodFigures current, PeriodFigures? previous, PeriodFigures[] pieces)
    {
        var (n, nIs) = metric switch
        {
            OverviewMetric.Revenue => (current.Documents, "documents"),
            OverviewMetric.Orders or OverviewMetric.AverageOrderValue => (current.Orders, "orders"),
            OverviewMetric.RevenueAtRisk => (current.CustomersWithRhythm, "customers with a rhythm"),
            _ => (current.ActiveCustomers, "active customers"),
        };
        return new OverviewKpi(metric, Value(current), previous is null ? null : Value(previous), n, nIs, Array.ConvertAll(pieces, Value));

        double? Value(PeriodFigures f) => metric switch
        {
            OverviewMetric.Revenue => f.RevenueE4,
            OverviewMetric.Orders => f.Orders,
            OverviewMetric.AverageOrderValue => f.AverageOrderValueE4,
            OverviewMetric.ActiveCustomers => f.ActiveCustomers,
            OverviewMetric.NewCustomers => f.NewCustomers,
            OverviewMetric.ReturningCustomers => f.ReturningCustomers,
            OverviewMetric.RepeatRate => f.RepeatRate,
            _ => f.RevenueAtRiskE4,
        };
    }

    private static TrendPoint[] Trend(Snapshot snapshot, Selection selection, TimeBuckets buckets, TimeStep step, DateRange? compared)
    {
        var (revenue, before) = (new long[buckets.Count], new long[buckets.Count]);
        var (orders, ordersBefore) = (new int[buckets.Count], new int[buckets.Count]);
        var columns = snapshot.Orders;
        for (var order = 0; order < columns.Count; order++)
        {
            if (!selection.Orders[order])
                continue;
            var isOrder = columns.Kind[order] == DocumentKind.Order ? 1 : 0;
            if (buckets.IndexOf(columns.Day[order]) is var now and >= 0)
            {
                revenue[now] += selection.AmountE4[order];
                orders[now] += isOrder;
            }

            if (compared is not { } range || !range.Contains(columns.Day[order]))
                continue;
            var offset = Math.Min(columns.Day[order] - range.From.DayNumber, buckets.Range.Days - 1);
            before[buckets.IndexAt(offset)] += selection.AmountE4[order];
            ordersBefore[buckets.IndexAt(offset)] += isOrder;
        }

        var points = new TrendPoint[buckets.Count];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new TrendPoint(
                buckets[i], buckets.IsWhole(i, step), revenue[i], orders[i], compared is null ? null : before[i], compared is null ? null : ordersBefore[i]);
        }

        return points;
    }

    private static SegmentSlice[] Slices(Bitmap population, RfmScores scores, RevenueSplit split)
    {
        var customers = new int[byte.MaxValue + 1];
        for (var customer = 0; customer < population.Length; customer++)
            customers[scores.Groups[customer]] += population[customer] ? 1 : 0;
        return [.. RfmGroups.All.Select(group => new SegmentSlice(group, customers[(int)group], split.SegmentsE4[(int)group]))];
    }

    private static int[] CampaignsUntil(Snapshot snapshot, int day)
    {
        var columns = snapshot.Campaigns;
        return
        [
            .. Enumerable.Range(0, columns.Count)
                .Where(campaign => columns.StartDay[campaign] <= day)
                .OrderByDescending(campaign => columns.StartDay[campaign])
                .ThenBy(campaign => columns.Keys[campaign], StringComparer.Ordinal),
        ];
    }

    private static CampaignGlance Glance(Snapshot snapshot, Selection selection, int campaign)
    {
        var (campaigns, contacts) = (snapshot.Campaigns, snapshot.Contacts);
        var (sent, answers, conversions, revenue, hasRevenue) = (0, 0, 0, 0L, false);
        for (var contact = campaigns.FirstContact[campaign]; contact < campaigns.FirstContact[campaign + 1]; contact++)
        {
            if (contacts.Flags[contact].HasFlag(ContactFlags.Control) || !selection.Customers[contacts.Customer[contact]])
                continue;
            sent++;
            answers += contacts.Known[contact].HasFlag(ContactFlags.Converted) ? 1 : 0;
            conversions += (contacts.Known[contact] & contacts.Flags[contact]).HasFlag(ContactFlags.Converted) ? 1 : 0;
            revenue += contacts.RevenueE4[contact];
            hasRevenue |= (contacts.Known[contact] | contacts.Flags[contact]).HasFlag(ContactFlags.Revenue);
        }

        var start = campaigns.StartDay[campaign];
        return new CampaignGlance(
            campaigns.Keys[campaign],
            campaigns.Names[campaign],
            campaigns.Channel[campaign],
            start > 0 ? DateOnly.FromDayNumber(start) : null,
            sent,
            answers,
            conversions,
            campaigns.CostE4[campaign] >= 0 ? campaigns.CostE4[campaign] : null,
            hasRevenue ? revenue : null);
    }

    private Receipt MakeReceipt(Snapshot snapshot, PeriodFigures current, double? shopGap) =>
        Receipt.For(
            snapshot,
            Scope,
            "Revenue is net of returns and includes anonymous documents and adjustments. Orders are documents that sell something; average order value is revenue ÷ orders. "
            + "Active customers ordered in the range; new ones for the first time, returning ones had ordered before; the repeat rate is the share of them with two or more orders so far. "
            + "Revenue at risk is the last-365-day revenue of customers with orders on two or more days who have been silent for more than 1.5 times their typical gap between order days, "
            + "which is (days from first to last order + 2 × the shop's typical gap) ÷ (gaps + 2). Changes are taken apart with the groups that customers have at the end of the range.",
            current.Documents,
            "documents") with
        {
            Details = [new("Shop's typical gap between order days", shopGap is { } days ? $"{days.ToString("0.#", CultureInfo.InvariantCulture)} days" : "unknown")],
        };
}
