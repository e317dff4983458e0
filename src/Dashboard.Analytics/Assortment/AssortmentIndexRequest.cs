using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// What each of some groups of customers buys beside everybody: penetration, shares of orders and of revenue, and their index (share in the group ÷ share of everybody × 100),
/// item by item, the most over-indexed first.
/// </summary>
/// <param name="Scope">When, and which orders and customers.</param>
/// <param name="Groups">The groups, up to <see cref="MostGroups"/>; none for the RFM groups.</param>
/// <param name="Level">What an item is.</param>
/// <param name="SortBy">Which index sorts the rows.</param>
/// <param name="Least">Buyers that a cell needs to be shown: cells with 1 to this less 1 are hidden. Null for the shop's smallest group.</param>
public sealed record AssortmentIndexRequest(
    Scope Scope, RuleList<Rule> Groups, ItemLevel Level = ItemLevel.Category, AssortmentMeasure SortBy = AssortmentMeasure.Customers, int? Least = null)
    : IAnalysis<AssortmentIndexResult>
{
    /// <summary>Most groups.</summary>
    public const int MostGroups = 12;

    /// <inheritdoc/>
    public AssortmentIndexResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Groups.Count > MostGroups)
            throw new ArgumentOutOfRangeException(nameof(Groups), Groups.Count, $"Up to {MostGroups} groups can stand side by side.");
        var range = snapshot.Resolve(Scope.Range);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        var everybody = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var items = AssortmentItems.Of(snapshot, Level, selection);
        var rules = Groups.Count == 0 ? AssortmentMembers.RfmRules : Groups;
        Bitmap[] members = [.. rules.Select(rule => RuleMembers.Of(snapshot, rule, range.To.DayNumber, cancellationToken) & everybody)];
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        var tally = IndexTally.Of(snapshot, documents, items, everybody, members, cancellationToken);
        var least = Least ?? snapshot.Settings.SmallestGroup;
        var cells = new IndexCells(tally, items, members, least);
        var anonymousE4 = AnonymousE4(snapshot, documents, items);
        return new AssortmentIndexResult
        {
            Rows = cells.Rows(SortBy, cancellationToken),
            Groups = [.. rules.Select((rule, group) => new AssortmentGroup(
                AssortmentMembers.Name(rule), RuleText.Format(rule), members[group].Count(), tally.All(group).Buyers, tally.All(group).Orders, tally.All(group).RevenueE4, cells.HiddenOf(group)))],
            Everybody = new AssortmentGroup("Everybody", RuleText.Format(new Everyone()), everybody.Count(), tally.All(-1).Buyers, tally.All(-1).Orders, tally.All(-1).RevenueE4, 0),
            HiddenItems = cells.HiddenItems,
            HiddenItemsRevenueE4 = cells.HiddenItemsRevenueE4,
            AnonymousRevenueE4 = anonymousE4,
            Least = least,
            Choices = AssortmentMembers.Choices(snapshot),
            Receipt = Receipt.For(
                snapshot,
                Scope,
                "Goods bought in the range by known customers. Penetration: share of the customers who ordered goods that bought the item. Index: share in the group ÷ share of everybody × 100, everybody including "
                + "the group. Intervals take customers as the units drawn (Wilson for penetration; linearised on the logit scale for shares of orders and revenue, on the logarithm for indices). "
                + $"Cells and items with 1 to {(least - 1).ToString(CultureInfo.InvariantCulture)} buyers are not shown, nor what would give them away.",
                tally.All(-1).Buyers,
                "customers who ordered goods") with
            {
                Details =
                [
                    new("Items", Level.ToString()),
                    new("Groups", string.Join("; ", rules.Select(AssortmentMembers.Name))),
                    new("Revenue without a customer, left out", ((decimal)anonymousE4 / 10_000).ToString("0.##", CultureInfo.InvariantCulture)),
                    new("Cells not shown", cells.Hidden.ToString(CultureInfo.InvariantCulture)),
                    new("Items not shown", cells.HiddenItems.ToString(CultureInfo.InvariantCulture)),
                    new("Interval level", "95%"),
                ],
            },
        };
    }

    private static long AnonymousE4(Snapshot snapshot, Bitmap documents, AssortmentItems items)
    {
        var sum = 0L;
        foreach (var order in documents.Between(snapshot.Orders.FirstOfCustomer[^1], snapshot.Orders.Count))
        {
            for (var line = snapshot.Orders.FirstLine[order]; line < snapshot.Orders.FirstLine[order + 1]; line++)
                sum += snapshot.Lines.Product[line] is >= 0 and var product && items.Codes[product] != AssortmentItems.None ? snapshot.Lines.AmountE4[line] : 0;
        }

        return sum;
    }
}

/// <summary>What groups buy beside everybody.</summary>
public sealed record AssortmentIndexResult
{
    /// <summary>The items, the most over-indexed in any group first, Unknown last; none that too few people bought.</summary>
    public required IReadOnlyList<AssortmentRow> Rows { get; init; }

    /// <summary>The groups.</summary>
    public required IReadOnlyList<AssortmentGroup> Groups { get; init; }

    /// <summary>Everybody that the filter leaves, the groups included.</summary>
    public required AssortmentGroup Everybody { get; init; }

    /// <summary>Items that are not shown since fewer than <see cref="Least"/> customers bought them.</summary>
    public required int HiddenItems { get; init; }

    /// <summary>Their revenue from known customers, in ten-thousandths.</summary>
    public required long HiddenItemsRevenueE4 { get; init; }

    /// <summary>Revenue of goods without a customer, in ten-thousandths; it is in no row.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>Buyers that a cell needs to be shown.</summary>
    public required int Least { get; init; }

    /// <summary>Groups and segments that can be looked at: name and rule as text.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Choices { get; init; }

    /// <summary>How the numbers were reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>A group of customers.</summary>
/// <param name="Name">A group, a segment, or a rule in words.</param>
/// <param name="Rule">The rule as text.</param>
/// <param name="Customers">Members.</param>
/// <param name="Active">Members who ordered goods in the range.</param>
/// <param name="Orders">Their orders of goods.</param>
/// <param name="RevenueE4">What they paid for goods net of returns, in ten-thousandths.</param>
/// <param name="Hidden">Cells that are not shown.</param>
public sealed record AssortmentGroup(string Name, string Rule, int Customers, int Active, long Orders, long RevenueE4, int Hidden);

/// <summary>An item.</summary>
/// <param name="Item">The item; Unknown for goods of which the category or brand is not recorded.</param>
/// <param name="Everybody">What everybody buys of it.</param>
/// <param name="Cells">What each group buys of it; null where too few bought it, or where a number would give such a cell away.</param>
public sealed record AssortmentRow(AssortmentItem Item, AssortmentCell Everybody, IReadOnlyList<AssortmentCell?> Cells);
