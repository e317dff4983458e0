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
        cell.Sum.Add(part);

        // Stamps hold the number plus one, so that a cell of zeros has seen nobody.
        if (cell.LastDocument != part.Document + 1)
        {
            cell.LastDocument = part.Document + 1;
            cell.Sum.Documents++;
            cell.Sum.Orders += part.IsOrder ? 1 : 0;
        }

        if (part.IsOrder && part.Customer >= 0)
            cell.AddCustomer(part.Customer, part.FirstOrderDay >= Buckets.Starts[bucket]);
    }

    /// <summary>Counts the customer of an order in the only group; what the order adds comes with its day in <see cref="AddDays"/>.</summary>
    /// <param name="bucket">The piece of time.</param>
    /// <param name="customer">Who ordered.</param>
    /// <param name="firstOrderDay">Day number of the customer's first order of all.</param>
    public void AddCustomer(int bucket, int customer, int firstOrderDay) => cells[bucket].AddCustomer(customer, firstOrderDay >= Buckets.Starts[bucket]);

    /// <summary>Adds what the days of each piece hold to the only group.</summary>
    public void AddDays(TrendDays days)
    {
        for (var bucket = 0; bucket < Buckets.Count; bucket++)
        {
            var piece = Buckets[bucket];
            cells[bucket].Sum.Add(days.Sum(piece.From.DayNumber, piece.To.DayNumber));
        }
    }

    /// <summary>The sum of some groups as one, where no customer and no document is in two of them.</summary>
    /// <param name="merged">The groups.</param>
    public TrendTally Merged(IEnumerable<int> merged)
    {
        var sum = new TrendTally(1, Buckets);
        foreach (var group in merged)
        {
            for (var bucket = 0; bucket < Buckets.Count; bucket++)
                sum.cells[bucket].Add(cells[(group * Buckets.Count) + bucket]);
        }

        return sum;
    }

    public int Orders(int group, int bucket) => cells[(group * Buckets.Count) + bucket].Sum.Orders;

    public int Active(int group, int bucket) => cells[(group * Buckets.Count) + bucket].Active;

    public int Documents(int group, int bucket) => cells[(group * Buckets.Count) + bucket].Sum.Documents;

    /// <summary>The value in the unit of the metric; null for a quotient by nothing.</summary>
    public double? Value(TrendMetric metric, int group, int bucket)
    {
        ref readonly var cell = ref cells[(group * Buckets.Count) + bucket];
        ref readonly var sum = ref cell.Sum;
        return metric switch
        {
            TrendMetric.Revenue => sum.RevenueE4,
            TrendMetric.Orders => sum.Orders,
            TrendMetric.AverageOrderValue => sum.Orders == 0 ? null : (double)sum.RevenueE4 / sum.Orders,
            TrendMetric.ActiveCustomers => cell.Active,
            TrendMetric.NewCustomers => cell.Fresh,
            TrendMetric.ReturningCustomers => cell.Active - cell.Fresh,
            TrendMetric.ItemsSold => sum.ItemsE4 / 10_000.0,
            TrendMetric.UnitsPerOrder => sum.Orders == 0 ? null : sum.ItemsE4 / 10_000.0 / sum.Orders,
            TrendMetric.ReturnRate => sum.SoldE4 <= 0 ? null : (double)sum.ReturnedE4 / sum.SoldE4,
            _ => sum.SoldE4 + sum.DiscountE4 <= 0 ? null : (double)sum.DiscountE4 / (sum.SoldE4 + sum.DiscountE4),
        };
    }

    private struct Cell
    {
        public TrendSum Sum;
        public int Active;
        public int Fresh;
        public int LastDocument;

        // The last customer seen, plus one.
        private int lastCustomer;

        public void AddCustomer(int customer, bool isNew)
        {
            if (lastCustomer == customer + 1)
                return;
            lastCustomer = customer + 1;
            Active++;
            Fresh += isNew ? 1 : 0;
        }

        public void Add(in Cell other)
        {
            Sum.Add(other.Sum);
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
