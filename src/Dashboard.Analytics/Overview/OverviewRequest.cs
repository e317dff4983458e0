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
public sealed record OverviewRequest(Scope Scope, TimeStep? Step = null) : IAnalysis<OverviewResult>, IScoped
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
        cancellationToken.ThrowIfCancellationRequested();

        var sums = OverviewSums.Of(snapshot, selection, scores, range, compared, pieces, cancellationToken);
        var (periods, split) = (sums.Periods, sums.Split);
        var current = periods.CurrentFigures(risks[range.To.DayNumber]);
        var previous = compared is { } c ? periods.PreviousFigures(risks[c.To.DayNumber]) : null;
        PeriodFigures[] figures = [.. ranges.Select((days, i) => periods.PieceFigures(i, risks[days.To.DayNumber]))];
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
            Trend = Trend(periods, TimeBuckets.ByCalendar(range, step), step, compared),
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

    private static TrendPoint[] Trend(PeriodCounter periods, TimeBuckets buckets, TimeStep step, DateRange? compared)
    {
        var points = new TrendPoint[buckets.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var sum = periods.Sum(buckets[i]);
            var before = compared is { } range && Beside(buckets, i, range) is { } beside ? periods.Sum(beside) : default;
            points[i] = new TrendPoint(
                buckets[i], buckets.IsWhole(i, step), sum.RevenueE4, sum.Orders, compared is null ? null : before.RevenueE4, compared is null ? null : before.Orders);
        }

        return points;
    }

    // The days of the comparison that lie as many days after its beginning; the last piece has what is left, and none is there when the comparison is shorter.
    private static DateRange? Beside(TimeBuckets buckets, int piece, DateRange compared)
    {
        var from = compared.From.DayNumber + buckets.Starts[piece] - buckets.Range.From.DayNumber;
        var to = piece + 1 < buckets.Count ? Math.Min(from + buckets[piece].Days - 1, compared.To.DayNumber) : compared.To.DayNumber;
        return from <= to ? new DateRange(DateOnly.FromDayNumber(from), DateOnly.FromDayNumber(to)) : null;
    }

    private static SegmentSlice[] Slices(Bitmap population, RfmScores scores, RevenueSplit split)
    {
        var customers = new int[byte.MaxValue + 1];
        foreach (var customer in population)
            customers[scores.Groups[customer]]++;
        var revenue = split.SegmentsE4;
        return [.. RfmGroups.All.Select(group => new SegmentSlice(group, customers[(int)group], revenue[(int)group]))];
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
        var happened = contacts.Flags.Span;
        var known = contacts.Known.Span;
        var customers = contacts.Customer.Span;
        var revenues = new NumberSpan(contacts.RevenueE4);
        var (sent, answers, conversions, revenue, seen) = (0, 0, 0, 0L, ContactFlags.None);
        for (var contact = campaigns.FirstContact[campaign]; contact < campaigns.FirstContact[campaign + 1]; contact++)
        {
            if (happened[contact].HasFlag(ContactFlags.Control) || !selection.Customers[customers[contact]])
                continue;
            sent++;
            answers += known[contact].HasFlag(ContactFlags.Converted) ? 1 : 0;
            conversions += (known[contact] & happened[contact]).HasFlag(ContactFlags.Converted) ? 1 : 0;
            revenue += revenues[contact];
            seen |= known[contact] | happened[contact];
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
            seen.HasFlag(ContactFlags.Revenue) ? revenue : null);
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
