using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Scopes;

/// <summary>
/// What a filter leaves of a snapshot: customers, documents, and of each document the amount of the lines that match.
/// Conditions on customers leave anonymous documents out; a country is asked of the document itself.
/// </summary>
public sealed class Selection
{
    private readonly bool[]? products;

    private Selection(bool[] customers, bool[] orders, long[] amountE4, bool[]? products)
    {
        Customers = customers;
        Orders = orders;
        AmountE4 = amountE4;
        this.products = products;
    }

    /// <summary>Whether each customer meets the conditions on customers (and on country); conditions on orders and products are not asked here.</summary>
    public bool[] Customers { get; }

    /// <summary>Whether each document meets all conditions: its own, its customer's, and at least one matching line.</summary>
    public bool[] Orders { get; }

    /// <summary>Amount of the matching lines of each document, in ten-thousandths; the document's amount when no condition is on products.</summary>
    public long[] AmountE4 { get; }

    /// <summary>Whether some condition is on products, so that only part of a document may match.</summary>
    public bool IsPartial => products is not null;

    /// <summary>Whether a product (index, or −1) meets the conditions on products.</summary>
    public bool HasProduct(int product) => products is null || products[product < 0 ? ^1 : product];

    /// <summary>Selects.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="filter">The conditions.</param>
    /// <param name="asOfDay">Day number that fixes segments and ages: the last day of the range on the screen.</param>
    public static Selection Of(Snapshot snapshot, Filter filter, int asOfDay) =>
        snapshot.Memo((nameof(Selection), filter, asOfDay), () => Compute(snapshot, filter, asOfDay));

    /// <summary>Customers with at least one selected document of a kind in a range of days.</summary>
    /// <param name="snapshot">The same data.</param>
    /// <param name="range">The days.</param>
    /// <param name="kind">The kind of document.</param>
    public bool[] CustomersWith(Snapshot snapshot, DateRange range, DocumentKind kind = DocumentKind.Order)
    {
        var found = new bool[Customers.Length];
        var orders = snapshot.Orders;
        for (var order = 0; order < orders.Count; order++)
        {
            if (orders.Customer[order] >= 0 && Orders[order] && orders.Kind[order] == kind && range.Contains(orders.Day[order]))
                found[orders.Customer[order]] = true;
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
    public static bool[] Population(Snapshot snapshot, Filter filter, DateRange range)
    {
        var selection = Of(snapshot, filter, range.To.DayNumber);
        if (!filter.AsksOrders)
            return selection.Customers;
        var population = Of(snapshot, filter.Without(Dimension.Country), range.To.DayNumber).CustomersWith(snapshot, range);
        And(population, selection.Customers);
        return population;
    }

    private static Selection Compute(Snapshot snapshot, Filter filter, int asOfDay)
    {
        // A country is asked of documents and of customers apart: a document counts by its own country even when its customer moved.
        var owners = All(snapshot.Customers.Count);
        var residents = All(snapshot.Customers.Count);
        var orders = All(snapshot.Orders.Count);
        var goods = All(snapshot.Products.Count + 1);
        var (onCustomers, onGoods) = (false, false);

        foreach (var group in filter.Conditions.GroupBy(c => c.Dimension))
        {
            var values = group.Select(c => c.Value);
            if (group.Key == Dimension.Campaign)
            {
                onCustomers = true;
                And(owners, InCampaigns(snapshot, values));
                continue;
            }

            var column = DimensionColumn.Of(snapshot, group.Key, asOfDay);
            switch (column.Level)
            {
                case DimensionLevel.Customer:
                    onCustomers = true;
                    And(owners, Matches(column, values));
                    break;
                case DimensionLevel.Order:
                    And(orders, Matches(column, values));
                    if (group.Key == Dimension.Country)
                        And(residents, Matches(DimensionColumn.OfCustomers(snapshot, group.Key, asOfDay), values));
                    break;
                default:
                    onGoods = true;
                    And(goods, [.. Matches(column, values), group.Any(c => c.Value == Condition.Unknown)]);
                    break;
            }
        }

        for (var order = 0; onCustomers && order < orders.Length; order++)
            orders[order] &= snapshot.Orders.Customer[order] >= 0 && owners[snapshot.Orders.Customer[order]];
        And(residents, owners);
        return onGoods
            ? new Selection(residents, orders, MatchingAmounts(snapshot, orders, goods), goods)
            : new Selection(residents, orders, snapshot.Orders.AmountE4, null);
    }

    private static bool[] All(int count)
    {
        var all = new bool[count];
        Array.Fill(all, true);
        return all;
    }

    private static bool[] Matches(DimensionColumn column, IEnumerable<string> values)
    {
        var wanted = column.Wanted(values);
        return Array.ConvertAll(column.Codes, code => wanted[code < 0 ? wanted.Length - 1 : code]);
    }

    private static bool[] InCampaigns(Snapshot snapshot, IEnumerable<string> keys)
    {
        var found = new bool[snapshot.Customers.Count];
        foreach (var key in keys)
        {
            var campaign = Array.IndexOf(snapshot.Campaigns.Keys, key);
            if (campaign < 0)
                continue;
            for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
                found[snapshot.Contacts.Customer[contact]] = true;
        }

        return found;
    }

    private static long[] MatchingAmounts(Snapshot snapshot, bool[] orders, bool[] products)
    {
        var amounts = new long[orders.Length];
        var lines = snapshot.Lines;
        for (var order = 0; order < orders.Length; order++)
        {
            if (!orders[order])
                continue;
            var any = false;
            for (var line = snapshot.Orders.FirstLine[order]; line < snapshot.Orders.FirstLine[order + 1]; line++)
            {
                var product = lines.Product[line];
                if (!products[product < 0 ? products.Length - 1 : product])
                    continue;
                any = true;
                amounts[order] += lines.AmountE4[line];
            }

            orders[order] = any;
        }

        return amounts;
    }

    private static void And(bool[] left, bool[] right)
    {
        for (var i = 0; i < left.Length; i++)
            left[i] &= right[i];
    }
}
