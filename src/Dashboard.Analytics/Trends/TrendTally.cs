namespace Dashboard.Analytics.Trends;

/// <summary>Sums and distinct counts by group and piece of time. Documents must come customer by customer, those without one last.</summary>
internal sealed class TrendTally(int groups, TimeBuckets buckets)
{
    private readonly Cell[] cells = new Cell[groups * buckets.Count];

    public TimeBuckets Buckets { get; } = buckets;

    /// <summary>A tally of nothing with the same groups and pieces of time.</summary>
    public TrendTally Empty() => new(groups, Buckets);

    /// <summary>Adds what a tally of other customers holds.</summary>
    public void Add(TrendTally other)
    {
        for (var i = 0; i < cells.Length; i++)
            cells[i].Add(other.cells[i]);
    }

    /// <summary>Adds a document or one of its lines.</summary>
    /// <param name="group">The group that it belongs to.</param>
    /// <param name="bucket">The piece of time.</param>
    /// <param name="part">What is added.</param>
    public void Add(int group, int bucket, in TrendPart part)
    {
        ref var cell = ref cells[(group * Buckets.Count) + bucket];
        cell.RevenueE4 += part.AmountE4;
        cell.ItemsE4 += part.ItemsE4;
        cell.SoldE4 += part.SoldE4;
        cell.ReturnedE4 += part.ReturnedE4;
        cell.DiscountE4 += part.DiscountE4;

        // Stamps hold the number plus one, so that a cell of zeros has seen nobody.
        if (cell.LastDocument != part.Document + 1)
        {
            cell.LastDocument = part.Document + 1;
            cell.Documents++;
            cell.Orders += part.IsOrder ? 1 : 0;
        }

        if (!part.IsOrder || part.Customer < 0 || cell.LastCustomer == part.Customer + 1)
            return;
        cell.LastCustomer = part.Customer + 1;
        cell.Active++;
        cell.Fresh += part.FirstOrderDay >= Buckets.Starts[bucket] ? 1 : 0;
    }

    public int Orders(int group, int bucket) => cells[(group * Buckets.Count) + bucket].Orders;

    public int Documents(int group, int bucket) => cells[(group * Buckets.Count) + bucket].Documents;

    /// <summary>The value in the unit of the metric; null for a quotient by nothing.</summary>
    public double? Value(TrendMetric metric, int group, int bucket)
    {
        ref readonly var cell = ref cells[(group * Buckets.Count) + bucket];
        return metric switch
        {
            TrendMetric.Revenue => cell.RevenueE4,
            TrendMetric.Orders => cell.Orders,
            TrendMetric.AverageOrderValue => cell.Orders == 0 ? null : (double)cell.RevenueE4 / cell.Orders,
            TrendMetric.ActiveCustomers => cell.Active,
            TrendMetric.NewCustomers => cell.Fresh,
            TrendMetric.ReturningCustomers => cell.Active - cell.Fresh,
            TrendMetric.ItemsSold => cell.ItemsE4 / 10_000.0,
            TrendMetric.UnitsPerOrder => cell.Orders == 0 ? null : cell.ItemsE4 / 10_000.0 / cell.Orders,
            TrendMetric.ReturnRate => cell.SoldE4 <= 0 ? null : (double)cell.ReturnedE4 / cell.SoldE4,
            _ => cell.SoldE4 + cell.DiscountE4 <= 0 ? null : (double)cell.DiscountE4 / (cell.SoldE4 + cell.DiscountE4),
        };
    }

    private struct Cell
    {
        public long RevenueE4;
        public long ItemsE4;
        public long SoldE4;
        public long ReturnedE4;
        public long DiscountE4;
        public int Documents;
        public int Orders;
        public int Active;
        public int Fresh;
        public int LastDocument;
        public int LastCustomer;

        public void Add(in Cell other)
        {
            RevenueE4 += other.RevenueE4;
            ItemsE4 += other.ItemsE4;
            SoldE4 += other.SoldE4;
            ReturnedE4 += other.ReturnedE4;
            DiscountE4 += other.DiscountE4;
            Documents += other.Documents;
            Orders += other.Orders;
            Active += other.Active;
            Fresh += other.Fresh;
        }
    }
}

/// <summary>A document, or a line of it, on the way into a tally; amounts and units in ten-thousandths.</summary>
internal record struct TrendPart(int Document, int Customer, bool IsOrder, int FirstOrderDay, long AmountE4)
{
    public long ItemsE4 { get; set; }

    public long SoldE4 { get; set; }

    public long ReturnedE4 { get; set; }

    public long DiscountE4 { get; set; }

    /// <summary>Adds all of another part but its amount.</summary>
    public void AddUnits(in TrendPart other)
    {
        ItemsE4 += other.ItemsE4;
        SoldE4 += other.SoldE4;
        ReturnedE4 += other.ReturnedE4;
        DiscountE4 += other.DiscountE4;
    }
}
