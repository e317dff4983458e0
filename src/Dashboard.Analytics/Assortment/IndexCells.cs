using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// The cells of an index that may be shown. Those with 1 to k − 1 buyers are hidden; where the groups share no customer, the customers in none of them count as one more group that a
/// reader can work out from everybody, and the smallest further cells are hidden until what is hidden of an item holds k buyers in two groups or more.
/// </summary>
internal sealed class IndexCells
{
    private const int PartItems = 64;

    private readonly IndexTally tally;
    private readonly AssortmentItems items;
    private readonly int groups;
    private readonly int least;
    private readonly bool apart;
    private readonly int[] hiddenOf;

    public IndexCells(IndexTally tally, AssortmentItems items, Bitmap[] members, int least)
    {
        (this.tally, this.items, this.least, groups) = (tally, items, least, members.Length);
        apart = IndexTally.AreApart(members, members.Length == 0 ? 0 : members[0].Length);
        hiddenOf = new int[groups];
    }

    /// <summary>Cells that are not shown.</summary>
    public int Hidden => hiddenOf.Sum();

    /// <summary>Items that are not shown.</summary>
    public int HiddenItems { get; private set; }

    /// <summary>Their revenue.</summary>
    public long HiddenItemsRevenueE4 { get; private set; }

    /// <summary>Cells of a group that are not shown, among the items that are.</summary>
    public int HiddenOf(int group) => hiddenOf[group];

    /// <summary>The rows, sorted by the highest index that any group has, where ten or more buyers were seen or expected.</summary>
    public IReadOnlyList<AssortmentRow> Rows(AssortmentMeasure sortBy, CancellationToken cancellationToken)
    {
        var shown = new List<int>();
        for (var item = 0; item <= items.Count; item++)
        {
            var all = tally.Of(-1, item);
            if (all.Buyers == 0 && all.RevenueE4 == 0)
                continue;
            if (all.Buyers < least)
            {
                HiddenItems++;
                HiddenItemsRevenueE4 += all.RevenueE4;
                continue;
            }

            shown.Add(item);
        }

        // Intervals are costly where items are many: parts of a fixed number of items, each row by itself.
        var made = new AssortmentRow[shown.Count];
        Parallel.For(0, (made.Length + PartItems - 1) / PartItems, new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, part =>
        {
            for (var i = part * PartItems; i < Math.Min(made.Length, (part + 1) * PartItems); i++)
                made[i] = Row(shown[i]);
        });
        var unknown = shown.Count > 0 && shown[^1] == items.Count ? made[^1] : null;
        var rows = unknown is null ? made : made[..^1];
        return
        [
            .. rows.OrderByDescending(row => Highest(row, sortBy)).ThenByDescending(row => row.Everybody.Buyers).ThenBy(row => row.Item.Value, StringComparer.Ordinal),
            .. unknown is null ? Array.Empty<AssortmentRow>() : [unknown],
        ];
    }

    private AssortmentRow Row(int item)
    {
        Span<bool> hidden = stackalloc bool[groups + 1];
        Hide(item, hidden);
        var cells = new AssortmentCell?[groups];
        for (var group = 0; group < groups; group++)
        {
            if (hidden[group])
                Interlocked.Increment(ref hiddenOf[group]);
            cells[group] = hidden[group] ? null : AssortmentCell.Of(tally.Of(group, item), tally.All(group), tally.Of(-1, item), tally.All(-1));
        }

        var name = item == items.Count ? new AssortmentItem(Condition.Unknown, "Unknown") : new AssortmentItem(items.Values[item], items.Labels[item]);
        return new AssortmentRow(name, AssortmentCell.Of(tally.Of(-1, item), tally.All(-1), tally.Of(-1, item), tally.All(-1)), cells);
    }

    private void Hide(int item, Span<bool> hidden)
    {
        Span<int> buyers = stackalloc int[groups + 1];
        var rest = tally.Of(-1, item).Buyers;
        for (var group = 0; group < groups; group++)
        {
            buyers[group] = tally.Of(group, item).Buyers;
            rest -= buyers[group];
        }

        // Groups that overlap have no rest to work out, but one group alone does: everybody else.
        buyers[^1] = apart || groups == 1 ? rest : 0;
        var (count, sum) = (0, 0);
        for (var group = 0; group < buyers.Length; group++)
        {
            if (buyers[group] <= 0 || buyers[group] >= least)
                continue;
            hidden[group] = true;
            (count, sum) = (count + 1, sum + buyers[group]);
        }

        while (apart && count > 0 && (count < 2 || sum < least))
        {
            var next = -1;
            for (var group = 0; group < buyers.Length; group++)
            {
                if (!hidden[group] && buyers[group] > 0 && (next < 0 || buyers[group] < buyers[next]))
                    next = group;
            }

            if (next < 0)
                return;
            hidden[next] = true;
            (count, sum) = (count + 1, sum + buyers[next]);
        }
    }

    private double Highest(AssortmentRow row, AssortmentMeasure sortBy)
    {
        var highest = double.NegativeInfinity;
        for (var group = 0; group < groups; group++)
        {
            var expected = row.Everybody.Customers.Share * tally.All(group).Buyers;
            if (row.Cells[group] is { } cell && Math.Max(cell.Buyers, expected) >= least && cell.By(sortBy).Index is { } index)
                highest = Math.Max(highest, index);
        }

        return highest;
    }
}
