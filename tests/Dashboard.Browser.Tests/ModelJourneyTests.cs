using Dashboard.Analytics.Predictions;
using Dashboard.Services.Predictions;
using Dashboard.Services.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Trains a model, looks at its record and its card, takes a run into use by hand, and notes a decision. On a site of its own, since it changes what is in use.</summary>
public sealed class ModelJourneyTests : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Ledger_TrainTwice_KeepsBothRuns_AndEitherCanBeInUse()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/predictions/models?kind=purchase");
        await Assertions.Expect(visitor.Page.GetByText("No model of purchase within 30 days yet")).ToBeVisibleAsync();

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Train purchase within 30 days now" }).ClickAsync();
        var runs = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Runs" }).Locator("tbody tr");
        await Assertions.Expect(runs).ToHaveCountAsync(1, new() { Timeout = 180_000 });
        await Assertions.Expect(runs.First).ToContainTextAsync("In use");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Train purchase within 30 days now" }).ClickAsync();
        await Assertions.Expect(runs).ToHaveCountAsync(2, new() { Timeout = 180_000 });

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Use run 1" }).ClickAsync();
        await Assertions.Expect(runs.Nth(1)).ToContainTextAsync("chosen by hand");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Run 1:" })).ToBeVisibleAsync();
        await visitor.DrawnAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Model card" }).ClickAsync();
        await visitor.AtAsync("/predictions/models/1");
        await visitor.ReadyAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Card (.md)" }).ClickAsync());
        Assert.Equal("model-purchase-run-1.md", download.SuggestedFilename);
        Assert.StartsWith("# Purchase within 30 days: run 1", await File.ReadAllTextAsync((await download.PathAsync())!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(visitor.Errors);
        Assert.All(await site.Services.GetRequiredService<ModelRunService>().ListAsync(TestContext.Current.CancellationToken), run => Assert.Equal(ModelKind.Purchase, run.Kind));
    }

    [Fact]
    public async Task Decision_Noted_StandsInTheLedger_AndComesBackAfterUndo()
    {
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/predictions/decisions?rule=days_since_last_order%20%3E%2090&rate=0.1");
        await visitor.Page.GetByLabel("Offer").FillAsync("10 % by e-mail");
        await visitor.Page.GetByLabel("Owner").FillAsync("Anna");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Note it" }).ClickAsync();

        var rows = visitor.Page.Locator("table.decisions tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.First).ToContainTextAsync("No data after it yet");
        await Assertions.Expect(rows.First).ToContainTextAsync("10.0% were expected to order");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Delete decision" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        Assert.Empty(visitor.Errors);
    }
}
