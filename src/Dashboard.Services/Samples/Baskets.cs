using System.Globalization;
using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>An order that was filled.</summary>
/// <param name="Plan">Why and on which day it happened.</param>
/// <param name="AtSeconds">Instant, seconds since 1970.</param>
/// <param name="SecondOfDay">Second of the local day.</param>
/// <param name="AmountE4">What its lines add up to.</param>
/// <param name="DiscountE4">What the discount took off.</param>
internal readonly record struct FilledOrder(PlannedOrder Plan, long AtSeconds, int SecondOfDay, long AmountE4, long DiscountE4);

/// <summary>Whose basket it is: taste, country, how prices and discounts are met.</summary>
/// <param name="CustomerKey">Key of the customer, or null at the till.</param>
/// <param name="Country">Country that the order names, or null.</param>
/// <param name="HasStores">Whether the shop's own stores are near.</param>
/// <param name="Persona">Index of the persona.</param>
/// <param name="ExtraLines">Mean number of lines beyond the first.</param>
/// <param name="Tier">Taste for the dearer of two products.</param>
/// <param name="ChannelFactors">Factors on the persona's channels; null at the till, where there is one channel.</param>
internal sealed record Buyer(string? CustomerKey, string? Country, bool HasStores, int Persona, double ExtraLines, double Tier, double[]? ChannelFactors);

/// <summary>Fills orders with lines, and takes some of them back.</summary>
internal sealed class Baskets(SampleWorld world)
{
    private const int MostLines = 14;
    private const int Web = 0;
    private const int App = 1;
    private const int Store = 2;
    private const int Marketplace = 3;
    private static readonly string[] ChannelNames = ["Web", "App", "Store", "Marketplace"];
    private static readonly AliasTable WebHours = new([2, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 4, 5, 5.5, 5.5, 6, 5.5, 5, 5, 5.5, 6, 7, 8.5, 10, 9, 6, 3.5]);
    private static readonly AliasTable StoreHours = new([0, 0, 0, 0, 0, 0, 0, 0, 0, 1.5, 4, 6, 6, 5, 5, 6, 7, 7, 4, 1.5, 0, 0, 0, 0]);
    private static readonly AliasTable BusinessHours = new([0, 0, 0, 0, 0, 0.5, 2, 5, 9, 10, 9, 7, 5, 6, 8, 8, 6, 3, 1.5, 1, 0.7, 0.5, 0.2, 0]);
    private readonly List<int> products = new(MostLines);
    private readonly List<OrderLineRow> lines = new(MostLines + 2);

    /// <summary>Lines of the last order that was filled.</summary>
    public List<OrderLineRow> Lines => lines;

    /// <summary>Fills one order; its lines are in <see cref="Lines"/> until the next.</summary>
    /// <param name="buyer">Whose it is.</param>
    /// <param name="plan">Why and when.</param>
    /// <param name="document">Number of the document.</param>
    /// <param name="offerPermille">Discount of a campaign's offer that is used, 0 for none.</param>
    /// <param name="random">The buyer's stream.</param>
    public FilledOrder Fill(Buyer buyer, PlannedOrder plan, string document, int offerPermille, ref RandomStream random)
    {
        lines.Clear();
        var day = plan.Day;
        var persona = Persona.All[buyer.Persona];
        var channel = ChannelOf(buyer, persona, day, ref random);
        var second = (HoursOf(channel, persona).Draw(ref random) * 3600) + random.Below(3600);
        if (second < plan.NotBefore)
            second = plan.NotBefore + random.Below(4 * 3600);
        var permille = Math.Max(offerPermille, DiscountOf(persona, day, ref random));
        Choose(buyer, day, ref random);
        var at = world.Calendar.Instant(day, second);
        var (amount, discount) = (0L, 0L);
        foreach (var id in products)
        {
            var product = world.Catalogue.Products[id];
            var quantity = 1 + (long)(random.Exponential() * world.Catalogue.Categories[product.Category].ExtraPieces * persona.QuantityFactor);
            var gross = quantity * product.PricesE4[day];
            var off = ((gross * permille / 1000) + 50) / 100 * 100;
            Add(product.Key, quantity, product.PricesE4[day], off, product.CostE4 * quantity);
        }

        if (random.Chance(Dirt.FreeItemShare))
        {
            var gift = world.Catalogue.Products[random.Below(12)];
            Add(gift.Key, 1, 0, 0, gift.CostE4);
        }

        if (channel is Web or App && amount < Catalogue.FreeDeliveryFromE4)
            Add(Catalogue.DeliveryKey, 1, Catalogue.DeliveryPriceE4, 0, null);
        return new FilledOrder(plan, at, second, amount, discount);

        void Add(string key, long quantity, long priceE4, long offE4, long? costE4)
        {
            var line = new OrderLineRow
            {
                Document = document,
                CustomerKey = buyer.CustomerKey,
                ProductKey = key,
                AtSeconds = at,
                Channel = ChannelNames[channel],
                Country = buyer.Country,
                Kind = LineKind.Sale,
                QuantityE4 = quantity * 10_000,
                UnitPriceE4 = priceE4,
                DiscountE4 = offE4,
                AmountE4 = (quantity * priceE4) - offE4,
                CostE4 = costE4,
            };
            lines.Add(line);
            amount += line.AmountE4;
            discount += offE4;
        }
    }

    /// <summary>Takes lines of the last filled order back, at the price that was paid, some days later.</summary>
    /// <returns>The lines of the return; empty when nothing comes back before the last day.</returns>
    public List<OrderLineRow> Return(FilledOrder order, ref RandomStream random)
    {
        var back = new List<OrderLineRow>(0);
        var day = order.Plan.Day + 3 + random.Below(19);
        var at = world.Calendar.Instant(Math.Min(day, world.Calendar.Days - 1), (8 * 3600) + random.Below(10 * 3600));
        for (var i = 0; i < products.Count; i++)
        {
            var line = lines[i];
            var faulty = products[i] == world.Catalogue.FaultyProduct && world.Events.IsFaulty(order.Plan.Day);
            var rate = faulty ? Events.FaultyReturnRate : world.Catalogue.Categories[world.Catalogue.Products[products[i]].Category].ReturnRate * (line.Channel == ChannelNames[Store] ? 0.5 : 1);
            if (!random.Chance(rate))
                continue;
            var bought = line.QuantityE4 / 10_000;
            var quantity = bought > 1 && random.Chance(0.5) ? 1 + random.Below((int)bought) : bought;
            var refund = quantity == bought ? line.AmountE4 : line.AmountE4 * quantity / bought / 100 * 100;
            if (day >= world.Calendar.Days)
                continue;
            back.Add(line with
            {
                Document = "C" + line.Document,
                AtSeconds = at,
                Kind = LineKind.Return,
                QuantityE4 = -quantity * 10_000,
                UnitPriceE4 = refund / quantity,
                DiscountE4 = 0,
                AmountE4 = -refund,
                CostE4 = -line.CostE4 * quantity / bought,
            });
        }

        return back;
    }

    /// <summary>Chooses products until the basket holds one at least. A product whose price has risen stays on the shelf with the probability that its elasticity says.</summary>
    private void Choose(Buyer buyer, int day, ref RandomStream random)
    {
        products.Clear();
        while (products.Count == 0)
        {
            for (var wishes = Math.Min(MostLines, 1 + random.Poisson(buyer.ExtraLines)); wishes > 0; wishes--)
            {
                var id = world.Catalogue.Wish(world.Demand[buyer.Persona].Category(day, ref random), buyer.Tier, ref random);
                if (random.Chance(world.Catalogue.Products[id].Acceptance[day]) && !products.Contains(id))
                    products.Add(id);
            }
        }
    }

    private int ChannelOf(Buyer buyer, Persona persona, int day, ref RandomStream random)
    {
        if (buyer.ChannelFactors is not { } factors)
            return Store;
        var weekday = world.Calendar.WeekdayOf(day);
        var store = !buyer.HasStores || weekday == DayOfWeek.Sunday ? 0 : weekday == DayOfWeek.Saturday ? 1.8 : 1;
        var own = day == world.Events.OutageDay ? 0.05 : 1;
        return random.Pick(
        [
            persona.Channels[Web] * factors[Web] * own,
            day < world.Events.AppLaunchDay ? 0 : persona.Channels[App] * factors[App] * own,
            persona.Channels[Store] * factors[Store] * store,
            persona.Channels[Marketplace] * factors[Marketplace],
        ]);
    }

    private static AliasTable HoursOf(int channel, Persona persona) => channel switch
    {
        Store => StoreHours,
        _ when persona.QuantityFactor > 2 => BusinessHours,
        _ => WebHours,
    };

    private int DiscountOf(Persona persona, int day, ref RandomStream random)
    {
        if (!random.Chance(Math.Min(0.9, persona.DiscountUse * (world.Calendar.IsSale[day] ? 2 : 1))))
            return 0;
        return random.Pick([4, 5, 3, 2]) switch { 0 => 50, 1 => 100, 2 => 150, _ => 200 };
    }

    /// <summary>Number of a customer's document: the customer's key and a running number.</summary>
    public static string Number(string customerKey, int order) => string.Create(CultureInfo.InvariantCulture, $"{customerKey}-{order:D2}");
}
