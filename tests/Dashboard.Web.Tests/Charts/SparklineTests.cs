using Bunit;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

public sealed class SparklineTests : ScreenContext
{
    [Fact]
    public void Points_ThreeValues_SpanTheBox() => Assert.Equal("0,28 50,15 100,2", Sparkline.Points([1, 2, 3]));

    [Fact]
    public void Points_LevelLine_LiesInTheMiddle() => Assert.Equal("0,15 100,15", Sparkline.Points([7, 7]));

    [Fact]
    public void Render_OneValue_DrawsNothing() =>
        Assert.Empty(Render<Sparkline>(p => p.Add(s => s.Values, [1]).Add(s => s.Label, "Revenue")).Markup.Trim());

    [Fact]
    public void Render_Values_HasAName() =>
        Assert.Equal("Revenue", Render<Sparkline>(p => p.Add(s => s.Values, [1, 2]).Add(s => s.Label, "Revenue")).WaitForElement("svg").GetAttribute("aria-label"));
}
