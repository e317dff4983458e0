using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Asks why a customer meets a rule, or why not and what would have to change.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="CustomerKey">The shop's own id of the customer.</param>
/// <param name="Scope">The last day of its range is the as-of day.</param>
public sealed record RuleExplanationRequest(Rule Rule, string CustomerKey, Scope Scope) : IAnalysis<RuleExplanation>
{
    /// <inheritdoc/>
    /// <exception cref="RuleException">The rule can't be used on the data.</exception>
    /// <exception cref="ArgumentException">There is no such customer.</exception>
    public RuleExplanation Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        RuleErrors.Check(snapshot, Rule);
        return new RuleExplainer(snapshot, CustomerKey, snapshot.Resolve(Scope.Range).To.DayNumber, cancellationToken).Explain(Rule);
    }
}

/// <summary>Asks in which saved segments and lists a customer is, and why.</summary>
/// <param name="CustomerKey">The shop's own id of the customer.</param>
/// <param name="Scope">The last day of its range is the as-of day.</param>
public sealed record CustomerSegmentsRequest(string CustomerKey, Scope Scope) : IAnalysis<CustomerSegments>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such customer.</exception>
    public CustomerSegments Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var day = snapshot.Resolve(Scope.Range).To;
        var explainer = new RuleExplainer(snapshot, CustomerKey, day.DayNumber, cancellationToken);
        return new CustomerSegments(
            day,
            [.. snapshot.Segments.Segments.Select(segment => RuleErrors.OfRule(snapshot, new SegmentRule(segment.Name)) is { } problem
                ? new SegmentMembership(segment.Name, null, problem.Message)
                : new SegmentMembership(segment.Name, explainer.Explain(segment.Rule), null))],
            [.. snapshot.Segments.Lists.Where(l => explainer.Explain(new ListRule(l.Name)).Holds).Select(l => l.Name)]);
    }
}

/// <summary>In which segments a customer is.</summary>
/// <param name="AsOf">The day on which they were asked.</param>
/// <param name="Segments">Every saved segment, in the order of the catalog.</param>
/// <param name="Lists">The manual lists with the customer.</param>
public sealed record CustomerSegments(DateOnly AsOf, IReadOnlyList<SegmentMembership> Segments, IReadOnlyList<string> Lists);

/// <summary>Whether a customer is in a segment.</summary>
/// <param name="Name">The segment.</param>
/// <param name="Explanation">Whether and why; null when the segment can't be used.</param>
/// <param name="Problem">Why it can't be used, or null.</param>
public sealed record SegmentMembership(string Name, RuleExplanation? Explanation, string? Problem);

/// <summary>Why a customer meets a rule, or why not.</summary>
/// <param name="AsOf">The day on which it was asked.</param>
/// <param name="Holds">Whether the customer meets the rule.</param>
/// <param name="IsKnown">Whether the customer is known by that day; who is not meets no rule.</param>
/// <param name="Root">The rule, part by part.</param>
/// <param name="Change">The fewest conditions that would have to change for the opposite, in the order of the rule; null when no change is found.</param>
public sealed record RuleExplanation(DateOnly AsOf, bool Holds, bool IsKnown, ExplainedNode Root, IReadOnlyList<RuleStep>? Change);

/// <summary>A part of a rule, for one customer.</summary>
/// <param name="Node">The part.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Subject">What it tests: "number of orders in the last 90 days"; for groups their sentence.</param>
/// <param name="Value">The customer's value: "2", "Germany", "not known"; null for groups.</param>
/// <param name="Needs">What the value must be like: "at least 3"; null for groups.</param>
/// <param name="Children">The parts of a group; the rule of a segment that it refers to.</param>
public sealed record ExplainedNode(Rule Node, bool Holds, string Subject, string? Value, string? Needs, IReadOnlyList<ExplainedNode> Children)
{
    /// <summary>One line: "number of orders in the last 90 days: 2, needs at least 3".</summary>
    public string Text => Value is null ? Subject : Holds ? $"{Subject}: {Value}" : $"{Subject}: {Value}, needs {Needs}";
}

/// <summary>A condition that would have to change.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="MustHold">Whether it must come to hold, or cease to.</param>
/// <param name="Text">What would have to happen: "1 more order in the last 90 days from category Shoes, by 12 March 2026".</param>
/// <param name="By">By how much the number must change, negative for less; null when it is no number or not known.</param>
/// <param name="Day">The last day on which it can happen or, for what time alone brings about, the day on which it does; null for none.</param>
public sealed record RuleStep(RuleCondition Condition, bool MustHold, string Text, decimal? By, DateOnly? Day);
