using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Privacy;

/// <summary>A random shop as rows, of which the snapshot of all rows and, row by row and without the code under test, that of a scope are built.</summary>
internal sealed class ViewShop
{
    public static readonly string[] Countries = ["Germany", "France", "Spain"];
    public static readonly string[] Brands = ["Leaf", "Stone", "River"];
    private static readonly int Start = TestShop.Day("2024-01-01");

    private readonly List<CustomerFacts> customers = [];
    private readonly List<ProductFacts> products = [];
    private readonly List<CampaignFacts> campaigns = [];
    private readonly List<ContactFacts> contacts = [];
    private readonly List<(DocumentFacts Document, List<LineFacts> Lines)> documents = [];

    public ViewShop(int seed, int size = 80)
    {
        var random = new Random(seed);
        for (var i = 0; i < size; i++)
            customers.Add(Customer(i, random));
        for (var i = 0; i < 12; i++)
            products.Add(new ProductFacts($"P{i}", i % 3 == 0 ? null : $"Product {i}", i % 4 == 0 ? null : $"Category {i % 5}", i % 4 == 3 ? null : Brands[i % 3], i * 10_000, i * 4_000, i != 5));
        for (var i = 0; i < 6; i++)
            campaigns.Add(new CampaignFacts($"K{i}", $"Campaign {i}", i % 2 == 0 ? "email" : "sms", "goal", null, Start + (i * 50), Start + (i * 50) + 40, i * 1_000_000));
        for (var i = 0; i < size * 3; i++)
        {
            // The last campaign reaches hardly anybody, so that some scopes have none of its contacts.
            var campaign = i < 2 ? 5 : random.Next(5);
            contacts.Add(new ContactFacts(campaign, random.Next(size), Start + (campaign * 50) + random.Next(40), (short)random.Next(1440), (ContactFlags)random.Next(16), (ContactFlags)15, random.Next(5) * 10_000));
        }

        for (var i = 0; i < size * 5; i++)
        {
            var kind = random.Next(9) == 0 ? DocumentKind.Return : DocumentKind.Order;
            var document = new DocumentFacts(
                $"D{i:0000}",
                random.Next(10) == 0 ? -1 : random.Next(size),
                Start + random.Next(600),
                (short)random.Next(1440),
                kind,
                random.Next(3) == 0 ? null : random.Next(2) == 0 ? "web" : $"store {random.Next(6)}",
                random.Next(3) == 0 ? null : Countries[random.Next(3)]);
            documents.Add((document, [.. Enumerable.Range(0, random.Next(5)).Select(_ => Line(random, kind))]));
        }
    }

    public Snapshot Everything() => Build(null);

    /// <summary>The shop of the rows of a scope alone.</summary>
    public Snapshot Build(RowScope? scope)
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 7);
        bool OfCountry(string? country) => scope is null || scope.Countries.Count == 0 || (country is not null && scope.Countries.Contains(country));
        bool OfBrand(int product) => scope is null || scope.Brands.Count == 0 || (product >= 0 && products[product].Brand is { } brand && scope.Brands.Contains(brand));
        var kept = documents
            .Where(d => OfCountry(d.Document.Customer < 0 ? d.Document.Country : customers[d.Document.Customer].Country))
            .Select(d => (d.Document, Lines: d.Lines.Where(l => OfBrand(l.Product)).ToList()))
            .Where(d => scope is null || scope.Brands.Count == 0 || d.Lines.Count > 0)
            .ToList();
        var people = Enumerable.Range(0, customers.Count)
            .Where(c => OfCountry(customers[c].Country) && (scope is null || scope.Brands.Count == 0 || kept.Any(d => d.Document.Customer == c)))
            .ToDictionary(c => c, c => builder.Add(customers[c]));
        var goods = Enumerable.Range(0, products.Count)
            .Where(p => scope is null || (scope.Brands.Count > 0 ? OfBrand(p) : kept.Any(d => d.Lines.Any(l => l.Product == p))))
            .ToDictionary(p => p, p => builder.Add(products[p]));
        var theirs = contacts.Where(c => people.ContainsKey(c.Customer)).ToList();
        var run = Enumerable.Range(0, campaigns.Count)
            .Where(k => scope is null || theirs.Any(c => c.Campaign == k))
            .ToDictionary(k => k, k => builder.Add(campaigns[k] with { CostE4 = contacts.All(c => c.Campaign != k || people.ContainsKey(c.Customer)) ? campaigns[k].CostE4 : -1 }));
        foreach (var contact in theirs)
            builder.Add(contact with { Campaign = run[contact.Campaign], Customer = people[contact.Customer] });
        foreach (var (document, lines) in kept)
        {
            builder.Add(document with { Customer = document.Customer < 0 ? -1 : people[document.Customer] });
            foreach (var line in lines)
                builder.Add(line with { Product = line.Product < 0 ? -1 : goods[line.Product] });
        }

        return builder.Build().With(new SegmentCatalog(
            [new SavedSegment("Women", RuleText.Parse("gender = \"female\""))],
            [new CustomerList("Picked", [.. Enumerable.Range(0, customers.Count).Where(c => c % 7 == 0).Select(c => customers[c].Key).Where((_, i) => people.ContainsKey(i * 7)), .. scope is null ? (string[])["nobody"] : []])]));
    }

    private static CustomerFacts Customer(int i, Random random) => new(i % 5 == 0 ? $"person{i}@shop.example" : i % 5 == 1 ? $"+49 30 55{i:0000}" : $"C{i:0000}")
    {
        Name = $"Nomen{i}",
        Email = $"mail{i}@home.example",
        Phone = $"030 7{i:000000}",
        Postcode = $"PC{10000 + i}",
        Gender = random.Next(3) switch { 0 => "female", 1 => "male", _ => null },
        Country = random.Next(8) == 0 ? null : Countries[random.Next(3)],
        City = $"City {random.Next(20)}",
        Region = $"Region {random.Next(6)}",
        Language = random.Next(4) == 0 ? null : random.Next(2) == 0 ? "de" : "fr",
        Acquisition = "Search",
        BirthDay = random.Next(5) == 0 ? 0 : TestShop.Day("1950-03-17") + random.Next(18_000),
        SignUpDay = random.Next(3) == 0 ? 0 : Start + random.Next(300),
        Consent = random.Next(4) == 0 ? new Dictionary<string, bool>() : new Dictionary<string, bool> { ["email"] = random.Next(2) == 0, ["sms"] = random.Next(3) == 0 },
        Attributes = new Dictionary<string, string> { ["tier"] = $"tier {random.Next(4)}", ["nick"] = $"Nick{i}", ["note"] = i == 3 ? "call 030 1234567" : "none" },
    };

    private LineFacts Line(Random random, DocumentKind kind)
    {
        var amount = random.Next(1, 400) * 2_500L * (kind == DocumentKind.Return ? -1 : 1);
        return new LineFacts(random.Next(7) == 0 ? -1 : random.Next(products.Count), kind == DocumentKind.Return ? -10_000 : 10_000 * random.Next(1, 4), Math.Abs(amount), random.Next(3) == 0 ? 5_000 : 0, amount);
    }
}
