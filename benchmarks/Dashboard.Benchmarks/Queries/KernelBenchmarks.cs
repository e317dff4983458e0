using BenchmarkDotNet.Attributes;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Benchmarks.Shops;

namespace Dashboard.Benchmarks.Queries;

/// <summary>The kernels under every screen, on a shop of a million documents.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private Snapshot shop = null!;
    private Bitmap customers = null!;
    private Bitmap documents = null!;
    private Bitmap buyers = null!;
    private RfmScores scores = null!;
    private bool[] countries = [];
    private DateRange year;

    [Params(100_000)]
    public int Customers { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        shop = BigShop.Make(Customers, 10, 1, 1);
        countries = [.. Enumerable.Range(0, shop.Customers.Country.Values.Length + 1).Select(code => code % 3 == 0)];
        customers = Countries();
        documents = shop.Orders.Of(customers);
        scores = RfmScores.Of(shop, shop.LastDay.DayNumber);
        buyers = Predicates.Where(Column<int>.Of(scores.Orders), static orders => orders > 0);
        year = new DateRange(shop.LastDay.AddDays(-364), shop.LastDay);
    }

    [Benchmark]
    public Bitmap Countries() => Predicates.Where(shop.Customers.Country.Codes, countries);

    [Benchmark]
    public Bitmap SignedUpBetween() => Predicates.Between(shop.Customers.SignUpDay, year.From.DayNumber, year.To.DayNumber);

    [Benchmark]
    public Bitmap Days() => Predicates.Between(shop.Orders.Day, year.From.DayNumber, year.To.DayNumber);

    [Benchmark]
    public Bitmap Sales() => Predicates.Where(Predicate.Is(shop.Orders.Kind, DocumentKind.Order));

    [Benchmark]
    public Bitmap Both() => documents & shop.DocumentsIn(year);

    [Benchmark]
    public int CountBoth() => Bitmap.CountBoth(documents, shop.DocumentsIn(year));

    [Benchmark]
    public Bitmap DocumentsOfCustomers() => shop.Orders.Of(customers);

    [Benchmark]
    public GroupTotals RevenueByCountry() =>
        new GroupBy([Grouping.Of(shop.Customers.Country)], Measure.Sum(Numbers.Of(scores.MoneyE4))).Compute(customers, CancellationToken.None);

    [Benchmark]
    public GroupTotals RevenueByDayAndChannel() => new GroupBy(
        [Grouping.OfDays(shop.Orders.Day, year), Grouping.Of(shop.Orders.Channel)],
        Measure.Sum(Numbers.Of(shop.Orders.AmountE4)), Measure.Distinct(shop.Orders.Customer)).Compute(documents & shop.DocumentsIn(year), CancellationToken.None);

    [Benchmark]
    public double MedianRevenue() => OrderStatistics.Type7(Numbers.Of(scores.MoneyE4), buyers, 0.5, CancellationToken.None);

    [Benchmark(Description = "Median revenue by sorting, for comparison")]
    public double MedianBySorting()
    {
        var sorted = new long[buyers.Count()];
        var next = 0;
        foreach (var customer in buyers)
            sorted[next++] = scores.MoneyE4[customer];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    [Benchmark]
    public byte[] RevenueDeciles() => RankTiles.Of(Numbers.Of(scores.MoneyE4), buyers, 10, descending: false, CancellationToken.None);

    [Benchmark]
    public BinCounts RevenueHistogram() => BinCounts.Of(Numbers.Of(scores.MoneyE4), buyers, 0, 50_0000, 100, CancellationToken.None);

    [Benchmark]
    public RfmScores Rfm() => RfmScores.Of(CsvOrders.Fresh(shop), shop.LastDay.DayNumber);
}
