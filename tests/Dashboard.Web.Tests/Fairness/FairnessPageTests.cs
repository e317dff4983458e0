using Bunit;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Fairness;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Fairness;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Fairness;

public sealed class FairnessPageTests : ShopPages
{
    private const string Women = "/fairness?range=all&rule=gender%20%3D%20%22female%22";

    [Fact]
    public void Page_EmptyStore_SaysWhatToDo()
    {
        var page = Show<FairnessPage>("/fairness");

        page.WaitForAssertion(() => Assert.Contains("No customers here", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_FewPeople_SaysNothingOfThem()
    {
        Fill();

        var page = Show<FairnessPage>(Women);

        page.WaitForAssertion(() => Assert.Contains("Too few people to say anything", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("textarea"));
    }

    [Fact]
    public void Page_ImpossibleRule_SaysWhatIsWrong()
    {
        Fill();

        var page = Show<FairnessPage>("/fairness?rule=colour%20%3D%20%22red%22");

        page.WaitForAssertion(() => Assert.Contains("colour", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_RuleUnderFourFifths_ShowsRatiosAndProxiesAndKeepsAReason()
    {
        await SampleAsync();
        var page = Show<FairnessPage>(Women);
        page.WaitForAssertion(() => Assert.Contains("under four fifths", page.Find("h1").TextContent, StringComparison.Ordinal));

        page.WaitForElement(".interval-stage");
        Assert.Contains("The rule uses gender itself", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/fairness/groups.xlsx?range=all&rule=gender%20%3D%20%22female%22"));

        await page.ActAsync("form:has(textarea)", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Write why you go on", page.Markup, StringComparison.Ordinal));
        page.Act("textarea", e => e.Change("Dresses are shown to who wears them."));
        await page.ActAsync("form:has(textarea)", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.Contains("Kept.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Dresses are shown to who wears them.", Assert.Single(Services.GetRequiredService<FairnessReasonService>().Of(RuleText.Parse("gender = \"female\""))).Reason);
        page.WaitForAssertion(() => Assert.Contains("Dresses are shown", page.Find("table").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OtherAttributes_AreSavedForTheShop()
    {
        await SampleAsync();
        var page = Show<FairnessPage>(Women);
        page.WaitForElement(".column-choice");

        page.Act(".column-choice input", 1, e => e.Change(false));
        await page.ActAsync("form:has(.column-choice)", e => e.SubmitAsync());

        page.WaitForAssertion(() => Assert.DoesNotContain(page.FindAll("h2"), h => h.TextContent.StartsWith("Age band", StringComparison.Ordinal)));
        Assert.DoesNotContain("age", Services.GetRequiredService<ShopSettingsService>().Current().Sensitive.Names);
    }

    private Task SampleAsync() => Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Xunit.TestContext.Current.CancellationToken);
}
