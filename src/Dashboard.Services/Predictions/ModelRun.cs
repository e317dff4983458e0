using Dashboard.Analytics.Predictions;

namespace Dashboard.Services.Predictions;

/// <summary>A training of a model, as the ledger lists it.</summary>
public sealed record ModelRun
{
    /// <summary>Number of the run.</summary>
    public required long Id { get; init; }

    /// <summary>What it predicts.</summary>
    public required ModelKind Kind { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>Why it was trained, as in "asked for" or "the data grew by 12 %".</summary>
    public required string Why { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Version of the data that it saw.</summary>
    public required long DataVersion { get; init; }

    /// <summary>A name for the rows that it saw, which no other rows have.</summary>
    public required string Content { get; init; }

    /// <summary>Documents that there were.</summary>
    public required long Documents { get; init; }

    /// <summary>The last day that it has seen.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The rung of the ladder.</summary>
    public required LadderRung Rung { get; init; }

    /// <summary>Rows that it rests on.</summary>
    public required long RowsUsed { get; init; }

    /// <summary>The metric that decides, by its mean over the backtests; null without backtests.</summary>
    public required ModelMetric? Deciding { get; init; }

    /// <summary>Whether the backtests speak for the model.</summary>
    public required bool BeatsBaseline { get; init; }

    /// <summary>Whether there is a model; with too little data there is a report alone.</summary>
    public required bool HasModel { get; init; }

    /// <summary>Whether screens and rules apply it.</summary>
    public required bool InUse { get; init; }

    /// <summary>Whether a person chose it, so that later runs do not take its place.</summary>
    public required bool IsPinned { get; init; }
}

/// <summary>What a training saw and took, to be kept with its result.</summary>
/// <param name="Why">Why it was trained.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="Documents">Documents that there were.</param>
/// <param name="Took">How long it took.</param>
public sealed record TrainingNotes(string Why, long DataVersion, long Documents, TimeSpan Took);
