using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// A request for an analysis: a record whose values, with the data version, fix the answer. Requests are cache keys, so they must have value equality.
/// </summary>
/// <typeparam name="TResult">The immutable result.</typeparam>
public interface IAnalysis<out TResult>
{
    /// <summary>Computes the answer: a pure function of the snapshot and this request.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="cancellationToken">Polled by long computations.</param>
    TResult Run(Snapshot snapshot, CancellationToken cancellationToken);
}

/// <summary>A request about a scope.</summary>
public interface IScoped
{
    /// <summary>When, compared with what, and whom.</summary>
    Scope Scope { get; }
}

/// <summary>How a result was reached: what the screen shows as its receipt and an export prints on its Methods sheet.</summary>
public sealed record Receipt
{
    /// <summary>What the numbers are, in a sentence or two.</summary>
    public required string Definition { get; init; }

    /// <summary>The days covered.</summary>
    public required DateRange Range { get; init; }

    /// <summary>The days compared with, if any.</summary>
    public DateRange? ComparedWith { get; init; }

    /// <summary>Who and what was filtered.</summary>
    public required Filter Filter { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>Time zone of the days.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What the shop calls the RFM groups.</summary>
    public RfmNames Groups { get; init; } = RfmNames.Default;

    /// <summary>Version of the data.</summary>
    public required long DataVersion { get; init; }

    /// <summary>How many rows the numbers rest on.</summary>
    public required long RowsUsed { get; init; }

    /// <summary>What the rows are: "documents", "customers", "contacts".</summary>
    public required string RowsAre { get; init; }

    /// <summary>Rows left out, by reason.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Further facts by name: seed, model, thresholds, interval level.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>A receipt with what the snapshot and the scope already say.</summary>
    public static Receipt For(Snapshot snapshot, Scope scope, string definition, long rowsUsed, string rowsAre)
    {
        var range = snapshot.Resolve(scope.Range);
        return new Receipt
        {
            Definition = definition,
            Range = range,
            ComparedWith = range.ComparedWith(scope.Comparison),
            Filter = scope.Filter,
            Currency = snapshot.Settings.Currency,
            TimeZone = snapshot.Settings.TimeZone,
            Groups = snapshot.Settings.Rfm.Names,
            DataVersion = snapshot.DataVersion,
            RowsUsed = rowsUsed,
            RowsAre = rowsAre,
        };
    }
}

/// <summary>Rows that a result does not rest on.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record LeftOut(long Rows, string Reason);
