using Bunit;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Web.Segments;

namespace Dashboard.Web.Tests.Segments;

public sealed class SegmentComponentTests : ScreenContext
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0000]);

    private readonly SegmentsResult result = new SegmentsRequest(Scope.Default, Edges).Run(TestShop.Random(5), Xunit.TestContext.Current.CancellationToken);

    [Fact]
    public void RfmGrid_Result_ShowsEveryCellWithItsCountAndLink()
    {
        var grid = Render<RfmGrid>(p => p.Add(x => x.Result, result).Add(x => x.Scope, Scope.Default));

        Assert.Equal(result.Grid.Select(c => Formats.Integer(c.Customers)), grid.FindAll("td b").Select(b => b.TextContent));
        Assert.Equal("/segments/champions", grid.FindAll("td a")[4].GetAttribute("href"));
        Assert.Equal(["up to 10 days", "11–20 days", "21–30 days", "31–40 days", "over 40 days"], grid.FindAll("tbody th span").Select(s => s.TextContent));
    }

    [Fact]
    public void SegmentCard_Group_ShowsSizeShareAndAction()
    {
        var row = result.Groups.MaxBy(g => g.Customers)!;

        var card = Render<SegmentCard>(p => p.Add(x => x.Row, row).Add(x => x.Scope, Scope.Default));

        Assert.Equal(Formats.Integer(row.Customers), card.Find(".kpi-value").TextContent);
        Assert.Contains(row.Action, card.Markup, StringComparison.Ordinal);
        Assert.Contains(Formats.Percent(row.Share), card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ThresholdEditor_Preview_GivesTheEdgesTyped()
    {
        RfmThresholds? previewed = null;
        var editor = Render<ThresholdEditor>(p => p.Add(x => x.Thresholds, Edges).Add(x => x.Currency, "EUR").Add(x => x.OnPreview, t => previewed = t));
        Assert.Equal("200.5", editor.FindAll("input")[9].GetAttribute("value"));

        editor.FindAll("input")[3].Change("90");
        editor.Find("form").Submit();

        Assert.Equal(new RfmThresholds([10, 20, 30, 90], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0000]), previewed);
    }

    [Theory]
    [InlineData("5", "must be four numbers in ascending order")]
    [InlineData("many", "'many' is not a number")]
    [InlineData("", "'' is not a number")]
    public void ThresholdEditor_BadEdge_SaysWhatIsNeededAndSavesNothing(string typed, string said)
    {
        var saved = false;
        var editor = Render<ThresholdEditor>(p => p.Add(x => x.Thresholds, Edges).Add(x => x.Currency, "EUR").Add(x => x.OnSave, _ => saved = true));

        editor.FindAll("input")[1].Change(typed);
        editor.Find("button.primary").Click();

        Assert.Contains(said, editor.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(saved);
    }

    [Fact]
    public void ThresholdsQuery_RoundTrip_KeepsDecimals()
    {
        Assert.Equal("10,20,30,40;1,2,3,4;100,200.5,300,400", ThresholdsQuery.Format(Edges));
        Assert.Equal(Edges, ThresholdsQuery.Parse(ThresholdsQuery.Format(Edges)));
        Assert.Null(ThresholdsQuery.Parse(null));
        Assert.Throws<ArgumentException>(() => ThresholdsQuery.Parse("1,2,3,4"));
        Assert.Throws<ArgumentException>(() => ThresholdsQuery.Parse("1,2,3,4;1,2,3,4;1,2,3,99999999999999999999"));
    }

    [Fact]
    public void SegmentCharts_Tables_ReconcileWithTheResult()
    {
        var table = SegmentCharts.Groups(result, Scope.Default);
        var moves = SegmentCharts.Moves(result);

        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Equal(table.Columns.Count, table.Total.Count);
        Assert.Equal(result.Customers, table.Rows.Sum(r => r[1].Number ?? 0));
        Assert.Equal(result.Moves.Sum(m => m.Customers), moves.Values.Sum(row => row.Sum(v => v ?? 0)));
        Assert.Equal(result.Months.Count, SegmentCharts.Sizes(result).Labels.Count);
    }

    [Fact]
    public void ProfileCharts_ManyValues_PutTheRestInOneBarAndKeepTheSum()
    {
        var rows = Enumerable.Range(0, 20).Select(i => ShareRow.Of($"v{i}", $"V{i}", 5, 100, 10, 200)).ToList();

        var spec = ProfileCharts.Shares("Country", "Country", RfmGroup.Loyal, rows, (RfmGroup.New, rows));

        Assert.Equal(13, spec.Labels.Count);
        Assert.Equal("+8 more", spec.Labels[^1]);
        Assert.Equal(["Loyal", "New", "Everybody"], spec.Series.Select(s => s.Name));
        Assert.All(spec.Series, s => Assert.Equal(1, s.Values.Sum()!.Value, 9));
    }
}
