namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Time as the shop's customers live it: a week of a month in which twice as much is ordered as usual lasts two weeks. With all months alike it is the calendar, in weeks of exact days.
/// </summary>
public sealed class DemandClock
{
    private readonly int baseDay;
    private readonly double[] weeks;

    /// <summary>Makes a clock.</summary>
    /// <param name="season">Twelve factors, January first, 1 on average; empty for the calendar.</param>
    /// <param name="level">The level of demand; null where it does not move.</param>
    /// <param name="firstDay">Day number of the first day that is asked for.</param>
    /// <param name="lastDay">Day number of the last day that is asked for.</param>
    public DemandClock(IReadOnlyList<double> season, DemandLevel? level, int firstDay, int lastDay)
    {
        baseDay = firstDay;
        weeks = new double[Math.Max(1, lastDay - firstDay + 1)];
        for (var day = 1; day < weeks.Length; day++)
        {
            var date = DateOnly.FromDayNumber(firstDay + day);
            weeks[day] = weeks[day - 1] + ((season.Count == 12 ? season[date.Month - 1] : 1) * (level?.On(date) ?? 1) / 7);
        }
    }

    /// <summary>Weeks from a day to a later one.</summary>
    /// <param name="fromDay">Day number.</param>
    /// <param name="toDay">Day number; days outside the range of the clock count as its ends.</param>
    public double Between(int fromDay, int toDay) => At(toDay) - At(fromDay);

    private double At(int day) => weeks[Math.Clamp(day - baseDay, 0, weeks.Length - 1)];
}
