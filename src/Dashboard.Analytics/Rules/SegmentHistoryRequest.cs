using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Asks how large the set of a rule was over time, and who entered and left since a day. The rule is the one of today, asked as of past days.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Scope">The last day of its range is the last as-of day; its filter narrows everybody, as it does on that day.</param>
/// <param name="Since">The day to compare with, before the last; null for the end of the month before.</param>
/// <param name="Months">Past ends of months, 1 to <see cref="MostMonths"/>.</param>
/// <param name="PreviewRows">Rows of those who entered and left, 0 to <see cref="RuleEvaluationRequest.MostPreviewRows"/>.</param>
public sealed record SegmentHistoryRequest(Rule Rule, Scope Scope, DateOnly? Since = null, int Months = 12, int PreviewRows = 10) : IAnalysis<SegmentHistory>
{
    /// <summary>Most months.</summary>
    public const int MostMonths = 60;

    /// <inheritdoc/>
    /// <exception cref="RuleException">The rule can't be used on the data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too many months or rows, or the day is not before the last.</exception>
    public SegmentHistory Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Months is < 1 or > MostMonths)
            throw new ArgumentOutOfRangeException(nameof(Months), Months, FormattableString.Invariant($"A history has 1 to {MostMonths} months."));
        if (PreviewRows is < 0 or > RuleEvaluationRequest.MostPreviewRows)
            throw new ArgumentOutOfRangeException(nameof(PreviewRows), PreviewRows, FormattableString.Invariant($"A preview has 0 to {RuleEvaluationRequest.MostPreviewRows} rows."));
        RuleErrors.Check(snapshot, Rule);
        var audience = new RuleAudience(snapshot, Scope, cancellationToken);
        var since = Since ?? new DateOnly(audience.AsOf.Year, audience.AsOf.Month, 1).AddDays(-1);
        if (since >= audience.AsOf)
            throw new ArgumentOutOfRangeException(nameof(Since), Since, $"The day to compare with must be before {RulePhrases.Text(audience.AsOf)}.");

        var points = new List<SegmentSize>();
        Bitmap? before = null;
        foreach (var day in CustomerMoment.Days(audience.AsOf, snapshot.FirstDay, Months))
        {
            var members = MembersOn(day);
            points.Add(new SegmentSize(day, members.Count(), before is null ? null : (members - before).Count(), before is null ? null : (before - members).Count()));
            before = members;
        }

        var (now, then) = (MembersOn(audience.AsOf), MembersOn(since));
        var (entered, left) = (now - then, then - now);
        return new SegmentHistory
        {
            Sizes = points,
            Since = since,
            Then = then.Count(),
            Now = now.Count(),
            Entered = entered.Count(),
            Left = left.Count(),
            FirstEntered = audience.First(entered, PreviewRows),
            FirstLeft = audience.First(left, PreviewRows),
            Receipt = Receipt.For(
                snapshot,
                Scope,
                $"{RuleSentence.Of(Rule)}: the rule of today, asked on the last day of each month and on {RulePhrases.Text(audience.AsOf)}. What a customer is (country, consent, attributes) is known as of now only; what a customer did, and scores, are those of each day.",
                audience.Count,
                "customers") with
            { Details = [new("Rule", RuleText.Format(Rule))] },
        };

        // People whom the filter leaves today: a filter that moved with the days would mix its changes with the segment's.
        Bitmap MembersOn(DateOnly day) => RuleMembers.Of(snapshot, Rule, day.DayNumber, cancellationToken) & audience.Everybody;
    }
}

/// <summary>How large a segment was over time.</summary>
public sealed record SegmentHistory
{
    /// <summary>Sizes at the ends of months, oldest first, and on the last day.</summary>
    public required IReadOnlyList<SegmentSize> Sizes { get; init; }

    /// <summary>The day compared with.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>How many were in it on that day.</summary>
    public required int Then { get; init; }

    /// <summary>How many are in it on the last day.</summary>
    public required int Now { get; init; }

    /// <summary>How many are in it now and were not then.</summary>
    public required int Entered { get; init; }

    /// <summary>How many were in it then and are not now.</summary>
    public required int Left { get; init; }

    /// <summary>Those who entered, with the most revenue first.</summary>
    public required IReadOnlyList<RuleRow> FirstEntered { get; init; }

    /// <summary>Those who left, with the most revenue first.</summary>
    public required IReadOnlyList<RuleRow> FirstLeft { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>The size of a segment on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Customers">How many were in it.</param>
/// <param name="Entered">How many were not in it on the day before this one in the list; null for the first.</param>
/// <param name="Left">How many had been in it then; null for the first.</param>
public sealed record SegmentSize(DateOnly Day, int Customers, int? Entered, int? Left);
