using Dashboard.Analytics.Rules;
using Dashboard.Services.Exports;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Exports;

public sealed class ExportRecipeServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new() { Now = TemporaryStore.Now };
    private readonly ExportRecipeService recipes;

    public ExportRecipeServiceTests() => recipes = new ExportRecipeService(store.Store, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task SaveAsync_Recipe_IsFoundByNameWhateverTheCase()
    {
        var saved = await recipes.SaveAsync("  Win-back ", "country=\"Spain\"", "rule=x&for=email", false, Token);

        Assert.Equal(("Win-back", "country = \"Spain\"", "rule=x&for=email"), (saved.Name, saved.Rule, saved.Query));
        Assert.Equal(saved, await recipes.FindAsync("WIN-BACK", Token));
        Assert.Null(await recipes.FindAsync("other", Token));
    }

    [Fact]
    public async Task SaveAsync_NameThatIsTaken_IsReplacedOnlyWhenAsked()
    {
        await recipes.SaveAsync("Win-back", "everyone", "a=1", false, Token);

        Assert.Contains("already", (await Assert.ThrowsAsync<ArgumentException>(() => recipes.SaveAsync("win-BACK", "everyone", "a=2", false, Token))).Message, StringComparison.Ordinal);
        Assert.Equal("a=1", Assert.Single(await recipes.ListAsync(Token)).Query);
        await recipes.SaveAsync("win-BACK", "everyone", "a=2", true, Token);
        Assert.Equal(("win-BACK", "a=2"), (Assert.Single(await recipes.ListAsync(Token)).Name, (await recipes.ListAsync(Token))[0].Query));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public async Task SaveAsync_NoName_SaysSo(string name) =>
        Assert.Contains("name of 1 to", (await Assert.ThrowsAsync<ArgumentException>(() => recipes.SaveAsync(name, "everyone", "", false, Token))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task SaveAsync_RuleThatCantBeRead_SavesNothing()
    {
        await Assert.ThrowsAsync<RuleException>(() => recipes.SaveAsync("x", "country = ", "", false, Token));
        Assert.Empty(await recipes.ListAsync(Token));
    }

    [Fact]
    public async Task DeleteAsync_Recipe_CanBeRestoredFor30Days()
    {
        var saved = await recipes.SaveAsync("Win-back", "everyone", "", false, Token);

        Assert.True(await recipes.DeleteAsync(saved.Id, Token));
        Assert.False(await recipes.DeleteAsync(saved.Id, Token));
        Assert.Empty(await recipes.ListAsync(Token));
        Assert.Single(await recipes.ListDeletedAsync(Token));
        await recipes.SaveAsync("Win-back", "everyone", "", false, Token);
        await Assert.ThrowsAsync<ArgumentException>(() => recipes.RestoreAsync(saved.Id, Token));
        await recipes.DeleteAsync((await recipes.ListAsync(Token))[0].Id, Token);
        Assert.True(await recipes.RestoreAsync(saved.Id, Token));
        await recipes.DeleteAsync(saved.Id, Token);
        clock.Now = clock.Now.AddDays(31);
        Assert.Empty(await recipes.ListDeletedAsync(Token));
        Assert.False(await recipes.RestoreAsync(saved.Id, Token));
    }

    [Fact]
    public async Task History_Files_AreListedNewestFirst()
    {
        var history = new ExportHistoryService(store.Store, clock);
        for (var i = 1; i <= 3; i++)
            await history.AddAsync($"list-{i}.xlsx", $"/export/audience.xlsx?n={i}", "Analysis", i * 10, 7);

        var (files, count) = await history.ListAsync(2, Token);

        Assert.Equal(3, count);
        Assert.Equal([("list-3.xlsx", 30L), ("list-2.xlsx", 20L)], files.Select(f => (f.FileName, f.Rows)));
        Assert.Equal((clock.Now, 7L), (files[0].At, files[0].DataVersion));
    }
}
