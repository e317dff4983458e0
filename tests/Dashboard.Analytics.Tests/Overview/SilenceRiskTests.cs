using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Overview;

public class SilenceRiskTests
{
    [Fact]
    public void At_HandWorkedShop_FindsTheSilentRegular()
    {
        // Mean gaps: anna 10 (1, 11, 21 January), ben 30 (1, 31 January), so the shop's typical gap is 20 days.
        // Typical gaps: anna (20 + 2 * 20) / (2 + 2) = 15, patience 22.5 days; ben (30 + 40) / (1 + 2) = 23.33, patience 35 days.
        // On 13 February anna has been silent for 23 days, ben for 13; on 12 February anna for 22. Cleo ordered twice on one day: no rhythm.
        var snapshot = new TestShop()
            .Order("anna", "2025-01-01", 10).Order("anna", "2025-01-11", 20).Order("anna", "2025-01-21", 30).Return("anna", "2025-01-25", 5)
            .Order("ben", "2025-01-01", 70).Order("ben", "2025-01-31", 80)
            .Order("cleo", "2025-01-02", 1).Order("cleo", "2025-01-02", 2).Order(null, "2025-02-13", 9)
            .Build();

        var points = SilenceRisk.At(snapshot, Bitmap.Of([true, true, true]), [TestShop.Day("2025-02-12"), TestShop.Day("2025-02-13")], TestContext.Current.CancellationToken);

        Assert.Equal(20, SilenceRisk.ShopGap(snapshot, TestShop.Day("2025-02-13")));
        Assert.Equal([new RiskPoint(TestShop.Day("2025-02-12"), 2, 0, 0), new RiskPoint(TestShop.Day("2025-02-13"), 2, 1, 55_0000)], points);
    }

    [Fact]
    public void At_RevenueOlderThanAYear_IsNoLongerAtRisk()
    {
        var snapshot = new TestShop().Order("anna", "2024-01-01", 10).Order("anna", "2024-01-11", 20).Order(null, "2025-06-01", 9).Build();

        int[] days = [TestShop.Day("2024-12-30"), TestShop.Day("2024-12-31"), TestShop.Day("2025-01-09"), TestShop.Day("2025-01-10")];
        var points = SilenceRisk.At(snapshot, Bitmap.Of([true]), days, TestContext.Current.CancellationToken);

        // 2024 has 366 days: the 365 days until 30 December begin on 1 January, the next day on 2 January.
        Assert.Equal([30_0000, 20_0000, 20_0000, 0], points.Select(p => p.RevenueE4));
        Assert.Equal([1, 1, 1, 0], points.Select(p => p.Customers));
    }

    [Fact]
    public void At_NobodyOrderedTwice_IsZero()
    {
        var snapshot = new TestShop().Order("anna", "2024-01-01", 10).Build();

        Assert.Null(SilenceRisk.ShopGap(snapshot, snapshot.LastDay.DayNumber));
        Assert.Equal(new RiskPoint(snapshot.LastDay.DayNumber, 0, 0, 0), Assert.Single(SilenceRisk.At(snapshot, Bitmap.Of([true]), [snapshot.LastDay.DayNumber], TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void At_SeveralDaysAtOnce_EqualsOneByOneWhenTheShopGapIsTheSame()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var snapshot = TestShop.Random(seed);
            var everybody = Bitmap.All(snapshot.Customers.Count);
            var last = snapshot.LastDay.DayNumber;

            var together = SilenceRisk.At(snapshot, everybody, [last - 90, last - 30, last], TestContext.Current.CancellationToken);

            Assert.Equal(Slow(snapshot, last - 90, last), together[0]);
            Assert.Equal(Slow(snapshot, last - 30, last), together[1]);
            Assert.Equal(Slow(snapshot, last, last), together[2]);
        }
    }

    [Fact]
    public void ShopGap_RandomShops_IsTheMedianOfTheMeanGaps()
    {
        foreach (var customers in (int[])[3, 10, 61, 500, 40_000])
        {
            var snapshot = SmallShop.Random(customers, customers);
            foreach (var day in (int[])[SmallShop.Day(120), SmallShop.Day(400)])
            {
                var means = Enumerable.Range(0, snapshot.Customers.Count)
                    .Select(c => Enumerable
                        .Range(snapshot.Orders.FirstOfCustomer[c], snapshot.Orders.FirstOfCustomer[c + 1] - snapshot.Orders.FirstOfCustomer[c])
                        .Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order && snapshot.Orders.Day[o] <= day)
                        .Select(o => snapshot.Orders.Day[o])
                        .Distinct()
                        .ToArray())
                    .Where(days => days.Length > 1)
                    .Select(days => (double)(days[^1] - days[0]) / (days.Length - 1))
                    .Order()
                    .ToArray();

                Assert.Equal(means.Length == 0 ? null : (means[(means.Length - 1) / 2] + means[means.Length / 2]) / 2, SilenceRisk.ShopGap(snapshot, day));
            }
        }
    }

    [Fact]
    public void At_ShopOfSeveralParts_EqualsTheSumOfItsCustomers()
    {
        var snapshot = SmallShop.Random(2, 40_000);
        var days = new[] { SmallShop.Day(200), SmallShop.Day(364), SmallShop.Day(500) };

        var all = SilenceRisk.At(snapshot, Bitmap.All(40_000), days, TestContext.Current.CancellationToken);
        var parts = Enumerable.Range(0, 4).Select(part => SilenceRisk.At(
            snapshot, Bitmap.Of([.. Enumerable.Range(0, 40_000).Select(c => c % 4 == part)]), days, TestContext.Current.CancellationToken)).ToArray();

        for (var i = 0; i < days.Length; i++)
        {
            Assert.True(all[i].CustomersWithRhythm > 10_000);
            Assert.Equal(all[i], new RiskPoint(days[i], parts.Sum(p => p[i].CustomersWithRhythm), parts.Sum(p => p[i].Customers), parts.Sum(p => p[i].RevenueE4)));
        }
    }

    [Fact]
    public void At_PlantedChurn_FindsMostOfThoseWhoLeftAndFewOfThoseWhoStayed()
    {
        // 400 customers order about every 20 days for a year; every second one stops 100 days before the end.
        var random = new Random(5);
        var shop = new TestShop();
        for (var c = 0; c < 400; c++)
        {
            var stop = c % 2 == 0 ? 265 : 365;
            for (var day = random.Next(20); day < stop; day += 10 + random.Next(21))
                shop.Order($"c{c}", DateOnly.FromDayNumber(TestShop.Day("2025-01-01") + day).ToString("yyyy-MM-dd"), 10);
        }

        shop.Order(null, "2025-12-31", 1);
        var snapshot = shop.Build();
        var end = snapshot.LastDay.DayNumber;

        var gone = SilenceRisk.At(snapshot, Bitmap.Of([.. Enumerable.Range(0, 400).Select(c => c % 2 == 0)]), [end], TestContext.Current.CancellationToken)[0];
        var here = SilenceRisk.At(snapshot, Bitmap.Of([.. Enumerable.Range(0, 400).Select(c => c % 2 == 1)]), [end], TestContext.Current.CancellationToken)[0];

        Assert.Equal(200, gone.Customers);
        Assert.InRange(here.Customers, 0, 10);
    }

    private static RiskPoint Slow(Snapshot snapshot, int day, int gapDay)
    {
        var shopGap = SilenceRisk.ShopGap(snapshot, gapDay)!.Value;
        var (rhythm, late, revenue) = (0, 0, 0L);
        for (var c = 0; c < snapshot.Customers.Count; c++)
        {
            var documents = Enumerable.Range(0, snapshot.Orders.Count).Where(o => snapshot.Orders.Customer[o] == c && snapshot.Orders.Day[o] <= day).ToList();
            var days = documents.Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order).Select(o => snapshot.Orders.Day[o]).Distinct().Order().ToList();
            if (days.Count < 2)
                continue;
            rhythm++;
            var year = documents.Where(o => snapshot.Orders.Day[o] > day - 365).Sum(o => snapshot.Orders.AmountE4[o]);
            var typical = (days[^1] - days[0] + (2 * shopGap)) / (days.Count - 1 + 2);
            if (day - days[^1] <= 1.5 * typical || year <= 0)
                continue;
            late++;
            revenue += year;
        }

        return new RiskPoint(day, rhythm, late, revenue);
    }
}
