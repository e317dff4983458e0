using System.Globalization;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Rules;

/// <summary>Which days count. Days after the as-of day never do.</summary>
public abstract record RuleWindow
{
    /// <summary>All days.</summary>
    public static RuleWindow Ever { get; } = new EverWindow();

    /// <summary>The days as of a day.</summary>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <returns>The range, or null when no day counts.</returns>
    public DateRange? Range(int asOfDay)
    {
        var (from, to) = Days(asOfDay);
        to = Math.Min(to, asOfDay);
        return from > to ? null : new DateRange(DateOnly.FromDayNumber(Math.Max(0, from)), DateOnly.FromDayNumber(to));
    }

    /// <summary>The window as the canonical text writes it.</summary>
    public sealed override string ToString() => this switch
    {
        LastWindow last => string.Create(CultureInfo.InvariantCulture, $"last {last.Count} {last.UnitText}"),
        BetweenWindow between => $"between {Text(between.From)} and {Text(between.To)}",
        BeforeWindow before => $"before {Text(before.Day)}",
        AfterWindow after => $"after {Text(after.Day)}",
        _ => "ever",
    };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private protected abstract (int From, int To) Days(int asOfDay);
}

/// <summary>Units of <see cref="LastWindow"/>.</summary>
public enum WindowUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Seven days each.</summary>
    Weeks,

    /// <summary>Months of the calendar.</summary>
    Months,
}

/// <summary>All days until the as-of day.</summary>
public sealed record EverWindow : RuleWindow
{
    private protected override (int From, int To) Days(int asOfDay) => (0, asOfDay);
}

/// <summary>The last days up to and with the as-of day.</summary>
public sealed record LastWindow : RuleWindow
{
    /// <summary>Most units.</summary>
    public const int Most = 10_000;

    /// <summary>Makes a window.</summary>
    /// <param name="count">How many, 1 to 10,000.</param>
    /// <param name="unit">Days, weeks or months. "Last 3 months" as of 15 May begins on 16 February.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is out of range.</exception>
    public LastWindow(int count, WindowUnit unit)
    {
        if (count is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"A window has 1 to {Most} days, weeks or months."));
        (Count, Unit) = (count, unit);
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Of what.</summary>
    public WindowUnit Unit { get; }

    /// <summary>The unit in words: "days", "day" for one.</summary>
    internal string UnitText => Unit.ToString().ToLowerInvariant() is var unit && Count == 1 ? unit[..^1] : unit;

    private protected override (int From, int To) Days(int asOfDay) => (Unit switch
    {
        WindowUnit.Days => asOfDay - Count + 1,
        WindowUnit.Weeks => asOfDay - (7 * Count) + 1,
        _ when DateOnly.FromDayNumber(asOfDay) is var day && (day.Year * 12) + day.Month - 13 < Count => 0,
        _ => DateOnly.FromDayNumber(asOfDay).AddMonths(-Count).DayNumber + 1,
    }, asOfDay);
}

/// <summary>Between two days, both included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record BetweenWindow(DateOnly From, DateOnly To) : RuleWindow
{
    private protected override (int From, int To) Days(int asOfDay) => (From.DayNumber, To.DayNumber);
}

/// <summary>Before a day, which doesn't count itself.</summary>
/// <param name="Day">The day.</param>
public sealed record BeforeWindow(DateOnly Day) : RuleWindow
{
    private protected override (int From, int To) Days(int asOfDay) => (0, Day.DayNumber - 1);
}

/// <summary>After a day, which doesn't count itself.</summary>
/// <param name="Day">The day.</param>
public sealed record AfterWindow(DateOnly Day) : RuleWindow
{
    private protected override (int From, int To) Days(int asOfDay) => (Day.DayNumber + 1, asOfDay);
}
