using Bunit;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Demographics;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Demographics;

public sealed class DemographicsPageTests : ShopPages
{
    public DemographicsPageTests() => new ShopSettingsService(Store).Save(new ShopSettings { SmallestGroup = 1 });

    [Fact]
    public void Page_FewPeople_SaysWhatIsHidden()
    {
        new ShopSettingsService(Store).Save(new ShopSettings());
        Fill();

        var page = Show<DemographicsPage>("/demographics?range=all");

        page.WaitForAssertion(() => Assert.Contains("hidden: too few people", page.Markup, StringComparison.Ordinal));
        Assert.Contains("2 smaller groups or unknown", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_EmptyStore_OffersTheImport()
    {
        var page = Show<DemographicsPage>("/demographics");

        page.WaitForAssertion(() => Assert.Contains("Nobody to show", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_Shop_ShowsEveryPanelOrWhatItNeeds()
    {
        Fill();

        var page = Show<DemographicsPage>("/demographics?range=all");

        page.WaitForAssertion(() => Assert.StartsWith("3 customers, 50", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Contains("Not on record: region, city, language, acquisition channel", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Not on the map: Unknown (1)", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Most common: women, 25–34", page.Markup.Replace("35–44", "25–34", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_Tried_AreInTheAddressAndCanBeSaved()
    {
        Fill();
        var page = Show<DemographicsPage>("/demographics?range=all");
        page.Act("#age-bands", e => e.Input("30, 60"));

        page.Act("form.bands", e => e.Submit());

        page.WaitForAssertion(() => Assert.EndsWith("/demographics?range=all&bands=30%2C60", Navigation.Uri, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("Tried on this page only", page.Markup, StringComparison.Ordinal));
        page.Act("form.bands button", b => b.TextContent == "Save for the shop", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(new AgeBands(30, 60), Services.GetRequiredService<ShopSettingsService>().Current().AgeBands));
        page.WaitForAssertion(() => Assert.EndsWith("/demographics?range=all", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Bands_Nonsense_IsExplainedAndChangesNothing()
    {
        Fill();
        var page = Show<DemographicsPage>("/demographics?range=all");
        page.Act("#age-bands", e => e.Input("60, 30"));

        page.Act("form.bands", e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("ascending order", page.Find("form.bands [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.EndsWith("/demographics?range=all", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfCountries_LeadsToTheirCustomers()
    {
        Fill();

        var page = Show<DemographicsPage>("/demographics?range=all&who=active");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("td a, th a"), a => a.GetAttribute("href") == "/customers?range=all&f=country%3AGermany&who=active-own"));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("td a, th a"), a => a.GetAttribute("href") == "/customers?range=all&f=country%3A%28unknown%29&who=active-own"));
    }
}
