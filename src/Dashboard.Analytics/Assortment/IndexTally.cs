using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>What everybody and each of some groups of customers bought, item by item, in one pass over the orders.</summary>
internal sealed class IndexTally
{
    private readonly Snapshot snapshot;
    private readonly AssortmentItems items;
    private readonly Bitmap[] groups;
    private readonly ItemSums[] sums; // By group (everybody first), then by item, then Unknown, then all items together.
    private readonly int width;
    private readonly long[] orders;
    private readonly long[] revenue;
    private readonly int[] lastOrder;
    private readonly List<int> touched = [];
    private readonly List<int> memberOf = [];

    private IndexTally(Snapshot snapshot, AssortmentItems items, Bitmap[] groups)
    {
        (this.snapshot, this.items, this.groups) = (snapshot, items, groups);
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
    public static IndexTally Of(Snapshot snapshot, Bitmap documents, AssortmentItems items, Bitmap everybody, Bitmap[] groups, CancellationToken cancellationToken) => Partitions.Accumulate(
        everybody.Length,
        () => new IndexTally(snapshot, items, groups),
        (tally, from, to) =>
        {
            var firstOf = snapshot.Orders.FirstOfCustomer.Span;
            foreach (var customer in everybody.Between(from, to))
            {
                if (firstOf[customer] < firstOf[customer + 1])
                    tally.Add(customer, documents.Between(firstOf[customer], firstOf[customer + 1]));
            }
        },
        (sum, more) =>
        {
            for (var i = 0; i < sum.sums.Length; i++)
                sum.sums[i].Add(more.sums[i]);
        },
        cancellationToken);

    /// <summary>Sums of everybody (group −1) or of a group over an item, Unknown (the number behind the last item).</summary>
    public ref readonly ItemSums Of(int group, int item) => ref sums[((group + 1) * width) + item];

    /// <summary>Sums of everybody (group −1) or of a group over all items: its buyers are the customers who ordered goods.</summary>
    public ref readonly ItemSums All(int group) => ref sums[((group + 2) * width) - 1];

    private void Add(int customer, Bitmap.Rows documents)
    {
        var (allOrders, allRevenue) = (0L, 0L);
        foreach (var document in documents)
        {
            var (line, end) = (snapshot.Orders.FirstLine[document], snapshot.Orders.FirstLine[document + 1]);
            var isOrder = snapshot.Orders.Kind[document] == DocumentKind.Order;
            var counts = false;
            for (; line < end; line++)
            {
                if (snapshot.Lines.Product[line] is not (>= 0 and var product) || items.Codes[product] is not (>= AssortmentItems.Unknown and var code))
                    continue;
                var item = code < 0 ? items.Count : code;
                var amount = snapshot.Lines.AmountE4[line];
                if (lastOrder[item] < 0)
                    touched.Add(item);
                if (isOrder && snapshot.Lines.QuantityE4[line] > 0)
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

        if (touched.Count == 0)
            return;
        memberOf.Clear();
        memberOf.Add(0);
        for (var group = 0; group < groups.Length; group++)
        {
            if (groups[group][customer])
                memberOf.Add(group + 1);
        }

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
}
