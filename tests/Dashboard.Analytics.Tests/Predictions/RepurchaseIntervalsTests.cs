using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class RepurchaseIntervalsTests
{
    [Fact]
    public void Of_HandWorkedShop_CountsDaysBetweenOrderDays()
    {
        // anna: 10 and 20 days; ben: twice on one day, then 30 days later; a return is no order; cleo ordered once.
        var snapshot = new TestShop()
            .Order("anna", "2025-01-01", 10).Order("anna", "2025-01-11", 20).Return("anna", "2025-01-15", 5).Order("anna", "2025-01-31", 30)
            .Order("ben", "2025-01-01", 70).Order("ben", "2025-01-01", 5).Order("ben", "2025-01-31", 80)
            .Order("cleo", "2025-01-02", 1).Order(null, "2025-02-13", 9)
            .Build();

        var intervals = RepurchaseIntervals.Of(snapshot, TestShop.Day("2025-02-13"));

        Assert.Equal((3, 30), (intervals.Count, intervals.Longest));
        Assert.Equal((1, 1, 1, 0), (intervals.Of(10), intervals.Of(20), intervals.Of(30), intervals.Of(31)));
        Assert.Equal((2, 0, 1), (intervals.Between(1, 29), intervals.Between(31, 99), intervals.Between(30, 99)));
        Assert.Equal((20, 28), (intervals.Quantile(0.5), intervals.Quantile(0.9)));
        Assert.Equal(1, RepurchaseIntervals.Of(snapshot, TestShop.Day("2025-01-30")).Count);
        Assert.False(intervals.IsEnough);
    }

    [Fact]
    public void Of_NobodyOrderedTwice_HasNoQuantile()
    {
        var intervals = RepurchaseIntervals.Of(new TestShop().Order("anna", "2024-01-01", 10).Build(), TestShop.Day("2024-02-01"));

        Assert.Equal((0, 0, 0), (intervals.Count, intervals.Longest, intervals.Between(1, 100)));
        Assert.Equal(double.NaN, intervals.Quantile(0.5));
    }

    [Fact]
    public void Quantile_RandomShops_IsThatOfTheSortedIntervals()
    {
        foreach (var (seed, customers) in (ReadOnlySpan<(int, int)>)[(1, 5), (2, 60), (3, 900), (4, 40_000)])
        {
            var snapshot = SmallShop.Random(seed, customers);
            var day = SmallShop.Day(300);
            double[] sorted = [.. Enumerable.Range(0, snapshot.Customers.Count).SelectMany(c => Gaps(snapshot, c, day)).Order()];

            var intervals = RepurchaseIntervals.Of(snapshot, day);

            Assert.Equal(sorted.Length, intervals.Count);
            foreach (var probability in (double[])[0, 0.1, 0.5, 0.75, 0.9, 1])
                Assert.Equal(SortedQuantiles.Type7(sorted, probability), intervals.Quantile(probability), 9);
        }
    }

    internal static IEnumerable<double> Gaps(Snapshot snapshot, int customer, int asOfDay)
    {
        int[] days = [.. Enumerable.Range(snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1] - snapshot.Orders.FirstOfCustomer[customer])
            .Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order && snapshot.Orders.Day[o] <= asOfDay).Select(o => snapshot.Orders.Day[o]).Distinct()];
        return days.Zip(days.Skip(1), (a, b) => (double)(b - a));
    }
}
