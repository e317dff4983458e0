using Bunit;
using Dashboard.Analytics.Predictions;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Predictions;

public sealed class LifetimePageTests : ShopPages
{
    [Fact]
    public void LifetimePage_EmptyStore_SaysWhatToDo()
    {
        var page = Show<LifetimePage>("/predictions");

        page.WaitForAssertion(() => Assert.Contains("Nobody here has ordered", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void LifetimePage_ThreeCustomers_SaysWhichRungItIsAndWhatUnlocksTheNext()
    {
        Fill();

        var page = Show<LifetimePage>("/predictions?range=all");

        page.WaitForAssertion(() => Assert.Contains("Too little data to predict", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Rung 1 of 4", page.Markup, StringComparison.Ordinal);
        Assert.Contains("50 customers with an order are needed for rates of groups of customers; there are 3.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 of them have ordered on more than one day", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void LifetimePage_ImpossibleAddress_SaysWhatIsPossible()
    {
        Fill();

        var page = Show<LifetimePage>("/predictions?h=soon");

        page.WaitForAssertion(() => Assert.Contains("The horizon is a number of days from 1 to 1095, not “soon”.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void LifetimeControls_SliderAndChoices_ChangeTheQuery()
    {
        LifetimeQuery? chosen = null;
        var controls = Render<LifetimeControls>(parameters => parameters
            .Add(c => c.Query, LifetimeQuery.Parse("90", "country", null))
            .Add(c => c.OnChange, EventCallback.Factory.Create<LifetimeQuery>(this, query => chosen = query)));
        var slider = controls.WaitForElement("input[type=range]");
        Assert.Equal(("1", "90 days"), (slider.GetAttribute("value"), slider.GetAttribute("aria-valuetext")));

        slider.Change("2");
        Assert.Equal(180, chosen!.HorizonDays);
        controls.Act("button", button => button.TextContent == "First order", e => e.Click());
        Assert.Equal((ValueBreakdown.Cohort, 90), (chosen!.By, chosen.HorizonDays));
        controls.Act("select", e => e.Change("0.1"));
        Assert.Equal(0.1, chosen!.Discount);
    }

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData("365", "segment", "", "")]
    [InlineData("90", "cohort", "0.15", "h=90,by=cohort,discount=0.15")]
    public void LifetimeQuery_Address_RoundTrips(string? days, string? by, string? discount, string parameters)
    {
        var query = LifetimeQuery.Parse(days, by, discount);
        Assert.Equal(parameters, string.Join(',', query.Parameters().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Throws<ArgumentException>(() => LifetimeQuery.Parse("-1", null, null));
        Assert.Throws<ArgumentException>(() => LifetimeQuery.Parse(null, null, "ten"));
    }
}
