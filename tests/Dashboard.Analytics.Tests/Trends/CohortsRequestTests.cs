using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

public class CohortsRequestTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.PreviousPeriod, Filter.Everything);

    private static CohortsResult Run(TestShop shop, Scope? scope = null) => new CohortsRequest(scope ?? All).Run(shop.Build(), TestContext.Current.CancellationToken);

    /// <summary>January: Anna, Ben, Cleo. Anna orders in February twice and in March, Ben in March, Cleo never again. February: Dora, who orders on 15 March, the last day.</summary>
    private static TestShop Shop() => new TestShop()
        .Order("anna", "2025-01-01", 10).Order("ben", "2025-01-31", 20).Order("cleo", "2025-01-15", 30)
        .Order("anna", "2025-02-01", 5).Order("anna", "2025-02-28", 5).Order("anna", "2025-03-01", 1)
        .Order("ben", "2025-03-02", 8).Return("ben", "2025-02-03", 6)
        .Order("dora", "2025-02-10", 40).Order("dora", "2025-03-15", 2)
        .Order(null, "2025-01-05", 99);

    [Fact]
    public void Run_HandWorkedShop_GivesSharesAndRevenue()
    {
        var result = Run(Shop());

        Assert.Equal([(new DateOnly(2025, 1, 1), 3, true), (new DateOnly(2025, 2, 1), 1, false), (new DateOnly(2025, 3, 1), 0, false)], result.Cohorts.Select(c => (c.Month, c.Size, c.MayBeOlder)));
        Assert.Equal([(3, 1.0, true), (1, 1 / 3.0, true), (2, 2 / 3.0, false)], result.Cohorts[0].Cells.Select(c => (c.Customers, c.Share, c.IsWhole)));
        Assert.Equal([(1, true), (1, false)], result.Cohorts[1].Cells.Select(c => (c.Customers, c.IsWhole)));
        Assert.Equal([60_0000, 4_0000, 9_0000], result.Cohorts[0].Cells.Select(c => c.RevenueE4));
        Assert.Equal([20_0000, 64_0000 / 3.0, 73_0000 / 3.0], result.Cohorts[0].Cells.Select(c => c.RevenuePerCustomerE4));
        Assert.Equal(Proportions.Wilson(1, 3), result.Cohorts[0].Cells[1].Interval);
        // Month 0 is over for both cohorts, month 1 for January's only: (3 + 1) of 4, then 1 of 3. Month 2 is over for none.
        Assert.Equal([(2, 4, 4), (1, 3, 1)], result.Totals.Select(t => (t.Cohorts, t.Size, t.Customers)));
        Assert.Equal([25_0000, 64_0000 / 3.0], result.Totals.Select(t => t.RevenuePerCustomerE4));
        Assert.Equal(new DateRange(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31)), CohortsResult.Days(result.Cohorts[0], 2));
    }

    [Fact]
    public void Run_LastDayOfTheMonth_IsWhole()
    {
        var result = Run(new TestShop().Order("a", "2025-01-10", 1).Order("b", "2025-02-28", 1));

        Assert.True(result.Cohorts[0].Cells[1].IsWhole);
        Assert.Equal(2, result.Totals.Count);
    }

    [Fact]
    public void Run_RangeWithinAMonth_TakesItsWholeCohortAndStopsAtItsEnd()
    {
        var result = Run(Shop(), TestShop.Scope("2025-01-20", "2025-02-28"));

        Assert.Equal([3, 1], result.Cohorts.Select(c => c.Size));
        Assert.Equal([2, 1], result.Cohorts.Select(c => c.Cells.Count));
        Assert.Equal(1, result.Cohorts[0].Cells[1].Customers);
    }

    [Fact]
    public void Run_RandomShops_CountsEveryCustomerOnce()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var scope = seed % 2 == 0 ? All : All with { Filter = new Filter(new Condition(Dimension.Gender, "female")) };

            var result = new CohortsRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);
            var months = new TrendRequest(scope, TrendMetric.NewCustomers) { Step = TimeStep.Month }.Run(snapshot, TestContext.Current.CancellationToken);
            var active = new TrendRequest(scope, TrendMetric.ActiveCustomers) { Step = TimeStep.Month }.Run(snapshot, TestContext.Current.CancellationToken);

            Assert.Equal(months.Buckets.Select(b => b.Value!.Value), result.Cohorts.Select(c => (double)c.Size));
            // Every active customer of a month belongs to exactly one cohort.
            for (var month = 0; month < active.Buckets.Count; month++)
                Assert.Equal(active.Buckets[month].Value, result.Cohorts.Take(month + 1).Select((c, i) => c.Size == 0 ? 0 : c.Cells[month - i].Customers).Sum());
            Assert.All(result.Cohorts.SelectMany(c => c.Cells), c => Assert.InRange(c.Share, c.Interval.Low, c.Interval.High));
            Assert.All(result.Cohorts.Where(c => c.Size > 0), c => Assert.Equal(1, c.Cells[0].Share));
        }
    }

    [Fact]
    public void Run_ShopsOfOneAndSeveralParts_EqualTheDefinitions()
    {
        foreach (var customers in (int[])[50, 40_000])
        {
            var snapshot = SmallShop.Random(customers, customers);
            var scope = SmallShop.Between(40, 320, new Condition(Dimension.Channel, "web"));
            var asOf = snapshot.Resolve(scope.Range).To;
            var selection = Selection.Of(snapshot, scope.Filter, asOf.DayNumber);

            var result = new CohortsRequest(scope).Run(snapshot, TestContext.Current.CancellationToken);

            var people = Enumerable.Range(0, customers)
                .Select(c => Enumerable.Range(snapshot.Orders.FirstOfCustomer[c], snapshot.Orders.FirstOfCustomer[c + 1] - snapshot.Orders.FirstOfCustomer[c]).Where(o => Day(o) <= asOf))
                .Select(documents => documents.SkipWhile(o => snapshot.Orders.Kind[o] != DocumentKind.Order).ToArray())
                .Where(documents => documents.Length > 0)
                .ToLookup(documents => Month(documents[0]));
            Assert.All(result.Cohorts, cohort =>
            {
                var documents = people[cohort.Month].SelectMany(d => d).Where(o => selection.Orders[o]).ToLookup(Month);
                Assert.Equal(people[cohort.Month].Count(), cohort.Size);
                for (var k = 0; k < cohort.Cells.Count; k++)
                {
                    var own = documents[cohort.Month.AddMonths(k)].ToList();
                    Assert.Equal(own.Sum(o => snapshot.Orders.AmountE4[o]), cohort.Cells[k].RevenueE4);
                    Assert.Equal(own.Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order).Select(o => snapshot.Orders.Customer[o]).Distinct().Count(), cohort.Cells[k].Customers);
                }
            });
            Assert.Equal(10, result.Cohorts.Count);

            DateOnly Day(int order) => DateOnly.FromDayNumber(snapshot.Orders.Day[order]);

            DateOnly Month(int order) => new(Day(order).Year, Day(order).Month, 1);
        }
    }

    [Fact]
    public void Run_NobodyOrdered_SaysWhatIsMissing()
    {
        Assert.Equal(0, Run(new TestShop()).Missing!.Have);
        Assert.NotNull(Run(new TestShop().Order(null, "2025-01-01", 5)).Missing);
        Assert.NotNull(Run(Shop(), TestShop.Scope("2030-01-01", "2030-02-01")).Missing);
        Assert.Null(Run(new TestShop().Order("a", "2025-01-01", 5)).Missing);
    }
}
