using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Days between two order days of a customer that follow each other, of all customers until a day; orders of one day are one. Intervals that had not ended by then are not in it, so a shop with a short history
/// sees short ones first.
/// </summary>
public sealed class RepurchaseIntervals
{
    /// <summary>Fewest intervals that percentiles are taken of.</summary>
    public const int Least = 50;

    private readonly int[] byDays;

    private RepurchaseIntervals(int[] byDays) => (this.byDays, Count) = (byDays, byDays.Sum());

    /// <summary>How many intervals there are.</summary>
    public int Count { get; }

    /// <summary>Whether they are enough for percentiles.</summary>
    public bool IsEnough => Count >= Least;

    /// <summary>Days of the longest; 0 without any.</summary>
    public int Longest => byDays.Length - 1;

    /// <summary>The intervals of a snapshot's customers until a day, counted once.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; later orders are not seen.</param>
    public static RepurchaseIntervals Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(RepurchaseIntervals), asOfDay), () =>
    {
        var span = Math.Max(0, asOfDay - snapshot.FirstDay.DayNumber);
        var counts = Partitions.Accumulate(
            snapshot.Customers.Count,
            () => new int[span + 1],
            (sum, from, to) => Add(sum, snapshot.Orders, from, to, asOfDay),
            (sum, more) => Segments.Sums.Add<int>(sum, more),
            CancellationToken.None);
        return new RepurchaseIntervals(counts[..(Array.FindLastIndex(counts, n => n > 0) + 1)] is { Length: > 0 } used ? used : [0]);
    });

    /// <summary>Intervals of a number of days.</summary>
    /// <param name="days">Days, at least 0.</param>
    public int Of(int days) => days < byDays.Length ? byDays[days] : 0;

    /// <summary>Intervals of some days.</summary>
    /// <param name="from">Fewest days.</param>
    /// <param name="to">Most days.</param>
    public int Between(int from, int to) => from >= byDays.Length ? 0 : byDays.AsSpan(from, Math.Min(to, Longest) - from + 1) is var part ? Sum(part) : 0;

    /// <summary>A quantile in days, by linear interpolation between order statistics (R's type 7); NaN without any interval.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside 0 to 1.</exception>
    public double Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (Count == 0)
            return double.NaN;
        var position = (Count - 1) * probability;
        var below = (int)Math.Floor(position);
        var low = Ranked(below);
        return low + ((position - below) * (Ranked(Math.Min(below + 1, Count - 1)) - low));
    }

    private int Ranked(int rank)
    {
        var days = 0;
        for (var seen = byDays[0]; seen <= rank; seen += byDays[days])
            days++;
        return days;
    }

    private static int Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
            sum += count;
        return sum;
    }

    private static void Add(int[] counts, OrderColumns orders, int from, int to, int asOfDay)
    {
        var begins = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        for (var customer = from; customer < to; customer++)
        {
            var last = -1;
            var end = begins[customer + 1];
            for (var order = begins[customer]; order < end && days[order] <= asOfDay; order++)
            {
                var day = days[order];
                if (kinds[order] != DocumentKind.Order || day == last)
                    continue;
                if (last >= 0)
                    counts[day - last]++;
                last = day;
            }
        }
    }
}
