using System.Globalization;
using Dashboard.Services.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>A shop changes its definition of RFM and back, and looks at who moved; on a site of its own, since the definition is the shop's.</summary>
public sealed class RfmJourneyTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Map_PreviewedSavedAndUndone_ChangesTheListAndBack()
    {
        await FillAsync();
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/segments/setup?range=all");
        var before = await DormantAsync(visitor);
        Assert.True(before > 0);

        // The only cells of Dormant with a recency of 1 become At risk, and Champions get another name.
        await visitor.GoAsync("/segments/setup?range=all");
        foreach (var fm in (int[])[1, 2])
            await visitor.Page.GetByLabel($"Segment of R 1, FM {fm}").SelectOptionAsync("AtRisk");
        await visitor.Page.GetByLabel("Name of Champions").FillAsync("Top fans");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Preview", Exact = true }).ClickAsync();
        await visitor.AtAsync("rfm=.*");
        await Assertions.Expect(visitor.Page.Locator(".note strong").GetByText("would change segment")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("nothing is saved")).ToBeVisibleAsync();
        Assert.Equal(before, await DormantAsync(visitor));

        // The address holds the preview, so coming back shows it again.
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save for the shop" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The definition is saved")).ToBeVisibleAsync();
        await visitor.AtAsync(@"/segments/setup\?range=all");
        var after = await DormantAsync(visitor);
        Assert.True(after < before, $"{after} of {before} are still Dormant.");
        await visitor.GoAsync("/segments?range=all");
        await Assertions.Expect(visitor.Page.Locator(".segment-card").First).ToContainTextAsync("Top fans");

        await visitor.GoAsync("/segments/setup?range=all");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Undo the last save" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("The last save is undone")).ToBeVisibleAsync();
        Assert.Equal(before, await DormantAsync(visitor));
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Movement_CellAndStream_OpenTheCustomersThatTheyCount()
    {
        await FillAsync();
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/segments/movement?range=365d");
        await visitor.DrawnAsync();
        var cell = visitor.Page.Locator(".transition tbody td:not(.stayed) a").First;
        var counted = Number(await cell.InnerTextAsync());
        await cell.ClickAsync();
        await visitor.AtAsync(@"/customers\?.*");
        await visitor.ReadyAsync();
        Assert.Equal(counted, Number(await visitor.Page.Locator("h1").InnerTextAsync()));

        await visitor.Page.GoBackAsync();
        await visitor.ReadyAsync();
        await visitor.DrawnAsync();
        var stream = visitor.Page.Locator(".sankey-stage .mark[aria-label*=' to ']").First;
        var said = (await stream.GetAttributeAsync("aria-label"))!;
        await stream.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.AtAsync(@"/customers\?.*");
        await visitor.ReadyAsync();
        Assert.Equal(Number(said[(said.IndexOf(':', StringComparison.Ordinal) + 1)..]), Number(await visitor.Page.Locator("h1").InnerTextAsync()));
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Customer_Scores_SayHowTheyWereReachedAndSinceWhen()
    {
        await FillAsync();
        await using var visitor = await site.VisitAsync();
        await visitor.GoAsync("/customers?range=all&cols=key,segment,since,before,r,f,m");
        await visitor.Page.Locator("a[href^='/customers/']").First.ClickAsync();
        await visitor.AtAsync("/customers/[^/]+");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator("#score-reach")).ToContainTextAsync("R ");
        await Assertions.Expect(visitor.Page.GetByText("of silence more until score").Or(visitor.Page.GetByText("An order makes it the best")).First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText(" since ").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }

    private async Task FillAsync()
    {
        var samples = site.Services.GetRequiredService<SampleShopService>();
        if (!site.Services.GetRequiredService<Services.Snapshots.ShopSettingsService>().Current().IsSample)
            await samples.CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, TestContext.Current.CancellationToken);
    }

    private static async Task<int> DormantAsync(Visitor visitor)
    {
        var here = visitor.Page.Url;
        await visitor.GoAsync("/customers?range=all&f=segment%3ADormant");
        var found = Number(await visitor.Page.Locator("h1").InnerTextAsync());
        await visitor.GoAsync(here);
        return found;
    }

    // The first number of a text.
    private static int Number(string text) => int.Parse(
        string.Concat(text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == ',')), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
