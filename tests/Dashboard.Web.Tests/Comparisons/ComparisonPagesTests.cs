using Bunit;
using Dashboard.Services.Samples;
using Dashboard.Web.Comparisons;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Comparisons;

public sealed class ComparisonPagesTests : ShopPages
{
    [Fact]
    public void ProfilePage_EmptyStore_SaysWhatToDo()
    {
        var page = Show<ProfilePage>("/segments/profile");

        page.WaitForAssertion(() => Assert.Contains("No customers here", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void ProfilePage_FewPeople_SaysHowManyAreNeeded()
    {
        Fill();

        var page = Show<ProfilePage>("/segments/profile?range=all&rule=gender%20%3D%20%22female%22");

        page.WaitForAssertion(() => Assert.Contains("2 and 1 customer are too few to compare", page.Markup, StringComparison.Ordinal));
        Assert.Contains("10 on each side are needed", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ComparePage_ImpossibleRule_SaysWhatIsWrongAndKeepsTheText()
    {
        Fill();

        var page = Show<ComparePage>("/segments/compare?a=colour%20%3D%20%22red%22");

        page.WaitForAssertion(() => Assert.Contains("colour", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal("colour = \"red\"", page.Find("input[aria-label='First set: rule']").GetAttribute("value")));
    }

    [Fact]
    public void ComparePage_AnotherSet_GoesToItsAddress()
    {
        Fill();
        var page = Show<ComparePage>("/segments/compare?range=all");
        page.WaitForElement("select");

        page.Act(".set-picker select", 1, e => e.Change("rfm.group = \"Loyal\""));

        page.WaitForAssertion(() => Assert.EndsWith("/segments/compare?range=all&a=rfm.group%20%3D%20%22Champions%22&b=rfm.group%20%3D%20%22Loyal%22", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void ComparePage_Swap_TurnsTheAddressRound()
    {
        Fill();
        var page = Show<ComparePage>("/segments/compare?a=gender%20%3D%20%22male%22&b=gender%20%3D%20%22female%22");
        page.WaitForElement(".set-pickers > button");

        page.Act(".set-pickers > button", e => e.Click());

        page.WaitForAssertion(() => Assert.EndsWith("/segments/compare?a=gender%20%3D%20%22female%22&b=gender%20%3D%20%22male%22", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_SampleShop_ShowTraitsDifferencesAndMonths()
    {
        await Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Xunit.TestContext.Current.CancellationToken);

        var profile = Show<ProfilePage>("/segments/profile?range=all&rule=rfm.group%20%3D%20%22Loyal%22");

        profile.WaitForAssertion(() => Assert.Contains("that set them apart", profile.Markup, StringComparison.Ordinal));
        profile.WaitForElement(".persona-stage");
        profile.WaitForElement(".interval-stage");
        profile.WaitForAssertion(() => Assert.Equal(3, profile.FindAll(".line-stage").Count));
        profile.WaitForAssertion(() => Assert.Equal("Loyal", profile.Find(".set-picker option[selected]").TextContent));
        profile.WaitForAssertion(() => Assert.Contains(profile.FindAll("a"), a => a.GetAttribute("href") == "/export/comparison/persona.xlsx?range=all&a=rfm.group%20%3D%20%22Loyal%22"));
        Assert.Contains("without what the rule itself asks for", profile.Markup, StringComparison.Ordinal);

        var compare = Show<ComparePage>("/segments/compare?range=all&a=gender%20%3D%20%22female%22&b=orders%20%3E%3D%202");

        compare.WaitForAssertion(() => Assert.Contains("in both sets, left out of both", compare.Markup, StringComparison.Ordinal));
        Assert.Contains("Benjamini–Hochberg", compare.Markup, StringComparison.Ordinal);
        var facts = compare.FindAll(".bar-stage").Count;
        Navigation.NavigateTo("/segments/compare?range=all&a=gender%20%3D%20%22female%22&b=orders%20%3E%3D%202&facts=all");
        compare.WaitForAssertion(() => Assert.True(compare.FindAll(".bar-stage").Count > facts));
    }
}
