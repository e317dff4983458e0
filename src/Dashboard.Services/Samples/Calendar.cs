namespace Dashboard.Services.Samples;

/// <summary>The three years of the shop by day, 0 being the first; what a day of the year, a weekday or a holiday does to demand.</summary>
internal sealed class Calendar
{
    private readonly DateOnly[] dates;

    public Calendar(DateOnly lastDay)
    {
        First = lastDay.AddYears(-3).AddDays(1);
        Days = lastDay.DayNumber - First.DayNumber + 1;
        dates = [.. Enumerable.Range(0, Days).Select(First.AddDays)];
        HolidayFactor = [.. dates.Select(Holiday)];
        IsSale = [.. dates.Select(d => (d.Month == 1 && d.Day is >= 7 and <= 25) || (d.Month == 7 && d.Day <= 21) || DaysFromBlackFriday(d) is >= -2 and <= 3)];
    }

    /// <summary>First day.</summary>
    public DateOnly First { get; }

    /// <summary>Number of days.</summary>
    public int Days { get; }

    /// <summary>Factor on demand by day: season of the whole shop and holidays, weekday left out.</summary>
    public double[] HolidayFactor { get; }

    /// <summary>Whether more people shop with a discount on the day (winter and summer sale, the week of Black Friday).</summary>
    public bool[] IsSale { get; }

    public DateOnly DateOf(int day) => dates[day];

    public DayOfWeek WeekdayOf(int day) => dates[day].DayOfWeek;

    /// <summary>The first day at or after so many days before the last that falls on a weekday.</summary>
    public int On(DayOfWeek weekday, int daysBeforeLast)
    {
        var day = Days - 1 - daysBeforeLast;
        while (WeekdayOf(day) != weekday)
            day++;
        return day;
    }

    /// <summary>Instant of a second of a local day, in seconds since 1970, in Central European (summer) time: the rule of the European Union, so that no time-zone database is asked.</summary>
    public long Instant(int day, int secondOfDay)
    {
        var date = First.AddDays(day);
        var local = ((long)(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400) + secondOfDay;
        var summer = date >= LastSunday(date.Year, 3) && date < LastSunday(date.Year, 10);
        return local - (summer ? 7_200 : 3_600);
    }

    /// <summary>A bell on the circle of the year: 1 at the peak, near 0 some widths away.</summary>
    public static double Bell(DateOnly date, int peakDayOfYear, double widthDays)
    {
        var apart = Math.Abs(date.DayOfYear - peakDayOfYear);
        var distance = Math.Min(apart, 365 - apart) / widthDays;
        return Math.Exp(-0.5 * distance * distance);
    }

    /// <summary>Easter Sunday (Meeus, Jones and Butcher).</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }

    /// <summary>The Friday after the fourth Thursday of November.</summary>
    public static DateOnly BlackFriday(int year)
    {
        var first = new DateOnly(year, 11, 1);
        return first.AddDays(((DayOfWeek.Thursday - first.DayOfWeek + 7) % 7) + 22);
    }

    private static int DaysFromBlackFriday(DateOnly date) => date.DayNumber - BlackFriday(date.Year).DayNumber;

    private static DateOnly LastSunday(int year, int month)
    {
        var last = new DateOnly(year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }

    private static double Holiday(DateOnly date)
    {
        var season = 1 + (0.6 * Bell(date, 342, 13)) + (0.12 * Bell(date, 125, 20)) - (0.12 * Bell(date, 213, 22));
        var fromEaster = date.DayNumber - Easter(date.Year).DayNumber;
        return season * (date.Month, date.Day, DaysFromBlackFriday(date), fromEaster) switch
        {
            (12, 24, _, _) => 0.45,
            (12, 25, _, _) => 0.3,
            (12, 26, _, _) => 0.5,
            (1, 1, _, _) => 0.45,
            (_, _, 0, _) => 2.3,
            (_, _, 1 or 2, _) => 1.5,
            (_, _, 3, _) => 1.8,
            (_, _, _, 0 or 1) => 0.65,
            (_, _, _, >= -10 and <= -2) => 1.12,
            _ => 1,
        };
    }
}
