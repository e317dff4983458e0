using System.Text.RegularExpressions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

/// <summary>Whether the shop looks like one.</summary>
public sealed class SampleShapeTests(SampleShopFixture fixture)
{
    private SampleRows Shop => fixture.Shop;

    [Fact]
    public void Orders_Shares_AreThoseOfAShop()
    {
        var totals = Shop.Truth.Totals;

        Assert.InRange((double)totals.OneTimeBuyers / totals.Buyers, 0.4, 0.65);
        Assert.InRange((double)totals.Returns / totals.Orders, 0.03, 0.08);
        Assert.InRange((double)totals.AnonymousRevenueE4 / totals.RevenueE4, 0.04, 0.12);
        Assert.InRange((double)totals.Lines / totals.Documents, 1.8, 3.5);
        Assert.InRange(totals.Customers - totals.Buyers, 1_000, 3_000);
        Assert.InRange(Shop.Truth.Customers.Average(c => c.Orders), 3, 6);
    }

    [Fact]
    public void Revenue_ByCustomer_IsUneven()
    {
        var revenue = Shop.Lines.Where(l => l.CustomerKey is not null).GroupBy(l => l.CustomerKey).Select(g => (double)g.Sum(l => l.AmountE4)).Order().ToArray();
        var gini = (2 * revenue.Select((r, i) => r * (i + 1)).Sum() / (revenue.Length * revenue.Sum())) - ((revenue.Length + 1.0) / revenue.Length);

        Assert.InRange(gini, 0.5, 0.8);
    }

    [Fact]
    public void Orders_ByWeekdayMonthAndHour_HaveTheirRhythm()
    {
        var orders = Shop.Orders.Where(o => o.First().CustomerKey is not null).Select(o => Shop.World.Calendar.DateOf(Shop.DayOf(o.First()))).ToArray();
        var weekdays = orders.CountBy(d => d.DayOfWeek).ToDictionary();
        var months = orders.Where(d => d.Year == 2025).CountBy(d => d.Month).ToDictionary();

        Assert.True(weekdays[DayOfWeek.Monday] > 1.1 * weekdays[DayOfWeek.Wednesday]);
        Assert.Equal(12, months.MaxBy(m => m.Value).Key);
        Assert.True(months[12] > 1.5 * months[8]);
        Assert.DoesNotContain(Shop.Lines, l => l.Channel == "Store" && l.Kind == LineKind.Sale && Shop.World.Calendar.WeekdayOf(Shop.DayOf(l)) == DayOfWeek.Sunday);
    }

    [Fact]
    public void Categories_GardenInSpringAndCandlesInDecember_Peak()
    {
        var lines = Shop.Lines.Where(l => l.Kind == LineKind.Sale).Select(l => (Code: l.ProductKey![..2], Shop.World.Calendar.DateOf(Shop.DayOf(l)).Month)).ToArray();

        Assert.True(Share("PP", 4) > 2 * Share("PP", 12));
        Assert.True(Share("CD", 12) > 2 * Share("CD", 6));

        double Share(string code, int month) => (double)lines.Count(l => l.Code == code && l.Month == month) / lines.Count(l => l.Month == month);
    }

    [Fact]
    public void Customers_Demographics_AreFilledAsFarAsAShopKnowsThem()
    {
        var customers = Shop.Customers;
        var lastDay = Shop.Truth.Options.LastDay.DayNumber;

        Assert.Equal(14, customers.Select(c => c.Country).OfType<string>().Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(Share(c => c.Country == "Germany"), 0.45, 0.55);
        Assert.InRange(Share(c => c.Gender is null), 0.07, 0.11);
        Assert.InRange(Share(c => c.Gender == "female"), 0.45, 0.6);
        Assert.InRange(Share(c => c.BirthDate is null), 0.15, 0.25);
        Assert.InRange(customers.Where(c => c.BirthDate is not null).Select(c => AgeBands.AgeAt(c.BirthDate!.Value.DayNumber, lastDay)).Where(a => a >= 0).Average(), 38, 52);
        Assert.Equal(6, customers.Select(c => c.AcquisitionChannel).Distinct(StringComparer.Ordinal).Count());
        Assert.True(customers.Select(c => c.Language).Distinct(StringComparer.Ordinal).Count() >= 9);
        Assert.InRange(Share(c => c.Attributes.Count > 0), 0.4, 0.95);

        double Share(Func<CustomerRow, bool> which) => (double)customers.Count(which) / customers.Count;
    }

    [Fact]
    public void Customers_AddressesAndNumbers_AreReservedOnes()
    {
        Assert.All(Shop.Customers.Where(c => c.Email is not null), c => Assert.Matches(new Regex(@"^[a-z]+\.[a-z]+\d+@example\.(com|org|net)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), c.Email!));
        Assert.All(Shop.Customers.Where(c => c.Phone is not null), c => Assert.Matches(new Regex(@"^(\+49 30 23125 \d{3}|\+33 6 39 98 \d\d \d\d|\+44 7700 900\d{3}|\+46 70 174 06 \d\d)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), c.Phone!));
    }

    [Fact]
    public void Consents_Shares_DifferByChannelAndSomeAreWithdrawn()
    {
        Assert.InRange(Granted("email"), 0.5, 0.7);
        Assert.InRange(Granted("sms"), 0.15, 0.3);
        Assert.InRange(Granted("ads"), 0.35, 0.55);
        Assert.InRange(Granted("post"), 0.25, 0.45);
        Assert.All(Shop.Customers.SelectMany(c => c.Consents), c => Assert.True(c.Source is not null && c.AtSeconds is not null));
        Assert.InRange((double)Shop.Customers.Count(c => c.Consents.GroupBy(s => s.Channel).Any(g => g.First().Granted && !g.Last().Granted)) / Shop.Customers.Count, 0.03, 0.2);

        double Granted(string channel) => (double)Shop.Customers.Count(c => c.Consents.LastOrDefault(s => s.Channel == channel) is { Granted: true }) / Shop.Customers.Count;
    }

    [Fact]
    public void Rows_Dirt_IsThere()
    {
        var known = Shop.Customers.Where(c => c.Email is not null).ToLookup(c => c.Email!, StringComparer.OrdinalIgnoreCase);

        Assert.Equal(118, Shop.Customers.Count(c => c.Country is null));
        Assert.Equal(100, Shop.Customers.Count(c => c.BirthDate is { } b && AgeBands.AgeAt(b.DayNumber, Shop.Truth.Options.LastDay.DayNumber) < 0));
        Assert.InRange(known.Count(g => g.Count() == 2 && g.First().Email != g.Last().Email && g.First().Name == g.Last().Name), 70, 80);
        Assert.Equal(3, Shop.Products.Count(p => p is { Category: null, IsMerchandise: true }));
        Assert.Contains(Shop.Lines, l => l is { AmountE4: 0, UnitPriceE4: 0, Kind: LineKind.Sale });
    }

    [Fact]
    public void Revenue_ByCustomer_DoesNotDependOnTheSize()
    {
        var small = SampleRows.Of(new SampleOptions { Customers = 1_000, Seed = 3 });

        Assert.Equal(1, RevenueOf(small) / RevenueOf(Shop), 0.15);

        static double RevenueOf(SampleRows shop) => (double)shop.Truth.Totals.RevenueE4 / shop.Truth.Totals.Customers;
    }
}
