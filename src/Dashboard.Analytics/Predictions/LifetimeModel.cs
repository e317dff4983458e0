namespace Dashboard.Analytics.Predictions;

/// <summary>A trained model of orders and money to come.</summary>
public sealed record LifetimeModel : PredictionModel
{
    /// <summary>The last day that the model has seen.</summary>
    public required DateOnly TrainedAsOf { get; init; }
}
