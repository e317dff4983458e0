using System.Globalization;

namespace Dashboard.Analytics.Segments;

/// <summary>Collects whole numbers of members and of everybody into bins, and their medians.</summary>
/// <param name="upperEnds">Last value of each bin, ascending; a last open bin follows.</param>
/// <param name="lowest">First value of the first bin.</param>
internal sealed class SetHistogram(int[] upperEnds, int lowest)
{
    private readonly Dictionary<int, int> members = [];
    private readonly Dictionary<int, int> all = [];

    /// <summary>Bins of days: one week, two, a month, two, a quarter, a half year, a year, longer.</summary>
    public static SetHistogram OfDays(int lowest) => new([7, 14, 30, 60, 90, 180, 365], lowest);

    /// <summary>Bins of counts from one on.</summary>
    public static SetHistogram OfCounts() => new([1, 2, 5, 10, 20, 50, 100, 500], 1);

    public void Add(int value, bool isMember)
    {
        all[value] = all.GetValueOrDefault(value) + 1;
        if (isMember)
            members[value] = members.GetValueOrDefault(value) + 1;
    }

    public Histogram Build()
    {
        var (counts, allCounts) = (Binned(members), Binned(all));
        var (total, allTotal) = (counts.Sum(), allCounts.Sum());
        var bins = Enumerable.Range(0, counts.Length)
            .Select(bin => ShareRow.Of(Label(bin), Label(bin), counts[bin], total, allCounts[bin], allTotal));
        return new Histogram([.. bins], Median(members, total), Median(all, allTotal), total, allTotal);
    }

    private int[] Binned(Dictionary<int, int> values)
    {
        var counts = new int[upperEnds.Length + 1];
        foreach (var (value, count) in values)
        {
            var bin = Array.BinarySearch(upperEnds, value);
            counts[bin < 0 ? ~bin : bin] += count;
        }

        return counts;
    }

    private string Label(int bin)
    {
        var from = bin == 0 ? lowest : upperEnds[bin - 1] + 1;
        return bin == upperEnds.Length ? string.Create(CultureInfo.InvariantCulture, $"{from}+")
            : from == upperEnds[bin] ? from.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{from}–{upperEnds[bin]}");
    }

    private static double? Median(Dictionary<int, int> values, int total)
    {
        if (total == 0)
            return null;
        var (low, high, seen) = (0, 0, 0);
        foreach (var (value, count) in values.OrderBy(v => v.Key))
        {
            low = seen <= (total - 1) / 2 ? value : low;
            high = seen <= total / 2 ? value : high;
            seen += count;
        }

        return (low + high) / 2.0;
    }
}
