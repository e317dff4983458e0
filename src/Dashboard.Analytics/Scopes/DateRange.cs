namespace Dashboard.Analytics.Scopes;

/// <summary>A range of days, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, not before <paramref name="From"/>.</param>
public readonly record struct DateRange(DateOnly From, DateOnly To)
{
    /// <summary>Number of days, at least 1.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>Whether a day number (<see cref="DateOnly.DayNumber"/>) lies in the range.</summary>
    public bool Contains(int day) => day >= From.DayNumber && day <= To.DayNumber;

    /// <summary>The range that this one is compared with, or null for <see cref="Comparison.None"/>.</summary>
    /// <param name="comparison">Previous period of the same length, or the same days one year before (29 February becomes 28 February).</param>
    public DateRange? ComparedWith(Comparison comparison) => comparison switch
    {
        Comparison.PreviousPeriod => From.DayNumber >= Days ? new DateRange(From.AddDays(-Days), From.AddDays(-1)) : null,
        Comparison.PreviousYear => From.Year > 1 ? new DateRange(From.AddYears(-1), To.AddYears(-1)) : null,
        _ => null,
    };
}

/// <summary>What a period is compared with.</summary>
public enum Comparison
{
    /// <summary>The days just before, as many as the period has.</summary>
    PreviousPeriod,

    /// <summary>The same days of the year before.</summary>
    PreviousYear,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>
/// The date range that a person chose: a preset by name, or two days. A preset ends on the last day that has data,
/// not on today, so that a shop whose last import is a month old still sees its newest weeks and a link shows the same numbers tomorrow.
/// </summary>
/// <param name="Preset">A name from <see cref="Presets"/>, or null when both days are given.</param>
/// <param name="From">First day of a custom range.</param>
/// <param name="To">Last day of a custom range.</param>
public sealed record RangeChoice(string? Preset, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The names that <see cref="Preset"/> may have, in the order in which a menu shows them, with their labels.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Presets { get; } =
    [
        new("7d", "Last 7 days"),
        new("28d", "Last 28 days"),
        new("90d", "Last 90 days"),
        new("365d", "Last 365 days"),
        new("month", "This month"),
        new("last-month", "Last month"),
        new("year", "This year"),
        new("all", "All time"),
    ];

    /// <summary>The choice before any choice: the last 90 days of data, so that a shop with half a year of history has something to compare with.</summary>
    public static RangeChoice Default { get; } = new("90d");

    /// <summary>The days meant, given the first and last day of the data.</summary>
    /// <param name="firstDay">First day with data.</param>
    /// <param name="lastDay">Last day with data.</param>
    /// <exception cref="ArgumentException">The preset is unknown, or the days are missing or in the wrong order.</exception>
    public DateRange Resolve(DateOnly firstDay, DateOnly lastDay)
    {
        if (Preset is null)
        {
            return From is { } from && To is { } to && from <= to
                ? new DateRange(from, to)
                : throw new ArgumentException("A custom range needs a first day and a last day that is not before it.");
        }

        var monthStart = new DateOnly(lastDay.Year, lastDay.Month, 1);
        return Preset switch
        {
            "7d" => LastDays(7),
            "28d" => LastDays(28),
            "90d" => LastDays(90),
            "365d" => LastDays(365),
            "month" => new DateRange(monthStart, lastDay),
            "last-month" => new DateRange(monthStart.AddMonths(-1), monthStart.AddDays(-1)),
            "year" => new DateRange(new DateOnly(lastDay.Year, 1, 1), lastDay),
            "all" => new DateRange(firstDay, lastDay),
            _ => throw new ArgumentException($"There is no range named '{Preset}'. Use one of {string.Join(", ", Presets.Select(p => p.Key))}, or two days."),
        };

        DateRange LastDays(int days) => new(lastDay.AddDays(1 - days), lastDay);
    }
}
