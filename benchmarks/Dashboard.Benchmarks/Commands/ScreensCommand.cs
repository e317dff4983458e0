using System.Diagnostics;
using System.Globalization;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Data;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Commands;

/// <summary>
/// Times the analysis behind every screen on a shop in memory: the first view, what a change of filter or range costs after it, and the bytes it allocates.
/// <c>screens [customers] [orders each] [lines each] [only names that contain this]</c>
/// </summary>
internal static class ScreensCommand
{
    private static readonly Filter Germany = Filter.Everything.With(Dimension.Country, "Germany");
    private static readonly Filter Women = Filter.Everything.With(Dimension.Gender, "female");
    private static readonly Filter Web = Filter.Everything.With(Dimension.Channel, "web");
    private static readonly Filter Category = Filter.Everything.With(Dimension.Category, "Category 3");
    private static readonly Filter Champions = Filter.Everything.With(Dimension.Segment, "Champions");

    public static int Run(string[] args)
    {
        var customers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var orders = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        var lines = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
        var only = args.Length > 3 ? args[3] : "";
        var watch = Stopwatch.StartNew();
        var snapshot = BigShop.Make(customers, orders, lines, 1);
        GC.Collect();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"made {customers:N0} customers, {snapshot.Orders.Count:N0} documents, {snapshot.Lines.Count:N0} lines in {watch.Elapsed.TotalSeconds:F1} s; heap {GC.GetTotalMemory(true) / 1e6:N0} MB"));
        Console.WriteLine("| analysis | first, ms | country | gender | channel | category | segment | 28 days | last year | MB allocated |");
        Console.WriteLine("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var (name, make) in Screens(snapshot).Where(s => s.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var scopes = new[]
            {
                Scope.Default,
                Scope.Default with { Filter = Germany },
                Scope.Default with { Filter = Women },
                Scope.Default with { Filter = Web },
                Scope.Default with { Filter = Category },
                Scope.Default with { Filter = Champions },
                Scope.Default with { Range = new RangeChoice("28d") },
                Scope.Default with { Range = new RangeChoice("365d"), Comparison = Comparison.PreviousYear },
            };
            var before = GC.GetTotalAllocatedBytes(true);
            var times = scopes.Select(scope =>
            {
                var run = make(scope);
                watch.Restart();
                run(snapshot);
                return watch.Elapsed.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
            }).ToArray();
            Console.WriteLine($"| {name} | {string.Join(" | ", times)} | {(GC.GetTotalAllocatedBytes(true) - before) / 8e6:N0} |");
        }

        return 0;
    }

    private static IEnumerable<(string Name, Func<Scope, Action<Snapshot>> Make)> Screens(Snapshot snapshot)
    {
        yield return ("Scope bar", scope => Of(new ScopeRequest(scope)));
        yield return ("Values of a dimension", _ => Of(new ValuesRequest(Dimension.Country)));
        yield return ("Overview", scope => Of(new OverviewRequest(scope)));
        yield return ("Segments", scope => Of(new SegmentsRequest(scope)));
        yield return ("Segment profile", scope => Of(new SegmentProfileRequest(scope, RfmGroup.Champions)));
        yield return ("Customers", scope => Of(new CustomerListRequest(scope)));
        yield return ("Customers by revenue", scope => Of(new CustomerListRequest(scope, Sort: CustomerSort.Revenue, Descending: true)));
        yield return ("Customers by name", scope => Of(new CustomerListRequest(scope, Sort: CustomerSort.Name)));
        yield return ("Customers search", scope => Of(new CustomerListRequest(scope, "family 12")));
        yield return ("Customers at risk", scope => Of(new CustomerListRequest(scope, Population: Population.AtRisk)));
        yield return ("Customer", scope => Of(new CustomerRequest("0000777", scope)));
        yield return ("Demographics", scope => Of(new DemographicsRequest(scope)));
        yield return ("Demographics crossed", scope => Of(new DemographicsRequest(scope, Dimension.Country, Dimension.AgeBand)));
        yield return ("Campaigns", scope => Of(new CampaignsRequest(scope)));
        yield return ("Campaign", scope => Of(new CampaignRequest("C20", scope, Dimension.Country)));
        yield return ("Trend revenue", scope => Of(new TrendRequest(scope, TrendMetric.Revenue)));
        yield return ("Trend active customers by segment", scope => Of(new TrendRequest(scope, TrendMetric.ActiveCustomers) { By = Dimension.Segment }));
        yield return ("Trend revenue by category", scope => Of(new TrendRequest(scope, TrendMetric.Revenue) { By = Dimension.Category }));
        yield return ("Trend discount rate", scope => Of(new TrendRequest(scope, TrendMetric.DiscountRate)));
        yield return ("Cohorts", scope => Of(new CohortsRequest(scope)));
        yield return ("Data quality", _ => Of(new QualityRequest(snapshot.LastDay)));
        yield return ("Describe", _ => Of(new DescribeRequest()));
    }

    private static Action<Snapshot> Of<T>(IAnalysis<T> request) => snapshot => request.Run(snapshot, CancellationToken.None);
}
