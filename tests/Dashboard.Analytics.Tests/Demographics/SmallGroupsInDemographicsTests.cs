using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Demographics;

/// <summary>Somebody with two exports tries to learn of fewer people than the shop shows.</summary>
public sealed class SmallGroupsInDemographicsTests
{
    private const int Least = 10;

    [Fact]
    public void Run_SmallCountry_SharesARowAndTotalsStay()
    {
        var result = Run(Shop(("Germany", 40), ("Malta", 3), ("Iceland", 12), (null, 5)), Scope.Default);

        var countries = result.By(Dimension.Country);
        Assert.Equal([("Germany", 40), ("2 smaller groups", 15), ("Unknown", 5)], countries.Rows.Select(r => (r.Label, r.Customers)));
        Assert.Equal((null, 2), (countries.Rows[1].Value, countries.Rows[1].Values));
        Assert.Equal((60, 55), (countries.Customers, countries.Known));
    }

    [Fact]
    public void Run_FilterThatLeavesOutAFew_HidesTheDifference()
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = Least }, 1);
        for (var i = 0; i < 200; i++)
            builder.Add(new CustomerFacts($"{i}") { Country = i < 60 ? "Germany" : "France", Language = i < 3 || i > 150 ? "en" : "de", City = i < 60 ? "Bonn" : i < 130 ? "Paris" : "Nice" });
        var shop = builder.Build();

        // 57 of 60 Germans speak German: shown, the 3 who do not would be known too.
        var german = Run(shop, Scope.Default with { Filter = Filter.Everything.With(Dimension.Language, "de") });

        Assert.Equal([("2 smaller groups", 148)], german.By(Dimension.Country).Rows.Select(r => (r.Label, r.Customers)));
        Assert.Equal(60, Run(shop, Scope.Default).By(Dimension.Country).Rows.Single(r => r.Value == "Germany").Customers);
    }

    [Fact]
    public void Run_AnyTwoExports_DifferByNobodyOrEnough()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = SmallShop.Random(seed, 600, Least);
            var scope = SmallShop.Between(120, 240);
            var everybody = Run(shop, scope);
            Condition[] filters = [new(Dimension.Gender, "female"), new(Dimension.Country, "Spain"), new(Dimension.Acquisition, Condition.Unknown), new(Dimension.City, Condition.Unknown)];
            foreach (var some in filters.Select(f => Run(shop, scope with { Filter = new Filter(f) })).Prepend(everybody))
            {
                foreach (var breakdown in some.Breakdowns.Where(b => b.Dimension != Dimension.Segment))
                {
                    Assert.Equal(some.Total.Customers, breakdown.Rows.Sum(r => r.Customers));
                    Assert.Equal(some.Total.RevenueE4, breakdown.Rows.Sum(r => r.RevenueE4));
                    foreach (var row in breakdown.Rows.Where(r => r is { IsUnknown: false, Value: not null }))
                    {
                        Assert.False(SmallGroups.IsSmall(row.Customers, Least));
                        if (everybody.By(breakdown.Dimension).Rows.FirstOrDefault(r => r.Value == row.Value) is { } all && row.Customers > 0)
                            Assert.False(SmallGroups.IsSmall(all.Customers - row.Customers, Least), $"{breakdown.Dimension} {row.Label}: {all.Customers} − {row.Customers}");
                    }
                }

                Cells(some.Pyramid, everybody.Pyramid);
                Cells(some.Cross!, everybody.Cross!);
            }
        }

        static void Cells(CrossTable some, CrossTable everybody)
        {
            Assert.Equal(some.Customers, some.Cells.Sum(r => r.Sum(c => c.Customers ?? 0)) + some.HiddenCustomers);
            for (var r = 0; r < some.Rows.Count; r++)
            {
                for (var c = 0; c < some.Columns.Count; c++)
                {
                    if (some[r, c].Customers is not { } shown)
                        continue;
                    Assert.False(SmallGroups.IsSmall(shown, Least));
                    var (row, column) = (Find(everybody.Rows, some.Rows[r]), Find(everybody.Columns, some.Columns[c]));
                    if (shown > 0 && row >= 0 && column >= 0 && everybody[row, column].Customers is { } all)
                        Assert.False(SmallGroups.IsSmall(all - shown, Least), $"{some.Rows[r].Label}, {some.Columns[c].Label}: {all} − {shown}");
                }
            }

            static int Find(IReadOnlyList<CrossHeader> headers, CrossHeader header)
            {
                for (var i = 0; i < headers.Count; i++)
                {
                    if (header.Value is not null && headers[i].Value == header.Value)
                        return i;
                }

                return -1;
            }
        }
    }

    private static Snapshot Shop(params (string? Country, int Customers)[] countries)
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = Least }, 1);
        foreach (var (country, customers) in countries)
        {
            for (var i = 0; i < customers; i++)
                builder.Add(new CustomerFacts($"{country}-{i}") { Country = country });
        }

        return builder.Build();
    }

    private static DemographicsResult Run(Snapshot shop, Scope scope) =>
        new DemographicsRequest(scope, Dimension.Country, Dimension.Gender).Run(shop, TestContext.Current.CancellationToken);
}
