using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Assortment;

/// <summary>What segments buy, what goes together and what is bought next, as sheets.</summary>
public static class AssortmentSheets
{
    /// <summary>Each item with what everybody and each group buys of it; a row an item and group, hidden cells without numbers.</summary>
    public static Sheet Index(AssortmentIndexResult result) => Sheet.Of(
        "What they buy",
        [
            new("Item id", CellKind.Text), new("Item", CellKind.Text), new("Group", CellKind.Text), new("Buyers", CellKind.Integer), new("Customers who ordered", CellKind.Integer),
            .. Shares("Penetration"), new("Orders", CellKind.Integer), .. Shares("Share of orders"), new("Revenue", CellKind.Money), .. Shares("Share of revenue"), new("Note", CellKind.Text),
        ],
        result.Rows.SelectMany(row => Enumerable.Range(-1, result.Groups.Count + 1).Select(group => (Row: row, Group: group))),
        (writer, at) =>
        {
            var group = at.Group < 0 ? result.Everybody : result.Groups[at.Group];
            var cell = at.Group < 0 ? at.Row.Everybody : at.Row.Cells[at.Group];
            writer.Text(at.Row.Item.Value);
            writer.Text(at.Row.Item.Label);
            writer.Text(group.Name);
            writer.Integer(cell?.Buyers);
            writer.Integer(group.Active);
            Write(writer, cell?.Customers);
            writer.Integer(cell?.Orders);
            Write(writer, cell?.OfOrders);
            writer.Money(cell?.RevenueE4);
            Write(writer, cell?.OfRevenue);
            writer.Text(cell is null ? "Not shown: too few people" : null);
        });

    /// <summary>The groups.</summary>
    public static Sheet Groups(AssortmentIndexResult result) => Sheet.Of(
        "Groups",
        [
            new("Group", CellKind.Text), new("Rule", CellKind.Text) { Width = 60 }, new("Customers", CellKind.Integer), new("Customers who ordered", CellKind.Integer), new("Orders", CellKind.Integer),
            new("Revenue", CellKind.Money), new("Cells not shown", CellKind.Integer),
        ],
        result.Groups.Prepend(result.Everybody),
        (row, group) =>
        {
            row.Text(group.Name);
            row.Text(group.Rule);
            row.Integer(group.Customers);
            row.Integer(group.Active);
            row.Integer(group.Orders);
            row.Money(group.RevenueE4);
            row.Integer(group.Hidden);
        });

    /// <summary>The association rules, every one of the result.</summary>
    public static Sheet Rules(AffinityResult result) => Sheet.Of(
        "What goes together",
        [
            new("If a basket has", CellKind.Text) { Width = 50 }, new("it also has", CellKind.Text) { Width = 30 }, new("Baskets with all", CellKind.Integer), new("Baskets with the first", CellKind.Integer),
            new("Baskets with the second", CellKind.Integer), new("Baskets", CellKind.Integer), .. Estimate("Support", CellKind.Percent), .. Estimate("Confidence", CellKind.Percent), .. Estimate("Lift", CellKind.Number),
            new("Leverage", CellKind.Number) { Decimals = 4 }, new("Conviction", CellKind.Number), new("p", CellKind.Number) { Decimals = 6 }, new("p, adjusted", CellKind.Number) { Decimals = 6 },
            new("Redundant", CellKind.Boolean), new("First, ids", CellKind.Text), new("Second, ids", CellKind.Text),
        ],
        result.Rules,
        (row, rule) =>
        {
            row.Text(Names(rule.Antecedent));
            row.Text(Names(rule.Consequent));
            row.Integer(rule.Counts.Both);
            row.Integer(rule.Counts.Left);
            row.Integer(rule.Counts.Right);
            row.Integer(rule.Counts.All);
            Percent(row, rule.Support, rule.Counts.SupportInterval());
            Percent(row, rule.Confidence, rule.Counts.ConfidenceInterval());
            Number(row, rule.Lift, rule.Counts.LiftInterval());
            row.Number(rule.Counts.Leverage);
            row.Number(Finite(rule.Counts.Conviction));
            row.Number(rule.PValue);
            row.Number(rule.AdjustedP);
            row.Boolean(rule.IsRedundant);
            row.Text(string.Join(" + ", rule.Antecedent.Select(i => i.Value)));
            row.Text(string.Join(" + ", rule.Consequent.Select(i => i.Value)));
        });

    /// <summary>The paths from one order to the next.</summary>
    public static Sheet Paths(PathResult result) => Sheet.Of(
        "What is bought next",
        [
            new("From", CellKind.Text), new("To", CellKind.Text), new("Customers", CellKind.Integer), new("Expected", CellKind.Number) { Decimals = 1 }, .. Estimate("Share of who came back", CellKind.Percent),
            .. Estimate("Lift", CellKind.Number), new("Days between, median", CellKind.Number) { Decimals = 1 }, new("p", CellKind.Number) { Decimals = 6 }, new("p, adjusted", CellKind.Number) { Decimals = 6 },
        ],
        result.Links,
        (row, link) =>
        {
            row.Text(link.From.Label);
            row.Text(link.To.Label);
            row.Integer(link.Counts.Both);
            row.Number(link.Counts.Expected);
            Percent(row, link.Counts.Confidence, link.Counts.ConfidenceInterval());
            Number(row, link.Counts.Lift, link.Counts.LiftInterval());
            row.Number(link.MedianDays);
            row.Number(link.PValue);
            row.Number(link.AdjustedP);
        });

    /// <summary>Who came back, by what they had bought.</summary>
    public static Sheet Starts(PathResult result) => Sheet.Of(
        "Who came back",
        [
            new("Item", CellKind.Text), new("Customers", CellKind.Integer), new("Came back", CellKind.Integer), .. Estimate("Never came back", CellKind.Percent), new("Days between, median", CellKind.Number) { Decimals = 1 },
        ],
        result.Starts,
        (row, start) =>
        {
            row.Text(start.Item.Label);
            row.Integer(start.Customers);
            row.Integer(start.CameBack);
            Percent(row, start.NeverShare, start.NeverInterval);
            row.Number(start.MedianDays);
        });

    private static SheetColumn[] Shares(string name) =>
        [.. Estimate(name, CellKind.Percent), .. Estimate($"Index of {char.ToLowerInvariant(name[0])}{name[1..]}", CellKind.Number)];

    private static SheetColumn[] Estimate(string name, CellKind kind) => [new(name, kind), new($"{name}, 95% from", kind), new($"{name}, 95% to", kind)];

    private static string Names(IReadOnlyList<AssortmentItem> items) => string.Join(" + ", items.Select(i => i.Label));

    private static void Write(RowWriter row, ShareOfGroup? share)
    {
        Percent(row, share?.Share, share?.Interval);
        Number(row, share?.Index, share?.IndexInterval);
    }

    private static void Percent(RowWriter row, double? value, Interval? interval)
    {
        row.Percent(value);
        row.Percent(interval?.Low);
        row.Percent(interval?.High);
    }

    private static void Number(RowWriter row, double? value, Interval? interval)
    {
        row.Number(value);
        row.Number(interval?.Low);
        row.Number(interval is { } i ? Finite(i.High) : null);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
