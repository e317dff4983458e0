using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>What everybody and each of some groups of customers bought, item by item, in one pass over the orders.</summary>
internal sealed class IndexTally
{
    private readonly Snapshot snapshot;
    private readonly AssortmentItems items;
    private readonly Bitmap[] groups;
    private readonly bool apart;
    private readonly ItemSums[] sums; // By group (everybody first), then by item, then Unknown, then all items together.
    private readonly int width;
    private readonly long[] orders;
    private readonly long[] revenue;
    private readonly int[] lastOrder;
    private readonly List<int> touched = [];
    private readonly List<int> memberOf = [];

    private IndexTally(Snapshot snapshot, AssortmentItems items, Bitmap[] groups, bool apart)
    {
        (this.snapshot, this.items, this.groups, this.apart) = (snapshot, items, groups, apart);
        width = items.Count + 2;
        sums = new ItemSums[(groups.Length + 1) * width];
        orders = new long[items.Count + 1];
        revenue = new long[items.Count + 1];
        lastOrder = new int[items.Count + 1];
        Array.Fill(lastOrder, -1);
    }

    /// <summary>Adds up.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="documents">The documents that count.</param>
    /// <param name="items">The items.</param>
    /// <param name="everybody">The customers compared with.</param>
    /// <param name="groups">The groups; members outside <paramref name="everybody"/> are passed over.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static IndexTally Of(Snapshot snapshot, Bitmap documents, AssortmentItems items, Bitmap everybody, Bitmap[] groups, CancellationToken cancellationToken)
    {
        var own = snapshot.Orders.Of(everybody) & documents;
        var firstOf = snapshot.Orders.FirstOfCustomer;
        var shareNobody = AreApart(groups, everybody.Length);
        var tally = Partitions.Accumulate(
            everybody.Length,
            () => new IndexTally(snapshot, items, groups, shareNobody),
            (tally, from, to) => tally.Add(own.Between(firstOf[from], firstOf[to])),
            (sum, more) =>
            {
                for (var i = 0; i < sum.sums.Length; i++)
                    sum.sums[i].Add(more.sums[i]);
            },
            cancellationToken);
        if (shareNobody)
            tally.AddGroupsToEverybody();
        return tally;
    }

    /// <summary>Whether no customer is in two of some groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="customers">Number of customers.</param>
    public static bool AreApart(Bitmap[] groups, int customers)
    {
        var union = new Bitmap(customers);
        foreach (var group in groups)
        {
            if (Bitmap.CountBoth(union, group) > 0)
                return false;
            union |= group;
        }

        return true;
    }

    /// <summary>Sums of everybody (group −1) or of a group over an item, Unknown (the number behind the last item).</summary>
    public ref readonly ItemSums Of(int group, int item) => ref sums[((group + 1) * width) + item];

    /// <summary>Sums of everybody (group −1) or of a group over all items: its buyers are the customers who ordered goods.</summary>
    public ref readonly ItemSums All(int group) => ref sums[((group + 2) * width) - 1];

    private void Add(Bitmap.Rows documents)
    {
        var customers = snapshot.Orders.Customer.Span;
        var firstLine = snapshot.Orders.FirstLine.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var productOf = snapshot.Lines.Product.Span;
        var amountOf = new NumberSpan(snapshot.Lines.AmountE4);
        var quantityOf = new NumberSpan(snapshot.Lines.QuantityE4);
        var codes = items.Codes;
        var (buyer, allOrders, allRevenue) = (-1, 0L, 0L);
        foreach (var document in documents)
        {
            if (customers[document] != buyer)
            {
                End(buyer, allOrders, allRevenue);
                (buyer, allOrders, allRevenue) = (customers[document], 0, 0);
            }

            var isOrder = kinds[document] == DocumentKind.Order;
            var counts = false;
            var end = firstLine[document + 1];
            for (var line = firstLine[document]; line < end; line++)
            {
                if (productOf[line] is not (>= 0 and var product) || codes[product] is not (>= AssortmentItems.Unknown and var code))
                    continue;
                var item = code < 0 ? items.Count : code;
                var amount = amountOf[line];
                if (lastOrder[item] < 0)
                    touched.Add(item);
                if (isOrder && quantityOf[line] > 0)
                {
                    counts = true;
                    orders[item] += lastOrder[item] == document + 1 ? 0 : 1;
                    lastOrder[item] = document + 1;
                }
                else if (lastOrder[item] < 0)
                {
                    lastOrder[item] = 0;
                }

                revenue[item] += amount;
                allRevenue += amount;
            }

            allOrders += counts ? 1 : 0;
        }

        End(buyer, allOrders, allRevenue);
    }

    private void End(int customer, long allOrders, long allRevenue)
    {
        if (touched.Count == 0)
            return;
        memberOf.Clear();
        for (var group = 0; group < groups.Length; group++)
        {
            if (groups[group][customer])
                memberOf.Add(group + 1);
        }

        // Of groups that share nobody, a customer is in one: everybody is added up from them at the end.
        if (!apart || memberOf.Count == 0)
            memberOf.Add(0);
        foreach (var group in memberOf)
        {
            var row = sums.AsSpan(group * width, width);
            foreach (var item in touched)
                row[item].Add(orders[item], revenue[item], allOrders, allRevenue);
            row[^1].Add(allOrders, allRevenue, allOrders, allRevenue);
        }

        foreach (var item in touched)
            (orders[item], revenue[item], lastOrder[item]) = (0, 0, -1);
        touched.Clear();
    }

    private void AddGroupsToEverybody()
    {
        for (var i = width; i < sums.Length; i++)
            sums[i % width].Add(sums[i]);
    }
}
