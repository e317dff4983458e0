using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>Shops with segments and lists.</summary>
internal static class RuleShop
{
    /// <summary>The same data with a catalog.</summary>
    public static Snapshot With(Snapshot snapshot, IEnumerable<SavedSegment> segments, IEnumerable<CustomerList>? lists = null, IEnumerable<Clustering>? clusters = null) => new()
    {
        DataVersion = snapshot.DataVersion,
        Settings = snapshot.Settings,
        Customers = snapshot.Customers,
        Orders = snapshot.Orders,
        Lines = snapshot.Lines,
        Products = snapshot.Products,
        Campaigns = snapshot.Campaigns,
        Contacts = snapshot.Contacts,
        Segments = new SegmentCatalog(segments, lists ?? [], clusters),
    };

    /// <summary>A shop with everything that rules can ask about, some of it missing, the same for a seed; segments A, B (which refers to A) and C, a list and a cluster model.</summary>
    public static Snapshot Random(int seed, int customers)
    {
        var random = new Random(seed);
        var builder = new SnapshotBuilder(new ShopSettings(), seed);
        for (var i = 0; i < 10; i++)
            builder.Add(new ProductFacts($"P{i}", $"Product {i}", i % 5 == 0 ? null : $"Category {i % 3}", i % 4 == 0 ? null : $"Brand {i % 2}", IsMerchandise: i != 9));
        for (var i = 0; i < customers; i++)
        {
            builder.Add(new CustomerFacts($"K{i:000}")
            {
                Name = Maybe($"Name {random.Next(20)}"),
                Email = Maybe($"n{i}@example.com"),
                Phone = Maybe("+49 " + i),
                Postcode = Maybe((10_000 + random.Next(30)).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Country = Maybe(Word("Germany", "france", "Spain")),
                Region = Maybe($"Region {random.Next(3)}"),
                City = Maybe($"City {random.Next(9)}"),
                Gender = Maybe(Word("female", "male")),
                Language = Maybe(Word("de", "fr")),
                Acquisition = Maybe(Word("Search", "Friends")),
                BirthDay = random.Next(3) == 0 ? 0 : Start - random.Next(32_000),
                SignUpDay = random.Next(3) == 0 ? 0 : Start + random.Next(-100, 300),
                Consent = random.Next(3) == 0 ? new Dictionary<string, bool>() : new Dictionary<string, bool> { ["email"] = random.Next(2) == 0, ["sms"] = random.Next(3) == 0 },
                Attributes = random.Next(3) == 0 ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Size"] = Word("38", "40.5", "large", "2024-05-01") },
            });
        }

        for (var i = 0; i < customers * 4; i++)
        {
            var kind = random.Next(8) switch { 0 => DocumentKind.Return, 1 => DocumentKind.Adjustment, _ => DocumentKind.Order };
            builder.Add(new DocumentFacts($"D{i}", random.Next(8) == 0 ? -1 : random.Next(customers * 3 / 4), Start + random.Next(365), (short)random.Next(1440), kind, Maybe(Word("web", "shop")), random.Next(4) == 0 ? "Spain" : null));
            for (var line = random.Next(1, 4); line > 0; line--)
            {
                var sign = kind == DocumentKind.Return ? -1 : 1;
                var (quantity, price, discount) = (sign * random.Next(1, 4), random.Next(1, 200) * 2_500L, random.Next(3) == 0 ? random.Next(1, 3) * 1_000L : 0);
                builder.Add(new LineFacts(random.Next(9) == 0 ? -1 : random.Next(10), quantity * 10_000L, price, discount, (quantity * price) - (sign * discount)));
            }
        }

        for (var campaign = 0; campaign < 3; campaign++)
        {
            builder.Add(new CampaignFacts($"c{campaign}", $"Campaign {campaign}", campaign == 0 ? "sms" : "email", campaign == 1 ? "Win back" : null, StartDay: campaign == 2 ? 0 : Start + (campaign * 100)));
            for (var i = 0; i < customers; i++)
            {
                var flags = random.Next(5) == 0 ? ContactFlags.Control : (ContactFlags)(random.Next(16) * 2);
                builder.Add(new ContactFacts(campaign, random.Next(customers), random.Next(3) == 0 ? 0 : Start + random.Next(365), 0, flags, ContactFlags.Delivered | ContactFlags.Opened | ContactFlags.Clicked | ContactFlags.Converted));
            }
        }

        string? Maybe(string text) => random.Next(4) == 0 ? null : text;
        string Word(params string[] words) => words[random.Next(words.Length)];

        return With(
            builder.Build(),
            [new("A", RuleText.Parse("orders >= 2")), new("B", RuleText.Parse("not segment(a) or country = Spain")), new("C", RuleText.Parse("everyone"))],
            [new("Picked", ["K001", "K003", "K010", "none"])],
            [new("Habits", ["Left", "Right"], (s, _) => Codes.Of([.. Enumerable.Range(0, s.Customers.Count).Select(c => (c % 3) - 1)], 2))]);
    }

    /// <summary>First day of the orders of <see cref="Random"/>.</summary>
    public static readonly int Start = new DateOnly(2024, 1, 1).DayNumber;

    /// <summary>The keys of customers, with spaces between them.</summary>
    public static string Keys(Snapshot snapshot, Bitmap customers) => string.Join(' ', customers.ToArray().Select(snapshot.Customers.Keys.Text));
}
