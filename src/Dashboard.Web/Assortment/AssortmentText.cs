using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Assortment;

/// <summary>What the assortment pages say.</summary>
public static class AssortmentText
{
    /// <summary>What the items are, in the plural.</summary>
    public static string Items(ItemLevel level) => level switch { ItemLevel.Product => "products", ItemLevel.Brand => "brands", _ => "categories" };

    /// <summary>What the items are, one of them, as a heading.</summary>
    public static string Item(ItemLevel level) => level.ToString();

    /// <summary>What an index compares.</summary>
    public static string IndexDefinition(AssortmentMeasure measure) => measure switch
    {
        AssortmentMeasure.Orders => "Index of the share of orders with the item; 100 is everybody",
        AssortmentMeasure.Revenue => "Index of the share of revenue that the item brings; 100 is everybody",
        _ => "Index of the share of customers who bought the item; 100 is everybody",
    };

    /// <summary>The strongest finding of all groups: the highest index whose interval lies above 100.</summary>
    public static string Headline(AssortmentIndexResult result, AssortmentMeasure measure)
    {
        var best = Enumerable.Range(0, result.Groups.Count).Select(group => (Group: group, Row: Best(result, group, measure))).Where(b => b.Row is not null)
            .OrderByDescending(b => b.Row!.Cells[b.Group]!.By(measure).Index).FirstOrDefault();
        return result.Rows.All(r => r.Item.Value == Condition.Unknown) ? "What segments buy" : best.Row is null ? "No segment buys anything clearly more than everybody" : Standout(result, best.Group, measure);
    }

    /// <summary>What a group buys most above everybody.</summary>
    public static string Standout(AssortmentIndexResult result, int group, AssortmentMeasure measure)
    {
        var name = result.Groups[group].Name;
        return Best(result, group, measure) is { } row
            ? $"{name}: {row.Item.Label} stands out, index {Formats.Number(row.Cells[group]!.By(measure).Index!.Value, 0)}"
            : $"{name}: nothing clearly above everybody";
    }

    /// <summary>What is not shown, and what no row holds.</summary>
    public static string Hidden(AssortmentIndexResult result)
    {
        var cells = result.Groups.Sum(g => g.Hidden);
        var parts = new List<string>();
        if (result.HiddenItems > 0)
            parts.Add($"{Formats.Count(result.HiddenItems, "item")} that fewer than {result.Least} customers bought {(result.HiddenItems == 1 ? "is" : "are")} not shown ({Formats.Money(result.HiddenItemsRevenueE4, result.Receipt.Currency)} of revenue).");
        if (cells > 0)
            parts.Add($"{Formats.Count(cells, "cell")} with too few buyers, or that would give such a cell away, {(cells == 1 ? "has" : "have")} no number.");
        if (result.AnonymousRevenueE4 != 0)
            parts.Add($"{Formats.Money(result.AnonymousRevenueE4, result.Receipt.Currency)} of goods were sold without a customer and belong to no segment.");
        return string.Join(' ', parts);
    }

    /// <summary>Which groups ordered nothing in the range; nothing where all did.</summary>
    public static string Silent(AssortmentIndexResult result)
    {
        var silent = result.Groups.Where(g => g.Active == 0).Select(g => g.Name).ToArray();
        return silent.Length == 0 ? "" : $"Nobody of {string.Join(", ", silent)} ordered goods in the range; a longer one has more.";
    }

    /// <summary>What goes together most.</summary>
    public static string Headline(AffinityResult result, IReadOnlyList<AssociationRule> shown) => shown.Count == 0
        ? result.Needs is null ? "Nothing goes together often enough" : "What goes together"
        : $"{Names(shown[0].Antecedent)} and {Names(shown[0].Consequent)} go together: {Times(shown[0].Lift)} as often as by chance";

    /// <summary>Items as a list in words.</summary>
    public static string Names(IReadOnlyList<AssortmentItem> items) => string.Join(" + ", items.Select(i => i.Label));

    /// <summary>What was cut short, or null.</summary>
    public static string? Cut(AffinityResult result) =>
        result.MinimumCount > result.AskedCount ? $"More than {Formats.Integer(AffinityRequest.MostSets)} sets of items reach the support asked for ({Formats.Count(result.AskedCount, "basket")}); it was raised to {Formats.Count(result.MinimumCount, "basket")}."
        : result.TotalRules > result.Rules.Count ? $"There are {Formats.Integer(result.TotalRules)} rules; the {Formats.Integer(result.Rules.Count)} of the highest lift were kept." : null;

    /// <summary>What is bought next, in a sentence.</summary>
    public static string Headline(PathResult result, int step) => result.Customers == 0 ? "What is bought next"
        : $"{Formats.Percent(result.NeverShare!.Value, 0)} have not come back after order {step}{(result.MedianDays is { } days ? $"; those who did took {Formats.Number(days, 0)} days (median)" : "")}";

    /// <summary>The path that is taken most above chance.</summary>
    public static string Strongest(PathResult result) =>
        result.Links.Where(l => l.Counts.LiftInterval().Low > 1).MaxBy(l => l.Counts.Lift) is { } link
            ? link.From == link.To ? $"{link.From.Label} is bought again {Times(link.Counts.Lift)} as often as by chance" : $"{link.From.Label} leads to {link.To.Label} {Times(link.Counts.Lift)} as often as by chance"
            : "No path is taken clearly more often than by chance";

    private static string Times(double lift) => $"{Formats.Number(lift, 1)} times";

    private static AssortmentRow? Best(AssortmentIndexResult result, int group, AssortmentMeasure measure) => result.Rows
        .Where(r => r.Item.Value != Condition.Unknown && r.Cells[group]?.By(measure).Side == 1 && r.Cells[group]!.Buyers >= result.Least)
        .MaxBy(r => r.Cells[group]!.By(measure).Index);
}
