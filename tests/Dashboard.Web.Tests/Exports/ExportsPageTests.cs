using Bunit;
using Dashboard.Services.Exports;
using Dashboard.Web.Exports;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Exports;

public sealed class ExportsPageTests : ShopPages
{
    [Fact]
    public void Page_Shop_CountsForEachPurposeAndShowsTheFile()
    {
        Fill();

        var page = Show<ExportsPage>("/exports?range=all");

        page.WaitForAssertion(() => Assert.Equal("3 customers for analysis", page.Find("h1").TextContent));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("table tbody tr").Count));
        Assert.True(page.FindAll(".column-choice input").Any(i => i.HasAttribute("disabled")), "Contact details can be chosen for analysis.");
        Assert.StartsWith("/export/audience.xlsx?range=all&columns=key%2C", page.WaitForSingle("a.button.primary", a => a.TextContent.Contains("Excel", StringComparison.Ordinal)).GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Column_Toggled_IsInTheAddress()
    {
        Fill();
        var page = Show<ExportsPage>("/exports?range=all&columns=key,orders");

        page.Act(".column-choice input[checked]", e => e.Change(false));

        page.WaitForAssertion(() => Assert.EndsWith("/exports?range=all&columns=orders", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Rule_ThatCantBeRead_SaysWhere()
    {
        Fill();

        var page = Show<ExportsPage>("/exports?rule=country%20%3D");

        page.WaitForAssertion(() => Assert.Contains("can't be made", page.Find(".state.problem").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Recipe_Saved_IsListedAndOpensTheSameChoice()
    {
        Fill();
        var page = Show<ExportsPage>("/exports?range=all&rule=country%20%3D%20%22Germany%22&columns=key");
        page.Act("#recipe-name", e => e.Change("Germans"));

        await page.ActAsync("form:has(#recipe-name)", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("Saved as Germans", page.Markup, StringComparison.Ordinal));
        var recipe = Assert.Single(await Services.GetRequiredService<ExportRecipeService>().ListAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal("country = \"Germany\"", recipe.Rule);
        var (scope, query) = AudienceQuery.Parse(recipe.Query);
        Assert.Equal("/exports?range=all&rule=country%20%3D%20%22Germany%22&columns=key&name=Germans", query.Address(scope));
    }
}
