using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

/// <summary>Trends and their breakdowns, compared with what the definitions say of each number alone.</summary>
public class TrendCounterTests
{
    private static readonly Dimension?[] Dimensions = [null, Dimension.Country, Dimension.Gender, Dimension.Channel, Dimension.City, Dimension.Category, Dimension.Product];

    [Fact]
    public void Run_RandomShops_EqualsTheDefinitions()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            Condition[] conditions = (seed % 3) switch { 0 => [], 1 => [new(Dimension.Category, "Category 1")], _ => [new(Dimension.Gender, "female"), new(Dimension.Channel, "web")] };
            var snapshot = SmallShop.Random(seed, 80);
            foreach (var by in Dimensions)
            {
                foreach (var metric in TrendMetrics.All)
                    Compare(snapshot, new TrendRequest(SmallShop.Between(150, 250, conditions), metric.Metric) { By = by, Step = TimeStep.Week });
            }
        }
    }

    [Fact]
    public void Run_ShopOfSeveralParts_EqualsTheDefinitions()
    {
        var snapshot = SmallShop.Random(7, 15_000);
        Compare(snapshot, new TrendRequest(SmallShop.Between(185, 360), TrendMetric.NewCustomers) { By = Dimension.Category, Step = TimeStep.Month });
        Compare(snapshot, new TrendRequest(SmallShop.Between(185, 360), TrendMetric.ReturnRate) { By = Dimension.Gender, Step = TimeStep.Month });
    }

    [Fact]
    public void Run_ManyValuesOverManyDays_EqualsTheDefinitions()
    {
        // More values and days than are counted in one pass.
        var snapshot = SmallShop.Random(9, 120);
        foreach (var metric in TrendMetrics.All)
            Compare(snapshot, new TrendRequest(SmallShop.Between(190, 362), metric.Metric) { By = Dimension.City, Step = TimeStep.Day });
    }

    [Fact]
    public void Run_MetricsInAnyOrder_EqualThoseOfAShopAskedOnce()
    {
        foreach (var by in Dimensions)
        {
            var shared = SmallShop.Random(4, 80);
            foreach (var metric in TrendMetrics.All.Reverse().ToList())
            {
                var request = new TrendRequest(SmallShop.Between(150, 250), metric.Metric) { By = by, Step = TimeStep.Week };
                var (kept, fresh) = (request.Run(shared, TestContext.Current.CancellationToken), request.Run(SmallShop.Random(4, 80), TestContext.Current.CancellationToken));

                Assert.Equal(fresh.Buckets, kept.Buckets);
                Assert.Equal((fresh.Total, fresh.PreviousTotal), (kept.Total, kept.PreviousTotal));
                if (fresh.Breakdown is { } breakdown)
                    Assert.Equal(breakdown.Groups.SelectMany(g => g.Values.Prepend(g.Total).Prepend(g.Orders)), kept.Breakdown!.Groups.SelectMany(g => g.Values.Prepend(g.Total).Prepend(g.Orders)));
            }
        }
    }

    [Fact]
    public void Run_MovingAverage_IsTheSameWithTheLongHistoryOfAForecast()
    {
        var snapshot = SmallShop.Random(8, 300);
        foreach (var step in Enum.GetValues<TimeStep>())
        {
            for (var from = 60; from < 160; from += 17)
            {
                var request = new TrendRequest(SmallShop.Between(from, 330), TrendMetric.ActiveCustomers) { Step = step, MovingAverage = 3 };

                var alone = request.Run(snapshot, TestContext.Current.CancellationToken);
                var withForecast = (request with { Forecast = true, Horizon = 1 }).Run(snapshot, TestContext.Current.CancellationToken);

                Assert.Contains(alone.Buckets, b => b.MovingAverage is not null);
                Assert.Equal(withForecast.Buckets, alone.Buckets);
            }
        }
    }

    private static void Compare(Snapshot snapshot, TrendRequest request)
    {
        var range = snapshot.Resolve(request.Scope.Range);
        var compared = range.ComparedWith(request.Scope.Comparison)!.Value;
        var parts = Parts(snapshot, Selection.Of(snapshot, request.Scope.Filter, range.To.DayNumber), request.By, range.To.DayNumber);

        var result = request.Run(snapshot, TestContext.Current.CancellationToken);

        Assert.Equal(Value(range, parts), result.Total);
        Assert.Equal(Value(compared, parts), result.PreviousTotal);
        Assert.Equal(result.Buckets.Select(b => Value(b.Days, parts)), result.Buckets.Select(b => b.Value));
        Assert.Equal(result.Buckets.Select(b => Value(b.ComparedDays!.Value, parts)), result.Buckets.Select(b => b.Previous));
        if (result.Breakdown is not { } breakdown)
            return;
        var shown = breakdown.Groups.Where(g => g.Kind == TrendGroupKind.Value).Select(g => g.Label).ToHashSet();
        foreach (var group in breakdown.Groups)
        {
            var own = parts.FindAll(p => group.Kind switch
            {
                TrendGroupKind.Value => p.Kind == TrendGroupKind.Value && p.Label == group.Label,
                TrendGroupKind.More => p.Kind == TrendGroupKind.Value && !shown.Contains(p.Label!),
                _ => p.Kind == group.Kind,
            });
            Assert.Equal(Value(range, own), group.Total);
            Assert.Equal(Value(compared, own), group.Previous);
            Assert.Equal(own.Where(p => p.IsOrder && range.Contains(p.Day)).Select(p => p.Document).Distinct().Count(), group.Orders);
            Assert.Equal(result.Buckets.Select(b => Value(b.Days, own)), group.Values);
        }

        double? Value(DateRange days, List<Part> of)
        {
            var inside = of.FindAll(p => days.Contains(p.Day));
            var orders = inside.Where(p => p.IsOrder).Select(p => p.Document).Distinct().Count();
            var customers = inside.Where(p => p.IsOrder && p.Customer >= 0).Select(p => p.Customer).Distinct().ToList();
            var fresh = customers.Count(c => snapshot.Orders.Day[FirstOrders.Of(snapshot)[c]] >= days.From.DayNumber);
            var (revenue, items, sold, returned) = (inside.Sum(p => p.AmountE4), inside.Sum(p => p.ItemsE4), inside.Sum(p => p.SoldE4), inside.Sum(p => p.ReturnedE4));
            return request.Metric switch
            {
                TrendMetric.Revenue => revenue,
                TrendMetric.Orders => orders,
                TrendMetric.AverageOrderValue => orders == 0 ? null : (double)revenue / orders,
                TrendMetric.ActiveCustomers => customers.Count,
                TrendMetric.NewCustomers => fresh,
                TrendMetric.ReturningCustomers => customers.Count - fresh,
                TrendMetric.ItemsSold => items / 10_000.0,
                TrendMetric.UnitsPerOrder => orders == 0 ? null : items / 10_000.0 / orders,
                TrendMetric.ReturnRate => sold <= 0 ? null : (double)returned / sold,
                _ => sold <= 0 ? null : 0, // These shops give no discounts.
            };
        }
    }

    private static List<Part> Parts(Snapshot snapshot, Selection selection, Dimension? by, int asOfDay)
    {
        var (orders, lines, goods) = (snapshot.Orders, snapshot.Lines, snapshot.Products.IsMerchandise);
        var column = by is { } dimension ? DimensionColumn.Of(snapshot, dimension, asOfDay) : null;
        var parts = new List<Part>();
        foreach (var order in selection.Orders)
        {
            for (var line = orders.FirstLine[order]; line < orders.FirstLine[order + 1]; line++)
            {
                var (product, kind) = (lines.Product[line], orders.Kind[order]);
                if (!selection.HasProduct(product))
                    continue;
                var isSold = kind == DocumentKind.Order && lines.QuantityE4[line] > 0;
                var isReturned = !isSold && lines.QuantityE4[line] < 0 && kind != DocumentKind.Adjustment;
                var row = column?.Level switch { null => -1, DimensionLevel.Customer => orders.Customer[order], DimensionLevel.Order => order, _ => product };
                var (group, label) = column?.Level == DimensionLevel.Customer && row < 0 ? (TrendGroupKind.Anonymous, null)
                    : column?.Level == DimensionLevel.Line && row >= 0 && !goods[row] ? (TrendGroupKind.NotGoods, null)
                    : row >= 0 && column!.Codes[row] is var code and >= 0 ? (TrendGroupKind.Value, column.Labels[code])
                    : (TrendGroupKind.Unknown, (string?)null);
                parts.Add(new Part(order, orders.Customer[order], orders.Day[order], kind == DocumentKind.Order, group, label, lines.AmountE4[line])
                {
                    ItemsE4 = isSold && (product < 0 || goods[product]) ? lines.QuantityE4[line] : 0,
                    SoldE4 = isSold ? lines.AmountE4[line] : 0,
                    ReturnedE4 = isReturned ? -lines.AmountE4[line] : 0,
                });
            }
        }

        return parts;
    }

    private sealed record Part(int Document, int Customer, int Day, bool IsOrder, TrendGroupKind Kind, string? Label, long AmountE4)
    {
        public long ItemsE4 { get; init; }

        public long SoldE4 { get; init; }

        public long ReturnedE4 { get; init; }
    }
}
