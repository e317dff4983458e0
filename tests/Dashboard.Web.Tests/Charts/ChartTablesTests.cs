using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

public sealed class ChartTablesTests
{
    [Theory]
    [MemberData(nameof(Specs.Kinds), MemberType = typeof(Specs))]
    public void Of_EveryKind_IsARectangleUnderItsHeadings(string kind)
    {
        var table = ChartTables.Of(Specs.Of(kind));

        Assert.NotEmpty(table.Rows);
        Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count));
        Assert.Equal(Specs.Of(kind).Label, table.Caption);
    }

    [Fact]
    public void Of_Line_HoldsSeriesBandsAndNotes()
    {
        var table = ChartTables.Of(Specs.Line);

        Assert.Equal(["Month", "This year", "Year before", "Forecast", "80% interval, from", "80% interval, to", "95% interval, from", "95% interval, to", "Note"], table.Columns.Select(c => c.Title));
        Assert.Equal(["Dec 2011", "n/a", "£10.00", "£40.50", "£35.00", "£45.00", "£30.00", "£50.00", ""], table.Rows[2].Select(c => c.Text));
        Assert.Equal("Sale", table.Rows[1][^1].Text);
    }

    [Fact]
    public void Of_Treemap_SharesAddUpToOne() => Assert.Equal(1, ChartTables.Of(Specs.Treemap).Rows.Sum(r => r[2].Number!.Value), 12);

    [Fact]
    public void Of_Funnel_SharesAreOfTheFirstStep() => Assert.Equal(["100.0%", "25.0%", "1.5%"], ChartTables.Of(Specs.Funnel).Rows.Select(r => r[2].Text));

    [Fact]
    public void Of_Map_HoldsWhatIsNotOnTheMap() => Assert.Equal(["EIRE", "Channel Islands"], ChartTables.Of(Specs.Map).Rows.Select(r => r[0].Text));

    [Fact]
    public void Of_Sankey_IsARowALinkWithItsShareOfWhereItLeaves() =>
        Assert.Equal(["Champions → Champions 30 75.0%", "Champions → At risk 10 25.0%", "At risk → At risk 20 100.0%"], ChartTables.Of(Specs.Sankey).Rows.Select(r => $"{r[0].Text} → {r[1].Text} {r[2].Text} {r[3].Text}"));

    [Fact]
    public void Describe_Sankey_NamesTheLargestStream() => Assert.Equal("Groups before and after. 3 streams. Largest: Champions to Champions, 30.", ChartTables.Describe(Specs.Sankey));

    [Fact]
    public void Describe_Bars_NamesTheHighestAndTheLowest() =>
        Assert.Equal("Orders by country. 2 rows. Highest: Germany, Expected, 5. Lowest: France, Recorded, 2.", ChartTables.Describe(Specs.Bar));

    [Fact]
    public void Describe_NoValues_SaysSo() =>
        Assert.Equal("Orders by country. There are no values.", ChartTables.Describe(Specs.Bar with { Labels = [], Series = [] }));

    [Fact]
    public void Describe_Treemap_LeavesSharesOut() =>
        Assert.Equal("Revenue by group. 2 rows. Highest: Champions, 41.5. Lowest: At risk, 8.5.", ChartTables.Describe(Specs.Treemap));
}
