using System.Text.Json;
using Bunit;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

/// <summary>What is sent to charts.js, a test a kind.</summary>
public sealed class ChartTests : ScreenContext
{
    [Fact]
    public void Line_BandsAnnotationsAndRoles_AreSent()
    {
        var sent = Sent(Specs.Line);

        Assert.Equal("line", sent.GetProperty("kind").GetString());
        Assert.Equal(["Main", "Comparison", "Forecast"], sent.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("role").GetString()));
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("series")[2].GetProperty("values")[0].ValueKind);
        Assert.Equal([80, 95], sent.GetProperty("bands").EnumerateArray().Select(b => b.GetProperty("level").GetInt32()));
        Assert.Equal("Sale", sent.GetProperty("annotations")[0].GetProperty("text").GetString());
        Assert.Equal("GBP", sent.GetProperty("format").GetProperty("currency").GetString());
    }

    [Fact]
    public void Bar_PredictedSeriesAndPointColors_AreSent()
    {
        var sent = Sent(Specs.Bar with { PointColors = ["rfm-champions", "rfm-at-risk"] });

        Assert.Equal("bar", sent.GetProperty("kind").GetString());
        Assert.Equal([false, true], sent.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("predicted").GetBoolean()));
        Assert.Equal("rfm-at-risk", sent.GetProperty("pointColors")[1].GetString());
        Assert.True(sent.GetProperty("horizontal").GetBoolean());
    }

    [Fact]
    public void Treemap_Tiles_AreSentWithTokens()
    {
        var tile = Sent(Specs.Treemap).GetProperty("tiles")[0];

        Assert.Equal(("Champions", 41.5, "rfm-champions"), (tile.GetProperty("name").GetString(), tile.GetProperty("value").GetDouble(), tile.GetProperty("color").GetString()));
    }

    [Fact]
    public void Heatmap_DivergingScale_IsSentWithItsCentreAndHeight()
    {
        var sent = Sent(Specs.Heatmap);

        Assert.Equal(("Diverging", 100), (sent.GetProperty("scale").GetString(), sent.GetProperty("center").GetInt32()));
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("values")[1][1].ValueKind);
        Assert.Equal((2 * 36) + 26, sent.GetProperty("height").GetInt32());
    }

    [Fact]
    public void Pyramid_UnknownSide_IsSent()
    {
        var sent = Sent(Specs.Pyramid);

        Assert.Equal("Women", sent.GetProperty("left").GetProperty("name").GetString());
        Assert.Equal("series-muted", sent.GetProperty("other").GetProperty("color").GetString());
    }

    [Fact]
    public void Funnel_Steps_AreSentInOrder() =>
        Assert.Equal(["Sent", "Opened", "Converted"], Sent(Specs.Funnel).GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("name").GetString()));

    [Fact]
    public void Map_PlacesAndAtlas_AreSentAndTheRestIsListed()
    {
        var sent = Sent(Specs.Map, out var chart);

        Assert.Equal("world.json", sent.GetProperty("atlas").GetString());
        Assert.Equal("Ireland", sent.GetProperty("places")[0].GetProperty("country").GetString());
        Assert.Contains("Not on the map: Channel Islands (758)", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_FromAFile_AreTextInTheMarkup()
    {
        Sent(Specs.Line with { Label = "<script>alert(1)</script>" }, out var chart);

        Assert.Empty(chart.FindAll("script"));
        chart.WaitForAssertion(() => Assert.StartsWith("<script>alert(1)</script>", chart.Find(".chart-stage").GetAttribute("aria-label"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task MarkAsync_WithAHandler_RaisesIt()
    {
        ChartMark? seen = null;
        var chart = Render<Chart>(p => p.Add(c => c.Spec, Specs.Treemap).Add(c => c.OnMark, mark => seen = mark));

        await chart.InvokeAsync(() => chart.Instance.MarkAsync(0, 1));

        Assert.Equal(new ChartMark(0, 1), seen);
        chart.WaitForAssertion(() => Assert.Equal("group", chart.Find(".chart-stage").GetAttribute("role")));
        Assert.Equal(true, Assert.Single(ChartScript.Invocations["draw"]).Arguments[3]);
    }

    [Fact]
    public void NoHandler_MarksAreNoButtonsAndTheStageIsAnImage()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Spec, Specs.Treemap));

        chart.WaitForAssertion(() => Assert.Equal("img", chart.Find(".chart-stage").GetAttribute("role")));
        Assert.Equal(false, Assert.Single(ChartScript.Invocations["draw"]).Arguments[3]);
    }

    [Fact]
    public async Task AnotherSpec_IsSentAsUpdateAndDisposalIsTold()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Spec, Specs.Treemap));
        chart.Render(p => p.Add(c => c.Spec, Specs.Funnel));
        await chart.Instance.DisposeAsync();

        Assert.Equal(["draw", "update", "dispose"], ChartScript.Invocations.Select(i => i.Identifier));
        Assert.Same(Specs.Funnel, Assert.Single(ChartScript.Invocations["update"]).Arguments[1]);
    }

    private JsonElement Sent(ChartSpec spec) => Sent(spec, out _);

    private JsonElement Sent(ChartSpec spec, out IRenderedComponent<Chart> chart)
    {
        chart = Render<Chart>(p => p.Add(c => c.Spec, spec));
        // As the runtime writes arguments: camel case, by the type that they have.
        return JsonSerializer.SerializeToElement(Assert.Single(ChartScript.Invocations["draw"]).Arguments[1], JsonSerializerOptions.Web);
    }
}
