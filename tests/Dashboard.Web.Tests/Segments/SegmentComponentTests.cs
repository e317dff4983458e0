using Bunit;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Web.Segments;

namespace Dashboard.Web.Tests.Segments;

public sealed class SegmentComponentTests : ScreenContext
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0000]);

    private readonly SegmentsResult result = new SegmentsRequest(Scope.Default, new() { Thresholds = Edges }).Run(TestShop.Random(5), Xunit.TestContext.Current.CancellationToken);

    [Fact]
    public void RfmGrid_Result_ShowsEveryCellWithItsCountAndLink()
    {
        var grid = Render<RfmGrid>(p => p.Add(x => x.Result, result).Add(x => x.Scope, Scope.Default));

        grid.WaitForAssertion(() => Assert.Equal(result.Grid.Select(c => Formats.Integer(c.Customers)), grid.FindAll("td b").Select(b => b.TextContent)));
        grid.WaitForAssertion(() => Assert.Equal("/segments/champions", grid.FindAll("td a")[4].GetAttribute("href")));
        grid.WaitForAssertion(() => Assert.Equal(["up to 10 days", "11–20 days", "21–30 days", "31–40 days", "over 40 days"], grid.FindAll("tbody th span").Select(s => s.TextContent)));
    }

    [Fact]
    public void SegmentCard_Group_ShowsSizeShareAndAction()
    {
        var row = result.Groups.MaxBy(g => g.Customers)!;

        var card = Render<SegmentCard>(p => p.Add(x => x.Row, row).Add(x => x.Scope, Scope.Default));

        card.WaitForAssertion(() => Assert.Equal(Formats.Integer(row.Customers), card.Find(".kpi-value").TextContent));
        Assert.Contains(row.Action, card.Markup, StringComparison.Ordinal);
        Assert.Contains(Formats.Percent(row.Share), card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void RfmEditor_EverythingChanged_GivesTheDefinitionTyped()
    {
        RfmDefinition? previewed = null;
        var editor = Render<RfmEditor>(p => p.Add(x => x.Definition, RfmDefinition.Default).Add(x => x.Thresholds, Edges).Add(x => x.Currency, "EUR").Add(x => x.OnPreview, d => previewed = d));
        Assert.Equal("200.5", Edge(editor, 2, 1).GetAttribute("value"));
        Assert.True(Edge(editor, 0, 3).HasAttribute("disabled"));
        editor.WaitForAssertion(() => Assert.Equal(25, editor.FindAll("select").Count));

        editor.Act("#rfm-window", e => e.Change("12"));
        editor.Act("input[type=radio]", 1, e => e.Change(true));
        Edge(editor, 0, 3).Change("90");
        editor.Act("select", 10, e => e.Change(nameof(RfmGroup.AtRisk)));
        editor.Act("input[aria-label='Name of Champions']", e => e.Change("Top fans"));
        editor.Act("form", e => e.Submit());

        Assert.Equal(
            new RfmDefinition
            {
                WindowMonths = 12,
                Thresholds = new([10, 20, 30, 90], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0000]),
                Map = RfmMap.Default.With(3, 1, RfmGroup.AtRisk),
                Names = RfmNames.Default.With(RfmGroup.Champions, "Top fans", null),
            },
            previewed);
        editor.WaitForAssertion(() => Assert.Contains(editor.FindAll("option"), o => o.TextContent == "Top fans"));
    }

    [Theory]
    [InlineData("input[aria-label='Days since last order, edge 2']", "5", "must be four numbers in ascending order")]
    [InlineData("input[aria-label='Orders, edge 1']", "many", "'many' is not a number")]
    [InlineData("input[aria-label='Orders, edge 1']", "", "'' is not a number")]
    [InlineData("#rfm-window", "soon", "1 to 120 months")]
    [InlineData("input[aria-label='Name of Loyal']", "champions", "Two groups are named")]
    public void RfmEditor_WrongField_SaysWhatIsNeededAndSavesNothing(string field, string typed, string said)
    {
        var saved = false;
        var definition = RfmDefinition.Default with { Thresholds = Edges };
        var editor = Render<RfmEditor>(p => p.Add(x => x.Definition, definition).Add(x => x.Thresholds, Edges).Add(x => x.Currency, "EUR").Add(x => x.OnSave, _ => saved = true));

        editor.Find(field).Change(typed);
        editor.Act("button.primary", e => e.Click());

        editor.WaitForAssertion(() => Assert.Contains(said, editor.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(saved);
    }

    [Fact]
    public void RfmEditor_CellOfTheOnlyGroupTaken_NamesWhoIsLeftOut()
    {
        var editor = Render<RfmEditor>(p => p.Add(x => x.Definition, RfmDefinition.Default).Add(x => x.Thresholds, Edges).Add(x => x.Currency, "EUR"));

        editor.Act("select", 12, e => e.Change(nameof(RfmGroup.Loyal)));

        Assert.Contains("No cell leads to Needs attention", editor.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadinessBanner_WeakAndReady_SaysWhatIsMissingWithItsNumber()
    {
        var weak = new RfmReadiness(60, [new(RfmNeed.Buyers, 60, 100, 25), new(RfmNeed.History, 400, 180, 60)]);
        var ready = new RfmReadiness(200, [new(RfmNeed.Buyers, 200, 100, 25)]);

        var (banner, line) = (Render<ReadinessBanner>(p => p.Add(x => x.Readiness, weak)), Render<ReadinessBanner>(p => p.Add(x => x.Readiness, ready)));

        banner.WaitForAssertion(() => Assert.Equal("RFM is weak here: 1 need is not met", banner.Find("strong").TextContent));
        banner.WaitForAssertion(() => Assert.Contains("60 customers with an order; 100 are needed.", banner.Find(".reasons li").TextContent, StringComparison.Ordinal));
        line.WaitForAssertion(() => Assert.Contains("RFM is ready: all 1 needs are met, with 200 buyers", line.Find("summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void RfmMatrix_Movement_AddsUpAndLinksItsCells()
    {
        var snapshot = TestShop.Random(5, 150);
        var movement = new RfmMovementRequest(Scope.Default).Run(snapshot, Xunit.TestContext.Current.CancellationToken);

        var matrix = Render<RfmMatrix>(p => p.Add(x => x.Movement, movement).Add(x => x.Measure, "customers").Add(x => x.Href, m => $"/x/{m.From?.Slug()}/{m.To.Slug()}"));
        var share = Render<RfmMatrix>(p => p.Add(x => x.Movement, movement).Add(x => x.Measure, "share").Add(x => x.Href, _ => null));

        matrix.WaitForAssertion(() => Assert.Equal(movement.Moves.Count, matrix.FindAll("tbody a").Count));
        matrix.WaitForAssertion(() => Assert.Equal(movement.Groups.Where(g => g.Then > 0).Select(g => Formats.Integer(g.Then)), matrix.FindAll("tbody .sum").Select(c => c.TextContent)));
        Assert.Equal(
            movement.Groups.Where(g => g.Now > 0).Select(g => Formats.Integer(g.Now)).Append(Formats.Integer(movement.Customers)), matrix.FindAll("tfoot .sum").Select(c => c.TextContent));
        Assert.Empty(share.FindAll("tbody a"));
        share.WaitForAssertion(() => Assert.Equal(Formats.Percent(1), share.FindAll("tfoot .sum")[^1].TextContent));
    }

    [Fact]
    public void RfmCharts_Movement_StreamsAreTheMoves()
    {
        var movement = new RfmMovementRequest(Scope.Default).Run(TestShop.Random(5, 150), Xunit.TestContext.Current.CancellationToken);

        var (streams, table) = (RfmCharts.Streams(movement), RfmCharts.MovementGroups(movement));

        Assert.Equal(movement.Moves.Select(m => (movement.Receipt.Groups.Name(m.From), m.To.Name(), (double)m.Customers)), streams.Links.Select(l => (streams.Nodes[l.From].Name, streams.Nodes[l.To].Name, l.Value)));
        Assert.All(streams.Links, l => Assert.Equal((0, 1), (streams.Nodes[l.From].Column, streams.Nodes[l.To].Column)));
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Equal(table.Columns.Count, table.Total.Count);
        Assert.Equal(movement.Customers, table.Rows.Sum(r => r[4].Number));
    }

    [Fact]
    public void RfmCharts_Stability_HasABarAndARowForEveryTrial()
    {
        var stability = new RfmStabilityRequest(Scope.Default).Run(TestShop.Random(5, 150), Xunit.TestContext.Current.CancellationToken);

        var (bars, trials) = (RfmCharts.Fragility(stability), RfmCharts.Trials(stability));

        Assert.Equal(16, bars.Labels.Count);
        Assert.Equal(stability.Trials[^1].Changed[1] / (double)stability.Customers, bars.Series[0].Values[^1]);
        Assert.Equal(bars.Labels, trials.Rows.Select(r => r[0].Text));
        Assert.All(trials.Rows, row => Assert.Equal(trials.Columns.Count, row.Count));
        Assert.Equal(stability.Near10, RfmCharts.Firmness(stability).Total[4].Number);
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

        var spec = ProfileCharts.Shares("Country", "Country", RfmNames.Default, RfmGroup.Loyal, rows, (RfmGroup.New, rows));

        Assert.Equal(13, spec.Labels.Count);
        Assert.Equal("+8 more", spec.Labels[^1]);
        Assert.Equal(["Loyal", "New", "Everybody"], spec.Series.Select(s => s.Name));
        Assert.All(spec.Series, s => Assert.Equal(1, s.Values.Sum()!.Value, 9));
    }

    private static AngleSharp.Dom.IElement Edge(IRenderedComponent<RfmEditor> editor, int measure, int edge) => editor.FindAll("td input")[(measure * 4) + edge];
}
