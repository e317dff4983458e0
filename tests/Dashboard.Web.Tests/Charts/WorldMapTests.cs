using Bunit;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

public sealed class WorldMapTests : ScreenContext
{
    [Fact]
    public async Task OnCountry_AMark_GivesTheNameOfTheData()
    {
        string? seen = null;
        var map = Render<WorldMap>(p => p.Add(m => m.Label, "Customers").Add(m => m.ValueName, "Customers")
            .Add(m => m.Places, [new("Unspecified", 4), new("Germany", 95), new("EIRE", 3)]).Add(m => m.OnCountry, country => seen = country));

        await map.InvokeAsync(() => map.FindComponent<Chart>().Instance.MarkAsync(0, 1));

        Assert.Equal("EIRE", seen);
    }

    [Fact]
    public void NoHandler_CountriesAreNoButtons() =>
        Assert.Equal("img", Render<WorldMap>(p => p.Add(m => m.Label, "Customers").Add(m => m.ValueName, "Customers").Add(m => m.Places, [])).WaitForElement(".chart-stage").GetAttribute("role"));
}
