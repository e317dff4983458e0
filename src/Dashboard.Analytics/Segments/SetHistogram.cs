using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Segments;

/// <summary>Bins for whole numbers of members and of everybody.</summary>
/// <param name="upperEnds">Last value of each bin, ascending; a last open bin follows.</param>
/// <param name="lowest">First value of the first bin.</param>
internal sealed class SetHistogram(int[] upperEnds, int lowest)
{
    /// <summary>Bins of days: one week, two, a month, two, a quarter, a half year, a year, longer.</summary>
    public static SetHistogram OfDays(int lowest) => new([7, 14, 30, 60, 90, 180, 365], lowest);

    /// <summary>Bins of counts from one on.</summary>
    public static SetHistogram OfCounts() => new([1, 2, 5, 10, 20, 50, 100, 500], 1);

    /// <summary>The distribution of the members beside that of everybody.</summary>
    /// <param name="members">Values of the members.</param>
    /// <param name="all">Values of everybody, members included.</param>
    /// <param name="least">People that a bin needs among the members and among the others, where a value is a person; 1 to keep every bin.</param>
    public Histogram Build(ValueCounts members, ValueCounts all, int least = 1)
    {
        var (counts, allCounts, total, allTotal) = (Binned(members), Binned(all), members.Total, all.Total);
        var bins = Enumerable.Range(0, counts.Length).Select(bin => (First: bin, Last: bin, Count: counts[bin], AllCount: allCounts[bin])).ToList();
        for (var i = bins.Count - 1; i > 0; i--)
        {
            if (IsSmall(i))
                Join(i - 1);
        }

        while (bins.Count > 1 && IsSmall(0))
            Join(0);
        return new Histogram(
            [.. bins.Select(b => ShareRow.Of(Label(b.First, b.Last), Label(b.First, b.Last), b.Count, total, b.AllCount, allTotal) with { Values = b.Last - b.First + 1 })],
            members.Median,
            all.Median,
            total,
            allTotal);

        bool IsSmall(int bin) => SmallGroups.IsSmall(bins[bin].Count, least) || SmallGroups.IsSmall(bins[bin].AllCount - bins[bin].Count, least);

        void Join(int left)
        {
            bins[left] = (bins[left].First, bins[left + 1].Last, bins[left].Count + bins[left + 1].Count, bins[left].AllCount + bins[left + 1].AllCount);
            bins.RemoveAt(left + 1);
        }
    }

    private int[] Binned(ValueCounts values)
    {
        var counts = new int[upperEnds.Length + 1];
        foreach (var (value, count) in values.Ascending)
        {
            var bin = Array.BinarySearch(upperEnds, value);
            counts[bin < 0 ? ~bin : bin] += count;
        }

        return counts;
    }

    private string Label(int first, int last)
    {
        var from = first == 0 ? lowest : upperEnds[first - 1] + 1;
        return last == upperEnds.Length ? string.Create(CultureInfo.InvariantCulture, $"{from}+")
            : from == upperEnds[last] ? from.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{from}–{upperEnds[last]}");
    }
}
