using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Scopes;

/// <summary>A scope in words.</summary>
public static class ScopeText
{
    /// <summary>A dimension as screens name it.</summary>
    public static string Name(Dimension dimension) => dimension switch
    {
        Dimension.AgeBand => "Age",
        Dimension.Acquisition => "Acquisition channel",
        Dimension.Channel => "Sales channel",
        Dimension.Rule => "Saved segment or cluster",
        _ => dimension.ToString(),
    };

    /// <summary>A value as screens write it: what is not recorded is Unknown.</summary>
    public static string Value(string value) => value == Condition.Unknown ? "Unknown" : value;

    /// <summary>A comparison as a menu names it.</summary>
    public static string Name(Comparison comparison) => comparison switch
    {
        Comparison.PreviousPeriod => "Previous period",
        Comparison.PreviousYear => "Same period last year",
        _ => "No comparison",
    };

    /// <summary>What a change is against, to stand after "12% up": "on the 28 days before". Null without a comparison.</summary>
    public static string? Against(Comparison comparison, DateRange range) => comparison switch
    {
        Comparison.PreviousPeriod => range.Days == 1 ? "on the day before" : $"on the {Formats.Days(range.Days)} before",
        Comparison.PreviousYear => "on the year before",
        _ => null,
    };

    /// <summary>The days on the screen, and those they are compared with.</summary>
    public static string Range(DateRange range, DateRange? compared) =>
        Formats.Dates(range.From, range.To) + (compared is { } other ? $", compared with {Formats.Dates(other.From, other.To)}" : "");
}
