using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Assortment;

/// <summary>The charts of the assortment pages.</summary>
public static class AssortmentCharts
{
    private const int MostRows = 20;

    /// <summary>The rows that a chart shows: those with the highest index in any group; a single group shows its lowest as well.</summary>
    public static IReadOnlyList<AssortmentRow> Shown(AssortmentIndexResult result, AssortmentMeasure measure)
    {
        if (result.Groups.Count != 1)
            return [.. result.Rows.Take(MostRows)];
        var known = result.Rows.Where(r => r.Cells[0]?.By(measure) is { Index: not null, IndexInterval: not null }).OrderByDescending(r => r.Cells[0]!.By(measure).Index).ToList();
        return known.Count <= MostRows ? known : [.. known.Take(MostRows / 2), .. known.Skip(known.Count - MostRows / 2)];
    }

    /// <summary>The places of the groups that ordered something: the others would be empty columns, and are named beside the chart.</summary>
    public static IReadOnlyList<int> Active(AssortmentIndexResult result) => [.. Enumerable.Range(0, result.Groups.Count).Where(g => result.Groups[g].Active > 0)];

    /// <summary>The index of each item in each group that ordered something.</summary>
    public static HeatmapSpec Heatmap(AssortmentIndexResult result, AssortmentMeasure measure)
    {
        var (rows, groups) = (Shown(result, measure), Active(result));
        return new HeatmapSpec
        {
            Label = "Index of items by segment",
            ValueName = "Index",
            AxisName = "Item",
            Format = ValueFormat.Number(0),
            Rows = [.. rows.Select(r => r.Item.Label)],
            Columns = [.. groups.Select(g => result.Groups[g].Name)],
            Values = [.. rows.Select(r => (IReadOnlyList<double?>)[.. groups.Select(g => r.Cells[g]?.By(measure).Index)])],
            Notes = [.. rows.Select(r => (IReadOnlyList<string>)[.. groups.Select(g => Note(r.Cells[g], measure))])],
            Scale = HeatScale.Diverging,
        };
    }

    /// <summary>The indices of one group with their intervals.</summary>
    public static IntervalSpec Indices(AssortmentIndexResult result, AssortmentMeasure measure) => new()
    {
        Label = $"Index of items, {result.Groups[0].Name}",
        ValueName = "Index",
        AxisName = "Item",
        Format = ValueFormat.Number(0),
        Reference = 100,
        Rows = [.. Shown(result, measure).Select(r => (r.Item.Label, Share: r.Cells[0]!.By(measure), Cell: r.Cells[0])).Select(r => new IntervalRow(
            r.Label, r.Share.Index, r.Share.IndexInterval?.Low, r.Share.IndexInterval?.High, Note(r.Cell, measure), r.Share.Side switch { 1 => "series-3", -1 => "series-5", _ => ChartColors.Muted }))],
    };

    /// <summary>Lift of the most frequent items by each other.</summary>
    public static HeatmapSpec Pairs(AffinityResult result) => new()
    {
        Label = "Lift of pairs of items",
        ValueName = "Lift",
        AxisName = "Item",
        Format = ValueFormat.Number(2),
        Center = 1,
        Scale = HeatScale.Diverging,
        Rows = [.. result.Matrix.Items.Select(i => i.Label)],
        Columns = [.. result.Matrix.Items.Select(i => i.Label)],
        Values = [.. result.Matrix.Pairs.Select(row => (IReadOnlyList<double?>)[.. row.Select(pair => pair?.Lift)])],
        Notes = [.. result.Matrix.Pairs.Select(row => (IReadOnlyList<string>)[.. row.Select(pair => pair is { } p ? $"{Formats.Count(p.Both, "basket")}, {Formats.Percent(p.Confidence)} of the first" : "")])],
    };

    /// <summary>The first rules with the interval of their lift.</summary>
    public static IntervalSpec Lifts(IReadOnlyList<AssociationRule> rules) => new()
    {
        Label = "Lift of rules",
        ValueName = "Lift",
        AxisName = "Rule",
        Format = ValueFormat.Number(1),
        Reference = 1,
        Rows = [.. rules.Take(15).Select(r => new IntervalRow(
            $"{AssortmentText.Names(r.Antecedent)} → {AssortmentText.Names(r.Consequent)}", r.Lift, r.Counts.LiftInterval().Low, r.Counts.LiftInterval().High,
            $"{Formats.Count(r.Counts.Both, "basket")}, confidence {Formats.Percent(r.Confidence)}"))],
    };

    /// <summary>Streams from the order before to the order after; hidden ones are not drawn.</summary>
    public static SankeySpec Flow(PathResult result, int step)
    {
        var flow = result.Flow;
        var colors = flow.From.Select((item, i) => (item.Value, Color: item.Value is PathFlow.Others or Condition.Unknown ? ChartColors.Muted : ChartColors.Series(i))).ToDictionary(c => c.Value, c => c.Color);
        return new SankeySpec
        {
            Label = $"From order {step} to order {step + 1}",
            ValueName = "Customers",
            Columns = [$"Order {step}", $"Order {step + 1}"],
            Nodes =
            [
                .. flow.From.Select(i => new SankeyNode(i.Label, 0, colors[i.Value])),
                .. flow.To.Select(i => new SankeyNode(i.Label, 1, colors.GetValueOrDefault(i.Value, ChartColors.Muted))),
                new SankeyNode("Not come back", 1, ChartColors.Muted),
            ],
            Links = [.. Streams(flow).Select(s => new SankeyLink(s.From, flow.From.Count + s.To, s.Customers, Color: s.To == flow.To.Count ? ChartColors.Muted : null))],
        };
    }

    /// <summary>The streams drawn: item before, item after (one more than the last for none), customers.</summary>
    public static IReadOnlyList<(int From, int To, int Customers)> Streams(PathFlow flow) =>
    [
        .. from row in Enumerable.Range(0, flow.From.Count)
           from column in Enumerable.Range(0, flow.To.Count + 1)
           let customers = column < flow.To.Count ? flow.Customers[row][column] : flow.Never[row]
           where customers > 0
           select (row, column, customers.Value),
    ];

    /// <summary>Lift of the paths between the items of the most customers.</summary>
    public static HeatmapSpec PathLifts(PathResult result)
    {
        var byPair = result.Links.ToDictionary(l => (l.From.Value, l.To.Value));
        var (rows, columns) = (Top(result.Links.Select(l => (l.From, l.Counts.Left))), Top(result.Links.Select(l => (l.To, l.Counts.Right))));
        return new HeatmapSpec
        {
            Label = "Lift of paths",
            ValueName = "Lift",
            AxisName = "Order before",
            Format = ValueFormat.Number(2),
            Center = 1,
            Scale = HeatScale.Diverging,
            Rows = [.. rows.Select(i => i.Label)],
            Columns = [.. columns.Select(i => i.Label)],
            Values = [.. rows.Select(r => (IReadOnlyList<double?>)[.. columns.Select(c => byPair.TryGetValue((r.Value, c.Value), out var link) ? link.Counts.Lift : (double?)null)])],
            Notes = [.. rows.Select(r => (IReadOnlyList<string>)[.. columns.Select(c => byPair.TryGetValue((r.Value, c.Value), out var link) ? $"{Formats.Count(link.Counts.Both, "customer")}, {Formats.Number(link.Counts.Expected)} expected" : "")])],
        };
    }

    /// <summary>Who has not come back, by what they had bought.</summary>
    public static IntervalSpec Never(PathResult result) => new()
    {
        Label = "Customers who have not come back",
        ValueName = "Not come back",
        AxisName = "Item",
        Format = ValueFormat.Percent,
        Reference = result.NeverShare ?? 0,
        Rows = [.. result.Starts.Take(15).Select(s => new IntervalRow(
            s.Item.Label, s.NeverShare, s.NeverInterval.Low, s.NeverInterval.High, $"{Formats.Count(s.Customers, "customer")}{(s.MedianDays is { } days ? $", {Formats.Number(days, 0)} days to the next order" : "")}"))],
    };

    /// <summary>The items of most customers, in the order of a heat map's axis.</summary>
    public static IReadOnlyList<AssortmentItem> Top(IEnumerable<(AssortmentItem Item, int Count)> items) =>
        [.. items.DistinctBy(i => i.Item.Value).OrderByDescending(i => i.Count).ThenBy(i => i.Item.Value, StringComparer.Ordinal).Take(14).Select(i => i.Item)];

    private static string Note(AssortmentCell? cell, AssortmentMeasure measure) => cell is null ? "" : $"{Formats.Percent(cell.By(measure).Share)}, {Formats.Count(cell.Buyers, "buyer")}";
}
