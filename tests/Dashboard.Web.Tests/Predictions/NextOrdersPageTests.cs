using Bunit;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Predictions;

public sealed class NextOrdersPageTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void NextOrdersPage_EmptyStore_SaysWhatToDo()
    {
        var page = Show<NextOrdersPage>("/predictions/next");

        page.WaitForAssertion(() => Assert.Contains("Nobody here has ordered", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void NextOrdersPage_FewOrders_SaysWhichRungItIs()
    {
        Fill();

        var page = Show<NextOrdersPage>("/predictions/next?range=all");

        page.WaitForAssertion(() => Assert.Contains("are too few to learn from", page.Markup, StringComparison.Ordinal));
        Assert.Contains("The shop's rhythm needs 20 customers", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NextOrdersPage_SampleShop_TriesAndSavesADefinition()
    {
        await Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
        var page = Show<NextOrdersPage>("/predictions/next");
        page.WaitForAssertion(() => Assert.Contains("by money at risk", page.Markup, StringComparison.Ordinal));
        page.WaitForElement("table a[href^='/customers/']");

        await page.ActAsync("#churn-risk", e => e.ChangeAsync(new ChangeEventArgs { Value = "soon" }));
        await page.ActAsync("form.fields", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("'soon' is not a number of days", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        await page.ActAsync("#churn-risk", e => e.ChangeAsync(new ChangeEventArgs { Value = "45" }));
        await page.ActAsync("#churn-lapsed", e => e.ChangeAsync(new ChangeEventArgs { Value = "80" }));
        await page.ActAsync("form.fields", e => e.SubmitAsync());
        Assert.EndsWith("/predictions/next?risk=45&lapsed=80", Navigation.Uri, StringComparison.Ordinal);

        await page.ActAsync("form.fields button", b => b.TextContent == "Save for the shop", e => e.ClickAsync());
        Assert.Equal((45, 80), (Shop().AtRiskAfterDays, Shop().LapsedAfterDays));

        Analytics.Predictions.ChurnDefinition Shop() => Services.GetRequiredService<ShopSettingsService>().Current().Churn;
    }

    [Theory]
    [InlineData("0x10", null)]
    [InlineData("-5", null)]
    [InlineData(null, "1e3")]
    [InlineData("99999999999", null)]
    [InlineData("90", "60")]
    public void Parse_NoDays_SaysSo(string? risk, string? lapsed) => Assert.Throws<ArgumentException>(() => NextOrderQuery.Parse(risk, lapsed));
}
