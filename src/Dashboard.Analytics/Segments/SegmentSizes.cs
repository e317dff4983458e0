using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>How many customers each group had at the ends of months, measured with one set of thresholds throughout.</summary>
public static class SegmentSizes
{
    /// <summary>The last days of months up to a day, that day itself being the last; oldest first, none before the data begins.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="lastDay">Day number of the last point.</param>
    /// <param name="points">How many at most, at least 1.</param>
    public static int[] MonthEnds(Snapshot snapshot, int lastDay, int points = 12)
    {
        var ends = new List<int> { lastDay };
        var last = DateOnly.FromDayNumber(lastDay);
        var end = new DateOnly(last.Year, last.Month, 1);
        while (ends.Count < points && end > snapshot.FirstDay)
        {
            ends.Add(end.DayNumber - 1);
            if (end.Year == 1 && end.Month == 1)
                break;
            end = end.AddMonths(-1);
        }

        ends.Reverse();
        return [.. ends];
    }

    /// <summary>Counts the members of every group on some days, by the shop's window and map.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="thresholds">The edges, the same for all days, so that a change means that customers changed and not the yardstick.</param>
    /// <param name="population">Whom to count, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>One array a group (in the order of <see cref="RfmGroups.All"/>), with one count a day.</returns>
    public static int[][] Count(Snapshot snapshot, RfmThresholds thresholds, Bitmap population, int[] days, CancellationToken cancellationToken) =>
        Count(snapshot, snapshot.Settings.Rfm with { Thresholds = thresholds }, population, days, cancellationToken);

    /// <summary>Counts the members of every group on some days.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="definition">A definition with edges, the same for all days, so that a change means that customers changed and not the yardstick.</param>
    /// <param name="population">Whom to count, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>One array a group (in the order of <see cref="RfmGroups.All"/>), with one count a day.</returns>
    /// <exception cref="ArgumentException">The definition has no edges.</exception>
    public static int[][] Count(Snapshot snapshot, RfmDefinition definition, Bitmap population, int[] days, CancellationToken cancellationToken)
    {
        var thresholds = definition.Thresholds ?? throw new ArgumentException("Sizes over time need one set of edges for all days.", nameof(definition));
        var key = (nameof(SegmentSizes), definition with { Names = RfmNames.Default }, string.Join(',', days));
        var history = snapshot.Memo(key, () => History(snapshot, new RfmYardstick(thresholds, definition.Map, definition.WindowMonths), days));
        var points = days.Length;
        var counts = Partitions.Accumulate(
            population.Length,
            () => new int[RfmCodes.Count * points],
            (sums, from, to) =>
            {
                foreach (var customer in population.Between(from, to))
                {
                    var groups = history.AsSpan(customer * points, points);
                    for (var i = 0; i < groups.Length; i++)
                        sums[(groups[i] * points) + i]++;
                }
            },
            (sum, more) => System.Numerics.Tensors.TensorPrimitives.Add(sum, more, sum),
            cancellationToken);
        return [.. RfmGroups.All.Select(group => counts[((int)group * points)..(((int)group + 1) * points)])];
    }

    /// <summary>The group of every customer on every day, a byte each, the days of a customer together: whoever is counted, documents are read once.</summary>
    private static byte[] History(Snapshot snapshot, RfmYardstick yardstick, int[] days)
    {
        var history = new byte[snapshot.Customers.Count * days.Length];
        var starts = Array.ConvertAll(days, yardstick.WindowStart);
        Partitions.Run(snapshot.Customers.Count, (from, to) => Fill(snapshot, yardstick, days, starts, history, from, to), CancellationToken.None);
        return history;
    }

    private static void Fill(Snapshot snapshot, RfmYardstick yardstick, int[] days, int[] starts, byte[] history, int from, int to)
    {
        var firstOfCustomer = snapshot.Orders.FirstOfCustomer.Span;
        var dayOf = snapshot.Orders.Day.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var amounts = snapshot.Orders.AmountE4.Span;
        for (var customer = from; customer < to; customer++)
        {
            var groups = history.AsSpan(customer * days.Length, days.Length);
            var first = firstOfCustomer[customer];
            var (document, left, end) = (first, first, firstOfCustomer[customer + 1]);
            var (count, last, money, ordered) = (0, 0, 0L, false);
            for (var i = 0; i < groups.Length; i++)
            {
                for (; document < end && dayOf[document] <= days[i]; document++)
                {
                    money += amounts[document];
                    if (kinds[document] != DocumentKind.Order)
                        continue;
                    count++;
                    (last, ordered) = (dayOf[document], true);
                }

                for (; left < document && dayOf[left] <= starts[i]; left++)
                {
                    money -= amounts[left];
                    count -= kinds[left] == DocumentKind.Order ? 1 : 0;
                }

                groups[i] = ordered ? yardstick.GroupOf(days[i] - last, count, money)
                    : document > first || RfmMeasures.KnownWithoutDocument(snapshot, customer, days[i]) ? (byte)RfmGroup.Prospects
                    : (byte)RfmCodes.NotYet;
            }
        }
    }
}
