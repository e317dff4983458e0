using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

/// <summary>A small spec of every kind.</summary>
internal static class Specs
{
    public static LineSpec Line { get; } = new()
    {
        Label = "Revenue by month",
        ValueName = "Revenue",
        AxisName = "Month",
        Format = ValueFormat.Money("GBP"),
        Labels = ["Oct 2011", "Nov 2011", "Dec 2011"],
        Series =
        [
            new("This year", [10, 30, null]),
            new("Year before", [8, 9, 10], LineRole.Comparison, ChartColors.Muted),
            new("Forecast", [null, null, 40.5], LineRole.Forecast),
        ],
        Bands = [new("80% interval", 80, [null, null, 35], [null, null, 45]), new("95% interval", 95, [null, null, 30], [null, null, 50])],
        Annotations = [new(1, "Sale")],
    };

    public static BarSpec Bar { get; } = new()
    {
        Label = "Orders by country",
        AxisName = "Country",
        Labels = ["Germany", "France"],
        Series = [new("Recorded", [4, 2]), new("Expected", [5, 3], "series-2", Predicted: true)],
        Horizontal = true,
    };

    public static TreemapSpec Treemap { get; } = new()
    {
        Label = "Revenue by group",
        ValueName = "Revenue",
        Tiles = [new("Champions", 41.5, "rfm-champions"), new("At risk", 8.5, "rfm-at-risk")],
        Format = ValueFormat.Number(1),
    };

    public static HeatmapSpec Heatmap { get; } = new()
    {
        Label = "Index of country by group",
        AxisName = "Country",
        Rows = ["Germany", "France"],
        Columns = ["Champions", "At risk"],
        Values = [[140, 80], [100, null]],
        Scale = HeatScale.Diverging,
    };

    public static PyramidSpec Pyramid { get; } = new()
    {
        Label = "Customers by age and gender",
        Bands = ["35+", "18–34", "Unknown"],
        Left = new("Women", [30, 20, 1], "series-1"),
        Right = new("Men", [25, 22, 0], "series-2"),
        Other = new("Unknown", [2, 3, 9], ChartColors.Muted),
    };

    public static FunnelSpec Funnel { get; } = new()
    {
        Label = "Campaign funnel",
        ValueName = "Customers",
        Steps = [new("Sent", 200), new("Opened", 50), new("Converted", 3)],
    };

    public static IntervalSpec Interval { get; } = new()
    {
        Label = "Effect by country",
        ValueName = "Effect",
        OtherName = "Credited",
        Rows = [new("Germany", 3, 1, 5, Other: 9), new("France", null, null, null)],
    };

    public static PersonaSpec Persona { get; } = new()
    {
        Label = "What defines Champions, 1,234 customers",
        Name = "Champions",
        OtherName = "Everybody",
        Traits = [new("Country: Germany", "62.0%", "41.0%", 0.62, 0.41, "share", "+21.0 pts against everybody else; n = 765 of 1,234."), new("Amount of an order", "€80.00", "€50.00", 1, 0.625, "mean", "+€30.00.")],
    };

    public static ScatterSpec Scatter { get; } = new()
    {
        Label = "Customers by orders and age",
        AxisName = "Customer",
        X = new("Orders", ValueFormat.Integer, Log: true),
        Y = new("Age", ValueFormat.Integer),
        Groups = [new("Regulars", "series-1"), new("Others", "series-2")],
        Points = [new("A1", 3, 41, 0), new("B2", 1, 29, 1)],
    };

    public static UpsetSpec Upset { get; } = new()
    {
        Label = "Intersections of 2 sets of customers",
        ValueName = "Customers",
        AddsUp = true,
        Sets = [new("Champions", 40, "rfm-champions"), new("Women", 25, "series-2")],
        Bars = [new("Champions only", [0], 30), new("Women only", [1], 15), new("Champions and Women only", [0, 1], 10, "2.0% of everybody")],
    };

    public static MapSpec Map { get; } = Countries.Map("Customers by country", "Customers", [new("EIRE", 3), new("Channel Islands", 758)], ValueFormat.Integer);

    public static SankeySpec Sankey { get; } = new()
    {
        Label = "Groups before and after",
        ValueName = "Customers",
        Columns = ["Before", "After"],
        Nodes = [new("Champions", 0, "rfm-champions"), new("At risk", 0, "rfm-at-risk"), new("Champions", 1, "rfm-champions"), new("At risk", 1, "rfm-at-risk")],
        Links = [new(0, 2, 30), new(0, 3, 10, "slipped"), new(1, 3, 20)],
    };

    public static TheoryData<string> Kinds => ["line", "bar", "treemap", "heatmap", "pyramid", "funnel", "interval", "map", "sankey", "persona", "scatter", "upset"];

    public static ChartSpec Of(string kind) => new ChartSpec[] { Line, Bar, Treemap, Heatmap, Pyramid, Funnel, Interval, Map, Sankey, Persona, Scatter, Upset }.Single(s => s.Kind == kind);
}
