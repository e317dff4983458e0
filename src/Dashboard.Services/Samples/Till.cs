using System.Globalization;
using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>What the shop sells to people it does not know, and what it corrects by hand.</summary>
internal static class Till
{
    private const double ReceiptsPerCustomerAndDay = 0.00028;

    /// <summary>Lines of the till's receipts on a day; on the day that was loaded twice, every receipt comes again under another number.</summary>
    public static IEnumerable<OrderLineRow> Lines(SampleWorld world, Baskets baskets, int day)
    {
        var date = world.Calendar.DateOf(day);
        if (date.DayOfWeek == DayOfWeek.Sunday)
            yield break;
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Till, day);
        var level = world.Calendar.HolidayFactor[day] * world.Events.DemandFactor(day) * (date.DayOfWeek == DayOfWeek.Saturday ? 1.7 : 1);
        var receipts = random.Poisson(world.Options.Customers * ReceiptsPerCustomerAndDay * level);
        if (day == world.Events.DoubledTillDay)
            receipts = Math.Max(1, receipts);
        for (var receipt = 1; receipt <= receipts; receipt++)
        {
            var persona = random.Pick(Persona.Shares);
            var buyer = new Buyer(null, "Germany", true, persona, Persona.All[persona].ExtraLines, Persona.All[persona].Tier, null);
            var number = string.Create(CultureInfo.InvariantCulture, $"T{date.Year:D4}{date.Month:D2}{date.Day:D2}-{receipt:D4}");
            baskets.Fill(buyer, new PlannedOrder(day), number, 0, ref random);
            foreach (var line in baskets.Lines)
                yield return line;
            if (day != world.Events.DoubledTillDay)
                continue;
            foreach (var line in baskets.Lines)
                yield return line with { Document = number + "-2" };
        }
    }

    /// <summary>On the last day of a quarter, the difference between the till and the books.</summary>
    public static OrderLineRow? Difference(SampleWorld world, int day)
    {
        var date = world.Calendar.DateOf(day);
        if (date.Month % 3 != 0 || date.AddDays(1).Day != 1)
            return null;
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Till, -1L - day);
        var amount = -(long)(world.Options.Customers * 0.02 * (0.5 + random.Uniform()) * 100) * 100;
        return new OrderLineRow
        {
            Document = string.Create(CultureInfo.InvariantCulture, $"A{date.Year:D4}-Q{date.Month / 3}"),
            ProductKey = Catalogue.AdjustmentKey,
            AtSeconds = world.Calendar.Instant(day, (20 * 3600) + (30 * 60)),
            Channel = "Store",
            Country = "Germany",
            Kind = LineKind.Adjustment,
            UnitPriceE4 = amount,
            AmountE4 = amount,
        };
    }
}
