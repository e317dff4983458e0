using Dashboard.Services.Imports;
using Dashboard.Services.Samples;
using Dashboard.Services.Tests.Samples;
using MathNet.Numerics;

namespace Dashboard.Services.Tests.Clusters;

/// <summary>
/// What somebody who knows how the sample shop is made can tell of the kind of a customer: the posterior of each kind by Bayes' rule, from its true shares, rates, dropout, demand by day and
/// weekday, tastes, channels, hours, baskets and discounts, on what the customer ordered. No clustering of the orders can do better, whatever its features.
/// </summary>
/// <remarks>Orders that campaigns make or keep away, and the offers of campaigns, are taken for the customer's own: they are few.</remarks>
internal sealed class KindsOracle
{
    private const int Steps = 40;

    // As in the making of baskets, where they are drawn from: hours of the day on the web, in stores and of businesses.
    private static readonly double[] WebHours = Shares(2, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 4, 5, 5.5, 5.5, 6, 5.5, 5, 5, 5.5, 6, 7, 8.5, 10, 9, 6, 3.5);
    private static readonly double[] BusinessHours = Shares(0, 0, 0, 0, 0, 0.5, 2, 5, 9, 10, 9, 7, 5, 6, 8, 8, 6, 3, 1.5, 1, 0.7, 0.5, 0.2, 0);
    private static readonly string[] Channels = ["Web", "App", "Store", "Marketplace"];

    private readonly SampleRows shop;
    private readonly SampleWorld world;
    private readonly Dictionary<string, int> productOf;
    private readonly double[] boughtCheaper;
    private readonly double[] popularity;
    private readonly double[][] clocks;

    public KindsOracle(SampleRows shop)
    {
        (this.shop, world) = (shop, shop.World);
        productOf = world.Catalogue.Products.Select((p, i) => (p.Key, i)).ToDictionary(p => p.Key, p => p.i, StringComparer.Ordinal);
        (popularity, boughtCheaper) = Popularity();
        clocks = [.. world.Demand.Select(demand =>
        {
            var clock = new double[world.Calendar.Days + 1];
            for (var day = 0; day < world.Calendar.Days; day++)
                clock[day + 1] = clock[day] + demand.Level(day);
            return clock;
        })];
    }

    /// <summary>For each customer with an order, by key: number of orders, and the logarithm of share times likelihood of each kind.</summary>
    public IEnumerable<(string Key, int Orders, double[] Scores)> Scores()
    {
        var rows = shop.Customers.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var documents = shop.Lines.Where(l => l is { Kind: LineKind.Sale, CustomerKey: not null }).GroupBy(l => l.CustomerKey!, StringComparer.Ordinal);
        foreach (var customer in documents)
        {
            var acquisition = Acquisition.All.First(a => a.Name == rows[customer.Key].AcquisitionChannel);
            Order[] orders = [.. customer.GroupBy(l => l.Document, StringComparer.Ordinal).Select(d => OrderOf([.. d])).OrderBy(o => o.Day)];
            var hasStores = orders.Any(o => o.Channel == 2) || Country.All.FirstOrDefault(c => c.Name == rows[customer.Key].Country)?.HasStores == true;
            yield return (customer.Key, orders.Length, [.. Enumerable.Range(0, Persona.All.Length).Select(kind => Score(kind, orders, acquisition, hasStores))]);
        }
    }

    private double Score(int kind, Order[] orders, Acquisition acquisition, bool hasStores)
    {
        var persona = Persona.All[kind];
        var score = Math.Log(persona.Share) + Timing(kind, persona, orders, acquisition);
        var extra = persona.ExtraLines;
        var (lines, onlyExtra) = (orders.SelectMany(o => o.Lines).ToArray(), orders.Sum(o => o.Lines.Length - 1));
        // Poisson numbers of further lines whose mean is gamma distributed with shape 3.
        score += SpecialFunctions.GammaLn(3 + onlyExtra) + (3 * Math.Log(3 / extra)) - ((3 + onlyExtra) * Math.Log((3 / extra) + orders.Length));
        foreach (var order in orders)
        {
            score += Math.Log(ChannelShare(persona, order, acquisition, hasStores));
            if (order.Channel != 2)
                score += Math.Log(Math.Max(1e-6, (persona.QuantityFactor > 2 ? BusinessHours : WebHours)[order.Hour]));
            var discount = Math.Min(0.9, persona.DiscountUse * (world.Calendar.IsSale[order.Day] ? 2 : 1));
            score += Math.Log(order.HasDiscount ? discount : 1 - discount);
            foreach (var (product, quantity) in order.Lines)
            {
                var category = world.Catalogue.Categories[world.Catalogue.Products[product].Category];
                score += Math.Log(Taste(persona, world.Catalogue.Products[product].Category, order.Day));
                var mean = category.ExtraPieces * persona.QuantityFactor;
                score += Math.Log(Math.Max(1e-12, Math.Exp(-(quantity - 1) / mean) - Math.Exp(-quantity / mean)));
            }
        }

        return score + Tier(persona, lines);
    }

    // Gamma rates, beta dropout after each order, on the kind's own clock, whose level also says how likely each day is.
    private double Timing(int kind, Persona persona, Order[] orders, Acquisition acquisition)
    {
        var clock = clocks[kind];
        var (repeats, last) = (orders.Length - 1, orders[^1].Day);
        var (since, until) = (clock[last + 1] - clock[orders[0].Day + 1], clock[^1] - clock[orders[0].Day + 1]);
        var rate = persona.RateShape / (persona.OrdersPerYear / 365 * acquisition.RateFactor);
        var score = orders.Skip(1).Sum(o => Math.Log(world.Demand[kind].Level(o.Day)));
        var alive = SpecialFunctions.GammaLn(persona.RateShape + repeats) - SpecialFunctions.GammaLn(persona.RateShape) + (persona.RateShape * Math.Log(rate));
        var (stopped, silent) = (alive - ((persona.RateShape + repeats) * Math.Log(rate + since)), alive - ((persona.RateShape + repeats) * Math.Log(rate + until)));
        var sum = 0.0;
        for (var i = 0; i < Steps; i++)
        {
            var x = (i + 0.5) / Steps;
            var leave = Math.Min(0.98, x * acquisition.DropoutFactor);
            var weight = Math.Exp(((persona.DropoutA - 1) * Math.Log(x)) + ((persona.DropoutB - 1) * Math.Log(1 - x)) - SpecialFunctions.BetaLn(persona.DropoutA, persona.DropoutB)) / Steps;
            sum += weight * Math.Pow(1 - leave, repeats) * (leave + ((1 - leave) * Math.Exp(silent - stopped)));
        }

        return score + stopped + Math.Log(sum);
    }

    private double ChannelShare(Persona persona, Order order, Acquisition acquisition, bool hasStores)
    {
        var weekday = world.Calendar.WeekdayOf(order.Day);
        double[] weights =
        [
            persona.Channels[0] * acquisition.Channels[0],
            order.Day < world.Events.AppLaunchDay ? 0 : persona.Channels[1] * acquisition.Channels[1],
            persona.Channels[2] * acquisition.Channels[2] * (!hasStores || weekday == DayOfWeek.Sunday ? 0 : weekday == DayOfWeek.Saturday ? 1.8 : 1),
            persona.Channels[3] * acquisition.Channels[3],
        ];
        return Math.Max(1e-6, weights[order.Channel] / weights.Sum());
    }

    private double Taste(Persona persona, int category, int day)
    {
        var total = 0.0;
        for (var c = 0; c < world.Catalogue.Categories.Length; c++)
            total += Weight(c);
        return Weight(category) / total;

        double Weight(int c) => persona.Affinity[c] * world.Catalogue.Categories[c].Season(world.Calendar.DateOf(day))
            * (world.Events.IsViral(day) && world.Catalogue.Categories[c].Name == Events.ViralCategory ? Events.ViralCategoryFactor : 1);
    }

    // Of two products of a category the dearer is taken with the customer's own probability, which is beta distributed.
    private double Tier(Persona persona, (int Product, long Quantity)[] lines)
    {
        var (a, b) = (6 * persona.Tier, 6 * (1 - persona.Tier));
        var logs = new double[Steps];
        for (var i = 0; i < Steps; i++)
        {
            var tier = (i + 0.5) / Steps;
            logs[i] = ((a - 1) * Math.Log(tier)) + ((b - 1) * Math.Log(1 - tier)) - SpecialFunctions.BetaLn(a, b);
            foreach (var (product, _) in lines)
            {
                var (cheaper, own) = (boughtCheaper[product], popularity[product]);
                logs[i] += Math.Log(own + (2 * ((tier * cheaper) + ((1 - tier) * (1 - cheaper - own)))));
            }
        }

        var most = logs.Max();
        return most + Math.Log(logs.Sum(l => Math.Exp(l - most)) / Steps);
    }

    // How often each product is taken within its category, and those that are cheaper than it, over everybody.
    private (double[] Own, double[] Cheaper) Popularity()
    {
        var products = world.Catalogue.Products;
        var (counts, cheaper) = (new double[products.Length], new double[products.Length]);
        foreach (var line in shop.Lines.Where(l => l.Kind == LineKind.Sale && l.UnitPriceE4 > 0 && l.ProductKey is not null && productOf.ContainsKey(l.ProductKey)))
            counts[productOf[line.ProductKey!]]++;
        foreach (var category in Enumerable.Range(0, products.Length).GroupBy(p => products[p].Category))
        {
            var (sum, below) = (category.Sum(p => counts[p]), 0.0);
            foreach (var product in category.OrderBy(p => products[p].PricesE4[0]))
            {
                counts[product] /= sum;
                cheaper[product] = below;
                below += counts[product];
            }
        }

        return (counts, cheaper);
    }

    private Order OrderOf(OrderLineRow[] lines)
    {
        var day = shop.DayOf(lines[0]);
        return new Order(
            day,
            Math.Clamp((int)((lines[0].AtSeconds - world.Calendar.Instant(day, 0)) / 3600), 0, 23),
            Array.IndexOf(Channels, lines[0].Channel),
            lines.Any(l => l.DiscountE4 > 0),
            [.. lines.Where(l => l.UnitPriceE4 > 0 && productOf.ContainsKey(l.ProductKey!)).Select(l => (productOf[l.ProductKey!], l.QuantityE4 / 10_000))]);
    }

    private static double[] Shares(params double[] weights) => [.. weights.Select(w => w / weights.Sum())];

    private sealed record Order(int Day, int Hour, int Channel, bool HasDiscount, (int Product, long Quantity)[] Lines);
}
