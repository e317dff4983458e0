using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

public class SnapshotBuilderTests
{
    [Fact]
    public void Build_PartsInAnyOrder_GivesTheSameColumns()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var documents = Documents(random, 500);
            var whole = Build(documents, [500]);
            var shuffled = documents.ToArray();
            random.Shuffle(shuffled);

            Same(whole, Build(shuffled, [random.Next(501), random.Next(501), random.Next(501)]));
        }
    }

    [Fact]
    public void Build_Nothing_IsEmpty()
    {
        var shop = new SnapshotBuilder(new ShopSettings(), 1).Build();

        Assert.True(shop.IsEmpty);
        Assert.Equal((0, 0, 0), (shop.Customers.Count, shop.Orders.Count, shop.Lines.Count));
        Assert.Equal([0], shop.Orders.FirstOfCustomer);
        Assert.Equal(0, shop.DocumentsIn(new DateRange(default, default)).Length);
        Assert.Equal(0, shop.Orders.Of(new Bitmap(0)).Length);
    }

    [Fact]
    public void Build_RandomShops_SortsDocumentsAndIndexesThem()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var orders = TestShop.Random(seed).Orders;
            var sorted = Enumerable.Range(0, orders.Count).OrderBy(o => orders.Customer[o] < 0 ? int.MaxValue : orders.Customer[o]).ThenBy(o => orders.Day[o]).ThenBy(o => orders.Number.Text(o), StringComparer.Ordinal);

            Assert.Equal(Enumerable.Range(0, orders.Count), sorted);
            Assert.Equal(Enumerable.Range(0, orders.Count).OrderBy(o => orders.Day[o]).ThenBy(o => o), orders.ByDay);
            for (var customer = 0; customer + 1 < orders.FirstOfCustomer.Length; customer++)
                Assert.All(Enumerable.Range(orders.FirstOfCustomer[customer], orders.FirstOfCustomer[customer + 1] - orders.FirstOfCustomer[customer]), o => Assert.Equal(customer, orders.Customer[o]));
        }
    }

    [Fact]
    public void DocumentsIn_AnyDays_EqualsDocumentByDocumentAndIsKept()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var shop = TestShop.Random(seed);
            var range = new DateRange(shop.FirstDay.AddDays(seed * 20), shop.FirstDay.AddDays((seed * 20) + 100));

            var found = shop.DocumentsIn(range);

            Assert.Equal(Enumerable.Range(0, shop.Orders.Count).Where(o => range.Contains(shop.Orders.Day[o])), found.ToArray());
            Assert.Equal(shop.Orders.Between(range.From.DayNumber, range.To.DayNumber).ToArray().Order(), found.ToArray());
            Assert.Same(found, shop.DocumentsIn(range));
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(12_000)]
    public void OrdersOf_AnyCustomers_EqualsDocumentByDocument(int size)
    {
        var shop = TestShop.Random(size, size);
        var random = new Random(size);
        foreach (var share in (double[])[0, 0.1, 0.9, 1])
        {
            var customers = Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(_ => random.NextDouble() < share)]);

            Assert.Equal(
                Enumerable.Range(0, shop.Orders.Count).Where(o => shop.Orders.Customer[o] is var c and >= 0 && customers[c]),
                shop.Orders.Of(customers).ToArray());
        }
    }

    [Fact]
    public void Build_LinesThatCrossChunks_KeepsThem()
    {
        // The longest numbers there are: fifty bytes a line, so that 2,000 lines of one document and 60,000 in all lie in several chunks.
        var random = new Random(4);
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var expected = new List<LineFacts>();
        for (var document = 0; document < 30; document++)
        {
            builder.Add(new DocumentFacts($"{document:00}", -1, 800_000 + document));
            for (var line = 0; line < 2_000; line++)
            {
                var facts = line % 3 == 0
                    ? new LineFacts(int.MaxValue, long.MinValue, long.MaxValue, long.MinValue, long.MinValue + random.Next(1000))
                    : new LineFacts(-1, random.Next(), 0, -1, random.NextInt64());
                builder.Add(facts);
                expected.Add(facts);
            }
        }

        var lines = builder.Build().Lines;

        Assert.Equal(expected, Enumerable.Range(0, lines.Count).Select(l => new LineFacts(lines.Product[l], lines.QuantityE4[l], lines.UnitPriceE4[l], lines.DiscountE4[l], lines.AmountE4[l])));
    }

    [Fact]
    public void Add_LineWithoutDocument_SaysWhatIsNeeded()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new SnapshotBuilder(new ShopSettings(), 1).Add(new LineFacts(-1, 1, 1, 0, 1)));

        Assert.Contains("add the document first", error.Message);
    }

    private static (DocumentFacts Document, LineFacts[] Lines)[] Documents(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => (
            new DocumentFacts($"N{i:000}", random.Next(-1, 20), 739_000 + random.Next(30), (short)random.Next(3), (DocumentKind)random.Next(3), random.Next(3) == 0 ? null : $"channel {random.Next(4)}"),
            Enumerable.Range(0, random.Next(4)).Select(_ => new LineFacts(random.Next(-1, 5), random.Next(-9, 9) * 10_000, random.Next(999) * 100, 0, random.Next(-999, 9999) * 100L)).ToArray())),
    ];

    private static Snapshot Build((DocumentFacts Document, LineFacts[] Lines)[] documents, int[] cuts)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        for (var customer = 0; customer < 20; customer++)
            builder.Add(new CustomerFacts($"C{customer}"));
        for (var product = 0; product < 5; product++)
            builder.Add(new ProductFacts($"P{product}"));
        int[] ends = [0, .. cuts.Order(), documents.Length];
        for (var i = 1; i < ends.Length; i++)
        {
            var part = builder.NewPart();
            foreach (var (document, lines) in documents[ends[i - 1]..ends[i]])
            {
                part.Add(document);
                foreach (var line in lines)
                    part.Add(line);
            }
        }

        return builder.Build();
    }

    private static void Same(Snapshot a, Snapshot b)
    {
        Assert.Equal(a.Orders.Number, b.Orders.Number);
        Assert.Equal(a.Orders.Customer, b.Orders.Customer);
        Assert.Equal(a.Orders.Day, b.Orders.Day);
        Assert.Equal(a.Orders.Minute, b.Orders.Minute);
        Assert.Equal(a.Orders.Kind, b.Orders.Kind);
        Assert.Equal(a.Orders.AmountE4, b.Orders.AmountE4);
        Assert.Equal(a.Orders.FirstLine, b.Orders.FirstLine);
        Assert.Equal(a.Orders.FirstOfCustomer, b.Orders.FirstOfCustomer);
        Assert.Equal(a.Orders.ByDay, b.Orders.ByDay);
        Assert.Equal(Enumerable.Range(0, a.Orders.Count).Select(o => a.Orders.Channel[o]), Enumerable.Range(0, b.Orders.Count).Select(o => b.Orders.Channel[o]));
        Assert.Equal(a.Orders.Channel.Codes, b.Orders.Channel.Codes);
        Assert.Equal(a.Lines.Product, b.Lines.Product);
        Assert.Equal(a.Lines.QuantityE4, b.Lines.QuantityE4);
        Assert.Equal(a.Lines.AmountE4, b.Lines.AmountE4);
    }
}
