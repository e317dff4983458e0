namespace Dashboard.Analytics.Predictions;

/// <summary>A model of the ledger, in use or not, told apart by the number of its run.</summary>
/// <param name="run">Number of the run.</param>
/// <param name="kind">What it predicts.</param>
/// <param name="trainedAsOf">The last day that it has seen.</param>
/// <param name="horizonDays">Days ahead that its backtests look, at least 1.</param>
/// <param name="model">The model.</param>
public sealed class KeptModel(long run, ModelKind kind, DateOnly trainedAsOf, int horizonDays, PredictionModel model) : IEquatable<KeptModel>
{
    /// <summary>Number of the run.</summary>
    public long Run => run;

    /// <summary>What it predicts.</summary>
    public ModelKind Kind => kind;

    /// <summary>The last day that it has seen.</summary>
    public DateOnly TrainedAsOf => trainedAsOf;

    /// <summary>Days ahead that its backtests look.</summary>
    public int HorizonDays => horizonDays;

    /// <summary>The model.</summary>
    public PredictionModel Model => model;

    /// <inheritdoc/>
    public bool Equals(KeptModel? other) => other is not null && other.Run == run;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeptModel);

    /// <inheritdoc/>
    public override int GetHashCode() => run.GetHashCode();
}
