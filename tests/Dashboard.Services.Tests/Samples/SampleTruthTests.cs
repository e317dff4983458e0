using Dashboard.Services.Imports;
using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

/// <summary>Whether what was planted can be found again in the rows.</summary>
public sealed class SampleTruthTests(SampleShopFixture fixture)
{
    private SampleRows Shop => fixture.Shop;

    [Fact]
    public void Campaigns_TreatedLessControl_IsTheTrueLiftWithinItsError()
    {
        var byCampaign = Shop.Contacts.ToLookup(c => c.CampaignKey, StringComparer.Ordinal);
        var chiSquare = 0.0;
        foreach (var truth in Shop.Truth.Campaigns)
        {
            var contacts = byCampaign[truth.Key].ToArray();
            Assert.Equal((truth.Treated, truth.Control), (contacts.Count(c => !c.IsControl), contacts.Count(c => c.IsControl)));
            var (treated, control) = (Rate(contacts, false), Rate(contacts, true));
            var error = Math.Sqrt((treated * (1 - treated) / truth.Treated) + (control * (1 - control) / truth.Control));
            var z = (treated - control - ((double)truth.IncrementalConversions / truth.Treated)) / Math.Max(error, 1e-3);
            Assert.InRange(z, -3.5, 3.5);
            chiSquare += z * z;
        }

        // 24 campaigns: 45.6 is exceeded once in two hundred.
        Assert.InRange(chiSquare, 5, 45.6);
        static double Rate(ContactRow[] contacts, bool control) => contacts.Where(c => c.IsControl == control).Average(c => c.Converted == true ? 1.0 : 0);
    }

    [Fact]
    public void Campaigns_Effects_ArePositiveZeroAndNegativeAndHeldOutShareIsAsPlanned()
    {
        var campaigns = Shop.Truth.Campaigns;

        Assert.Contains(campaigns, c => c.IncrementalConversions > 200);
        Assert.Contains(campaigns, c => c is { Lift: 0, Loss: 0, IncrementalConversions: 0 });
        Assert.Equal(2, campaigns.Count(c => c is { IncrementalConversions: < 0, IncrementalRevenueE4: < 0 }));
        Assert.All(campaigns.Where(c => c.Treated > 1_000), c => Assert.InRange((double)c.Control / (c.Control + c.Treated), 0.08, 0.22));
    }

    [Fact]
    public void Campaigns_WithoutEffect_EarnClicksAllTheSame()
    {
        var zero = Shop.Truth.Campaigns.Where(c => c is { Lift: 0, Loss: 0 }).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        var clicked = Shop.Contacts.Where(c => zero.Contains(c.CampaignKey) && c.Clicked == true).ToArray();
        var other = Shop.Contacts.Where(c => zero.Contains(c.CampaignKey) && c.Clicked == false).ToArray();

        Assert.True(clicked.Length > 200);
        Assert.True(clicked.Average(c => c.Converted == true ? 1.0 : 0) > 1.3 * other.Average(c => c.Converted == true ? 1.0 : 0));
    }

    [Fact]
    public void Contacts_Outcome_IsWhatTheOrdersOfTwoWeeksSay()
    {
        var orders = Shop.Orders.Where(o => o.First().CustomerKey is not null).ToLookup(o => o.First().CustomerKey!, o => (At: o.First().AtSeconds, Amount: o.Sum(l => l.AmountE4)), StringComparer.Ordinal);

        Assert.All(Shop.Contacts, c =>
        {
            var mine = orders[c.CustomerKey].Where(o => o.At >= c.AtSeconds && o.At < c.AtSeconds + (14 * 86_400)).ToArray();
            Assert.Equal((mine.Length > 0, mine.Sum(o => o.Amount)), (c.Converted, c.RevenueE4));
        });
    }

    [Fact]
    public void Contacts_Sent_OnlyToThoseWhoAgreedAndSignedUpBefore()
    {
        var customers = Shop.Customers.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var campaigns = Shop.Campaigns.ToDictionary(c => c.Key, StringComparer.Ordinal);

        Assert.All(Shop.Contacts, c =>
        {
            var customer = customers[c.CustomerKey];
            Assert.True(customer.SignedUpSeconds < c.AtSeconds);
            var campaign = campaigns[c.CampaignKey];
            Assert.True(customer.Consents.Last(w => w.Channel == campaign.Channel && w.AtSeconds < campaign.StartSeconds).Granted);
        });
    }

    [Fact]
    public void Elasticities_LogLogRegression_FindsThemAgain()
    {
        var world = Shop.World;
        var products = world.Catalogue.Products;
        var index = products.Select((p, i) => (p.Key, i)).ToDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);
        var sold = new double[products.Length, world.Calendar.Days];
        var category = new double[world.Catalogue.Categories.Length, world.Calendar.Days];
        foreach (var line in Shop.Lines.Where(l => l is { Kind: LineKind.Sale, UnitPriceE4: > 0 } && index.ContainsKey(l.ProductKey!)))
        {
            sold[index[line.ProductKey!], Shop.DayOf(line)]++;
            category[products[index[line.ProductKey!]].Category, Shop.DayOf(line)]++;
        }

        var errors = new List<double>();
        for (var c = 0; c < world.Catalogue.Categories.Length; c++)
        {
            var (xy, xx) = (0.0, 0.0);
            foreach (var p in Enumerable.Range(0, products.Length).Where(p => products[p].Category == c))
            {
                // Lines at each price, against the lines of the rest of the category on the same days.
                var cells = Enumerable.Range(products[p].LaunchDay, world.Calendar.Days - products[p].LaunchDay).GroupBy(d => products[p].PricesE4[d])
                    .Select(g => (Price: Math.Log(g.Key), Lines: g.Sum(d => sold[p, d]), Others: g.Sum(d => category[c, d] - sold[p, d]))).Where(x => x.Lines >= 8).ToArray();
                if (cells.Length < 2)
                    continue;
                var weight = cells.Sum(x => x.Lines);
                var meanX = cells.Sum(x => x.Lines * x.Price) / weight;
                var meanY = cells.Sum(x => x.Lines * Math.Log(x.Lines / x.Others)) / weight;
                xy += cells.Sum(x => x.Lines * (x.Price - meanX) * (Math.Log(x.Lines / x.Others) - meanY));
                xx += cells.Sum(x => x.Lines * (x.Price - meanX) * (x.Price - meanX));
            }

            errors.Add((xy / xx) - world.Catalogue.Categories[c].Elasticity);
        }

        Assert.All(errors, e => Assert.InRange(e, -0.5, 0.5));
        Assert.InRange(errors.Average(), -0.15, 0.15);
    }

    [Fact]
    public void Anomalies_OnTheirDays_StandOut()
    {
        var calendar = Shop.World.Calendar;
        var days = Shop.Truth.Anomalies.ToDictionary(a => a.Kind, a => a.Day.DayNumber - calendar.First.DayNumber, StringComparer.Ordinal);
        var orders = Shop.Orders.Select(o => (Day: Shop.DayOf(o.First()), o.First().CustomerKey, o.First().ProductKey)).ToArray();
        var known = ByDay(orders.Where(o => o.CustomerKey is not null).Select(o => o.Day));
        var till = ByDay(orders.Where(o => o.CustomerKey is null).Select(o => o.Day));
        var coffee = ByDay(orders.Where(o => o.ProductKey!.StartsWith("CT", StringComparison.Ordinal)).Select(o => o.Day));

        Assert.True(known[days["outage"]] < 0.4 * SameWeekdays(known, days["outage"]));
        Assert.True(known[days["viral"]] > 1.7 * SameWeekdays(known, days["viral"]));
        Assert.True(coffee[days["viral"]] > 3 * SameWeekdays(coffee, days["viral"]));
        Assert.True(till[days["doubled"]] > 1.4 * SameWeekdays(till, days["doubled"]));

        var faulty = Shop.World.Catalogue.Products[Shop.World.Catalogue.FaultyProduct].Key;
        var sold = Shop.Orders.Where(o => o.Any(l => l.ProductKey == faulty)).Select(o => (o.Key, Day: Shop.DayOf(o.First()))).ToArray();
        var back = Shop.Lines.Where(l => l.Kind == LineKind.Return && l.ProductKey == faulty).Select(l => l.Document[1..]).ToHashSet(StringComparer.Ordinal);
        Assert.True(sold.Where(o => Shop.World.Events.IsFaulty(o.Day)).Average(o => back.Contains(o.Key) ? 1.0 : 0) > 0.25);
        Assert.True(sold.Where(o => !Shop.World.Events.IsFaulty(o.Day)).Average(o => back.Contains(o.Key) ? 1.0 : 0) < 0.1);

        int[] ByDay(IEnumerable<int> which)
        {
            var counts = new int[calendar.Days];
            foreach (var day in which)
                counts[day]++;
            return counts;
        }

        static double SameWeekdays(int[] counts, int day) => ((ReadOnlySpan<int>)[-21, -14, -7, 7, 14, 21]).ToArray().Average(d => counts[day + d]);
    }

    [Fact]
    public void ChangePoints_BeforeAndAfter_Differ()
    {
        var events = Shop.World.Events;
        var sales = Shop.Lines.Where(l => l.Kind == LineKind.Sale).ToArray();
        var signedUp = Shop.Customers.GroupBy(c => c.SignedUpSeconds >= Shop.World.Calendar.Instant(events.MixChangeDay, 0)).ToDictionary(g => g.Key, g => g.Average(c => c.AcquisitionChannel == "Social media" ? 1.0 : 0));
        var index = Shop.World.Catalogue.Products.Where(p => p.LaunchDay == 0).Average(p => Math.Log((double)p.PricesE4[events.PriceRiseDay] / p.PricesE4[events.PriceRiseDay - 1]));
        var byDay = sales.Where(l => l.CustomerKey is not null).Select(l => (Day: Shop.DayOf(l), l.Document)).Distinct().CountBy(l => l.Day).ToDictionary();

        Assert.DoesNotContain(sales, l => l.Channel == "App" && Shop.DayOf(l) < events.AppLaunchDay);
        Assert.Contains(sales, l => l.Channel == "App" && Shop.DayOf(l) == events.AppLaunchDay);
        Assert.Equal(0.1, signedUp[false], 0.02);
        Assert.Equal(0.27, signedUp[true], 0.03);
        Assert.Equal(Math.Log(Events.PriceRise), index, 0.02);

        // What the eight weeks after the competitor are to the eight before, against the same weeks a year earlier.
        Assert.InRange(AfterToBefore(events.CompetitorDay) / AfterToBefore(events.CompetitorDay - 364), 0.7, 0.93);

        double AfterToBefore(int day) => (double)Enumerable.Range(day, 56).Sum(d => byDay.GetValueOrDefault(d)) / Enumerable.Range(day - 56, 56).Sum(d => byDay.GetValueOrDefault(d));
    }

    [Fact]
    public void Customers_AfterTheirTrueEnd_OrderNoMore()
    {
        var last = Shop.Orders.Where(o => o.First().CustomerKey is not null).GroupBy(o => o.First().CustomerKey!).ToDictionary(g => g.Key, g => g.Max(o => Shop.DayOf(o.First())), StringComparer.Ordinal);
        var gone = Shop.Truth.Customers.Where(c => c.DeathDay is not null && last.ContainsKey(c.Key)).ToArray();

        Assert.InRange((double)gone.Length / Shop.Truth.Customers.Count, 0.3, 0.6);
        Assert.True(gone.Average(c => last[c.Key] <= c.DeathDay!.Value.DayNumber - Shop.World.Calendar.First.DayNumber ? 1.0 : 0) > 0.995);
    }

    [Fact]
    public void Personas_Customers_HaveTheirRatesAndChances()
    {
        foreach (var persona in Shop.Truth.Personas)
        {
            var mine = Shop.Truth.Customers.Where(c => c.Persona == persona.Name).ToArray();
            Assert.Equal(persona.Share, (double)mine.Length / Shop.Truth.Customers.Count, 0.01);
            Assert.Equal(1, mine.Average(c => c.OrdersPerYear) / persona.OrdersPerYear, 0.12);
            Assert.Equal(persona.DropoutA / (persona.DropoutA + persona.DropoutB), mine.Average(c => c.Dropout), 0.05);
        }
    }
}
