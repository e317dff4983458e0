using System.Globalization;
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
    public Histogram Build(ValueCounts members, ValueCounts all)
    {
        var (counts, allCounts, total, allTotal) = (Binned(members), Binned(all), members.Total, all.Total);
        var bins = Enumerable.Range(0, counts.Length)
            .Select(bin => ShareRow.Of(Label(bin), Label(bin), counts[bin], total, allCounts[bin], allTotal));
        return new Histogram([.. bins], members.Median, all.Median, total, allTotal);
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

    private string Label(int bin)
    {
        var from = bin == 0 ? lowest : upperEnds[bin - 1] + 1;
        return bin == upperEnds.Length ? string.Create(CultureInfo.InvariantCulture, $"{from}+")
            : from == upperEnds[bin] ? from.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{from}–{upperEnds[bin]}");
    }
}
