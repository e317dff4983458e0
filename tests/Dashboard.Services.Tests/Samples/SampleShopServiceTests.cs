using Dashboard.Analytics.Data;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Samples;

public sealed class SampleShopServiceTests : IDisposable
{
    private static readonly SampleOptions Options = new() { Customers = 1_000, Seed = 5 };
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task CreateAsync_EmptyStore_HoldsWhatTheTruthSays()
    {
        var report = await Service().CreateAsync(Options, null, TestContext.Current.CancellationToken);

        var snapshot = temporary.Snapshot();
        var described = new DescribeRequest().Run(snapshot, TestContext.Current.CancellationToken);
        var truth = SampleTruthFile.Read(temporary.Store.Path)!;
        Assert.Equal(Options, truth.Options);
        Assert.Equal(truth.Totals.RevenueE4, report.TotalE4);
        Assert.Equal(
            (truth.Totals.Customers, truth.Totals.Documents, truth.Totals.Orders, truth.Totals.Returns, truth.Totals.Lines, truth.Totals.RevenueE4, truth.Totals.AnonymousLines, truth.Totals.AnonymousRevenueE4),
            (described.Customers, described.Documents, described.Orders, described.Returns, described.Lines, described.RevenueE4, described.AnonymousLines, described.AnonymousRevenueE4));
        Assert.Equal((truth.Totals.Products, truth.Totals.Campaigns, truth.Totals.Contacts), (described.Products, described.Campaigns, described.Contacts));
        Assert.Equal(truth.FirstDay, snapshot.FirstDay);
        Assert.Equal(Options.LastDay, snapshot.LastDay);
        Assert.Equal(("EUR", "Europe/Berlin", true), (snapshot.Settings.Currency, snapshot.Settings.TimeZone, snapshot.Settings.IsSample));
    }

    [Fact]
    public async Task CreateAsync_StoreWithData_IsRefused()
    {
        await Service().CreateAsync(Options, null, TestContext.Current.CancellationToken);

        var problem = await Assert.ThrowsAsync<StoreException>(() => Service().CreateAsync(Options, null, TestContext.Current.CancellationToken));

        Assert.Contains("empty database", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_Cancelled_LeavesTheStoreEmpty()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAtOnce(cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Service().CreateAsync(Options with { Customers = 20_000 }, progress, cancellation.Token));

        Assert.True(temporary.Snapshot().IsEmpty);
        Assert.Null(SampleTruthFile.Read(temporary.Store.Path));
    }

    [Fact]
    public async Task RemoveAsync_AfterCreate_LeavesNothing()
    {
        await Service().CreateAsync(Options, null, TestContext.Current.CancellationToken);
        await Service().RemoveAsync(TestContext.Current.CancellationToken);

        var snapshot = temporary.Snapshot();
        Assert.True(snapshot.IsEmpty);
        Assert.False(snapshot.Settings.IsSample);
        Assert.False(new ShopSettingsService(temporary.Store).HasCurrency());
        Assert.Null(SampleTruthFile.Read(temporary.Store.Path));
        await Service().CreateAsync(Options, null, TestContext.Current.CancellationToken);
        Assert.Equal(1_000, temporary.Snapshot().Customers.Count);
    }

    [Fact]
    public async Task RemoveAsync_WithoutASample_SaysSo()
    {
        var problem = await Assert.ThrowsAsync<StoreException>(() => Service().RemoveAsync(TestContext.Current.CancellationToken));

        Assert.Contains("no sample shop", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruthFile_GivesBackWhatWasWritten()
    {
        var shop = new SampleShop(Options with { Customers = 1_200 });
        foreach (var _ in shop.Rows(null, TestContext.Current.CancellationToken))
            continue;

        SampleTruthFile.Write(shop.Truth, temporary.Store.Path);

        var read = SampleTruthFile.Read(temporary.Store.Path)!;
        Assert.Equal(shop.Truth.Totals, read.Totals);
        Assert.Equal(shop.Truth.Campaigns, read.Campaigns);
        Assert.Equal(shop.Truth.Customers, read.Customers);
        Assert.EndsWith("shop.truth.json", SampleTruthFile.PathFor(temporary.Store.Path), StringComparison.Ordinal);
    }

    private SampleShopService Service() => new(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System);

    private sealed class CancelAtOnce(CancellationTokenSource cancellation) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => cancellation.Cancel();
    }
}
