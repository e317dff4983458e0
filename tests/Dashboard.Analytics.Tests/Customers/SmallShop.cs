using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

/// <summary>A shop of six customers that fits in the head, and made-up shops of any size.</summary>
internal static class SmallShop
{
    public static readonly DateOnly Start = new(2024, 1, 1);

    /// <summary>
    /// Day 0 is 1 January 2024. Anna (A1, Berlin, Germany): orders on days 0 (100), 30 (50), 60 (60), a return on day 61 (−20). Zoë (B2, Paris, France): one order on day 60 (40) sent to Germany.
    /// Óscar (10): order on day 10 (30). 9: order on day 75 (5) that comes after the range. P: signed up on day 5, no order. Q: nothing at all. An anonymous order on day 60 (7).
    /// </summary>
    public static Snapshot Build()
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "EUR", SmallestGroup = 1 }, 1);
        var tea = builder.Add(new ProductFacts("T", "Tea", "Drinks", "Leaf"));
        var cup = builder.Add(new ProductFacts("C", "Cup", "Dishes"));
        var post = builder.Add(new ProductFacts("POST", "Postage", IsMerchandise: false));
        var anna = builder.Add(new CustomerFacts("A1")
        {
            Name = "Anna Müller",
            Email = "anna@example.com",
            Phone = "0123",
            Country = "Germany",
            City = "Berlin",
            Gender = "female",
            BirthDay = new DateOnly(1990, 3, 1).DayNumber,
            Consent = new Dictionary<string, bool> { ["email"] = true, ["sms"] = false },
            Attributes = new Dictionary<string, string> { ["Shoe size"] = "038" },
        });
        var zoe = builder.Add(new CustomerFacts("B2")
        {
            Name = "Zoë Œuvrard",
            Country = "France",
            City = "Paris",
            Gender = "female",
            BirthDay = new DateOnly(1960, 1, 1).DayNumber,
            Consent = new Dictionary<string, bool> { ["email"] = true },
        });
        var oscar = builder.Add(new CustomerFacts("10") { Name = "Óscar", Email = "oscar.a1@example.com", Country = "Germany", Gender = "male" });
        var nine = builder.Add(new CustomerFacts("9") { Country = "Germany" });
        builder.Add(new CustomerFacts("P") { Name = "Pia", SignUpDay = Day(5), Gender = "female", BirthDay = new DateOnly(2001, 1, 1).DayNumber });
        builder.Add(new CustomerFacts("Q"));

        Order("1", anna, 0, "web", null, (tea, 1, 100));
        Order("2", anna, 30, "web", null, (tea, 1, 50));
        Order("3", anna, 60, "shop", null, (cup, 1, 55), (post, 1, 5));
        builder.Add(new DocumentFacts("C4", anna, Day(61), 600, DocumentKind.Return, "shop"));
        builder.Add(new LineFacts(cup, -10_000, 200_000, 0, -200_000));
        Order("5", zoe, 60, "web", "Germany", (cup, 2, 40));
        Order("6", oscar, 10, "web", null, (tea, 1, 30));
        Order("7", nine, 75, "web", null, (tea, 1, 5));
        Order("8", -1, 60, "web", "Germany", (cup, 1, 7));

        var campaign = builder.Add(new CampaignFacts("spring", "Spring", "email"));
        builder.Add(new ContactFacts(campaign, anna, Day(29), 0, ContactFlags.Delivered | ContactFlags.Opened, ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Converted));
        builder.Add(new ContactFacts(campaign, oscar, Day(29), 0, ContactFlags.Control, ContactFlags.None));
        return builder.Build();

        void Order(string number, int customer, int day, string channel, string? country, params (int Product, int Quantity, int Amount)[] lines)
        {
            builder.Add(new DocumentFacts(number, customer, Day(day), 600, DocumentKind.Order, channel, country));
            foreach (var (product, quantity, amount) in lines)
                builder.Add(new LineFacts(product, quantity * 10_000L, amount * 10_000L / quantity, 0, amount * 10_000L));
        }
    }

    /// <summary>Days from and to as days since <see cref="Start"/>, compared with the days before.</summary>
    public static Scope Between(int from, int to, params IEnumerable<Condition> conditions) =>
        new(new RangeChoice(null, Start.AddDays(from), Start.AddDays(to)), Comparison.PreviousPeriod, new Filter(conditions));

    public static int Day(int day) => Start.DayNumber + day;

    /// <summary>A shop with everything in it that can be missing or odd, the same for a seed.</summary>
    public static Snapshot Random(int seed, int customers, int smallestGroup = 1)
    {
        var random = new Random(seed);
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = smallestGroup }, seed);
        var products = Enumerable.Range(0, 12).Select(i => builder.Add(new ProductFacts($"P{i}", $"Product {i}", i % 5 == 0 ? null : $"Category {i % 3}", IsMerchandise: i != 11))).ToArray();
        string?[] countries = ["Germany", "France", "Spain", null];
        string?[] genders = ["female", "male", "other", null];
        var known = new List<int>();
        for (var i = 0; i < customers; i++)
        {
            known.Add(builder.Add(new CustomerFacts($"K{i:0000}")
            {
                Name = random.Next(4) == 0 ? null : $"Name {random.Next(1000)}",
                Email = random.Next(3) == 0 ? null : $"n{i}@example.com",
                Country = countries[random.Next(4)],
                Region = random.Next(2) == 0 ? null : $"Region {random.Next(3)}",
                City = random.Next(2) == 0 ? null : $"City {random.Next(60)}",
                Gender = genders[random.Next(4)],
                Language = random.Next(3) == 0 ? null : "de",
                Acquisition = random.Next(3) == 0 ? null : $"Channel {random.Next(4)}",
                BirthDay = random.Next(3) == 0 ? 0 : Start.DayNumber - random.Next(0, 32_000),
                SignUpDay = random.Next(3) == 0 ? 0 : Day(random.Next(-100, 300)),
                Consent = random.Next(2) == 0 ? new Dictionary<string, bool>() : new Dictionary<string, bool> { ["email"] = random.Next(2) == 0 },
            }));
        }

        for (var i = 0; i < customers * 3; i++)
        {
            var customer = random.Next(8) == 0 ? -1 : known[random.Next(known.Count * 3 / 4)];
            var kind = random.Next(10) switch { 0 => DocumentKind.Return, 1 => DocumentKind.Adjustment, _ => DocumentKind.Order };
            builder.Add(new DocumentFacts($"D{i}", customer, Day(random.Next(365)), (short)random.Next(1440), kind, random.Next(3) == 0 ? null : "web", random.Next(6) == 0 ? "Spain" : null));
            for (var line = random.Next(1, 4); line > 0; line--)
            {
                var amount = random.Next(1, 2_000_000) * (kind == DocumentKind.Return ? -1L : 1L);
                builder.Add(new LineFacts(random.Next(9) == 0 ? -1 : products[random.Next(products.Length)], 10_000 * Math.Sign(amount), Math.Abs(amount), 0, amount));
            }
        }

        return builder.Build();
    }
}
