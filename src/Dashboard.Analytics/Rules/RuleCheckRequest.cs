using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Asks whether a text is a rule that can be used, while it is typed.</summary>
/// <param name="Text">The text.</param>
/// <param name="Scope">The last day of its range is the as-of day.</param>
/// <param name="SegmentName">Name of the segment that is edited, or null.</param>
public sealed record RuleCheckRequest(string Text, Scope Scope, string? SegmentName = null) : IAnalysis<RuleCheck>
{
    /// <inheritdoc/>
    public RuleCheck Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ParsedRule parsed;
        try
        {
            parsed = ParsedRule.Of(Text);
        }
        catch (RuleException e)
        {
            return new RuleCheck(null, null, null, [new RuleTextIssue(IsError: true, e.Message, e.Position < 0 ? null : new TextPart(e.Position, e.Length), e.Suggestion)]);
        }

        var issues = RuleValidation.Of(parsed.Rule, snapshot, snapshot.Resolve(Scope.Range).To.DayNumber, SegmentName, cancellationToken);
        return new RuleCheck(
            parsed.Rule,
            RuleText.Format(parsed.Rule),
            RuleSentence.Of(parsed.Rule),
            [.. issues.Select(i => new RuleTextIssue(i.IsError, i.Message, parsed.PartOf(i.Node), i.Suggestion))]);
    }
}

/// <summary>What a text means.</summary>
/// <param name="Rule">The rule, or null when the text can't be read.</param>
/// <param name="Canonical">Its canonical text, or null.</param>
/// <param name="Sentence">Its sentence, or null.</param>
/// <param name="Issues">Errors, or else warnings.</param>
public sealed record RuleCheck(Rule? Rule, string? Canonical, string? Sentence, IReadOnlyList<RuleTextIssue> Issues);

/// <summary>Something about a text that its author should know.</summary>
/// <param name="IsError">Whether the rule can't be used; else it is a warning.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Part">Where in the text; null when nowhere in it.</param>
/// <param name="Suggestion">What could be meant instead, or null.</param>
public sealed record RuleTextIssue(bool IsError, string Message, TextPart? Part, string? Suggestion);
