using Dashboard.Services.Imports;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Segments;

public sealed class ManualListServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly SnapshotService snapshots;
    private readonly ManualListService service;

    public ManualListServiceTests()
    {
        snapshots = new SnapshotService(store.Store);
        service = new ManualListService(store.Store, snapshots, clock);
        store.Import([Customer("A1", "anna@example.com"), Customer("B2", "bob@example.com"), Customer("B3", "Bob@Example.com"), Customer("C4", null)], ImportKind.Customers);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        snapshots.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task AddAsync_KeysAndAddresses_ReportsWhomTheyMean()
    {
        var list = (await service.CreateAsync("Press", "Who writes about us", "Anna", Token))!;

        var report = (await service.AddAsync(list.Id, ["A1", " ANNA@example.com ", "bob@example.com", "a1", "", "nobody@example.com", "A1"], "pasted", Token))!;

        Assert.Equal((5, 3, 0), (report.Read, report.Added, report.Already));
        Assert.Equal(["a1", "nobody@example.com"], report.Unmatched);
        Assert.Equal(["bob@example.com"], report.Shared);
        Assert.Equal((3, 2), (report.List.Customers, report.List.Unmatched));
        Assert.Equal(["a1", "nobody@example.com"], (await service.EntriesAsync(list.Id, 0, 10, Token)).Where(e => e.CustomerKey is null).Select(e => e.Entry));
        Assert.Equal((3, 0, 1), await AddAsync(list.Id, "C4", "B2", "zzz") is var again ? (again.Read, again.Added - 1, again.Already) : default);
    }

    [Fact]
    public async Task MatchAgainAsync_AfterAnImport_FindsThoseWhoHaveCome()
    {
        var list = (await service.CreateAsync("Press", "", "", Token))!;
        await AddAsync(list.Id, "new@example.com", "never@example.com");
        Assert.Equal(0, await service.MatchAgainAsync(Token));
        store.Import([Customer("N5", "New@example.com")], ImportKind.Customers);

        Assert.Equal(1, await service.MatchAgainAsync(Token));

        var now = (await service.FindAsync(list.Id, Token))!;
        Assert.Equal((1, 1), (now.Customers, now.Unmatched));
        Assert.Equal("N5", (await service.EntriesAsync(list.Id, 1, 10, Token)).Single().CustomerKey);
    }

    [Fact]
    public async Task RemoveAsync_ByEntryOrCustomer_TakesThemOff()
    {
        var list = (await service.CreateAsync("Press", "", "", Token))!;
        await AddAsync(list.Id, "A1", "bob@example.com", "x");

        Assert.Equal(2, await service.RemoveAsync(list.Id, ["x", "B3"], Token));

        Assert.Equal(["A1", "B2"], (await service.EntriesAsync(list.Id, 0, 10, Token)).Select(e => e.CustomerKey));
    }

    [Fact]
    public async Task CreateAsync_NameTakenOrMissing_IsRefused()
    {
        await service.CreateAsync("Press", "", "", Token);

        Assert.Null(await service.CreateAsync("PRESS ", "", "", Token));
        Assert.Contains("no name", (await Assert.ThrowsAsync<ArgumentException>(() => service.CreateAsync(" ", "", "", Token))).Message, StringComparison.Ordinal);
        Assert.Contains("no customer key", (await Assert.ThrowsAsync<ArgumentException>(() => service.AddAsync(1, [" "], "pasted", Token))).Message, StringComparison.Ordinal);
        Assert.Null(await service.AddAsync(99, ["A1"], "pasted", Token));
    }

    [Fact]
    public async Task EditAsync_NewName_IsFollowedAndADeletionOfAUsedListAsksFirst()
    {
        var segments = new SavedSegmentService(store.Store, clock);
        var list = (await service.CreateAsync("Press", "", "", Token))!;
        var user = Assert.IsType<SegmentSaved>(await segments.CreateAsync(new SegmentContent { Name = "Not press", Rule = "not list(\"press\")" }, new SegmentEdit(), Token)).Segment;

        Assert.Equal(ManualListProblem.None, await service.EditAsync(list.Id, "Media", "About us", "Bob", new SegmentEdit("Bob"), Token));

        Assert.Equal("not list(\"Media\")", (await segments.FindAsync(user.Id, Token))!.Rule);
        Assert.Equal(["Not press"], (await service.UsesAsync("Media", Token)).Select(u => u.Name));
        Assert.Equal(ManualListProblem.InUse, await service.DeleteAsync(list.Id, false, Token));
        Assert.Equal(ManualListProblem.None, await service.DeleteAsync(list.Id, true, Token));
        Assert.Equal(ManualListProblem.Gone, await service.DeleteAsync(list.Id, true, Token));
        Assert.Equal("Media", Assert.Single(await service.ListDeletedAsync(Token)).Name);
        Assert.Equal(ManualListProblem.None, await service.RestoreAsync(list.Id, Token));
        clock.Now = clock.Now.AddDays(1);
        await service.DeleteAsync(list.Id, true, Token);
        clock.Now = clock.Now.AddDays(30);
        Assert.Equal(ManualListProblem.Gone, await service.RestoreAsync(list.Id, Token));
    }

    private static ImportRow Customer(string key, string? email) => new() { RowNumber = 2, Customer = new CustomerRow { Key = key, Email = email } };

    private async Task<ManualListReport> AddAsync(long id, params string[] entries) => (await service.AddAsync(id, entries, "pasted", Token))!;
}
