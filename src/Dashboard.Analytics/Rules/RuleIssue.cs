namespace Dashboard.Analytics.Rules;

/// <summary>Something about a rule that its author should know.</summary>
/// <param name="IsError">Whether the rule can't be used; else it is a warning.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Node">The condition or group that it is about.</param>
/// <param name="Suggestion">What could be meant instead of a misspelt name, or null.</param>
public sealed record RuleIssue(bool IsError, string Message, Rule Node, string? Suggestion = null);
