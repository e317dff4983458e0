using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Data;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Benchmarks.Shops;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Benchmarks.Commands;

/// <summary>
/// Processor time of the analysis behind every screen: the first view, what a change of filter or range costs after it, and the bytes it allocates. Other programs on the
/// machine change processor time much less than they change the time by the clock, which stands beside it.
/// <c>screens [customers] [orders each] [lines each] [regular expression of the names]</c> on a shop made in memory, or <c>screens STORE [names]</c> on that of a store.
/// </summary>
internal static class ScreensCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0 && File.Exists(args[0]))
        {
            // What is kept of the first round is gone with its snapshot; its compiled code is not.
            foreach (var round in new[] { "code not compiled yet", "code compiled" })
            {
                using var snapshots = new SnapshotService(DashboardStore.Open(args[0]));
                Print(await snapshots.CurrentAsync(CancellationToken.None), round, args.Length > 1 ? args[1] : "");
            }

            return 0;
        }

        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var orders = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        var lines = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
        var watch = Stopwatch.StartNew();
        var snapshot = BigShop.Make(customers, orders, lines, 1);
        Print(snapshot, string.Create(CultureInfo.InvariantCulture, $"made in {watch.Elapsed.TotalSeconds:F1} s"), args.Length > 3 ? args[3] : "");
        return 0;
    }

    private static void Print(Snapshot snapshot, string note, string only)
    {
        GC.Collect();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{snapshot.Customers.Count:N0} customers, {snapshot.Orders.Count:N0} documents, {snapshot.Lines.Count:N0} lines; {note}; heap {GC.GetTotalMemory(true) / 1e6:N0} MB; processor ms (ms by the clock)"));
        Console.WriteLine("| analysis | first | country | gender | channel | category | segment | 28 days | last year | MB allocated |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        var scopes = Scopes(snapshot).ToArray();
        foreach (var (name, make) in Screens(snapshot).Where(s => Regex.IsMatch(s.Name, only, RegexOptions.IgnoreCase)))
        {
            var before = GC.GetTotalAllocatedBytes(true);
            var times = Array.ConvertAll(scopes, scope =>
            {
                var run = make(scope);
                var used = Environment.CpuUsage.TotalTime;
                var watch = Stopwatch.StartNew();
                run(snapshot);
                return string.Create(CultureInfo.InvariantCulture, $"{(Environment.CpuUsage.TotalTime - used).TotalMilliseconds:F0} ({watch.Elapsed.TotalMilliseconds:F0})");
            });
            Console.WriteLine($"| {name} | {string.Join(" | ", times)} | {(GC.GetTotalAllocatedBytes(true) - before) / 8e6:N0} |");
        }
    }

    private static IEnumerable<Scope> Scopes(Snapshot snapshot)
    {
        yield return Scope.Default;
        yield return With(Dimension.Country, snapshot.Customers.Country.Values, 0);
        yield return With(Dimension.Gender, snapshot.Customers.Gender.Values, 0);
        yield return With(Dimension.Channel, snapshot.Orders.Channel.Values, 0);
        yield return With(Dimension.Category, snapshot.Products.Category.Values, 3);
        yield return With(Dimension.Segment, [RfmGroup.Champions.Name()], 0);
        yield return Scope.Default with { Range = new RangeChoice("28d") };
        yield return Scope.Default with { Range = new RangeChoice("365d"), Comparison = Comparison.PreviousYear };

        static Scope With(Dimension dimension, string[] values, int index) =>
            values.Length == 0 ? Scope.Default : Scope.Default with { Filter = Filter.Everything.With(dimension, values[Math.Min(index, values.Length - 1)]) };
    }

    private static IEnumerable<(string Name, Func<Scope, Action<Snapshot>> Make)> Screens(Snapshot snapshot)
    {
        // Trained only where a screen needs it, and not in its time.
        var trained = new Lazy<Snapshot>(() => snapshot.With(PredictionModels.None.With(ModelKind.Lifetime, 1, snapshot.LastDay, new LifetimeTraining().Run(snapshot, CancellationToken.None).Model!)));
        yield return ("Scope bar", scope => Of(new ScopeRequest(scope)));
        yield return ("Values of a dimension", _ => Of(new ValuesRequest(Dimension.Country)));
        yield return ("Overview", scope => Of(new OverviewRequest(scope)));
        yield return ("Segments", scope => Of(new SegmentsRequest(scope)));
        yield return ("RFM movement", scope => Of(new RfmMovementRequest(scope)));
        yield return ("RFM stability", scope => Of(new RfmStabilityRequest(scope)));
        yield return ("RFM change", scope => Of(new RfmChangeRequest(scope, new RfmDefinition { WindowMonths = 12 })));
        yield return ("Customers by day in the segment", scope => Of(new CustomerListRequest(scope, Sort: CustomerSort.SegmentSince, Descending: true)));
        yield return ("Segment profile", scope => Of(new SegmentProfileRequest(scope, RfmGroup.Champions)));
        yield return ("Comparison with everybody else", scope => Of(new ComparisonRequest(scope, RuleText.Parse("rfm.group = \"Champions\""))));
        yield return ("Comparison of two groups", scope => Of(new ComparisonRequest(scope, RuleText.Parse("rfm.group = \"Champions\""), RuleText.Parse("rfm.group = \"Dormant\""))));
        yield return ("Overlap of the usual sets", scope => Of(new OverlapRequest(scope, [])));
        yield return ("Overlap of twelve sets", scope => Of(new OverlapRequest(scope, [.. Enumerable.Range(1, 12).Select(n => RuleText.Parse($"orders(last {30 * n} days) >= {1 + (n % 3)}"))])));
        yield return ("Rule while it is edited", scope => Of(new RuleEvaluationRequest(RuleText.Parse("orders(last 90 days) >= 2 and rfm.m >= 4 and not consent(email) = refused"), scope, null, null, 100)));
        yield return ("What if a number were another", scope => Of(new RuleVariationsRequest(RuleText.Parse("orders(last 90 days) >= 2 and rfm.m >= 4"), scope)));
        yield return ("Customers", scope => Of(new CustomerListRequest(scope)));
        yield return ("Customers by revenue", scope => Of(new CustomerListRequest(scope, Sort: CustomerSort.Revenue, Descending: true)));
        yield return ("Customers by name", scope => Of(new CustomerListRequest(scope, Sort: CustomerSort.Name)));
        yield return ("Customers search", scope => Of(new CustomerListRequest(scope, "family 12")));
        yield return ("Customers at risk", scope => Of(new CustomerListRequest(scope, Population: Population.AtRisk)));
        yield return ("Customer", scope => Of(new CustomerRequest(snapshot.Customers.Keys[777 % snapshot.Customers.Count]!, scope)));
        yield return ("Demographics", scope => Of(new DemographicsRequest(scope)));
        yield return ("Demographics crossed", scope => Of(new DemographicsRequest(scope, Dimension.Country, Dimension.AgeBand)));
        yield return ("Campaigns", scope => Of(new CampaignsRequest(scope)));
        if (snapshot.Campaigns.Count > 0)
            yield return ("Campaign", scope => Of(new CampaignRequest(snapshot.Campaigns.Keys[^1], scope, Dimension.Country)));
        yield return ("Trend revenue", scope => Of(new TrendRequest(scope, TrendMetric.Revenue)));
        yield return ("Trend active customers by segment", scope => Of(new TrendRequest(scope, TrendMetric.ActiveCustomers) { By = Dimension.Segment }));
        yield return ("Trend revenue by city", scope => Of(new TrendRequest(scope, TrendMetric.Revenue) { By = Dimension.City }));
        yield return ("Trend revenue by category", scope => Of(new TrendRequest(scope, TrendMetric.Revenue) { By = Dimension.Category }));
        yield return ("Trend orders by category", scope => Of(new TrendRequest(scope, TrendMetric.Orders) { By = Dimension.Category }));
        yield return ("Trend discount rate", scope => Of(new TrendRequest(scope, TrendMetric.DiscountRate)));
        yield return ("Cohorts", scope => Of(new CohortsRequest(scope)));
        yield return ("Assortment by RFM group", scope => Of(new AssortmentIndexRequest(scope, [])));
        yield return ("Assortment by RFM group, products", scope => Of(new AssortmentIndexRequest(scope, [], ItemLevel.Product)));
        yield return ("Assortment together", scope => Of(new AffinityRequest(scope, null, ItemLevel.Category)));
        yield return ("Assortment together, products", scope => Of(new AffinityRequest(scope, Support: 0.0005, Confidence: 0)));
        yield return ("Assortment together, products, all time", scope => Of(new AffinityRequest(scope with { Range = new RangeChoice("all") }, Support: 0.0005, Confidence: 0)));
        yield return ("Assortment next", scope => Of(new PathRequest(scope)));
        yield return ("Assortment next, products, all time", scope => Of(new PathRequest(scope with { Range = new RangeChoice("all") }, Level: ItemLevel.Product)));
        yield return ("Clusters, k-means", scope => Of(new ClustersRequest(scope) { K = 5 }));
        yield return ("Clusters, latent classes", scope => Of(new ClustersRequest(scope) { K = 5, Method = ClusterMethod.LatentClasses, Features = FeatureCatalogue.ProposedFor(ClusterMethod.LatentClasses, FeatureCatalogue.Of(snapshot)) }));
        yield return ("Lifetime values", scope => On(new LifetimeValueRequest(scope)));
        yield return ("Lifetime values by customer", scope => On(new CustomerValueListRequest(scope, Take: 50)));
        yield return ("Data quality", _ => Of(new QualityRequest(snapshot.LastDay)));
        yield return ("Describe", _ => Of(new DescribeRequest()));

        Action<Snapshot> On<T>(IAnalysis<T> request)
        {
            var on = trained.Value;
            return _ => request.Run(on, CancellationToken.None);
        }
    }

    private static Action<Snapshot> Of<T>(IAnalysis<T> request) => snapshot => request.Run(snapshot, CancellationToken.None);
}
