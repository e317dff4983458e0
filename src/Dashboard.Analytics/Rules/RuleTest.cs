using System.Globalization;

namespace Dashboard.Analytics.Rules;

/// <summary>What a value must be like. A value that is not known meets only <see cref="KnownTest"/> for unknown.</summary>
public abstract record RuleTest;

/// <summary>For fields that are yes or no: yes. No is <see cref="Not"/>.</summary>
public sealed record FlagTest : RuleTest;

/// <summary>Compares with one value.</summary>
/// <param name="By">How.</param>
/// <param name="Value">With what.</param>
public sealed record CompareTest(RuleOperator By, RuleValue Value) : RuleTest;

/// <summary>One of several values, or known and none of them.</summary>
/// <param name="Values">At least one value.</param>
/// <param name="IsNegated">Whether it must be none of them.</param>
public sealed record InTest(RuleList<RuleValue> Values, bool IsNegated) : RuleTest;

/// <summary>Between two numbers or days, both included.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
public sealed record BetweenTest(RuleValue Least, RuleValue Most) : RuleTest;

/// <summary>Known or unknown.</summary>
/// <param name="IsKnown">Which.</param>
public sealed record KnownTest(bool IsKnown) : RuleTest;

/// <summary>How values are compared. Texts are compared whatever their case.</summary>
public enum RuleOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Known and not equal.</summary>
    NotEqual,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>At most.</summary>
    AtMost,

    /// <summary>More than.</summary>
    More,

    /// <summary>At least.</summary>
    AtLeast,

    /// <summary>The text contains this.</summary>
    Contains,

    /// <summary>The text begins with this.</summary>
    StartsWith,
}

/// <summary>A text, number or day of a rule.</summary>
public abstract record RuleValue
{
    /// <summary>The value as the canonical text writes it.</summary>
    public sealed override string ToString() => this switch
    {
        NumberValue number => number.Number.ToString("0.####", CultureInfo.InvariantCulture),
        DayValue day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TextValue text => RuleText.Quoted(text.Text),
        _ => "",
    };
}

/// <summary>A text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextValue(string Text) : RuleValue;

/// <summary>A day.</summary>
/// <param name="Day">The day.</param>
public sealed record DayValue(DateOnly Day) : RuleValue;

/// <summary>A number with up to four decimals.</summary>
public sealed record NumberValue : RuleValue
{
    /// <summary>The largest number, and without its sign the smallest.</summary>
    public const long Largest = 100_000_000_000_000;

    /// <summary>Makes a number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond <see cref="Largest"/> or has more than four decimals.</exception>
    public NumberValue(decimal number)
    {
        if (Math.Abs(number) > Largest || decimal.Truncate(number * 10_000) != number * 10_000)
            throw new ArgumentOutOfRangeException(nameof(number), number, "Numbers of rules have up to four decimals and fifteen digits before them.");
        E4 = (long)(number * 10_000);
    }

    /// <summary>The number in ten-thousandths.</summary>
    public long E4 { get; }

    /// <summary>The number.</summary>
    public decimal Number => E4 / 10_000m;
}
