using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerActivityTests
{
    [Fact]
    public void Of_RandomShops_HasTheDocumentsOfEachCustomer()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var scope = SmallShop.Between(100, 250, seed % 2 == 0 ? [] : [new Condition(Dimension.Category, "Kitchen")]);
            var members = CustomerMembers.Of(shop, scope, Population.Everyone);

            var activity = CustomerActivity.Of(shop, members);

            var counted = Enumerable.Range(0, shop.Orders.Count).Where(o => members.Documents.Orders[o] && members.Range.Contains(shop.Orders.Day[o])).ToLookup(o => shop.Orders.Customer[o]);
            Assert.Equal(counted[-1].Sum(o => members.Documents.AmountE4[o]), activity.AnonymousE4);
            for (var customer = 0; customer < shop.Customers.Count; customer++)
            {
                Assert.Equal(counted.Contains(customer), activity.Active[customer]);
                Assert.Equal(counted[customer].Count(o => shop.Orders.Kind[o] == DocumentKind.Order), activity.Orders(customer));
                Assert.Equal(counted[customer].Sum(o => members.Documents.AmountE4[o]), activity.RevenueE4(customer));
            }
        }
    }

    [Fact]
    public void Of_ShopRhythm_IsThatOfEachCustomersGapsOneByOne()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var asOf = shop.LastDay.DayNumber - 10;
            var customers = new List<(int Gaps, double Sum, double Squares)>();
            for (var customer = 0; customer < shop.Customers.Count; customer++)
            {
                var days = Enumerable.Range(shop.Orders.FirstOfCustomer[customer], shop.Orders.FirstOfCustomer[customer + 1] - shop.Orders.FirstOfCustomer[customer])
                    .Where(o => shop.Orders.Day[o] <= asOf && shop.Orders.Kind[o] == DocumentKind.Order).Select(o => shop.Orders.Day[o]).Distinct().ToArray();
                var logs = days.Zip(days.Skip(1)).Select(d => Math.Log(d.Second - d.First)).ToArray();
                if (logs.Length > 0)
                    customers.Add((logs.Length, logs.Sum(), logs.Sum(l => l * l)));
            }

            var rhythm = ShopRhythm.Of(shop, asOf);

            Assert.Equal(ShopRhythm.Fit(customers), rhythm);
        }
    }
}
