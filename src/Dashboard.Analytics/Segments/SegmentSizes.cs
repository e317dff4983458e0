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

    /// <summary>Counts the members of every group on some days.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="thresholds">The edges, the same for all days, so that a change means that customers changed and not the yardstick.</param>
    /// <param name="population">Whom to count, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>One array a group (in the order of <see cref="RfmGroups.All"/>), with one count a day.</returns>
    public static int[][] Count(Snapshot snapshot, RfmThresholds thresholds, Bitmap population, int[] days, CancellationToken cancellationToken)
    {
        var sizes = RfmGroups.All.Select(_ => new int[days.Length]).ToArray();
        var orders = snapshot.Orders;
        for (var customer = 0; customer < population.Length; customer++)
        {
            if ((customer & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!population[customer])
                continue;
            var document = orders.FirstOfCustomer[customer];
            var first = document;
            var end = orders.FirstOfCustomer[customer + 1];
            var (count, last, money) = (0, 0, 0L);
            for (var i = 0; i < days.Length; i++)
            {
                for (; document < end && orders.Day[document] <= days[i]; document++)
                {
                    money += orders.AmountE4[document];
                    if (orders.Kind[document] != DocumentKind.Order)
                        continue;
                    count++;
                    last = orders.Day[document];
                }

                if (count > 0)
                    sizes[(int)thresholds.GroupOf(days[i] - last, count, money)][i]++;
                else if (document > first || RfmScores.KnownWithoutDocument(snapshot, customer, days[i]))
                    sizes[(int)RfmGroup.Prospects][i]++;
            }
        }

        return sizes;
    }
}
