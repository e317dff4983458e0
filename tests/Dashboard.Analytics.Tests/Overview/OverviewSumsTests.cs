using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Overview;

/// <summary>Everything that one pass adds up, compared with what the definitions say of each number alone.</summary>
public class OverviewSumsTests
{
    [Fact]
    public void Run_RandomShops_EqualsTheDefinitions()
    {
        // The large one is added up in several parts.
        Compare(SmallShop.Random(50, 15_000), SmallShop.Between(250, 340));
        for (var seed = 0; seed < 12; seed++)
        {
            Condition[] conditions = (seed % 4) switch
            {
                0 => [],
                1 => [new(Dimension.Category, "Category 1"), new(Dimension.Category, Condition.Unknown)],
                2 => [new(Dimension.Country, "Spain")],
                _ => [new(Dimension.Gender, "female")],
            };
            var scope = SmallShop.Between(200, 230 + (seed * 7), conditions);
            Compare(SmallShop.Random(seed, 120), scope with { Comparison = seed % 3 == 0 ? Comparison.PreviousYear : Comparison.PreviousPeriod });
            Compare(SmallShop.Random(seed, 40), new Scope(new RangeChoice(null, SmallShop.Start.AddDays(-20), SmallShop.Start.AddDays(500)), Comparison.PreviousYear, scope.Filter));
        }
    }

    private static void Compare(Snapshot snapshot, Scope scope)
    {
        var range = snapshot.Resolve(scope.Range);
        var compared = range.ComparedWith(scope.Comparison)!.Value;
        var selection = Selection.Of(snapshot, scope.Filter, range.To.DayNumber);

        var result = new OverviewRequest(scope, TimeStep.Month).Run(snapshot, TestContext.Current.CancellationToken);

        AssertFigures(Figures(snapshot, selection, range), result.Current);
        AssertFigures(Figures(snapshot, selection, compared), result.Previous!);
        Assert.All(result.Pieces, piece => AssertFigures(Figures(snapshot, selection, piece.Days), piece.Figures));
        Assert.Equal(Before(snapshot, selection, TimeBuckets.ByCalendar(range, TimeStep.Month), compared), result.Trend.Select(p => p.PreviousRevenueE4!.Value));
        var scores = RfmScores.Of(snapshot, range.To.DayNumber);
        foreach (var row in result.Drivers!.By(Dimension.Segment).Rows.Where(r => r.Kind == DriverKind.Value))
            Assert.Equal(Revenue(range, o => Group(o) == row.Label), row.CurrentE4);
        foreach (var row in result.Drivers!.By(Dimension.Country).Rows.Where(r => r.Kind != DriverKind.Rest))
            Assert.Equal(Revenue(compared, o => (snapshot.Orders.Country[o] ?? "Unknown") == row.Label), row.PreviousE4);
        foreach (var row in result.Drivers!.By(Dimension.Category).Rows.Where(r => r.Kind != DriverKind.Rest))
            Assert.Equal(Lines(range, row), row.CurrentE4);

        string? Group(int order) => snapshot.Orders.Customer[order] is var c and >= 0 && scores.Groups[c] != RfmGroups.NotYet ? ((RfmGroup)scores.Groups[c]).Name() : null;

        long Revenue(DateRange days, Func<int, bool> isMeant) => Documents(snapshot, selection, days).Where(isMeant).Sum(o => selection.AmountE4[o]);

        long Lines(DateRange days, DriverRow row) => Documents(snapshot, selection, days)
            .SelectMany(o => Enumerable.Range(snapshot.Orders.FirstLine[o], snapshot.Orders.FirstLine[o + 1] - snapshot.Orders.FirstLine[o]))
            .Where(l => selection.HasProduct(snapshot.Lines.Product[l]) && Category(snapshot, snapshot.Lines.Product[l]) == (row.Kind, row.Label))
            .Sum(l => snapshot.Lines.AmountE4[l]);
    }

    private static IEnumerable<int> Documents(Snapshot snapshot, Selection selection, DateRange days) =>
        Enumerable.Range(0, snapshot.Orders.Count).Where(o => selection.Orders[o] && days.Contains(snapshot.Orders.Day[o]));

    private static (DriverKind, string) Category(Snapshot snapshot, int product) => product < 0 ? (DriverKind.Unknown, "Unknown")
        : !snapshot.Products.IsMerchandise[product] ? (DriverKind.NotGoods, "Postage, fees and adjustments")
        : snapshot.Products.Category[product] is { } category ? (DriverKind.Value, category)
        : (DriverKind.Unknown, "Unknown");

    private static void AssertFigures((long Revenue, int Documents, int Orders, int Active, int New, int Repeat) expected, PeriodFigures actual) =>
        Assert.Equal(expected, (actual.RevenueE4, actual.Documents, actual.Orders, actual.ActiveCustomers, actual.NewCustomers, actual.RepeatCustomers));

    private static (long Revenue, int Documents, int Orders, int Active, int New, int Repeat) Figures(Snapshot snapshot, Selection selection, DateRange days)
    {
        var columns = snapshot.Orders;
        var documents = Documents(snapshot, selection, days).ToList();
        var orders = documents.Where(o => columns.Kind[o] == DocumentKind.Order).ToList();
        var active = orders.Where(o => columns.Customer[o] >= 0).GroupBy(o => columns.Customer[o]).ToList();
        return (
            documents.Sum(o => selection.AmountE4[o]),
            documents.Count,
            orders.Count,
            active.Count,
            active.Count(c => columns.Day[OrdersOf(c.Key).First()] >= days.From.DayNumber),
            active.Count(c => c.Any(o => OrdersOf(c.Key).ElementAtOrDefault(1) is var second and > 0 && o >= second)));

        IEnumerable<int> OrdersOf(int customer) => Enumerable
            .Range(columns.FirstOfCustomer[customer], columns.FirstOfCustomer[customer + 1] - columns.FirstOfCustomer[customer])
            .Where(o => columns.Kind[o] == DocumentKind.Order);
    }

    private static long[] Before(Snapshot snapshot, Selection selection, TimeBuckets buckets, DateRange compared)
    {
        var sums = new long[buckets.Count];
        foreach (var order in Documents(snapshot, selection, compared))
            sums[buckets.IndexAt(Math.Min(snapshot.Orders.Day[order] - compared.From.DayNumber, buckets.Range.Days - 1))] += selection.AmountE4[order];
        return sums;
    }
}
