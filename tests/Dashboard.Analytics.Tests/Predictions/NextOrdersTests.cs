using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class NextOrdersTests
{
    [Fact]
    public void Of_RandomShop_EqualsTheEstimateOfEachCustomer()
    {
        var snapshot = SmallShop.Random(5, 400);
        var asOf = SmallShop.Day(330);

        var all = NextOrders.Of(snapshot, asOf);

        var shop = ShopRhythm.Of(snapshot, asOf);
        Assert.True(all.IsEnough);
        var windows = 0;
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var own = OrderRhythm.Of(snapshot, customer, asOf);
            var estimate = NextOrderEstimate.Of(shop, own, asOf);
            Assert.Equal(own.DaysSinceLastOrder ?? -1, all.SilentDays[customer]);
            Assert.Equal(own.Gaps.Count, all.Gaps[customer]);
            var window = all.Window(customer);
            Assert.Equal(estimate.Earliest, Date(window?.Earliest80));
            Assert.Equal(estimate.Earliest50, Date(window?.Earliest50));
            Assert.Equal(estimate.Median, Date(window?.Median));
            Assert.Equal(estimate.Latest50, Date(window?.Latest50));
            Assert.Equal(estimate.Latest, Date(window?.Latest80));
            Assert.Equal(window?.Median ?? 0, all.MedianDay(customer));
            windows += window is null ? 0 : 1;
        }

        Assert.InRange(windows, 100, 400);
    }

    [Fact]
    public void Of_RandomShop_HasTheRevenueOfTheLastYear()
    {
        var snapshot = SmallShop.Random(6, 200);
        var asOf = SmallShop.Day(500);

        var all = NextOrders.Of(snapshot, asOf);

        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var revenue = Enumerable.Range(snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1] - snapshot.Orders.FirstOfCustomer[customer])
                .Where(o => snapshot.Orders.Day[o] > asOf - 365 && snapshot.Orders.Day[o] <= asOf).Sum(o => snapshot.Orders.AmountE4[o]);
            Assert.Equal(revenue, all.RevenueE4[customer]);
        }
    }

    [Fact]
    public void Window_FewRepeatOrders_IsNone()
    {
        var all = NextOrders.Of(SmallShop.Build(), SmallShop.Day(70));

        Assert.False(all.IsEnough);
        Assert.All(Enumerable.Range(0, 6), c => Assert.Null(all.Window(c)));
        Assert.All(Enumerable.Range(0, 6), c => Assert.Equal(0, all.MedianDay(c)));
    }

    private static DateOnly? Date(int? day) => day is { } number ? DateOnly.FromDayNumber(number) : null;
}
