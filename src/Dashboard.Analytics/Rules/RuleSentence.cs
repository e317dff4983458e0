namespace Dashboard.Analytics.Rules;

/// <summary>Rules in plain words.</summary>
public static class RuleSentence
{
    /// <summary>A rule as a chip shows it: the name of a segment or list, else the sentence; the text itself when it can't be read.</summary>
    public static string Label(string text) => !RuleText.TryParse(text, out var rule, out _) ? text : rule switch
    {
        SegmentRule segment => segment.Name,
        ListRule list => list.Name,
        _ => Of(rule!),
    };

    /// <summary>A rule as a sentence.</summary>
    public static string Of(Rule rule) => "Customers with " + RuleText.Format(rule);
}
