using System.Globalization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Benchmarks.Shops;

/// <summary>A shop of any size made straight in memory: skewed customers, three years of orders, categories, campaigns. For measuring; it means nothing.</summary>
internal static class BigShop
{
    private static readonly string[] Countries = ["Germany", "France", "United Kingdom", "United States", "Türkiye", "Italy", "Spain", "Netherlands", "Poland", "Sweden", "Norway", "Denmark", "Finland", "Austria", "Switzerland", "Belgium", "Portugal", "Czechia", "Romania", "Hungary", "Greece", "Ireland", "Canada", "Australia", "Japan", "Brazil", "Mexico", "India", "South Africa", "Ukraine"];
    private static readonly string[] Channels = ["web", "app", "store", "marketplace", "phone"];
    private static readonly string[] Genders = ["female", "male", "other"];

    /// <summary>Makes a shop.</summary>
    /// <param name="customers">Number of customers.</param>
    /// <param name="ordersEach">Mean number of orders of a customer; the whole has customers × this.</param>
    /// <param name="linesEach">Lines of an order.</param>
    /// <param name="seed">Seed.</param>
    public static Snapshot Make(int customers, int ordersEach, int linesEach, int seed)
    {
        var random = new Random(seed);
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "EUR" }, 1);
        var first = new DateOnly(2022, 1, 1).DayNumber;
        const int days = 1096;
        for (var product = 0; product < 5_000; product++)
            builder.Add(new ProductFacts(Text("P", product, 5), Text("Product ", product, 5), "Category " + (product % 24), "Brand " + (product % 60), (product % 90 + 1) * 10_000, IsMerchandise: product != 0));
        var start = new int[customers];
        var life = new double[customers];
        var weights = new double[customers];
        for (var customer = 0; customer < customers; customer++)
        {
            start[customer] = random.Next(days - 60);
            life[customer] = Math.Min(1 - (400 * Math.Log(1 - random.NextDouble())), days - 1 - start[customer]);
            weights[customer] = (customer == 0 ? 0 : weights[customer - 1]) + Math.Pow(-Math.Log(1 - random.NextDouble()), 1.4) + 0.02;
            builder.Add(new CustomerFacts(Text("", customer + 1, 7))
            {
                Name = "Person " + (customer % 50_000) + " Family " + (customer % 9_973),
                Email = Text("user", customer, 7) + "@example.com",
                Postcode = Text("", customer % 99_999, 5),
                Gender = random.NextDouble() < 0.05 ? null : Genders[random.NextDouble() < 0.52 ? 0 : random.NextDouble() < 0.95 ? 1 : 2],
                Country = Countries[(int)(Countries.Length * Math.Pow(random.NextDouble(), 2.2))],
                City = "City " + random.Next(800),
                Language = "l" + random.Next(12),
                Acquisition = Channels[random.Next(5)],
                BirthDay = random.NextDouble() < 0.1 ? 0 : first - (365 * random.Next(18, 85)) - random.Next(365),
                SignUpDay = first + start[customer],
                Consent = new Dictionary<string, bool> { ["email"] = random.NextDouble() < 0.62, ["sms"] = random.NextDouble() < 0.3 },
            });
        }

        var count = customers * ordersEach;
        for (var order = 0; order < count; order++)
        {
            // Everybody buys once; then by weight.
            var customer = order < customers ? order : Math.Min(customers - 1, ~Array.BinarySearch(weights, random.NextDouble() * weights[^1]) is var at and >= 0 ? at : 0);
            var isReturn = random.NextDouble() < 0.03;
            builder.Add(new DocumentFacts(
                Text("", order, 8), random.NextDouble() < 0.02 ? -1 : customer, first + start[customer] + (int)(random.NextDouble() * life[customer]),
                (short)random.Next(1440), isReturn ? DocumentKind.Return : DocumentKind.Order, Channels[random.Next(5)]));
            for (var line = 0; line < linesEach; line++)
            {
                var product = (int)(5_000 * Math.Pow(random.NextDouble(), 3));
                var price = ((product % 90) + 1) * 10_000L;
                var quantity = (isReturn ? -1 : 1) * (1 + random.Next(3));
                var discount = random.NextDouble() < 0.2 ? price / 10 : 0;
                builder.Add(new LineFacts(product, quantity * 10_000L, price, discount, (quantity * price) - (Math.Sign(quantity) * discount)));
            }
        }

        for (var campaign = 0; campaign < 24; campaign++)
        {
            var at = first + 60 + (campaign * 42);
            builder.Add(new CampaignFacts(Text("C", campaign, 2), "Campaign " + campaign, campaign % 2 == 0 ? "email" : "sms", StartDay: at, EndDay: at + 14, CostE4: 50_000_000));
            for (var i = 0; i < customers / 5; i++)
            {
                var customer = (int)(((long)i * 5) + (campaign % 5)) % customers;
                var flags = random.NextDouble() < 0.1 ? ContactFlags.Control : ContactFlags.Delivered | (random.NextDouble() < 0.3 ? ContactFlags.Opened : ContactFlags.None) | (random.NextDouble() < 0.06 ? ContactFlags.Clicked : ContactFlags.None);
                builder.Add(new ContactFacts(campaign, customer, at, 600, flags, ContactFlags.Control | ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Clicked));
            }
        }

        return builder.Build();
    }

    private static string Text(string prefix, int number, int digits) => prefix + number.ToString("D" + digits, CultureInfo.InvariantCulture);
}
