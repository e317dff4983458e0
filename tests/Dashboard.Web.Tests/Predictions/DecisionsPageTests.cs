using Bunit;
using Dashboard.Services.Predictions;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Predictions;

public sealed class DecisionsPageTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private DecisionService Decisions => Services.GetRequiredService<DecisionService>();

    [Fact]
    public void Page_EmptyStore_SaysWhatToDo()
    {
        var page = Show<DecisionsPage>("/predictions/decisions");

        page.WaitForAssertion(() => Assert.Contains("Nothing to decide about yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_DecisionNoted_IsListed_DeletedAndBroughtBack()
    {
        Fill();
        var page = Show<DecisionsPage>("/predictions/decisions?rate=0.25&effect=120");
        page.WaitForAssertion(() => Assert.Contains("3 customers now", page.Markup, StringComparison.Ordinal));

        await page.ActAsync("form.fields input", 0, e => e.ChangeAsync(new ChangeEventArgs { Value = "10 % by e-mail" }));
        await page.ActAsync("form.fields input", 2, e => e.ChangeAsync(new ChangeEventArgs { Value = "Anna" }));
        await page.ActAsync("form.fields", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("Noted: 3 customers", page.Markup, StringComparison.Ordinal));
        var made = Assert.Single(await Decisions.ListAsync(Token));
        Assert.Equal(("10 % by e-mail", "Anna", 0.25, 1_200_000L), (made.Offer, made.Owner, made.ExpectedShare, made.ExpectedValueE4));
        page.WaitForAssertion(() => Assert.Contains("25.0% were expected to order", page.Find("table.decisions").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("No control was kept", page.Find("table.decisions").TextContent, StringComparison.Ordinal));

        await page.ActAsync("table.decisions button", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("No decision was noted yet", page.Markup, StringComparison.Ordinal));
        await page.ActAsync("p[role=status] button", e => e.ClickAsync());
        page.WaitForAssertion(() => Assert.Contains("The decision is back.", page.Markup, StringComparison.Ordinal));
        Assert.Single(await Decisions.ListAsync(Token));
    }

    [Fact]
    public async Task Page_ProposedControl_IsFilledIn_AndSaysWhatItShows()
    {
        Fill();

        var page = Show<DecisionsPage>("/predictions/decisions?rate=0.25&least=0.05&control=0.34");

        page.WaitForAssertion(() => Assert.Contains("34% are 1 of 3 customers", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("34", page.Find("input[max='50']").GetAttribute("value")));
        Assert.Contains("would not show even with half of the customers", page.Markup, StringComparison.Ordinal);

        await page.ActAsync("form.fields input", 0, e => e.ChangeAsync(new ChangeEventArgs { Value = "10 % by e-mail" }));
        await page.ActAsync("form.fields", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("1 in the control", page.Markup, StringComparison.Ordinal));
        Assert.Equal((2L, 1L), (Assert.Single(await Decisions.ListAsync(Token)).Customers, (await Decisions.ListAsync(Token))[0].InControl));
    }

    [Fact]
    public async Task Page_WithoutAnOffer_SaysWhatIsMissing()
    {
        Fill();
        var page = Show<DecisionsPage>("/predictions/decisions");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("form.fields")));

        await page.ActAsync("form.fields", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("Write what is offered", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_RuleThatCantBeRead_SaysWhy()
    {
        Fill();

        var page = Show<DecisionsPage>("/predictions/decisions?rule=country%20%3D");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".note.bad")));
    }
}
