using System.Globalization;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>From sets of customers to those who are in several of them.</summary>
public sealed class OverlapJourneyTests(SampleSite shop)
{
    [Fact]
    public async Task Overlap_FromSetsToABarToTheList_CountsTheSameCustomers()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/segments");
        await visitor.Page.GetByLabel("Segment pages").GetByText("Overlap").ClickAsync();
        await visitor.AtAsync("/segments/overlap");
        await visitor.ReadyAsync();

        // Sets that overlap are there from the start; one is changed.
        await visitor.Page.GetByLabel("Set 5", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Loyal" });
        await visitor.AtAsync(".*Loyal%22");
        await visitor.ReadyAsync();
        await visitor.DrawnAsync();

        var bar = visitor.Page.Locator(".upset-stage .mark[role=button]").First;
        var label = await bar.GetAttributeAsync("aria-label");
        var customers = label![(label!.LastIndexOf(':') + 1)..].Trim();
        Assert.True(int.Parse(customers, NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en-GB")) > 0);

        // By key as well as by pointer: the second bar is one arrow away.
        await bar.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(visitor.Page.Locator(".upset-stage .mark").Nth(1)).ToBeFocusedAsync();
        await bar.ClickAsync();
        await visitor.AtAsync(@"/customers\?f=rule.*");
        await visitor.ReadyAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync($"{customers} customers");

        await visitor.Page.GoBackAsync();
        await visitor.AtAsync(".*Loyal%22");
        await visitor.ReadyAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "All of these sets" }).ClickAsync();
        await visitor.AtAsync(".*mode=inclusive");
        await Assertions.Expect(visitor.Page.GetByText("Customers in all of the sets with a dot")).ToBeVisibleAsync();
        Assert.Empty(visitor.Errors);
    }
}
