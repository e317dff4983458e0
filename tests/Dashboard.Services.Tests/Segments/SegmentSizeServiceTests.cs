using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Segments;

public sealed class SegmentSizeServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly SegmentSizeService service;

    public SegmentSizeServiceTests() => service = new SegmentSizeService(store.Store);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task RememberAsync_SameOutcome_RenewsTheLastPoint()
    {
        await service.RememberAsync([Size(1, 0, 100)], Token);
        await service.RememberAsync([Size(1, 1, 100)], Token);
        await service.RememberAsync([Size(1, 2, 101), Size(2, 2, 7)], Token);

        Assert.Equal([Size(1, 1, 100), Size(1, 2, 101)], await service.PointsAsync(1, Token));
        Assert.Equal([Size(1, 2, 101), Size(2, 2, 7)], (await service.NewestAsync(Token)).Values.OrderBy(s => s.SegmentId));
    }

    [Fact]
    public async Task RememberAsync_SameSecond_KeepsTheNewest()
    {
        await service.RememberAsync([Size(1, 0, 100)], Token);
        await service.RememberAsync([Size(1, 0, 120)], Token);

        Assert.Equal([Size(1, 0, 120)], await service.PointsAsync(1, Token));
    }

    [Fact]
    public async Task RememberAsync_ManyPoints_KeepsTheNewest()
    {
        using (var connection = store.Store.Connect())
        {
            DashboardStore.Execute(
                connection,
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @0) INSERT INTO SegmentSizes SELECT 1, @1 + 3600 * i, 739000, 1, 5, i, 0, 1 FROM n",
                SegmentSizeService.MostPoints,
                TemporaryStore.Now.ToUnixTimeSeconds());
        }

        await service.RememberAsync([Size(1, SegmentSizeService.MostPoints + 1, 5)], Token);

        var points = await service.PointsAsync(1, Token);
        Assert.Equal((SegmentSizeService.MostPoints, 2), (points.Count, points[0].Customers));
    }

    private static SegmentPoint Size(long id, int hours, int customers) =>
        new(id, TemporaryStore.Now.AddHours(hours), new DateOnly(2026, 11, 1), 1, 5, customers, customers / 2, TimeSpan.FromMicroseconds(1234));
}
