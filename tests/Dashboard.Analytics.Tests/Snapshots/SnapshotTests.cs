using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Snapshots;

public class SnapshotTests
{
    [Theory]
    [InlineData(0, 364)]
    [InlineData(-500, 900)]
    [InlineData(10, 12)]
    [InlineData(300, 300)]
    [InlineData(20, 330)]
    [InlineData(-90, -1)]
    public void DocumentsIn_AnyRange_HoldsTheDocumentsOfItsDays(int from, int to)
    {
        var snapshot = SmallShop.Random(3, 400);
        var range = new DateRange(SmallShop.Start.AddDays(from), SmallShop.Start.AddDays(to));

        Assert.Equal(Enumerable.Range(0, snapshot.Orders.Count).Where(o => range.Contains(snapshot.Orders.Day[o])), snapshot.DocumentsIn(range).ToArray());
        Assert.Same(snapshot.DocumentsIn(range), snapshot.DocumentsIn(range));
    }

    [Fact]
    public void FirstOrders_RandomShop_AreTheFirstOfEachCustomerThatAreOrders()
    {
        var snapshot = SmallShop.Random(4, 300);

        var expected = Enumerable.Range(0, snapshot.Customers.Count).Select(customer => Enumerable
            .Range(snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1] - snapshot.Orders.FirstOfCustomer[customer])
            .Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order)
            .DefaultIfEmpty(-1)
            .First());

        Assert.Equal(expected, FirstOrders.Of(snapshot));
    }

    [Fact]
    public void NumberSpan_EveryWidth_ReadsWhatTheColumnHolds()
    {
        foreach (var largest in (long[])[100, 30_000, 2_000_000_000, 5_000_000_000_000])
        {
            var column = NumberColumn.Of([0, largest, -3, 7]);
            var span = new NumberSpan(column);

            for (var row = 0; row < column.Length; row++)
                Assert.Equal(column[row], span[row]);
        }

        foreach (var values in (int[])[3, 1_000, 100_000])
        {
            var codes = Codes.Of([-1, 0, 2, values - 1], values);
            var span = new CodeSpan(codes);

            for (var row = 0; row < codes.Length; row++)
                Assert.Equal(codes[row], span[row]);
        }
    }
}
