using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Asks whom a rule means: how many, who can be contacted, who would enter and leave compared with another rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Scope">The last day of its range is the as-of day; its filter narrows everybody.</param>
/// <param name="ComparedWith">The rule as it was saved, or another to compare with; null for none.</param>
/// <param name="SegmentName">Name of the segment that is edited, so that the rule can't be made to refer to itself; null for none.</param>
/// <param name="PreviewRows">Rows of each preview, 0 to <see cref="MostPreviewRows"/>.</param>
public sealed record RuleEvaluationRequest(Rule Rule, Scope Scope, Rule? ComparedWith = null, string? SegmentName = null, int PreviewRows = 10) : IAnalysis<RuleEvaluation>
{
    /// <summary>Most rows of a preview.</summary>
    public const int MostPreviewRows = 200;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">Too many rows are asked for.</exception>
    public RuleEvaluation Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (PreviewRows is < 0 or > MostPreviewRows)
            throw new ArgumentOutOfRangeException(nameof(PreviewRows), PreviewRows, FormattableString.Invariant($"A preview has 0 to {MostPreviewRows} rows."));
        var audience = new RuleAudience(snapshot, Scope, cancellationToken);
        var issues = RuleValidation.Of(Rule, snapshot, audience.AsOfDay, SegmentName, cancellationToken);
        var isUsable = !issues.Any(i => i.IsError);
        var members = isUsable ? audience.Members(Rule) : new Bitmap(snapshot.Customers.Count);
        var count = members.Count();
        return new RuleEvaluation
        {
            Rule = Rule,
            AsOf = audience.AsOf,
            IsUsable = isUsable,
            Issues = issues,
            Customers = count,
            Everybody = audience.Count,
            Contactable = audience.Contactable(members),
            First = audience.First(members, PreviewRows),
            Nodes = isUsable ? [.. Rule.Nodes().Select(node => new RuleNodeCount(node, audience.Members(node).Count()))] : [],
            Change = isUsable && ComparedWith is { } other && RuleErrors.OfRule(snapshot, other) is null ? Compared(audience, members, audience.Members(other)) : null,
            Receipt = Receipt.For(snapshot, Scope, $"{RuleSentence.Of(Rule)}, as of {RulePhrases.Text(audience.AsOf)}. Customers known by then (a document or a sign-up until then, or neither at all).", audience.Count, "customers") with
            {
                Details = [new("Rule", RuleText.Format(Rule))],
            },
        };
    }

    private RuleChange Compared(RuleAudience audience, Bitmap members, Bitmap before)
    {
        var (entering, leaving) = (members - before, before - members);
        return new RuleChange(before.Count(), entering.Count(), leaving.Count(), audience.First(entering, PreviewRows), audience.First(leaving, PreviewRows));
    }
}

/// <summary>Whom a rule means.</summary>
public sealed record RuleEvaluation
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>The day on which it was asked.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Whether the rule can be used on the data; if not, <see cref="Issues"/> say why and nobody is counted.</summary>
    public required bool IsUsable { get; init; }

    /// <summary>Errors, or else warnings.</summary>
    public required IReadOnlyList<RuleIssue> Issues { get; init; }

    /// <summary>How many customers meet the rule.</summary>
    public required int Customers { get; init; }

    /// <summary>How many customers there are.</summary>
    public required int Everybody { get; init; }

    /// <summary>Share of everybody, 0 to 1; 0 when there is nobody.</summary>
    public double Share => Everybody == 0 ? 0 : (double)Customers / Everybody;

    /// <summary>How many of them may be contacted, by channel in the order of the names.</summary>
    public required IReadOnlyList<ChannelCount> Contactable { get; init; }

    /// <summary>Those with the most revenue.</summary>
    public required IReadOnlyList<RuleRow> First { get; init; }

    /// <summary>For each node of the rule, in the order of <see cref="Rules.Rule.Nodes"/>, how many meet it by itself.</summary>
    public required IReadOnlyList<RuleNodeCount> Nodes { get; init; }

    /// <summary>Who enters and leaves compared with the other rule; null without one, or when it can't be used.</summary>
    public required RuleChange? Change { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>How many customers meet a part of a rule by itself.</summary>
/// <param name="Node">The part.</param>
/// <param name="Customers">How many.</param>
public sealed record RuleNodeCount(Rule Node, int Customers);

/// <summary>Who enters and leaves when one rule takes the place of another.</summary>
/// <param name="Before">How many met the other rule.</param>
/// <param name="Entering">How many meet only the new one.</param>
/// <param name="Leaving">How many met only the other one.</param>
/// <param name="FirstEntering">Those entering with the most revenue.</param>
/// <param name="FirstLeaving">Those leaving with the most revenue.</param>
public sealed record RuleChange(int Before, int Entering, int Leaving, IReadOnlyList<RuleRow> FirstEntering, IReadOnlyList<RuleRow> FirstLeaving);
