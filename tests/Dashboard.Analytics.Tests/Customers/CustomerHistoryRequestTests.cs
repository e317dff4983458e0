using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerHistoryRequestTests
{
    [Fact]
    public void Run_Zoe_IsKnownFromHerFirstOrderOn()
    {
        var range = SmallShop.Between(0, 70).Range;

        var history = new CustomerHistoryRequest("B2", range).Run(SmallShop.Build(), TestContext.Current.CancellationToken);

        Assert.Equal([new(2024, 1, 31), new(2024, 2, 29), new DateOnly(2024, 3, 11)], history.Moments.Select(m => m.Day));
        Assert.Equal([null, null, RfmGroups.Of(history.Moments[2].RecencyScore, (history.Moments[2].FrequencyScore + history.Moments[2].MoneyScore + 1) / 2)], history.Moments.Select(m => m.Segment));
        Assert.Equal((1, 400_000L), (history.Moments[2].Orders, history.Moments[2].RevenueE4));
    }

    [Fact]
    public void Run_UnknownKey_HasNoMoments() =>
        Assert.Empty(new CustomerHistoryRequest("nobody", RangeChoice.Default).Run(SmallShop.Build(), TestContext.Current.CancellationToken).Moments);

    [Fact]
    public void Days_Quarters_EndWithTheDayItself() =>
        Assert.Equal(
            [new(2023, 12, 31), new(2024, 3, 31), new DateOnly(2024, 5, 9)],
            CustomerHistoryRequest.Days(new DateOnly(2024, 5, 9), new DateOnly(2020, 1, 1), 3, 2));

    [Fact]
    public void Days_FirstDayOfAll_IsThatDay() =>
        Assert.Equal([DateOnly.MinValue], CustomerHistoryRequest.Days(DateOnly.MinValue, DateOnly.MinValue, 1, 12));
}
