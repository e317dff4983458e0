using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class LikelihoodRowsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_OneCustomer_EqualsTheNumbersByHand()
    {
        var shop = new TestShop();
        shop.Product("Mug", "Kitchen");
        shop.Product("Book", "Books");
        var snapshot = shop
            .Order("a", "2024-01-01", 100, "Mug").Order("a", "2024-01-11", 100, "Book").Order("a", "2024-03-11", 40, "Mug")
            .Return("a", "2024-03-12", 20, "Mug").Order("a", "2024-05-01", 999, "Mug").Build();

        var rows = LikelihoodRows.Read(snapshot, TestShop.Day("2024-03-31"), [.. LikelihoodFeature.Behaviour.Select(f => f.Key)], null, Token);

        Assert.Equal([0], rows.Customers);
        Is("silence", 20);
        Is("gap", 35);
        Is("silence-ratio", 21 / 36.0);
        Is("gap-spread", Math.Sqrt(2 * 25 * 25) / 35);
        Is("orders", 3);
        Is("orders-365", 3);
        Is("orders-90", 2);
        Is("orders-30", 1);
        Is("orders-trend", 3 / 2.0);
        Is("revenue", 220);
        Is("average-order", 80);
        Is("last-order", 0.5);
        Is("categories", 2);
        Is("products", 2);
        Is("discounted", 0);
        Is("returned", 20 / 240.0);
        Is("contacts", 0);
        Is("tenure", 90);
        Is("last-year", double.NaN);
        Assert.Equal([1], rows.OrderWithin(snapshot, 31));
        Assert.Equal([0], rows.OrderWithin(snapshot, 30));

        void Is(string key, double expected)
        {
            var column = rows.Keys.ToList().IndexOf(key);
            Assert.Equal(expected, LikelihoodFeature.ByKey(key).Raw(rows.Values[0, column]), 1e-4 * Math.Max(1, Math.Abs(double.IsNaN(expected) ? 0 : expected)));
        }
    }

    // Whatever is known only behind the cut-off must not be in any feature: a shop that ends at the cut-off gives the same numbers to the last bit.
    [Theory]
    [InlineData(1, 120)]
    [InlineData(2, 250)]
    [InlineData(3, 400)]
    [InlineData(4, 539)]
    public void Read_ShopThatEndsAtTheCutOff_GivesTheSameFeatures(int seed, int after)
    {
        var cutOff = BehaviourShop.FirstDay + after;
        var whole = BehaviourShop.Build(seed, 300);
        var known = BehaviourShop.Build(seed, 300, until: cutOff);
        string[] keys = [.. LikelihoodFeature.Of(whole, demographics: true).Select(f => f.Key)];

        var (expected, actual) = (LikelihoodRows.Read(known, cutOff, keys, null, Token), LikelihoodRows.Read(whole, cutOff, keys, null, Token));

        Assert.Equal(expected.Customers, actual.Customers);
        Assert.NotEmpty(actual.Customers);
        Assert.Empty(Differing(expected, actual));
    }

    [Fact]
    public void Differing_FeatureThatKnowsOneDayTooMuch_IsCaught()
    {
        // The check itself must be able to fail: features of a later day, laid beside those of the cut-off.
        var cutOff = BehaviourShop.FirstDay + 300;
        var whole = BehaviourShop.Build(5, 300);
        string[] keys = [.. LikelihoodFeature.Behaviour.Select(f => f.Key)];
        var known = LikelihoodRows.Read(BehaviourShop.Build(5, 300, until: cutOff), cutOff, keys, null, Token);
        var leaking = LikelihoodRows.Read(whole, cutOff + 30, keys, known.Customers, Token);

        Assert.Contains("orders", Differing(known, leaking));
        Assert.Contains("revenue", Differing(known, leaking));
    }

    [Fact]
    public void Read_ClicksThatCameInAfterTheCutOff_ChangeNothing()
    {
        // A file says that a contact was clicked and not when: contacts of the last two weeks must not be read.
        var cutOff = BehaviourShop.FirstDay + 318;
        string[] keys = [.. LikelihoodFeature.Behaviour.Select(f => f.Key)];
        var before = LikelihoodRows.Read(BehaviourShop.Build(6, 300, until: cutOff), cutOff, keys, null, Token);
        var after = LikelihoodRows.Read(BehaviourShop.Build(6, 300, lateClicks: cutOff), cutOff, keys, null, Token);

        Assert.Empty(Differing(before, after));
    }

    [Fact]
    public void OrderWithin_RandomShop_EqualsCountingByHand()
    {
        var snapshot = BehaviourShop.Build(7, 200);
        var cutOff = BehaviourShop.FirstDay + 300;
        var rows = LikelihoodRows.Read(snapshot, cutOff, ["silence"], null, Token);
        var ordered = rows.OrderWithin(snapshot, 45);
        for (var row = 0; row < rows.Customers.Length; row++)
        {
            var any = Enumerable.Range(0, snapshot.Orders.Count).Any(o => snapshot.Orders.Customer[o] == rows.Customers[row] && snapshot.Orders.Kind[o] == DocumentKind.Order
                && snapshot.Orders.Day[o] > cutOff && snapshot.Orders.Day[o] <= cutOff + 45);
            Assert.Equal(any ? 1 : 0, ordered[row]);
        }
    }

    private static List<string> Differing(LikelihoodRows expected, LikelihoodRows actual) =>
        [.. expected.Keys.Where((_, column) => !expected.Values.Column(column).SequenceEqual(actual.Values.Column(column)))];
}
