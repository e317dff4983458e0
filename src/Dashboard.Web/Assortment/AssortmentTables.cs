using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Statistics;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Assortment;

/// <summary>The table twins of the assortment pages; rows lead to the customers behind them.</summary>
public static class AssortmentTables
{
    /// <summary>Most rows of a table on the screen; files have all.</summary>
    public const int MostRows = 250;

    /// <summary>Everything about what one group buys.</summary>
    /// <param name="result">The result.</param>
    /// <param name="group">The group.</param>
    /// <param name="links">Where rows lead.</param>
    /// <param name="most">Most rows.</param>
    public static TableModel Group(AssortmentIndexResult result, int group, AssortmentLinks links, int most = MostRows)
    {
        var (of, currency) = (result.Groups[group], result.Receipt.Currency);
        var shown = result.Rows.Where(r => r.Cells[group] is not null).OrderByDescending(r => r.Cells[group]!.Customers.Index ?? -1).ToList();
        return new TableModel(
            $"What {of.Name} buy",
            [
                new(AssortmentText.Item(links.Level)), new("Index", true), new("95% interval"), new("Buyers", true), new("Penetration", true), new("95% interval"), new("Everybody's", true), new("Share of orders", true),
                new("Revenue", true), new("Share of revenue", true), new("Index of revenue", true),
            ],
            [.. shown.Take(most).Select(r => Row(r, r.Cells[group]!))])
        {
            More = More(shown.Count - most, result.Rows.Count - shown.Count),
        };

        IReadOnlyList<TableCell> Row(AssortmentRow row, AssortmentCell cell) =>
        [
            new(row.Item.Label, Href: links.Bought(of.Rule, row.Item)), Number(cell.Customers.Index, 0), Range(cell.Customers.IndexInterval, v => Formats.Number(v, 0)),
            new(Formats.Integer(cell.Buyers), cell.Buyers), Percent(cell.Customers.Share), Range(cell.Customers.Interval, v => Formats.Percent(v)), Percent(row.Everybody.Customers.Share),
            Percent(cell.OfOrders.Share), new(Formats.Money(cell.RevenueE4, currency), cell.RevenueE4), Percent(cell.OfRevenue.Share), Number(cell.OfRevenue.Index, 0),
        ];
    }

    /// <summary>The index of each item in each group.</summary>
    public static TableModel Indices(AssortmentIndexResult result, AssortmentMeasure measure, AssortmentLinks links) => new(
        "Index of items by segment",
        [new(AssortmentText.Item(links.Level)), new("Buyers", true), new("Share of everybody", true), .. result.Groups.Select(g => new TableColumn(g.Name, true))],
        [.. result.Rows.Take(MostRows).Select(r => (IReadOnlyList<TableCell>)[
            new(r.Item.Label, Href: links.Bought(null, r.Item)), new(Formats.Integer(r.Everybody.Buyers), r.Everybody.Buyers), Percent(r.Everybody.By(measure).Share),
            .. r.Cells.Select(c => c is null ? new TableCell("hidden") : Number(c.By(measure).Index, 0))])])
    {
        More = More(result.Rows.Count - MostRows, 0),
    };

    /// <summary>The rules.</summary>
    public static TableModel Rules(AffinityResult result, IReadOnlyList<AssociationRule> rules, AssortmentLinks links, string? members) => new(
        "What goes together",
        [
            new("If a basket has"), new("it also has"), new("Lift", true), new("95% interval"), new("Confidence", true), new("95% interval"), new("Support", true), new("Baskets", true), new("Leverage", true),
            new("Conviction", true), new("p, adjusted", true), new("Redundant"),
        ],
        [.. rules.Take(MostRows).Select(r => (IReadOnlyList<TableCell>)[
            new(AssortmentText.Names(r.Antecedent), Href: links.Bought(members, r.Antecedent.Concat(r.Consequent))), new(AssortmentText.Names(r.Consequent)),
            Number(r.Lift, 2), Range(r.Counts.LiftInterval(), v => Formats.Number(v, 2)), Percent(r.Confidence), Range(r.Counts.ConfidenceInterval(), v => Formats.Percent(v)), Percent(r.Support, 2),
            new(Formats.Integer(r.Counts.Both), r.Counts.Both), Number(r.Counts.Leverage, 4), double.IsFinite(r.Counts.Conviction) ? Number(r.Counts.Conviction, 2) : new("always"), P(r.AdjustedP), new(r.IsRedundant ? "yes" : "no")])])
    {
        More = More(rules.Count - MostRows, 0),
    };

    /// <summary>The paths.</summary>
    public static TableModel Paths(PathResult result, Func<PathLink, string?> href) => new(
        "What is bought next",
        [
            new("From"), new("To"), new("Customers", true), new("Expected", true), new("Share of who came back", true), new("Lift", true), new("95% interval"), new("Days between, median", true), new("p, adjusted", true),
        ],
        [.. result.Links.Take(MostRows).Select(l => (IReadOnlyList<TableCell>)[
            new(l.From.Label, Href: href(l)), new(l.To.Label), new(Formats.Integer(l.Counts.Both), l.Counts.Both), Number(l.Counts.Expected, 1), Percent(l.Counts.Confidence), Number(l.Counts.Lift, 2),
            Range(l.Counts.LiftInterval(), v => Formats.Number(v, 2)), Number(l.MedianDays, 0), P(l.AdjustedP)])])
    {
        More = More(result.Links.Count - MostRows + result.MorePaths, 0, result.HiddenPaths > 0 ? $"{Formats.Count(result.HiddenPaths, "path")} with fewer than {result.Least} customers not shown." : null),
    };

    /// <summary>Who came back, by what they had bought.</summary>
    public static TableModel Starts(PathResult result, Func<PathStart, string?> href) => new(
        "Who has not come back",
        [new("Item"), new("Customers", true), new("Came back", true), new("Not come back", true), new("95% interval"), new("Days between, median", true)],
        [.. result.Starts.Take(MostRows).Select(s => (IReadOnlyList<TableCell>)[
            new(s.Item.Label, Href: href(s)), new(Formats.Integer(s.Customers), s.Customers), new(Formats.Integer(s.CameBack), s.CameBack), Percent(s.NeverShare), Range(s.NeverInterval, v => Formats.Percent(v)),
            Number(s.MedianDays, 0)])])
    {
        More = More(result.Starts.Count - MostRows, 0),
    };

    private static string? More(int more, int hidden, string? also = null)
    {
        var parts = new List<string>();
        if (more > 0)
            parts.Add($"+{Formats.Integer(more)} more in the file.");
        if (hidden > 0)
            parts.Add($"{Formats.Count(hidden, "item")} not shown: too few buyers, or one that would give such a number away.");
        if (also is not null)
            parts.Add(also);
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    private static TableCell Number(double? value, int digits) => value is { } v ? new(Formats.Number(v, digits), v) : new(Formats.Missing);

    private static TableCell Percent(double share, int digits = 1) => new(Formats.Percent(share, digits), share);

    private static TableCell P(double p) => new(p < 0.001 ? "< 0.001" : Formats.Number(p, 3), p);

    private static TableCell Range(Interval? interval, Func<double, string> text) =>
        interval is not { } i ? new(Formats.Missing) : new(double.IsFinite(i.High) ? Formats.Range(text(i.Low), text(i.High)) : $"from {text(i.Low)}", i.Low);
}
