namespace Dashboard.Analytics.Statistics;

/// <summary>
/// How often each whole number occurs: what a mean, a median and a histogram need, without the numbers being kept or sorted. Numbers below some thousands are counted
/// in an array, the few others in a dictionary. Counts of parts merge exactly.
/// </summary>
internal sealed class ValueCounts
{
    private const int MostSmall = 1 << 13;

    private readonly Dictionary<int, int> large = [];
    private int[] small = new int[64];

    /// <summary>Number of values.</summary>
    public int Total => small.Sum() + large.Values.Sum();

    /// <summary>The values that occur with their counts, ascending.</summary>
    public IEnumerable<KeyValuePair<int, int>> Ascending
    {
        get
        {
            var smallOnes = Enumerable.Range(0, small.Length).Where(value => small[value] > 0).Select(value => KeyValuePair.Create(value, small[value]));
            var others = large.OrderBy(v => v.Key).ToList();
            return others.TakeWhile(v => v.Key < 0).Concat(smallOnes).Concat(others.SkipWhile(v => v.Key < 0));
        }
    }

    /// <summary>Mean; null without a value.</summary>
    public double? Mean => Total is > 0 and var total ? (double)Ascending.Sum(v => (long)v.Key * v.Value) / total : null;

    /// <summary>Median, the mean of the middle two of an even number of values; null without a value.</summary>
    public double? Median
    {
        get
        {
            var total = Total;
            if (total == 0)
                return null;
            var (low, high, seen) = (0L, 0L, 0);
            foreach (var (value, count) in Ascending)
            {
                low = seen <= (total - 1) / 2 ? value : low;
                high = seen <= total / 2 ? value : high;
                seen += count;
            }

            return (low + high) / 2.0;
        }
    }

    /// <summary>Counts a value.</summary>
    public void Add(int value)
    {
        var counts = small;
        if ((uint)value < (uint)counts.Length)
            counts[value]++;
        else
            AddBeyond(value, 1);
    }

    /// <summary>Adds the counts of another part.</summary>
    public void Add(ValueCounts other)
    {
        for (var value = 0; value < other.small.Length; value++)
        {
            if (other.small[value] == 0)
                continue;
            if (value < small.Length)
                small[value] += other.small[value];
            else
                AddBeyond(value, other.small[value]);
        }

        foreach (var (value, count) in other.large)
            AddBeyond(value, count);
    }

    private void AddBeyond(int value, int count)
    {
        if (value is < 0 or >= MostSmall)
        {
            large[value] = large.GetValueOrDefault(value) + count;
            return;
        }

        if (value >= small.Length)
            Array.Resize(ref small, Math.Min(MostSmall, Math.Max(value + 1, 2 * small.Length)));
        small[value] += count;
    }
}
