using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>How many customers each group had at the ends of months, measured with one set of thresholds throughout.</summary>
public static class SegmentSizes
{
    private const byte NotYet = (byte)RfmGroup.Prospects + 1;

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

    /// <summary>Counts the members of every group on some days.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="thresholds">The edges, the same for all days, so that a change means that customers changed and not the yardstick.</param>
    /// <param name="population">Whom to count, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>One array a group (in the order of <see cref="RfmGroups.All"/>), with one count a day.</returns>
    public static int[][] Count(Snapshot snapshot, RfmThresholds thresholds, Bitmap population, int[] days, CancellationToken cancellationToken)
    {
        var history = snapshot.Memo((nameof(SegmentSizes), thresholds, string.Join(',', days)), () => History(snapshot, thresholds, days));
        var points = days.Length;
        var counts = Partitions.Accumulate(
            population.Length,
            () => new int[(NotYet + 1) * points],
            (sums, from, to) =>
            {
                foreach (var customer in population.Between(from, to))
                {
                    var groups = history.AsSpan(customer * points, points);
                    for (var i = 0; i < groups.Length; i++)
                        sums[(groups[i] * points) + i]++;
                }
            },
            (sum, more) =>
            {
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += more[i];
            },
            cancellationToken);
        return [.. RfmGroups.All.Select(group => counts[((int)group * points)..(((int)group + 1) * points)])];
    }

    /// <summary>The group of every customer on every day, a byte each, the days of a customer together: whoever is counted, documents are read once.</summary>
    private static byte[] History(Snapshot snapshot, RfmThresholds thresholds, int[] days)
    {
        var history = new byte[snapshot.Customers.Count * days.Length];
        var groupOf = new byte[6, 6];
        for (var r = 1; r <= 5; r++)
        {
            for (var fm = 1; fm <= 5; fm++)
                groupOf[r, fm] = (byte)RfmGroups.Of(r, fm);
        }

        Partitions.Run(
            snapshot.Customers.Count,
            (from, to) =>
            {
                var firstOfCustomer = snapshot.Orders.FirstOfCustomer.Span;
                var dayOf = snapshot.Orders.Day.Span;
                var kinds = snapshot.Orders.Kind.Span;
                var amounts = snapshot.Orders.AmountE4.Span;
                for (var customer = from; customer < to; customer++)
                {
                    var groups = history.AsSpan(customer * days.Length, days.Length);
                    var first = firstOfCustomer[customer];
                    var (document, end) = (first, firstOfCustomer[customer + 1]);
                    var (count, last, money, scored, score) = (0, 0, 0L, first, 0);
                    for (var i = 0; i < groups.Length; i++)
                    {
                        for (; document < end && dayOf[document] <= days[i]; document++)
                        {
                            money += amounts[document];
                            if (kinds[document] != DocumentKind.Order)
                                continue;
                            count++;
                            last = dayOf[document];
                        }

                        if (count == 0)
                        {
                            groups[i] = document > first || RfmScores.KnownWithoutDocument(snapshot, customer, days[i]) ? (byte)RfmGroup.Prospects : NotYet;
                            continue;
                        }

                        if (scored < document)
                            (scored, score) = (document, (thresholds.FrequencyScore(count) + thresholds.MoneyScore(money) + 1) / 2);
                        groups[i] = groupOf[thresholds.RecencyScore(days[i] - last), score];
                    }
                }
            },
            CancellationToken.None);
        return history;
    }
}
