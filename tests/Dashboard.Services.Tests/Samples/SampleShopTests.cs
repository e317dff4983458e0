using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

public sealed class SampleShopTests(SampleShopFixture fixture)
{
    private static readonly SampleOptions Small = new() { Customers = 1_500, Seed = 42 };

    [Fact]
    public void Rows_OtherThreadsAndCulture_AreTheSameBytes()
    {
        var expected = HashOf(new SampleShop(Small, threads: 1));
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var (culture, threads) in (ReadOnlySpan<(string, int)>)[("de-DE", 2), ("tr-TR", 1), ("ar-SA", 5)])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(expected, HashOf(new SampleShop(Small, threads)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Rows_OtherSeed_AreOthers() => Assert.NotEqual(HashOf(new SampleShop(Small)), HashOf(new SampleShop(Small with { Seed = 43 })));

    [Fact]
    public void Rows_MoreCustomers_KeepTheFirstOnesAsTheyWere()
    {
        var few = SampleRows.Of(Small);
        var more = SampleRows.Of(Small with { Customers = 2_000 });

        Assert.Equal(few.Truth.Customers.Take(1_500), more.Truth.Customers.Take(1_500));
        Assert.Equal(few.Lines.Where(l => l.CustomerKey is not null), more.Lines.Where(l => l.CustomerKey is { } key && string.CompareOrdinal(key, "0001500") <= 0));
    }

    [Fact]
    public void Truth_Totals_AreWhatTheRowsAddUpTo()
    {
        var shop = fixture.Shop;
        var totals = shop.Truth.Totals;
        var documents = shop.Lines.GroupBy(l => l.Document, StringComparer.Ordinal).Select(d => d.First().Kind).ToArray();
        var ordersByCustomer = shop.Orders.Where(o => o.First().CustomerKey is not null).CountBy(o => o.First().CustomerKey!).ToArray();

        Assert.Equal((20_000, 20_000), (totals.Customers, shop.Customers.Count));
        Assert.Equal((documents.Length, documents.Count(k => k == LineKind.Sale), documents.Count(k => k == LineKind.Return), documents.Count(k => k == LineKind.Adjustment)), (totals.Documents, totals.Orders, totals.Returns, totals.Adjustments));
        Assert.Equal((shop.Lines.Count, shop.Lines.Sum(l => l.AmountE4)), (totals.Lines, totals.RevenueE4));
        Assert.Equal(shop.Lines.Count(l => l.CustomerKey is null), totals.AnonymousLines);
        Assert.Equal(shop.Lines.Where(l => l.CustomerKey is null).Sum(l => l.AmountE4), totals.AnonymousRevenueE4);
        Assert.Equal((shop.Products.Count, shop.Campaigns.Count, shop.Contacts.Count), (totals.Products, totals.Campaigns, totals.Contacts));
        Assert.Equal((ordersByCustomer.Length, ordersByCustomer.Count(c => c.Value == 1)), (totals.Buyers, totals.OneTimeBuyers));
        Assert.Equal((shop.Orders.Min(o => o.First().AtSeconds), shop.Orders.Max(o => o.First().AtSeconds)), (totals.FirstOrderSeconds, totals.LastOrderSeconds));
        Assert.Equal(ordersByCustomer.ToDictionary(), shop.Truth.Customers.Where(c => c.Orders > 0).ToDictionary(c => c.Key, c => c.Orders));
        Assert.Equal(shop.Count, shop.Customers.Count + shop.Products.Count + shop.Campaigns.Count + shop.Lines.Count);
    }

    [Fact]
    public void Rows_AllLines_AddUpAndFitTogether()
    {
        var shop = fixture.Shop;
        var customers = shop.Customers.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        var products = shop.Products.Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var campaigns = shop.Campaigns.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        var paid = shop.Lines.Where(l => l.Kind == LineKind.Sale).GroupBy(l => (l.Document, l.ProductKey)).ToDictionary(g => g.Key, g => (Quantity: g.Sum(l => l.QuantityE4), Amount: g.Sum(l => l.AmountE4), At: g.First().AtSeconds));

        Assert.Equal((20_000, 402, 24), (customers.Count, products.Count, campaigns.Count));
        Assert.All(shop.Lines, l => Assert.True(l.CustomerKey is null || customers.Contains(l.CustomerKey)));
        Assert.All(shop.Lines, l => Assert.Contains(l.ProductKey!, products));
        Assert.All(shop.Lines.Where(l => l.Kind == LineKind.Sale), l => Assert.Equal((l.QuantityE4 / 10_000 * l.UnitPriceE4) - l.DiscountE4, l.AmountE4));
        Assert.All(shop.Lines, l => Assert.Equal(0, l.AmountE4 % 100));
        Assert.All(shop.Contacts, c => Assert.True(customers.Contains(c.CustomerKey) && campaigns.Contains(c.CampaignKey)));
        Assert.All(shop.Lines.Where(l => l.Kind == LineKind.Return), l =>
        {
            Assert.StartsWith("C", l.Document, StringComparison.Ordinal);
            var sold = paid[(l.Document[1..], l.ProductKey)];
            Assert.True(l.QuantityE4 < 0 && -l.QuantityE4 <= sold.Quantity && -l.AmountE4 <= sold.Amount && l.AtSeconds > sold.At + 86_400);
        });
    }

    [Fact]
    public void Rows_Numbers_CountUpFromTheRowAfterTheHeader()
    {
        var expected = 2L;
        foreach (var row in new SampleShop(Small).Rows(null, TestContext.Current.CancellationToken))
            Assert.Equal(expected++, row.RowNumber);
    }

    [Fact]
    public void Rows_Progress_EndsWithEverything()
    {
        var shop = new SampleShop(new SampleOptions { Customers = 12_000 });
        var progress = new LastProgress();
        var rows = shop.Rows(progress, TestContext.Current.CancellationToken).LongCount();

        Assert.True(progress.Reports.Count >= 2);
        Assert.Equal(new SampleProgress(12_000, 12_000, rows), progress.Reports[^1]);
        Assert.Equal(progress.Reports.Select(r => r.Rows).Order(), progress.Reports.Select(r => r.Rows));
    }

    [Fact]
    public void Rows_Cancelled_Stop()
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in new SampleShop(new SampleOptions { Customers = 100_000 }).Rows(null, cancellation.Token))
            {
                if (++read == 1_000)
                    cancellation.Cancel();
            }
        });
        Assert.True(read < 200_000);
    }

    [Fact]
    public void Truth_BeforeTheEnd_SaysWhenItIsKnown()
    {
        var shop = new SampleShop(Small);
        _ = shop.Rows(null, TestContext.Current.CancellationToken).First();

        Assert.Contains("read to the end", Assert.Throws<InvalidOperationException>(() => shop.Truth).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2000, 2, 29)]
    [InlineData(2024, 2, 29)]
    [InlineData(2100, 12, 31)]
    public void Rows_OtherLastDay_StayWithinThreeYears(int year, int month, int day)
    {
        var shop = SampleRows.Of(Small with { Customers = 1_000, LastDay = new DateOnly(year, month, day) });

        Assert.InRange(shop.Campaigns.Count, 22, 25);
        Assert.All(shop.Lines, l => Assert.InRange(shop.DayOf(l), 0, shop.World.Calendar.Days - 1));
    }

    private static string HashOf(SampleShop shop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in shop.Rows(null, TestContext.Current.CancellationToken))
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(row));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(shop.Truth));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed class LastProgress : IProgress<SampleProgress>
    {
        public List<SampleProgress> Reports { get; } = [];

        public void Report(SampleProgress value) => Reports.Add(value);
    }
}
