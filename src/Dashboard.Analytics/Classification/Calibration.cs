using System.Text.Json.Serialization;

namespace Dashboard.Analytics.Classification;

/// <summary>Turns the scores of a classifier into probabilities that come true as often as they say, learned on rows that the classifier has not seen.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(PlattScaling), "platt")]
[JsonDerivedType(typeof(IsotonicRegression), "isotonic")]
public abstract record Calibration
{
    /// <summary>What it is called.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The calibrated probability of a log odds.</summary>
    /// <param name="margin">Log odds of the classifier.</param>
    public abstract double Apply(double margin);
}
