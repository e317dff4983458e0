using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Campaigns;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Segments;

public sealed class SetProfilerTests
{
    [Fact]
    public void Run_RandomShops_DescribesASetAsItsDocumentsOneByOneDo()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var range = new DateRange(shop.FirstDay.AddDays(80), shop.LastDay.AddDays(-20));
            var selection = Selection.Of(shop, Filter.Everything, range.To.DayNumber);
            var everybody = Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(c => c % 7 != 0)]);
            var members = Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(c => c % 7 != 0 && c % 3 == 0)]);

            var profile = new SetProfiler(shop, selection, everybody, members, range, null).Run(TestContext.Current.CancellationToken);

            Assert.Equal((Gaps(members), Gaps(everybody)), (profile.OrderGaps.Total, profile.OrderGaps.AllTotal));
            Assert.Equal(Figures(members), profile.Figures);
            Assert.Equal(Figures(everybody), profile.Everybody);
            foreach (var row in profile.Products.Rows)
            {
                var product = Array.IndexOf(shop.Products.Keys, row.Buyers.Value);
                Assert.Equal((Buyers(members, product), Buyers(everybody, product)), (row.Buyers.Count, row.Buyers.AllCount));
                Assert.Equal(Documents(members).SelectMany(Lines).Where(l => shop.Lines.Product[l] == product).Sum(l => shop.Lines.AmountE4[l]), row.RevenueE4);
            }

            Assert.Equal(Documents(everybody).Count(o => Bought(o).Any()), profile.ProductsPerOrder.AllTotal);
            Assert.Equal(Median(Documents(members).Select(o => Bought(o).Select(l => shop.Lines.Product[l]).Distinct().Count()).Where(n => n > 0)), profile.ProductsPerOrder.Median);

            IEnumerable<int> Documents(Bitmap people) => Enumerable.Range(0, shop.Orders.FirstOfCustomer[^1]).Where(o => people[shop.Orders.Customer[o]] && range.Contains(shop.Orders.Day[o]));

            IEnumerable<int> Lines(int order) => Enumerable.Range(shop.Orders.FirstLine[order], shop.Orders.FirstLine[order + 1] - shop.Orders.FirstLine[order]);

            IEnumerable<int> Bought(int order) =>
                Lines(order).Where(l => shop.Orders.Kind[order] == DocumentKind.Order && shop.Lines.Product[l] is >= 0 and var p && shop.Products.IsMerchandise[p] && shop.Lines.QuantityE4[l] > 0);

            int Buyers(Bitmap people, int product) => Documents(people).Where(o => Bought(o).Any(l => shop.Lines.Product[l] == product)).Select(o => shop.Orders.Customer[o]).Distinct().Count();

            int Gaps(Bitmap people) => people.ToArray().Sum(c => Math.Max(0, OrderDays(c) - 1));

            int OrderDays(int customer) => Enumerable.Range(shop.Orders.FirstOfCustomer[customer], shop.Orders.FirstOfCustomer[customer + 1] - shop.Orders.FirstOfCustomer[customer])
                .Where(o => shop.Orders.Kind[o] == DocumentKind.Order && shop.Orders.Day[o] <= range.To.DayNumber).Select(o => shop.Orders.Day[o]).Distinct().Count();

            SetFigures Figures(Bitmap people)
            {
                var orders = Documents(people).Where(o => shop.Orders.Kind[o] == DocumentKind.Order).ToList();
                return new SetFigures(people.Count(), orders.Select(o => shop.Orders.Customer[o]).Distinct().Count(), orders.Count, Documents(people).Sum(o => shop.Orders.AmountE4[o]));
            }
        }
    }

    [Fact]
    public void Run_RandomCampaigns_CountsTheContactsOfTheRange()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var shop = RandomShop.Build(seed);
            var range = new DateRange(shop.FirstDay.AddDays(seed % 10), shop.FirstDay.AddDays((seed % 10) + 8));
            var members = Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(c => c % 2 == 0)]);

            var profile = new SetProfiler(shop, Selection.Of(shop, Filter.Everything, range.To.DayNumber), Bitmap.All(shop.Customers.Count), members, range, null).Run(TestContext.Current.CancellationToken);

            var contacts = Enumerable.Range(0, shop.Contacts.Count).Where(c => (shop.Contacts.Flags[c] & ContactFlags.Control) == ContactFlags.None && range.Contains(shop.Contacts.Day[c])).ToList();
            Assert.Equal(contacts.Count, profile.AllResponse.Sent);
            Assert.Equal(contacts.Count(c => members[shop.Contacts.Customer[c]]), profile.Response.Sent);
            Assert.Equal(contacts.Count(c => shop.Contacts.Flags[c].HasFlag(ContactFlags.Clicked)), profile.AllResponse.Clicked.Count);
        }
    }

    [Fact]
    public void Run_EverybodyKnownFromAnotherSet_DescribesTheSame()
    {
        var shop = SmallShop.Random(6, 200);
        var range = new DateRange(shop.FirstDay.AddDays(80), shop.LastDay.AddDays(-20));
        var compared = new DateRange(shop.FirstDay, shop.FirstDay.AddDays(79));
        var selection = Selection.Of(shop, Filter.Everything, range.To.DayNumber);
        var everybody = Bitmap.All(shop.Customers.Count);
        for (var set = 0; set < 4; set++)
        {
            var members = Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(c => c % 4 == set)]);

            var kept = new SetProfiler(shop, selection, everybody, members, range, compared, Filter.Everything).Run(TestContext.Current.CancellationToken);

            var alone = new SetProfiler(shop, selection, everybody, members, range, compared).Run(TestContext.Current.CancellationToken);
            Assert.Equivalent(alone, kept, strict: true);
        }
    }

    private static double? Median(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }
}
