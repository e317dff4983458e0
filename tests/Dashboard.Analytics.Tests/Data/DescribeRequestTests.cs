using Dashboard.Analytics.Data;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Data;

public sealed class DescribeRequestTests
{
    [Fact]
    public void Run_RandomShops_AddsUpToWhatEveryDocumentSays()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = SmallShop.Random(seed, 120);
            var all = Enumerable.Range(0, shop.Orders.Count).ToArray();

            var described = new DescribeRequest().Run(shop, TestContext.Current.CancellationToken);

            Assert.Equal(all.Sum(o => shop.Orders.AmountE4[o]), described.RevenueE4);
            Assert.Equal(all.Count(o => shop.Orders.Kind[o] == DocumentKind.Order), described.Orders);
            Assert.Equal(all.Count(o => shop.Orders.Kind[o] == DocumentKind.Return), described.Returns);
            Assert.Equal(all.Min(At), described.FirstOrder);
            Assert.Equal(all.Max(At), described.LastOrder);
            Assert.Equal(all.Select(o => shop.Orders.Country[o]).Concat(Enumerable.Range(0, shop.Customers.Count).Select(c => shop.Customers.Country[c])).OfType<string>().Distinct(StringComparer.Ordinal).Count(), described.Countries);
            Assert.Equal(described.RevenueE4, described.AnonymousRevenueE4 + described.Rfm.Sum(g => g.RevenueE4));
            Assert.Equal(described.Customers, described.Rfm.Sum(g => g.Customers));

            DateTime At(int order) => DateOnly.FromDayNumber(shop.Orders.Day[order]).ToDateTime(TimeOnly.MinValue).AddMinutes(shop.Orders.Minute[order]);
        }
    }
}
