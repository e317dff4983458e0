using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

/// <summary>A small shop written in a few lines: customers by key, documents with one line each unless lines are given. Amounts are whole currency units; groups of any size are shown unless the settings say otherwise.</summary>
internal sealed class TestShop(ShopSettings? settings = null)
{
    private readonly Dictionary<string, int> customers = [];
    private readonly Dictionary<string, int> products = [];
    private int documents;

    public SnapshotBuilder Builder { get; } = new(settings ?? new ShopSettings { SmallestGroup = 1 }, 7);

    public static int Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;

    public static Scope Scope(string from, string to, Comparison comparison = Comparison.PreviousPeriod, Filter? filter = null) =>
        new(new RangeChoice(null, DateOnly.FromDayNumber(Day(from)), DateOnly.FromDayNumber(Day(to))), comparison, filter ?? Filter.Everything);

    public int Customer(string key, CustomerFacts? facts = null)
    {
        if (!customers.TryGetValue(key, out var index))
            customers[key] = index = Builder.Add(facts ?? new CustomerFacts(key));
        return index;
    }

    public int Product(string key, string? category = null, bool isMerchandise = true)
    {
        if (!products.TryGetValue(key, out var index))
            products[key] = index = Builder.Add(new ProductFacts(key, key, category, IsMerchandise: isMerchandise));
        return index;
    }

    /// <summary>Adds a document; a customer of null is anonymous.</summary>
    public TestShop Document(string? customer, string day, DocumentKind kind, string? country, params (string? Product, decimal Amount)[] lines)
    {
        Builder.Add(new DocumentFacts($"D{++documents:0000}", customer is null ? -1 : Customer(customer), Day(day), Kind: kind, Country: country));
        foreach (var (product, amount) in lines)
        {
            var amountE4 = (long)(amount * 10_000);
            Builder.Add(new LineFacts(product is null ? -1 : Product(product), amount < 0 ? -10_000 : 10_000, Math.Abs(amountE4), 0, amountE4));
        }

        return this;
    }

    public TestShop Order(string? customer, string day, decimal amount, string? product = null, string? country = null) =>
        Document(customer, day, DocumentKind.Order, country, (product, amount));

    public TestShop Return(string? customer, string day, decimal amount, string? product = null) =>
        Document(customer, day, DocumentKind.Return, null, (product, -amount));

    public Snapshot Build() => Builder.Build();

    /// <summary>A shop of random customers, the same for the same seed, with every kind of document, anonymous ones and customers without any.</summary>
    public static Snapshot Random(int seed, int size = 60, int[]? rowOrder = null, ShopSettings? settings = null)
    {
        var random = new Random(seed);
        var rows = new List<(string? Customer, int Day, DocumentKind Kind, string? Country, string? Product, decimal Amount)>();
        string?[] countries = ["Germany", "France", "Spain", null];
        string?[] goods = ["Mug", "Lamp", "Postage", "Book", null];
        for (var c = 0; c < size; c++)
        {
            var first = Day("2024-01-01") + random.Next(700);
            var count = random.Next(7);
            for (var i = 0; i < count; i++)
            {
                var kind = i > 0 && random.Next(8) == 0 ? DocumentKind.Return : DocumentKind.Order;
                var amount = random.Next(1, 400) / 4m;
                var customer = random.Next(12) == 0 ? null : $"C{c:000}";
                rows.Add((customer, first + (i * random.Next(60)), kind, countries[random.Next(4)], goods[random.Next(5)], kind == DocumentKind.Return ? -amount : amount));
            }
        }

        var shop = new TestShop(settings);
        for (var c = 0; c < size; c++)
        {
            shop.Customer($"C{c:000}", new CustomerFacts($"C{c:000}")
            {
                Country = countries[c % 4],
                Gender = c % 3 == 0 ? null : c % 3 == 1 ? "female" : "male",
                BirthDay = c % 5 == 0 ? 0 : Day("1950-03-01") + (c * 211),
                SignUpDay = c % 2 == 0 ? Day("2024-01-01") + (c * 9) : 0,
                Consent = c % 4 == 0 ? new Dictionary<string, bool>() : new Dictionary<string, bool> { ["email"] = c % 4 != 1 },
            });
        }

        shop.Product("Mug", "Kitchen");
        shop.Product("Lamp", "Home");
        shop.Product("Postage", null, isMerchandise: false);
        shop.Product("Book");
        foreach (var index in rowOrder ?? [.. Enumerable.Range(0, rows.Count)])
        {
            if (index >= rows.Count)
                continue;
            var row = rows[index];
            shop.Document(row.Customer, DateOnly.FromDayNumber(row.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Kind, row.Country, (row.Product, row.Amount));
        }

        return shop.Build();
    }
}
