using Dashboard.Services.Exports;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Segments;

/// <summary>An export recipe that names a segment or a list is one of its uses, and follows a new name.</summary>
public sealed class RecipeUsesTests : IDisposable
{
    private static readonly SegmentEdit Anna = new("Anna");
    private static readonly SegmentContent Vip = new() { Name = "VIP", Rule = "revenue(ever) >= 1000" };

    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly SavedSegmentService segments;
    private readonly ExportRecipeService recipes;

    public RecipeUsesTests() => (segments, recipes) = (new SavedSegmentService(store.Store, clock), new ExportRecipeService(store.Store, clock));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task UsesAsync_RecipesByRuleFilterAndThroughSegments_AreListedAfterSegments()
    {
        var made = await CreateAsync(Vip);
        await CreateAsync(new SegmentContent { Name = "German VIP", Rule = "country = \"Germany\" and segment(\"VIP\")" });
        await SaveAsync("By rule", "segment(\"vip\") and has_email");
        await SaveAsync("Through another", "segment(\"German VIP\")");
        await SaveAsync("By filter", "everyone", "&f=rule%3Asegment(%22VIP%22)");
        await SaveAsync("Other", "segment(\"VIPs\")");

        var uses = await segments.UsesAsync("VIP", Token);

        Assert.Equal(
            [("segment", "German VIP"), ("export recipe", "By filter"), ("export recipe", "By rule"), ("export recipe", "Through another")], uses.Select(u => (u.Kind, u.Name)));
        Assert.Equal(uses, (await segments.AllUsesAsync(Token))[made.Id]);
    }

    [Fact]
    public async Task SaveAsync_SegmentOfARecipe_AsksFirstAndARecipeFollowsTheName()
    {
        var made = await CreateAsync(Vip);
        var recipe = await SaveAsync("Win-back", "segment(\"VIP\")", "&for=email");
        var deleted = await SaveAsync("Old", "not segment(\"vip\")");
        await recipes.DeleteAsync(deleted.Id, Token);

        Assert.Equal(["Win-back"], Assert.IsType<SegmentInUse>(await segments.SaveAsync(made.Id, 1, Vip with { Rule = "everyone" }, Anna, Token)).Uses.Select(u => u.Name));
        Assert.Equal(["Win-back"], Assert.IsType<SegmentInUse>(await segments.DeleteAsync(made.Id, Anna, Token)).Uses.Select(u => u.Name));
        var saved = Assert.IsType<SegmentSaved>(await segments.SaveAsync(made.Id, 1, Vip with { Name = "Gold & more" }, Anna, Token));

        Assert.Equal([("export recipe", "Win-back")], saved.Followers.Select(f => (f.Kind, f.Name)));
        var follower = (await recipes.FindAsync(recipe.Name, Token))!;
        Assert.Equal("segment(\"Gold & more\")", follower.Rule);
        Assert.Equal("rule=segment%28%22Gold%20%26%20more%22%29&for=email", follower.Query);
        Assert.True(await recipes.RestoreAsync(deleted.Id, Token));
        Assert.Equal("not segment(\"Gold & more\")", (await recipes.FindAsync("Old", Token))!.Rule);
    }

    [Fact]
    public async Task EditAsync_ListOfARecipe_IsUsedAndFollowed()
    {
        var lists = new ManualListService(store.Store, new SnapshotService(store.Store), clock);
        var list = (await lists.CreateAsync("Press", "", "", Token))!;
        await SaveAsync("Invitations", "list(\"Press\")");

        Assert.Equal(["Invitations"], (await lists.UsesAsync("Press", Token)).Select(u => u.Name));
        Assert.Equal(ManualListProblem.InUse, await lists.DeleteAsync(list.Id, false, Token));
        Assert.Equal(ManualListProblem.None, await lists.EditAsync(list.Id, "Media", "", "", Anna, Token));

        Assert.Equal("list(\"Media\")", (await recipes.FindAsync("Invitations", Token))!.Rule);
    }

    private async Task<StoredSegment> CreateAsync(SegmentContent content) => Assert.IsType<SegmentSaved>(await segments.CreateAsync(content, Anna, Token)).Segment;

    private Task<ExportRecipe> SaveAsync(string name, string rule, string more = "") =>
        recipes.SaveAsync(name, rule, $"rule={Uri.EscapeDataString(rule)}{more}", replace: false, Token);
}
