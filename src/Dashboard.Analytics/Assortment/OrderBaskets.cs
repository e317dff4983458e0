using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>The orders of a shop as baskets: what was sold in each, each item once. Orders without any goods that count are no baskets.</summary>
/// <param name="snapshot">The data.</param>
/// <param name="orders">Which documents; returns and adjustments among them are passed over.</param>
/// <param name="items">The items.</param>
internal sealed class OrderBaskets(Snapshot snapshot, Bitmap orders, AssortmentItems items) : BasketSource
{
    /// <inheritdoc/>
    public override int Rows => orders.Length;

    /// <inheritdoc/>
    public override int Items => items.Count;

    /// <inheritdoc/>
    public override void Visit(int from, int to, BasketVisitor visit)
    {
        var reader = new OrderItems(snapshot, items);
        foreach (var order in orders.Between(from, to))
        {
            if (reader.Read(order))
                visit(reader.Items);
        }
    }
}

/// <summary>Reads the items of one order after the other.</summary>
/// <param name="snapshot">The data.</param>
/// <param name="items">The items.</param>
internal sealed class OrderItems(Snapshot snapshot, AssortmentItems items)
{
    private readonly bool allSold = AllSold(snapshot);
    private readonly Column<DocumentKind> kinds = snapshot.Orders.Kind;
    private readonly Column<int> firstLines = snapshot.Orders.FirstLine;
    private readonly Column<int> productOf = snapshot.Lines.Product;
    private readonly NumberColumn amountOf = snapshot.Lines.AmountE4;
    private int[] found = new int[64];
    private long[] amounts = [];
    private int count;

    /// <summary>The items that were sold, each once, ascending.</summary>
    public ReadOnlySpan<int> Items => found.AsSpan(0, count);

    /// <summary>Reads an order.</summary>
    /// <returns>Whether goods that count were sold in it, with an item or Unknown; false for returns and adjustments.</returns>
    public bool Read(int order)
    {
        count = 0;
        if (kinds[order] != DocumentKind.Order)
            return false;
        var (line, end) = (firstLines[order], firstLines[order + 1]);
        var codes = items.Codes;
        var any = false;
        if (found.Length < end - line)
            found = new int[2 * (end - line)];
        for (; line < end; line++)
        {
            if (productOf[line] is not (>= 0 and var product) || codes[product] is not (>= AssortmentItems.Unknown and var code) || (!allSold && snapshot.Lines.QuantityE4[line] <= 0))
                continue;
            any = true;
            if (code >= 0)
                Insert(code);
        }

        return any;
    }

    /// <summary>The item that brought most of the order just read, the first of equals; <see cref="AssortmentItems.Unknown"/> when no good has an item.</summary>
    public int Main(int order)
    {
        if (count <= 1)
            return count == 1 ? found[0] : AssortmentItems.Unknown;
        if (amounts.Length < count)
            amounts = new long[found.Length];
        amounts.AsSpan(0, count).Clear();
        var codes = items.Codes;
        var end = firstLines[order + 1];
        for (var line = firstLines[order]; line < end; line++)
        {
            if (productOf[line] is >= 0 and var product && Items.IndexOf(codes[product]) is >= 0 and var at)
                amounts[at] += amountOf[line];
        }

        var most = 0;
        for (var i = 1; i < count; i++)
            most = amounts[i] > amounts[most] ? i : most;
        return found[most];
    }

    // Baskets are short: sorting while inserting is the fastest, and drops doubles on the way.
    private void Insert(int code)
    {
        var at = count;
        while (at > 0 && found[at - 1] > code)
            at--;
        if (at > 0 && found[at - 1] == code)
            return;
        found.AsSpan(at, count - at).CopyTo(found.AsSpan(at + 1));
        found[at] = code;
        count++;
    }

    // Where no quantity is below or at 0, it need not be looked at line by line.
    private static bool AllSold(Snapshot snapshot) => snapshot.MemoOfData((nameof(OrderItems), nameof(AllSold)), () => Partitions.Compute(
        snapshot.Lines.Count,
        (from, to) =>
        {
            var quantities = new NumberSpan(snapshot.Lines.QuantityE4);
            for (var line = from; line < to; line++)
            {
                if (quantities[line] <= 0)
                    return false;
            }

            return true;
        },
        CancellationToken.None).All(sold => sold));
}
