using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

/// <summary>
/// A shop whose customers order at rates of their own and leave at random, with discounts, returns, campaigns and people; the same for the same seed, and, cut off at a day, the same until that day.
/// </summary>
internal static class BehaviourShop
{
    public static readonly int FirstDay = new DateOnly(2023, 1, 1).DayNumber;

    /// <summary>Builds the shop.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="customers">Number of customers.</param>
    /// <param name="days">Length of the history.</param>
    /// <param name="until">Last day number whose rows are known; null for all. Customers and products are always known.</param>
    /// <param name="lateClicks">Makes every contact of the 14 days before this day number clicked: an answer that came in later.</param>
    public static Snapshot Build(int seed, int customers, int days = 540, int? until = null, int? lateClicks = null)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        string[] categories = ["Kitchen", "Home", "Books", "Garden"];
        for (var p = 0; p < 24; p++)
            builder.Add(new ProductFacts($"P{p}", $"P{p}", categories[p % 4]));
        var campaigns = days / 45;
        for (var c = 0; c < campaigns; c++)
            builder.Add(new CampaignFacts($"K{c}", StartDay: FirstDay + (c * 45), EndDay: FirstDay + (c * 45) + 3));
        var documents = 0;
        for (var c = 0; c < customers; c++)
        {
            var random = new Random((seed * 92_821) ^ (c * 7919));
            var customer = builder.Add(new CustomerFacts($"C{c:00000}") { Gender = c % 3 == 0 ? null : c % 3 == 1 ? "female" : "male", BirthDay = c % 5 == 0 ? 0 : FirstDay - (9_000 + (c % 40 * 365)) });
            var rate = 0.002 + (0.05 * random.NextDouble() * random.NextDouble());
            var (day, leaves) = (FirstDay + random.Next(days * 2 / 3), 0.03 + (0.25 * random.NextDouble()));
            while (day < FirstDay + days)
            {
                if (until is null || day <= until)
                    Order(builder, random, ref documents, customer, day, DocumentKind.Order);
                else
                    Order(null, random, ref documents, customer, day, DocumentKind.Order);
                if (random.NextDouble() < leaves)
                    break;
                day += 1 + (int)(-Math.Log(1 - random.NextDouble()) / rate);
            }

            for (var k = 0; k < campaigns; k++)
            {
                var at = FirstDay + (k * 45) + random.Next(4);
                var flags = (random.Next(3) == 0 ? ContactFlags.Opened | ContactFlags.Clicked : random.Next(2) == 0 ? ContactFlags.Opened : ContactFlags.None) | (random.Next(10) == 0 ? ContactFlags.Control : ContactFlags.None);
                if (lateClicks is { } late && at <= late && at > late - 14)
                    flags |= ContactFlags.Clicked;
                if (until is null || at <= until)
                    builder.Add(new ContactFacts(k, customer, at, 600, flags, ContactFlags.Opened | ContactFlags.Clicked));
            }
        }

        return builder.Build();
    }

    private static void Order(SnapshotBuilder? builder, Random random, ref int documents, int customer, int day, DocumentKind kind)
    {
        var lines = 1 + random.Next(3);
        var rows = Enumerable.Range(0, lines).Select(_ => (Product: random.Next(24), Amount: 50_000L + random.Next(500_000), Discount: random.Next(4) == 0 ? 20_000L : 0)).ToArray();
        var returned = random.Next(12) == 0;
        documents++;
        if (builder is null)
            return;
        builder.Add(new DocumentFacts($"D{documents:000000}", customer, day, Kind: kind));
        foreach (var (product, amount, discount) in rows)
            builder.Add(new LineFacts(product, 10_000, amount, discount, amount));
        if (!returned)
            return;
        builder.Add(new DocumentFacts($"R{documents:000000}", customer, day, 1_000, DocumentKind.Return));
        builder.Add(new LineFacts(rows[0].Product, -10_000, rows[0].Amount, 0, -rows[0].Amount));
    }
}
