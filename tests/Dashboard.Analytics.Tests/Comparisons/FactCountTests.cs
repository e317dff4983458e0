using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;
using Dashboard.Analytics.Tests.Campaigns;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Comparisons;

/// <summary>Every number of the catalogue against one worked out document by document.</summary>
public sealed class FactCountTests
{
    [Fact]
    public void Of_RandomShops_CountsWhatTheirDocumentsSay()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var range = new DateRange(shop.FirstDay.AddDays(80), shop.LastDay.AddDays(-20));
            var asOf = range.To.DayNumber;
            var result = SetDifferencesTests.Compare(shop, i => i % 3 == 0, i => i % 3 == 1, range, smallestGroup: 2);
            var sides = new[] { 0, 1 }.Select(r => Enumerable.Range(0, shop.Customers.Count).Where(c => c % 3 == r).ToArray()).ToArray();

            Number("Days since the last order", c => Orders(c) is { Count: > 0 } all ? asOf - shop.Orders.Day[all[^1]] : null);
            Number("Orders so far", c => Orders(c).Count is > 0 and var n ? n : null);
            Number("Days between orders", c => OrderDays(c) is { Length: > 1 } days ? Math.Floor(((10.0 * (days[^1] - days[0])) + ((days.Length - 1) / 2)) / (days.Length - 1)) / 10 : null);
            Number("Revenue so far", c => Orders(c).Count > 0 ? Documents(c).Sum(o => shop.Orders.AmountE4[o]) : null);
            Number("Orders in the range", c => InRange(c).Count is > 0 and var n ? n : null);
            Number("Revenue in the range", c => InRange(c).Count > 0 ? Documents(c).Where(o => range.Contains(shop.Orders.Day[o])).Sum(o => shop.Orders.AmountE4[o]) : null);
            Number("Amount of an order", c => InRange(c) is { Count: > 0 } all ? all.Sum(o => shop.Orders.AmountE4[o]) / all.Count : null);
            Number("Age", c => AgeBands.AgeAt(shop.Customers.BirthDay[c], asOf) is >= 0 and var age ? age : null);
            Number("Different products in an order", c => WithGoods(c) is { Count: > 0 } all ? Math.Floor(100.0 * all.Sum(o => Goods(o).Select(l => shop.Lines.Product[l]).Distinct().Count()) / all.Count) / 100 : null);
            Number("Items in an order", c => WithGoods(c) is { Count: > 0 } all ? all.Sum(o => Goods(o).Count()) * 100 / all.Count / 100.0 : null);

            Shares("Gender", c => shop.Customers.Gender[c] is { } v ? [v] : null);
            Shares("City", c => shop.Customers.City[c] is { } v ? [v] : null);
            Shares("Consent granted", c => shop.Customers.Consent["email"][c] > 0 ? ["email"] : []);
            Shares("Ordered in the range", c => InRange(c).Count > 0 ? ["Yes"] : []);
            Shares("Sent something back", c => InRange(c).Count == 0 ? null : Documents(c).Any(o => range.Contains(shop.Orders.Day[o]) && shop.Orders.Kind[o] == DocumentKind.Return) ? ["Yes"] : []);
            Shares("Category bought", c => WithGoods(c) is { Count: > 0 } all ? [.. all.SelectMany(Goods).Select(l => shop.Products.Category[shop.Lines.Product[l]]).OfType<string>().Distinct()] : null);
            Shares("Product bought", c => WithGoods(c) is { Count: > 0 } all ? [.. all.SelectMany(Goods).Select(l => shop.Products.Names[shop.Lines.Product[l]]).Distinct()] : null);
            Shares("Preferred channel", c => Favourite(InRange(c).Select(o => shop.Orders.Channel[o]).OfType<string>()) is { } v ? [v] : null);
            Shares("Preferred hour", c => Favourite(InRange(c).Select(o => $"{shop.Orders.Minute[o] / 60:00}:00–{shop.Orders.Minute[o] / 60:00}:59")) is { } v ? [v] : null);
            Shares("Preferred weekday", c => Favourite(InRange(c).Select(o => DateOnly.FromDayNumber(shop.Orders.Day[o]).DayOfWeek.ToString())) is { } v ? [v] : null);

            List<int> Documents(int c) => [.. Enumerable.Range(shop.Orders.FirstOfCustomer[c], shop.Orders.FirstOfCustomer[c + 1] - shop.Orders.FirstOfCustomer[c]).Where(o => shop.Orders.Day[o] <= asOf)];

            List<int> Orders(int c) => [.. Documents(c).Where(o => shop.Orders.Kind[o] == DocumentKind.Order)];

            int[] OrderDays(int c) => [.. Orders(c).Select(o => shop.Orders.Day[o]).Distinct()];

            List<int> InRange(int c) => [.. Orders(c).Where(o => range.Contains(shop.Orders.Day[o]))];

            IEnumerable<int> Goods(int o) => Enumerable.Range(shop.Orders.FirstLine[o], shop.Orders.FirstLine[o + 1] - shop.Orders.FirstLine[o])
                .Where(l => shop.Lines.Product[l] is >= 0 and var p && shop.Products.IsMerchandise[p] && shop.Lines.QuantityE4[l] > 0);

            List<int> WithGoods(int c) => [.. InRange(c).Where(o => Goods(o).Any())];

            void Number(string name, Func<int, double?> value)
            {
                var fact = Assert.Single(result.Facts, f => f.Fact == name);
                var (a, b) = (sides[0].Select(value).OfType<double>().ToArray(), sides[1].Select(value).OfType<double>().ToArray());
                Assert.Equal((a.Length, b.Length), (fact.KnownA, fact.KnownB));
                Assert.Equal((fact.KnownA, fact.KnownB), (fact.Levels.Sum(l => l.A), fact.Levels.Sum(l => l.B)));
                var tested = Assert.Single(result.Tested, d => d.Fact == name);
                var welch = Means.WelchDifference(Summary.Of(b), Summary.Of(a));
                Assert.Equal(welch.Value, tested.Gap.Value, 1e-6 + Math.Abs(welch.Value * 1e-9));
                Assert.Equal(welch.Interval.Low, tested.Gap.Interval.Low, 1e-6 + Math.Abs(welch.Interval.Low * 1e-7));
                Assert.Equal(Median(a), tested.Medians!.Value.A, Median(a) / 4_000);
                Assert.Equal(a.Average(x => b.Average(y => x > y ? 1.0 : x == y ? 0.5 : 0)), tested.Superiority!.Value, 0.001);
            }

            void Shares(string name, Func<int, string[]?> values)
            {
                var fact = Assert.Single(result.Facts, f => f.Fact == name);
                Assert.Equal((sides[0].Count(c => values(c) is not null), sides[1].Count(c => values(c) is not null)), (fact.KnownA, fact.KnownB));
                foreach (var level in fact.Levels.Where(l => !l.Label.StartsWith("Other", StringComparison.Ordinal)))
                {
                    Assert.Equal((sides[0].Count(Has), sides[1].Count(Has)), (level.A, level.B));
                    Assert.Equal(fact.KnownA == 0 ? 0 : (double)level.A / fact.KnownA, level.ShareA, 12);

                    bool Has(int c) => values(c) is { } own && own.Contains(level.Label);
                }
            }
        }
    }

    [Fact]
    public void Of_RandomCampaigns_CountsACustomerOnce()
    {
        for (var seed = 1; seed <= 15; seed++)
        {
            var shop = RandomShop.Build(seed);
            var range = new DateRange(shop.FirstDay.AddDays(seed % 10), shop.FirstDay.AddDays((seed % 10) + 8));

            var result = SetDifferencesTests.Compare(shop, i => i % 2 == 0, i => i % 2 == 1, range, smallestGroup: 2);

            var contacts = Enumerable.Range(0, shop.Contacts.Count).Where(c => (shop.Contacts.Flags[c] & ContactFlags.Control) == ContactFlags.None && range.Contains(shop.Contacts.Day[c])).ToList();
            Assert.Equal(contacts.Select(c => shop.Contacts.Customer[c]).Distinct().Count(c => c % 2 == 0), result.Facts.Single(f => f.Fact == "Contacted by a campaign").Levels[0].A);
            Assert.Equal(
                contacts.Where(c => shop.Contacts.Flags[c].HasFlag(ContactFlags.Clicked)).Select(c => shop.Contacts.Customer[c]).Distinct().Count(c => c % 2 == 1),
                result.Facts.Single(f => f.Fact == "Clicked a message").Levels[0].B);
        }
    }

    [Fact]
    public void PriceLevels_ByHand_RankWithinTheCategory()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        builder.Add(new ProductFacts("A", null, "Tea", PriceE4: 20_000));
        builder.Add(new ProductFacts("B", null, "Tea", PriceE4: 50_000));
        builder.Add(new ProductFacts("C", null, "Tea", PriceE4: 50_000));
        builder.Add(new ProductFacts("D", null, "Tea", PriceE4: 90_000));
        builder.Add(new ProductFacts("E", null, "Cups", PriceE4: 90_000));
        builder.Add(new ProductFacts("POST", null, "Tea", PriceE4: 1, IsMerchandise: false));

        Assert.Equal([0, 5_000, 5_000, 10_000, -1, -1], PriceLevels.Of(builder.Build()));
    }

    [Fact]
    public void PriceLevels_WithoutListPrices_RankWhatWasPaid()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var (dear, cheap) = (builder.Add(new ProductFacts("A", null, "Tea")), builder.Add(new ProductFacts("B", null, "Tea")));
        builder.Add(new DocumentFacts("1", -1, SmallShop.Day(0)));
        builder.Add(new LineFacts(dear, 20_000, 70_000, 0, 140_000));
        builder.Add(new LineFacts(cheap, 50_000, 30_000, 0, 150_000));

        Assert.Equal([10_000, 0], PriceLevels.Of(builder.Build()));
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string? Favourite(IEnumerable<string> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string? best = null;
        foreach (var value in values)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
            if (best is null || counts[value] >= counts[best])
                best = value;
        }

        return best;
    }
}
