using System.Numerics;
using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Scopes;

/// <summary>
/// What a filter leaves of a snapshot: customers, documents, and of each document the amount of the lines that match.
/// Conditions on customers leave anonymous documents out; a country is asked of the document itself.
/// </summary>
public sealed class Selection
{
    private readonly bool[]? products;

    private Selection(Bitmap customers, Bitmap orders, DocumentAmounts amountE4, bool[]? products)
    {
        Customers = customers;
        Orders = orders;
        AmountE4 = amountE4;
        this.products = products;
    }

    /// <summary>Whether each customer meets the conditions on customers (and on country); conditions on orders and products are not asked here.</summary>
    public Bitmap Customers { get; }

    /// <summary>Whether each document meets all conditions: its own, its customer's, and at least one matching line.</summary>
    public Bitmap Orders { get; }

    /// <summary>Amount of the matching lines of each document, in ten-thousandths; the document's amount when no condition is on products.</summary>
    public DocumentAmounts AmountE4 { get; }

    /// <summary>Whether some condition is on products, so that only part of a document may match.</summary>
    public bool IsPartial => products is not null;

    /// <summary>Whether a product (index, or −1) meets the conditions on products.</summary>
    public bool HasProduct(int product) => products is null || products[product < 0 ? ^1 : product];

    /// <summary>Selects.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="filter">The conditions.</param>
    /// <param name="asOfDay">Day number that fixes segments and ages: the last day of the range on the screen.</param>
    public static Selection Of(Snapshot snapshot, Filter filter, int asOfDay)
    {
        // Only segments and ages depend on the day: for all other filters there is one selection, whatever the range.
        var day = filter.DependsOnDay ? asOfDay : 0;
        return snapshot.MemoOf(filter, (nameof(Selection), filter, day), () => Compute(snapshot, filter, asOfDay));
    }

    /// <summary>This selection for some of its customers only; the documents stay those of all of them.</summary>
    /// <param name="customers">The customers.</param>
    internal Selection Among(Bitmap customers) => new(Customers & customers, Orders, AmountE4, products);

    /// <summary>Customers with at least one selected document of a kind in a range of days.</summary>
    /// <param name="snapshot">The same data.</param>
    /// <param name="range">The days.</param>
    /// <param name="kind">The kind of document.</param>
    public Bitmap CustomersWith(Snapshot snapshot, DateRange range, DocumentKind kind = DocumentKind.Order)
    {
        var found = new Bitmap(Customers.Length);
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        foreach (var order in (Orders & snapshot.DocumentsIn(range)).Between(0, snapshot.Orders.FirstOfCustomer[^1]))
        {
            if (kinds[order] == kind)
                found.Add(customers[order]);
        }

        return found;
    }

    /// <summary>
    /// The customers that a filter is about: those who meet its conditions on customers and, when it has conditions on orders or products
    /// (channel, category, brand, product), who have a matching order in the range. A country is the customer's own, wherever the order was sent.
    /// </summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="filter">The conditions.</param>
    /// <param name="range">The days; the last one fixes segments and ages.</param>
    public static Bitmap Population(Snapshot snapshot, Filter filter, DateRange range)
    {
        var selection = Of(snapshot, filter, range.To.DayNumber);
        if (!filter.AsksOrders)
            return selection.Customers;
        return Of(snapshot, filter.Without(Dimension.Country), range.To.DayNumber).CustomersWith(snapshot, range) & selection.Customers;
    }

    private static Selection Compute(Snapshot snapshot, Filter filter, int asOfDay)
    {
        // A country is asked of documents and of customers apart: a document counts by its own country even when its customer moved.
        Bitmap? owners = null, residents = null, orders = null;
        bool[]? goods = null;
        if (filter.Goods is { IsEmpty: false } asked && !asked.Equals(filter))
            return Of(snapshot, filter.WithoutGoods, asOfDay).With(Of(snapshot, asked, asOfDay));
        foreach (var group in filter.Conditions.GroupBy(c => c.Dimension))
        {
            var values = group.Select(c => c.Value);
            if (group.Key == Dimension.Campaign)
            {
                owners = And(owners, InCampaigns(snapshot, values));
                continue;
            }

            if (group.Key == Dimension.Rule)
            {
                owners = And(owners, RuleMembers.OfAny(snapshot, values, asOfDay));
                continue;
            }

            var column = DimensionColumn.Of(snapshot, group.Key, asOfDay);
            switch (column.Level)
            {
                case DimensionLevel.Customer:
                    owners = And(owners, Matches(column, values));
                    break;
                case DimensionLevel.Order:
                    orders = And(orders, Matches(column, values));
                    if (group.Key == Dimension.Country)
                        residents = Matches(DimensionColumn.OfCustomers(snapshot, group.Key, asOfDay), values);
                    break;
                default:
                    // The last entry is for lines without a product.
                    bool[] wanted = [.. Enumerable.Range(0, snapshot.Products.Count).Select(column.IsWanted(values)), group.Any(c => c.Value == Condition.Unknown)];
                    goods = goods is null ? wanted : [.. goods.Zip(wanted, (a, b) => a && b)];
                    break;
            }
        }

        if (owners is not null)
            orders = And(orders, snapshot.Orders.Of(owners));
        var all = orders ?? AllOrders(snapshot);
        var people = owners is null ? residents ?? Bitmap.All(snapshot.Customers.Count) : And(residents, owners);
        if (goods is null)
            return new Selection(people, all, new DocumentAmounts(snapshot.Orders.AmountE4), null);
        var (matching, amounts) = MatchingAmounts(snapshot, goods);
        return new Selection(people, matching, amounts, goods);
    }

    // What this selection of customers and documents leaves of one by products: the lines are not looked at again.
    private Selection With(Selection goods)
    {
        var matching = Orders & goods.Orders;
        return new Selection(Customers, matching, new DocumentAmounts(matching, goods.AmountE4), goods.products);
    }

    private static Bitmap AllOrders(Snapshot snapshot) => snapshot.MemoOfData(nameof(Bitmap.All), () => Bitmap.All(snapshot.Orders.Count));

    private static Bitmap And(Bitmap? left, Bitmap right) => left is null ? right : left & right;

    private static Bitmap Matches(DimensionColumn column, IEnumerable<string> values) => Predicates.Where(column.Codes, column.Wanted(values));

    private static Bitmap InCampaigns(Snapshot snapshot, IEnumerable<string> keys)
    {
        var found = new Bitmap(snapshot.Customers.Count);
        foreach (var key in keys)
        {
            var campaign = Array.IndexOf(snapshot.Campaigns.Keys, key);
            if (campaign < 0)
                continue;
            foreach (var customer in snapshot.Contacts.Customer.Span[snapshot.Campaigns.FirstContact[campaign]..snapshot.Campaigns.FirstContact[campaign + 1]])
                found.Add(customer);
        }

        return found;
    }

    private static (Bitmap Documents, DocumentAmounts Amounts) MatchingAmounts(Snapshot snapshot, bool[] products)
    {
        var matching = new Bitmap(snapshot.Orders.Count);
        // The flag of lines without a product comes first, so that −1 needs no question.
        bool[] wanted = [products[^1], .. products.AsSpan(0, products.Length - 1)];
        var parts = Partitions.Compute(matching.Length, (from, to) => MatchingAmounts(snapshot, wanted, matching, from, to), CancellationToken.None);
        var all = new long[parts.Sum(p => p.Length)];
        var next = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(all.AsSpan(next));
            next += part.Length;
        }

        return (matching, new DocumentAmounts(matching, all));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Growing<long> MatchingAmounts(Snapshot snapshot, bool[] wanted, Bitmap matching, int from, int to)
    {
        var firstLine = snapshot.Orders.FirstLine.Span;
        var product = snapshot.Lines.Product.Span;
        var amountOf = new NumberSpan(snapshot.Lines.AmountE4);
        var amounts = new Growing<long>();
        var line = from < to ? firstLine[from] : 0;
        for (var order = from; order < to; order++)
        {
            var (any, amount, end) = (false, 0L, firstLine[order + 1]);
            for (; line < end; line++)
            {
                if (!wanted[product[line] + 1])
                    continue;
                any = true;
                amount += amountOf[line];
            }

            if (!any)
                continue;
            matching.Add(order);
            amounts.Add(amount);
        }

        return amounts;
    }
}

/// <summary>What a selection counts of each document: its whole amount, or that of its matching lines, kept for the selected documents only.</summary>
public sealed class DocumentAmounts : Numbers
{
    private readonly Column<long>? whole;
    private readonly Bitmap? selected;

    // The amounts are those of these documents, of which the selected ones are a part.
    private readonly Bitmap? known;
    private readonly int[] before = [];
    private readonly long[] amounts = [];

    /// <summary>Whole amounts.</summary>
    /// <param name="whole">One a document, in ten-thousandths.</param>
    public DocumentAmounts(Column<long> whole) => this.whole = whole;

    /// <summary>Amounts of selected documents.</summary>
    /// <param name="selected">The documents.</param>
    /// <param name="amounts">One for each of them, in ten-thousandths.</param>
    public DocumentAmounts(Bitmap selected, long[] amounts)
    {
        (this.selected, known, this.amounts) = (selected, selected, amounts);
        before = new int[selected.Words.Length];
        for (var i = 1; i < before.Length; i++)
            before[i] = before[i - 1] + BitOperations.PopCount(selected.Words[i - 1]);
    }

    /// <summary>The same amounts of fewer documents.</summary>
    /// <param name="selected">The documents; each has an amount in <paramref name="of"/>.</param>
    /// <param name="of">Amounts of selected documents.</param>
    internal DocumentAmounts(Bitmap selected, DocumentAmounts of) => (this.selected, known, before, amounts) = (selected, of.known, of.before, of.amounts);

    /// <summary>The whole amounts of all documents; empty where only part of the documents, or of what is in them, is selected.</summary>
    internal ReadOnlySpan<long> Whole => whole is null ? [] : whole.Span;

    /// <inheritdoc/>
    public override int Length => whole?.Length ?? selected!.Length;

    /// <summary>The amount of a document in ten-thousandths; 0 when only part of the documents is selected and this one is not.</summary>
    public override long this[int order]
    {
        get
        {
            if (whole is not null)
                return whole[order];
            if (!selected![order])
                return 0;
            var (word, bit) = (known!.Words[order / Bitmap.WordBits], 1UL << order);
            return amounts[before[order / Bitmap.WordBits] + BitOperations.PopCount(word & (bit - 1))];
        }
    }

    /// <inheritdoc/>
    public override void Read(ReadOnlySpan<int> rows, Span<long> values)
    {
        if (whole is null)
        {
            for (var i = 0; i < rows.Length; i++)
                values[i] = this[rows[i]];
            return;
        }

        var all = whole.Span;
        for (var i = 0; i < rows.Length; i++)
            values[i] = all[rows[i]];
    }
}

/// <summary><see cref="DocumentAmounts"/> for loops that read single documents.</summary>
internal readonly ref struct AmountSpan(DocumentAmounts amounts)
{
    private readonly DocumentAmounts amounts = amounts;
    private readonly ReadOnlySpan<long> whole = amounts.Whole;

    /// <summary>The amount of a document in ten-thousandths.</summary>
    public long this[int order]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)order < (uint)whole.Length ? whole[order] : amounts[order];
    }
}
