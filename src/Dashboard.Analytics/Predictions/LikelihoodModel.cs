namespace Dashboard.Analytics.Predictions;

/// <summary>A trained model of the probability that a customer orders within a number of days.</summary>
public sealed record LikelihoodModel : PredictionModel
{
    /// <summary>Days ahead, at least 1.</summary>
    public required int HorizonDays { get; init; }
}
