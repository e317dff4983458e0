using Dashboard.Analytics.Scopes;
using Dashboard.Services.Tests.Store;
using Dashboard.Services.Trends;

namespace Dashboard.Services.Tests.Trends;

public sealed class AnnotationServiceTests : IDisposable
{
    private static readonly DateOnly Day = new(2011, 11, 25);

    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new() { Now = TemporaryStore.Now };
    private readonly AnnotationService service;

    public AnnotationServiceTests() => service = new AnnotationService(store.Store, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task AddAsync_Notes_AreListedByDayWithinTheRange()
    {
        await service.AddAsync(new DateOnly(2011, 12, 1), "Advent mailing", Token);
        var black = await service.AddAsync(Day, "  Black\r\nFriday <b>\0 ", Token);

        Assert.Equal("Black  Friday <b>", black.Text);
        Assert.Equal(["Black  Friday <b>", "Advent mailing"], (await service.ListAsync(null, Token)).Select(a => a.Text));
        Assert.Equal([black], await service.ListAsync(new DateRange(Day, new DateOnly(2011, 11, 30)), Token));
        Assert.Empty(await service.ListAsync(new DateRange(Day.AddDays(1), new DateOnly(2011, 11, 30)), Token));
    }

    [Fact]
    public async Task AddAsync_Note_LeavesTheDataVersion()
    {
        var before = store.Snapshot().DataVersion;

        await service.AddAsync(Day, "Black Friday", Token);

        Assert.Equal(before, store.Snapshot().DataVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\0")]
    public async Task AddAsync_EmptyText_IsRefused(string text)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => service.AddAsync(Day, text, Token));

        Assert.Contains("Write a few words", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await service.ListAsync(null, Token));
    }

    [Fact]
    public async Task AddAsync_TooLongOrImpossibleDay_IsRefused()
    {
        Assert.Contains("201 characters; 200 fit", (await Assert.ThrowsAsync<ArgumentException>(() => service.AddAsync(Day, new string('x', 201), Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => service.AddAsync(new DateOnly(1899, 12, 31), "x", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => service.AddAsync(new DateOnly(2200, 1, 1), "x", Token));
        Assert.Equal(200, (await service.AddAsync(Day, new string('x', 200), Token)).Text.Length);
    }

    [Fact]
    public async Task EditAsync_Note_ChangesDayAndText()
    {
        var note = await service.AddAsync(Day, "Black Fryday", Token);

        Assert.True(await service.EditAsync(note.Id, Day.AddDays(1), "Black Friday", Token));

        Assert.Equal([note with { Day = Day.AddDays(1), Text = "Black Friday" }], await service.ListAsync(null, Token));
        Assert.False(await service.EditAsync(note.Id + 1, Day, "Nobody", Token));
    }

    [Fact]
    public async Task DeleteAsync_Note_CanBeRestoredForThirtyDays()
    {
        var note = await service.AddAsync(Day, "Black Friday", Token);
        Assert.True(await service.DeleteAsync(note.Id, Token));
        Assert.False(await service.DeleteAsync(note.Id, Token));
        Assert.False(await service.EditAsync(note.Id, Day, "Changed", Token));
        Assert.Empty(await service.ListAsync(null, Token));

        clock.Now = TemporaryStore.Now.AddDays(30).AddSeconds(-1);
        Assert.Equal(TemporaryStore.Now, Assert.Single(await service.ListDeletedAsync(Token)).DeletedAt);
        Assert.True(await service.RestoreAsync(note.Id, Token));
        Assert.Equal([note], await service.ListAsync(null, Token));
        Assert.False(await service.RestoreAsync(note.Id, Token));
    }

    [Fact]
    public async Task RestoreAsync_AfterThirtyDays_IsTooLateAndTheNoteGoes()
    {
        var note = await service.AddAsync(Day, "Black Friday", Token);
        var other = await service.AddAsync(Day, "Cyber Monday", Token);
        await service.DeleteAsync(note.Id, Token);

        clock.Now = TemporaryStore.Now.AddDays(30);
        Assert.Empty(await service.ListDeletedAsync(Token));
        Assert.False(await service.RestoreAsync(note.Id, Token));
        await service.DeleteAsync(other.Id, Token);

        await using var context = store.Store.CreateDbContext();
        Assert.Equal([other.Id], context.Annotations.Select(a => a.Id));
    }
}
