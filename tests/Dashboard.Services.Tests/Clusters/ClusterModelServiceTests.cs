using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Clusters;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Samples;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Clusters;

public sealed class ClusterModelServiceTests : IDisposable
{
    private static readonly Scope AllTime = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private readonly TemporaryStore store = new();
    private readonly Clock clock = new() { Now = TemporaryStore.Now };
    private readonly ClusterModelService service;

    public ClusterModelServiceTests() => service = new ClusterModelService(store.Store, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task SaveAsync_Model_LoadsAsItWas()
    {
        var model = Model("Regulars", "Others") with
        {
            Method = ClusterMethod.MixtureDiagonal,
            Mixture = new MixtureParameters(CovarianceShape.Diagonal, 1, [0.5, 0.5], [-1, 1], [0.1, 1 / 3.0]),
        };

        var saved = await service.SaveAsync("  Buying\nhabits ", model, Token);

        Assert.Equal("Buying habits", saved.Name);
        Assert.Equal(["Regulars", "Others"], saved.ClusterNames);
        Assert.Equal("Buying habits", Assert.Single(await service.ListAsync(Token)).Name);
        var loaded = (await service.LoadAsync(saved.Id, Token))!;
        Assert.Equal(model.Features, loaded.Features);
        Assert.Equal(model.Centres, loaded.Centres);
        Assert.Equal(model.Names, loaded.Names);
        Assert.Equal(model.Mixture.Covariances, loaded.Mixture!.Covariances);
        Assert.Equal((model.Method, model.Missing), (loaded.Method, loaded.Missing));
        Assert.Null(await service.LoadAsync(saved.Id + 1, Token));
    }

    [Fact]
    public async Task SaveAsync_Impossible_SaysWhy()
    {
        await service.SaveAsync("Habits", Model("a", "b"), Token);

        Assert.Contains("already", (await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync("HABITS", Model("a", "b"), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("empty", (await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync(" ", Model("a", "b"), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("Two clusters", (await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync("x", Model("a", "A"), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("as many names", (await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync("x", Model("a"), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("Shorten", (await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync(new string('x', 81), Model("a", "b"), Token))).Message, StringComparison.Ordinal);
        Assert.Single(await service.ListAsync(Token));
    }

    [Fact]
    public async Task DeleteAsync_Model_CanBeRestoredForThirtyDaysUnlessItsNameIsTaken()
    {
        var first = await service.SaveAsync("Habits", Model("a", "b"), Token);
        Assert.True(await service.RenameAsync(first.Id, "Ways", ["c", "d"], Token));
        Assert.Equal(["c", "d"], (await service.LoadAsync(first.Id, Token))!.Names);

        Assert.True(await service.DeleteAsync(first.Id, Token));

        Assert.False(await service.DeleteAsync(first.Id, Token));
        Assert.Null(await service.LoadAsync(first.Id, Token));
        Assert.False(await service.RenameAsync(first.Id, "Other", ["c", "d"], Token));
        Assert.Equal("Ways", Assert.Single(await service.ListDeletedAsync(Token)).Name);
        var second = await service.SaveAsync("ways", Model("a", "b"), Token);
        await Assert.ThrowsAsync<ArgumentException>(() => service.RestoreAsync(first.Id, Token));
        await service.DeleteAsync(second.Id, Token);
        Assert.True(await service.RestoreAsync(first.Id, Token));
        await service.DeleteAsync(first.Id, Token);
        clock.Now += TimeSpan.FromDays(31);
        Assert.False(await service.RestoreAsync(first.Id, Token));
        Assert.Empty(await service.ListDeletedAsync(Token));
    }

    [Fact]
    public async Task RenameAsync_NamesThatRulesMention_AreFollowed()
    {
        var segments = new SavedSegmentService(store.Store, clock);
        var recipes = new ExportRecipeService(store.Store, clock);
        var made = await service.SaveAsync("Habits", Model("Regulars", "Guests"), Token);
        var segment = Assert.IsType<SegmentSaved>(await segments.CreateAsync(
            new SegmentContent { Name = "Best", Rule = "not (cluster(\"habits\") in (\"Guests\", \"regulars\")) and orders(ever) >= 2" }, new SegmentEdit(), Token)).Segment;
        await recipes.SaveAsync("Mailing", "cluster(\"Habits\") = \"Guests\"", "rule=" + Uri.EscapeDataString("cluster(\"Habits\") = \"Guests\""), false, Token);

        Assert.True(await service.RenameAsync(made.Id, "Ways", ["Regulars", "Visitors"], Token));

        var rule = (await segments.FindAsync(segment.Id, Token))!.Rule;
        Assert.Contains("cluster(\"Ways\") in (\"Visitors\", \"Regulars\")", rule, StringComparison.Ordinal);
        Assert.DoesNotContain("abits", rule, StringComparison.Ordinal);
        var recipe = (await recipes.FindAsync("Mailing", Token))!;
        Assert.Equal("cluster(\"Ways\") = \"Visitors\"", recipe.Rule);
        Assert.Equal("rule=" + Uri.EscapeDataString("cluster(\"Ways\") = \"Visitors\""), recipe.Query);
    }

    [Fact]
    public async Task Sheets_OfTheSampleShop_HoldEveryMemberOnce()
    {
        var sample = new SampleShopService(store.Store, new ShopSettingsService(store.Store), TimeProvider.System);
        await sample.CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
        var snapshot = store.Snapshot();
        var request = new ClustersRequest(AllTime) { K = 3 };
        var result = request.Run(snapshot, Token);
        string[] names = ["One", "Two", "Three"];

        Assert.Equal(["Clusters", "Profile", "Features", "Number of clusters", "Sampled customers"], ClusterSheets.All(result, names).Select(s => s.Name));
        using var file = new MemoryStream();
        await CsvWriter.WriteAsync(ClusterSheets.Members(new ClusterMembersRequest(request, null).Run(snapshot, Token), names), file, Token);
        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).TrimEnd().Split('\n');
        Assert.Equal(result.Assignment!.Customers.Length + 1, lines.Length);
        Assert.Equal(result.Clusters[1].Customers, lines.Count(l => l.Contains(",Two,", StringComparison.Ordinal)));
        Assert.Equal(result.Clusters[2].Customers, new ClusterMembersRequest(request, 2, 5, 3).Run(snapshot, Token).Count);
        Assert.Equal(3, new ClusterMembersRequest(request, 2, 5, 3).Run(snapshot, Token).Rows.Count);
    }

    private static ClusterModel Model(params string[] names) => new()
    {
        Method = ClusterMethod.KMeans,
        Features = [new FeatureScale("orders", FeatureTransform.Log, double.MinValue, 1.5, 0.1, 0.7, 2)],
        Missing = MissingValues.LeaveOut,
        Centres = [-1, 1 / 3.0],
        Names = names,
    };

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
