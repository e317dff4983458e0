namespace Dashboard.Analytics.Trends;

/// <summary>Sums of documents by day, of which those of a piece of time add up: what a day holds is counted once, however many pieces it lies in.</summary>
internal sealed class TrendDays(int firstDay, int count)
{
    private readonly TrendSum[] days = new TrendSum[count];

    /// <summary>Adds a document.</summary>
    public void Add(int day, in TrendPart part)
    {
        ref var sum = ref days[day - firstDay];
        sum.Add(part);
        sum.Documents++;
        sum.Orders += part.IsOrder ? 1 : 0;
    }

    /// <summary>Adds the days of other documents.</summary>
    public void Add(TrendDays other)
    {
        for (var i = 0; i < days.Length; i++)
            days[i].Add(other.days[i]);
    }

    /// <summary>What the days from one up to another, both included, add up to; days outside the data hold nothing.</summary>
    public TrendSum Sum(int from, int to)
    {
        var sum = default(TrendSum);
        for (var day = Math.Max(from - firstDay, 0); day <= Math.Min(to - firstDay, days.Length - 1); day++)
            sum.Add(days[day]);
        return sum;
    }
}

/// <summary>What documents, or lines, add up to; amounts and units in ten-thousandths.</summary>
internal struct TrendSum
{
    public long RevenueE4;
    public long ItemsE4;
    public long SoldE4;
    public long ReturnedE4;
    public long DiscountE4;
    public int Documents;
    public int Orders;

    /// <summary>Adds amounts and units.</summary>
    public void Add(in TrendPart part)
    {
        RevenueE4 += part.AmountE4;
        ItemsE4 += part.ItemsE4;
        SoldE4 += part.SoldE4;
        ReturnedE4 += part.ReturnedE4;
        DiscountE4 += part.DiscountE4;
    }

    /// <summary>Adds a sum of other documents.</summary>
    public void Add(in TrendSum other)
    {
        RevenueE4 += other.RevenueE4;
        ItemsE4 += other.ItemsE4;
        SoldE4 += other.SoldE4;
        ReturnedE4 += other.ReturnedE4;
        DiscountE4 += other.DiscountE4;
        Documents += other.Documents;
        Orders += other.Orders;
    }
}
