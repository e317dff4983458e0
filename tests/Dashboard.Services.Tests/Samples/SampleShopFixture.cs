using Dashboard.Services.Imports;
using Dashboard.Services.Samples;

[assembly: AssemblyFixture(typeof(Dashboard.Services.Tests.Samples.SampleShopFixture))]

namespace Dashboard.Services.Tests.Samples;

/// <summary>One shop of 20,000 customers, made once for all tests that look at its rows.</summary>
public sealed class SampleShopFixture
{
    private readonly Lazy<SampleRows> rows = new(() => SampleRows.Of(new SampleOptions { Customers = 20_000, Seed = 3 }));

    internal SampleRows Shop => rows.Value;
}

/// <summary>All rows of a shop, by what they speak of.</summary>
internal sealed class SampleRows
{
    private readonly long firstDayStart;

    private SampleRows(SampleShop shop)
    {
        foreach (var row in shop.Rows(null, TestContext.Current.CancellationToken))
        {
            Count++;
            if (row.Customer is { } customer)
                Customers.Add(customer);
            if (row.Product is { } product)
                Products.Add(product);
            if (row.Line is { } line)
                Lines.Add(line);
            Campaigns.AddRange(row.Campaigns);
            Contacts.AddRange(row.Contacts);
        }

        Truth = shop.Truth;
        World = new SampleWorld(shop.Options);
        firstDayStart = World.Calendar.Instant(0, 0);
    }

    public long Count { get; }

    public List<CustomerRow> Customers { get; } = [];

    public List<ProductRow> Products { get; } = [];

    public List<CampaignRow> Campaigns { get; } = [];

    public List<ContactRow> Contacts { get; } = [];

    public List<OrderLineRow> Lines { get; } = [];

    public SampleTruth Truth { get; }

    public SampleWorld World { get; }

    /// <summary>Orders by document number, their lines together.</summary>
    public IEnumerable<IGrouping<string, OrderLineRow>> Orders => Lines.Where(l => l.Kind == LineKind.Sale).GroupBy(l => l.Document, StringComparer.Ordinal);

    public static SampleRows Of(SampleOptions options) => new(new SampleShop(options));

    /// <summary>Day of a line, 0 being the first of the shop.</summary>
    public int DayOf(OrderLineRow line)
    {
        var day = (int)((line.AtSeconds - firstDayStart) / 86_400);
        return day + 1 < World.Calendar.Days && line.AtSeconds >= World.Calendar.Instant(day + 1, 0) ? day + 1 : day;
    }
}
