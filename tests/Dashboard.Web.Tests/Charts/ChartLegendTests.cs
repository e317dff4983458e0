using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

public sealed class ChartLegendTests
{
    [Fact]
    public void Of_OneSeries_IsEmpty() => Assert.Empty(ChartLegend.Of(Specs.Bar with { Series = [Specs.Bar.Series[0]] }));

    [Fact]
    public void Of_LinesAndBands_ShowHowEachIsDrawn() =>
        Assert.Equal(["", "dashed", "dashed", "band-80", "band-95"], ChartLegend.Of(Specs.Line).Select(e => e.Style));

    [Fact]
    public void Of_PredictedBars_AreHatched() => Assert.Equal(["area", "hatched"], ChartLegend.Of(Specs.Bar).Select(e => e.Style));

    [Fact]
    public void Of_DivergingHeatmap_NamesTheCentre() => Assert.Equal(["Below 100", "100", "Above 100"], ChartLegend.Of(Specs.Heatmap).Select(e => e.Name));
}
