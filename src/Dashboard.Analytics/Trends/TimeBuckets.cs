using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Trends;

/// <summary>The step of a series over time.</summary>
public enum TimeStep
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Weeks, Monday to Sunday.</summary>
    Week,

    /// <summary>Calendar months.</summary>
    Month,
}

/// <summary>A range of days cut into pieces, oldest first; days map to pieces by a look-up.</summary>
public sealed class TimeBuckets
{
    private readonly int[] bucketOfDay;

    private TimeBuckets(DateRange range, int first, List<int> starts)
    {
        Range = range;
        Starts = [.. starts];
        bucketOfDay = new int[range.Days];
        Array.Fill(bucketOfDay, -1);
        for (var bucket = 0; bucket < starts.Count; bucket++)
        {
            var end = bucket + 1 < starts.Count ? starts[bucket + 1] : range.To.DayNumber + 1;
            for (var day = starts[bucket]; day < end; day++)
                bucketOfDay[day - first] = bucket;
        }
    }

    /// <summary>The days cut.</summary>
    public DateRange Range { get; }

    /// <summary>Number of pieces.</summary>
    public int Count => Starts.Length;

    /// <summary>First day number of each piece.</summary>
    public int[] Starts { get; }

    /// <summary>First and last day of a piece.</summary>
    public DateRange this[int bucket] => new(
        DateOnly.FromDayNumber(Starts[bucket]),
        bucket + 1 < Count ? DateOnly.FromDayNumber(Starts[bucket + 1] - 1) : Range.To);

    /// <summary>The piece of a day number, or −1 when the day is outside the range or before the first piece.</summary>
    public int IndexOf(int day) => IndexAt(day - Range.From.DayNumber);

    /// <summary>The piece of the day that is so many days after the first day of the range, or −1.</summary>
    public int IndexAt(int offset) => (uint)offset < (uint)bucketOfDay.Length ? bucketOfDay[offset] : -1;

    /// <summary>
    /// The pieces of other days that stand beside these, one for one. Where two days are mapped to one (29 February and its eve), the piece of the later is empty.
    /// </summary>
    /// <param name="shift">The day that stands beside a day; it must not change the order of days.</param>
    public TimeBuckets Beside(Func<DateOnly, DateOnly> shift)
    {
        var range = new DateRange(shift(Range.From), shift(Range.To));
        var starts = new List<int> { range.From.DayNumber };
        foreach (var start in Starts.Skip(1).Select(DateOnly.FromDayNumber))
            starts.Add(shift(start).DayNumber + (shift(start) == shift(start.AddDays(-1)) ? 1 : 0));
        return new TimeBuckets(range, range.From.DayNumber, starts);
    }

    /// <summary>The whole day, week or month of the calendar that holds a day.</summary>
    public static DateRange PeriodOf(DateOnly day, TimeStep step)
    {
        var from = step switch
        {
            TimeStep.Day => day,
            TimeStep.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => new DateOnly(day.Year, day.Month, 1),
        };
        return new DateRange(from, step switch { TimeStep.Day => from, TimeStep.Week => from.AddDays(6), _ => from.AddMonths(1).AddDays(-1) });
    }

    /// <summary>Whether a piece is a whole week or month of the calendar; days always are.</summary>
    public bool IsWhole(int bucket, TimeStep step)
    {
        var piece = this[bucket];
        return step switch
        {
            TimeStep.Day => true,
            TimeStep.Week => piece.Days == 7,
            _ => piece.From.Day == 1 && piece.To.AddDays(1).Day == 1,
        };
    }

    /// <summary>The step that shows a range of so many days in a readable number of points: days up to 92, weeks up to 731, then months.</summary>
    public static TimeStep StepFor(DateRange range) => range.Days switch { <= 92 => TimeStep.Day, <= 731 => TimeStep.Week, _ => TimeStep.Month };

    /// <summary>Cuts by the calendar; the first and the last piece may be shorter than the others.</summary>
    public static TimeBuckets ByCalendar(DateRange range, TimeStep step)
    {
        var starts = new List<int>();
        for (var day = range.From; ;)
        {
            starts.Add(day.DayNumber);
            var length = step switch
            {
                TimeStep.Day => 1,
                TimeStep.Week => 7 - (((int)day.DayOfWeek + 6) % 7),
                _ => DateTime.DaysInMonth(day.Year, day.Month) - day.Day + 1,
            };
            if (day.DayNumber + length > range.To.DayNumber)
                break;
            day = day.AddDays(length);
        }

        return new TimeBuckets(range, range.From.DayNumber, starts);
    }

    /// <summary>Cuts into 1 to 2 × <paramref name="about"/> pieces of equal length that end with the range; a rest of days at its beginning belongs to no piece.</summary>
    /// <param name="range">The days.</param>
    /// <param name="about">About how many pieces, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="about"/> is less than 1.</exception>
    public static TimeBuckets OfEqualLength(DateRange range, int about = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(about, 1);
        var length = Math.Max(1, range.Days / about);
        var count = range.Days / length;
        var first = range.To.DayNumber + 1 - (count * length);
        return new TimeBuckets(range, range.From.DayNumber, [.. Enumerable.Range(0, count).Select(i => first + (i * length))]);
    }
}
