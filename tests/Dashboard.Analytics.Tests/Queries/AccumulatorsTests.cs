using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Queries;

public class AccumulatorsTests
{
    [Fact]
    public void FillByCustomer_ManyParts_TakesEveryDocumentOnceAndNoCustomerTwice()
    {
        var orders = SmallShop.Random(1, 25_000).Orders;

        var filled = Accumulators.FillByCustomer(
            orders,
            () => new List<(int From, int To)>(),
            (parts, from, to) => parts.Add((from, to)),
            TestContext.Current.CancellationToken);

        var parts = filled.SelectMany(p => p).OrderBy(p => p.From).ToArray();
        Assert.True(parts.Length > 2);
        Assert.Equal((0, orders.Count), (parts[0].From, parts[^1].To));
        for (var i = 1; i < parts.Length; i++)
        {
            Assert.Equal(parts[i - 1].To, parts[i].From);
            Assert.True(orders.Customer[parts[i].From] < 0 || orders.Customer[parts[i].From] != orders.Customer[parts[i].From - 1]);
        }
    }

    [Fact]
    public void Fill_Cancelled_Stops() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Accumulators.Fill(1_000_000, () => new object(), (_, _, _) => { }, new CancellationToken(true)));
}
