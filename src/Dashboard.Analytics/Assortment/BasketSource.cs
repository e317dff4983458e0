namespace Dashboard.Analytics.Assortment;

/// <summary>Looks at one basket.</summary>
/// <param name="items">Its items, each once, in any order; empty for a basket none of whose goods has an item.</param>
internal delegate void BasketVisitor(ReadOnlySpan<int> items);

/// <summary>Baskets of items, read part by part as often as an algorithm asks, so that they need not be copied.</summary>
internal abstract class BasketSource
{
    /// <summary>Rows that the baskets come from, to split into parts.</summary>
    public abstract int Rows { get; }

    /// <summary>Items are numbered from 0 up to, and without, this.</summary>
    public abstract int Items { get; }

    /// <summary>Shows the baskets of some rows.</summary>
    /// <param name="from">First row.</param>
    /// <param name="to">The row behind the last.</param>
    /// <param name="visit">Called for each basket in the order of the rows.</param>
    public abstract void Visit(int from, int to, BasketVisitor visit);
}

/// <summary>Baskets in a list.</summary>
/// <param name="baskets">The items of each, each once.</param>
/// <param name="items">Number of items.</param>
internal sealed class ListedBaskets(IReadOnlyList<int[]> baskets, int items) : BasketSource
{
    /// <inheritdoc/>
    public override int Rows => baskets.Count;

    /// <inheritdoc/>
    public override int Items => items;

    /// <inheritdoc/>
    public override void Visit(int from, int to, BasketVisitor visit)
    {
        for (var row = from; row < to; row++)
            visit(baskets[row]);
    }
}
