using Bunit;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Predictions;

namespace Dashboard.Web.Tests.Predictions;

public sealed class PredictionTabsTests : BunitContext
{
    [Fact]
    public void Tabs_KeepTheScope_AndMarkThePage()
    {
        var scope = new Scope(new RangeChoice("all"), Comparison.PreviousPeriod, new Filter(new Condition(Dimension.Country, "Germany")));

        var tabs = Render<PredictionTabs>(p => p.Add(t => t.Scope, scope).Add(t => t.Here, "likelihood"));

        tabs.WaitForAssertion(() => Assert.Equal("Likelihood", tabs.Find("[aria-current=page]").TextContent));
        Assert.Equal(
            ["/predictions?range=all&f=country%3AGermany", "/predictions/likelihood?range=all&f=country%3AGermany", "/predictions/next?range=all&f=country%3AGermany", "/predictions/contracts?range=all&f=country%3AGermany", "/predictions/models", "/predictions/decisions"],
            tabs.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void NewDecision_CarriesWhatIsKnown() =>
        Assert.Equal("/predictions/decisions?rule=churn_risk%20%3E%200.6&offer=10%20%25&effect=120", Urls.NewDecision("churn_risk > 0.6", "10 %", new KeyValuePair<string, string?>("effect", "120")));
}
