using Dashboard.Analytics.Segments;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Segments;

/// <summary>Charts and tables of movement, stability, and what a definition changes.</summary>
public static class RfmCharts
{
    /// <summary>Customers as streams from the groups on the earlier day to those on the later one; the links are in the order of <see cref="RfmMovement.Moves"/>.</summary>
    public static SankeySpec Streams(RfmMovement movement)
    {
        var then = movement.Groups.Where(g => g.Then > 0).ToList();
        var now = movement.Groups.Where(g => g.Now > 0).ToList();
        return new SankeySpec
        {
            Label = "Customers by segment on the first day and on the second",
            ValueName = "Customers",
            Columns = [Formats.Date(movement.From), Formats.Date(movement.To)],
            Nodes = [.. then.Select(g => Node(g, 0)), .. now.Select(g => Node(g, 1))],
            Links = [.. movement.Moves.Select(m => new SankeyLink(
                then.FindIndex(g => g.Group == m.From),
                then.Count + now.FindIndex(g => g.Group == m.To),
                m.Customers,
                $"revenue {Formats.MoneyShort(m.BeforeE4, movement.Receipt.Currency)} before, {Formats.MoneyShort(m.AfterE4, movement.Receipt.Currency)} after"))],
        };

        static SankeyNode Node(RfmMovementGroup group, int column) => new(group.Name, column, Color(group.Group));
    }

    /// <summary>Every group on both days, and what its members did between.</summary>
    public static TableModel MovementGroups(RfmMovement movement)
    {
        var currency = movement.Receipt.Currency;
        return new TableModel(
            "Every segment on both days",
            [
                new("Segment"), new($"On {Formats.Date(movement.From)}", true), new("Left", true), new("Entered", true), new($"On {Formats.Date(movement.To)}", true), new("Stayed", true),
                new("Ordered between", true), new("Share that ordered", true), new("Revenue before", true), new("Revenue after", true), new("Change", true),
            ],
            [.. movement.Groups.Where(g => g.Then + g.Now > 0).Select(g => (IReadOnlyList<TableCell>)[
                new(g.Name, Color: Color(g.Group)), Count(g.Then), Count(g.Left), Count(g.Entered), Count(g.Now), Count(g.Stayed), Count(g.Ordered),
                g.OrderedShare is { } share ? new(Formats.Percent(share), share) : new(Formats.Missing), Money(g.BeforeE4, currency), Money(g.AfterE4, currency), Money(g.AfterE4 - g.BeforeE4, currency)])])
        {
            Total =
            [
                new("All"), Count(movement.Groups.Sum(g => g.Then)), Count(movement.Groups.Sum(g => g.Left)), Count(movement.Groups.Sum(g => g.Entered)), Count(movement.Customers),
                Count(movement.Groups.Sum(g => g.Stayed)), Count(movement.Groups.Sum(g => g.Ordered)), new(""), Money(movement.Groups.Sum(g => g.BeforeE4), currency),
                Money(movement.Groups.Sum(g => g.AfterE4), currency), Money(movement.Groups.Sum(g => g.AfterE4 - g.BeforeE4), currency),
            ],
        };
    }

    /// <summary>Customers who change group when each threshold alone, those of a measure, and all together move by 5 %, in the worse direction; in per cent of the buyers.</summary>
    public static BarSpec Fragility(RfmStability stability) => new()
    {
        Label = "Customers who would change segment if a threshold moved by 5 %, in the worse direction",
        ValueName = "Share of customers with an order",
        AxisName = "Threshold",
        Format = ValueFormat.Percent,
        Labels = [.. stability.Trials.Select(RfmText.Edge)],
        Series =
        [
            new("5 % lower", [.. stability.Trials.Select(t => Share(t, 1, stability.Customers))]),
            new("5 % higher", [.. stability.Trials.Select(t => Share(t, 2, stability.Customers))], ChartColors.Muted),
        ],
        Horizontal = true,
        Height = 80 + (34 * stability.Trials.Count),
    };

    /// <summary>Every trial with its numbers.</summary>
    public static TableModel Trials(RfmStability stability) => new(
        "Customers who would change segment",
        [
            new("Threshold"), new("Now at", true), .. RfmStability.Percents.SelectMany(p => new[] { new TableColumn($"{Signed(p)} is", true), new TableColumn($"Change at {Signed(p)}", true) }),
        ],
        [.. stability.Trials.Select(t => (IReadOnlyList<TableCell>)[
            new(RfmText.Edge(t)),
            t.Value is { } value ? new(RfmText.Value(t.Measure!.Value, value, stability.Receipt.Currency), value) : new(""),
            .. RfmStability.Percents.SelectMany((_, i) => new[]
            {
                t.Moved.Count > 0 ? new TableCell(RfmText.Value(t.Measure!.Value, t.Moved[i], stability.Receipt.Currency), t.Moved[i]) : new(""),
                Count(t.Changed[i]),
            })])]);

    /// <summary>How many members of each group sit near an edge.</summary>
    public static TableModel Firmness(RfmStability stability) => new(
        "Members near a threshold",
        [new("Segment"), new("Customers", true), new("Within 5 %", true), new("Share within 5 %", true), new("Within 10 %", true), new("Share within 10 %", true)],
        [.. stability.Groups.Select(g => (IReadOnlyList<TableCell>)[new(g.Name, Color: ChartColors.Rfm(g.Group)), Count(g.Customers), Count(g.Near5), Of(g.Near5, g.Customers), Count(g.Near10), Of(g.Near10, g.Customers)])])
    {
        Total = [new("All"), Count(stability.Customers), Count(stability.Near5), Of(stability.Near5, stability.Customers), Count(stability.Near10), Of(stability.Near10, stability.Customers)],
    };

    /// <summary>Size of every group by the shop's own definition and by the one tried.</summary>
    public static TableModel Sizes(RfmChange change) => new(
        "Segments by both definitions",
        [new("Segment"), new("Now", true), new("Tried", true), new("Change", true)],
        [.. change.Groups.Select(g => (IReadOnlyList<TableCell>)[
            new(change.Receipt.Groups.Name(g.Group), Color: ChartColors.Rfm(g.Group)), Count(g.Own), Count(g.Tried), new(Signed(g.Tried - g.Own, Formats.Integer(Math.Abs(g.Tried - g.Own))), g.Tried - g.Own)])])
    {
        Total = [new("All"), Count(change.Groups.Sum(g => g.Own)), Count(change.Groups.Sum(g => g.Tried)), new("")],
    };

    /// <summary>Who would go where: the largest moves first.</summary>
    public static TableModel Moves(RfmChange change) => new(
        "Customers whose segment would be another",
        [new("From"), new("To"), new("Customers", true)],
        [.. change.Moves.Where(m => m.From != m.To).OrderByDescending(m => m.Customers).Select(m => (IReadOnlyList<TableCell>)[
            new(change.Receipt.Groups.Name(m.From), Color: Color(m.From)), new(change.Receipt.Groups.Name(m.To), Color: Color(m.To)), Count(m.Customers)])]);

    /// <summary>The colour of a group; muted for customers not known yet.</summary>
    public static string Color(RfmGroup? group) => group is { } known ? ChartColors.Rfm(known) : ChartColors.Muted;

    private static double? Share(RfmEdgeTrial trial, int percent, int customers) => customers == 0 ? null : trial.Changed[percent] / (double)customers;

    private static string Signed(int percent) => percent < 0 ? $"−{-percent} %" : $"+{percent} %";

    private static string Signed(int difference, string text) => difference == 0 ? "no change" : difference < 0 ? $"−{text}" : $"+{text}";

    private static TableCell Of(int part, int whole) => whole == 0 ? new(Formats.Missing) : new(Formats.Percent(part / (double)whole), part / (double)whole);

    private static TableCell Count(long count) => new(Formats.Integer(count), count);

    private static TableCell Money(long amountE4, string currency) => new(Formats.Money(amountE4, currency), amountE4);
}
