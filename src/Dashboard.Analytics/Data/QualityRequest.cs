using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>
/// Asks how good the data is, field by field: which share of the rows has a value, and which share a value that can be true. The score is the mean share of
/// valid values, weighted by how much analyses rest on the field; it is computed over everything in the store.
/// </summary>
/// <param name="AsOf">Today: days after it lie in the future.</param>
public sealed record QualityRequest(DateOnly AsOf) : IAnalysis<QualityResult>
{
    /// <summary>What the score is, for the receipt and the page.</summary>
    public const string Definition =
        "Valid share of each field (filled, and a value that can be true) among the rows that should have it; the score is their mean, weighted by the weights stated. Empty kinds of data don't count.";

    /// <inheritdoc/>
    public QualityResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var groups = new List<QualityGroup>();
        foreach (var checks in FieldChecks.Of(snapshot, AsOf.DayNumber).GroupBy(c => c.Subject))
        {
            if (FieldChecks.Rows(snapshot, checks.Key) == 0)
                continue;
            var fields = checks.Select(check => Count(snapshot, check, cancellationToken)).ToList();
            groups.Add(new QualityGroup(checks.Key, FieldChecks.Rows(snapshot, checks.Key), Score(fields), fields));
        }

        var all = groups.SelectMany(g => g.Fields).ToList();
        return new QualityResult
        {
            Score = Score(all),
            Groups = groups,
            Receipt = Receipt.For(snapshot, new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), Definition, groups.Sum(g => (long)g.Rows), "rows of all kinds") with
            {
                Details =
                [
                    new("As of", AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    new("Weights", string.Join(", ", all.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Subject} {f.Label} {f.Weight:0.#}")))),
                ],
            },
        };
    }

    private static QualityField Count(Snapshot snapshot, FieldCheck check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var faults = check.Find();
        var issues = Enum.GetValues<QualityFault>().Where(fault => fault != QualityFault.None)
            .Select(fault => new QualityIssueCount(new QualityIssue(check.Subject, check.Key, fault), faults.Count(fault)))
            .Where(issue => issue.Rows > 0)
            .ToList();
        var asked = faults.Asked?.Count() ?? FieldChecks.Rows(snapshot, check.Subject);
        var missing = faults.Count(QualityFault.Missing);
        return new QualityField(check.Subject, check.Key, check.Label, check.Rule, check.Weight, asked, asked - missing, asked - issues.Sum(issue => issue.Rows), issues);
    }

    private static double? Score(List<QualityField> fields)
    {
        var counted = fields.Where(f => f.Rows > 0).ToList();
        return counted.Count == 0 ? null : counted.Sum(f => f.Weight * f.ValidShare) / counted.Sum(f => f.Weight);
    }
}

/// <summary>How good the data is.</summary>
public sealed record QualityResult
{
    /// <summary>Weighted mean of the valid shares, 0 to 1; null when there is no data.</summary>
    public required double? Score { get; init; }

    /// <summary>Kinds of data that have rows.</summary>
    public required IReadOnlyList<QualityGroup> Groups { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>The fields of one kind of data.</summary>
/// <param name="Subject">The kind.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Score">Weighted mean of the valid shares, 0 to 1; null when no row is asked for any field.</param>
/// <param name="Fields">Its fields.</param>
public sealed record QualityGroup(QualitySubject Subject, int Rows, double? Score, IReadOnlyList<QualityField> Fields);

/// <summary>How good one field is.</summary>
/// <param name="Subject">What the rows are.</param>
/// <param name="Key">Key within the subject.</param>
/// <param name="Label">Name.</param>
/// <param name="Rule">When a value is valid, in words.</param>
/// <param name="Weight">Weight in the score.</param>
/// <param name="Rows">Rows that should have the field: <paramref name="Valid"/> + all <paramref name="Issues"/>.</param>
/// <param name="Filled">Rows with a value.</param>
/// <param name="Valid">Rows with a value that can be true.</param>
/// <param name="Issues">What is wrong with the others, each row once, the first that applies.</param>
public sealed record QualityField(
    QualitySubject Subject, string Key, string Label, string Rule, double Weight, long Rows, long Filled, long Valid, IReadOnlyList<QualityIssueCount> Issues)
{
    /// <summary>Share of rows with a value, 0 to 1; 0 without rows.</summary>
    public double FilledShare => Rows == 0 ? 0 : (double)Filled / Rows;

    /// <summary>Share of rows with a value that can be true, 0 to 1; 0 without rows.</summary>
    public double ValidShare => Rows == 0 ? 0 : (double)Valid / Rows;
}

/// <summary>How often something is wrong.</summary>
/// <param name="Issue">What.</param>
/// <param name="Rows">In how many rows.</param>
public sealed record QualityIssueCount(QualityIssue Issue, long Rows);
