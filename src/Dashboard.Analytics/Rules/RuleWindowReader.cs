namespace Dashboard.Analytics.Rules;

/// <summary>Reads a time window: <c>ever</c>, <c>last 90 days</c>, <c>between 2025-01-01 and 2025-03-31</c>, <c>before …</c>, <c>after …</c>, <c>since …</c>.</summary>
internal sealed class RuleWindowReader(RuleTokenReader tokens)
{
    private const int MonthsOfYear = 12;

    /// <summary>The words that a window can begin with.</summary>
    public static IReadOnlyList<string> FirstWords { get; } = ["ever", "last", "between", "before", "after", "since"];

    /// <summary>The window, or null when something else begins here.</summary>
    public RuleWindow? TryRead()
    {
        if (tokens.TryTake("ever"))
            return RuleWindow.Ever;
        if (tokens.TryTake("last"))
            return ReadLast();
        if (tokens.TryTake("before"))
            return new BeforeWindow(ReadDay());
        if (tokens.TryTake("after"))
            return new AfterWindow(ReadDay());
        if (tokens.TryTake("since"))
            return ReadDay() is var since && since == DateOnly.MinValue ? RuleWindow.Ever : new AfterWindow(since.AddDays(-1));
        if (!tokens.TryTake("between"))
            return null;
        var from = ReadDay();
        tokens.DemandWord("and");
        return new BetweenWindow(from, ReadDay());
    }

    private LastWindow ReadLast()
    {
        var number = tokens.Current;
        tokens.Want("30 days", "90 days", "180 days", "12 weeks", "12 months");
        if (number.Value is not NumberValue { E4: var countE4 } || number.Text.EndsWith('%'))
            throw tokens.Expected("a number of days, weeks or months");
        if (countE4 % 10_000 != 0 || countE4 < 10_000 || countE4 > LastWindow.Most * 10_000L)
            throw tokens.Wrong(FormattableString.Invariant($"A window has 1 to {LastWindow.Most} days, weeks or months."));
        var count = (int)(countE4 / 10_000);
        tokens.Take();
        tokens.Want("days", "weeks", "months");
        var isYear = tokens.Current.IsWord("year") || tokens.Current.IsWord("years");
        WindowUnit? unit = isYear || tokens.Current.IsWord("months") || tokens.Current.IsWord("month") ? WindowUnit.Months
            : tokens.Current.IsWord("weeks") || tokens.Current.IsWord("week") ? WindowUnit.Weeks
            : tokens.Current.IsWord("days") || tokens.Current.IsWord("day") ? WindowUnit.Days
            : null;
        if (unit is null)
            throw tokens.Expected("days, weeks or months");
        if (isYear && count > LastWindow.Most / MonthsOfYear)
            throw tokens.Wrong(FormattableString.Invariant($"A window has 1 to {LastWindow.Most} days, weeks or months."));
        tokens.Take();
        return new LastWindow(isYear ? MonthsOfYear * count : count, unit.Value);
    }

    private DateOnly ReadDay() => tokens.Current.Value is DayValue { Day: var day } && tokens.Take().Kind == RuleTokenKind.Day ? day : throw tokens.Expected("a day such as 2025-12-31");
}
