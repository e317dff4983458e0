using System.Text.Json.Serialization;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// A trained model: numbers and names only, so that it can be stored as JSON by <see cref="PredictionJson"/> and applied to the customers of any later state of the shop.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "model")]
[JsonDerivedType(typeof(LifetimeModel), "lifetime")]
[JsonDerivedType(typeof(LikelihoodModel), "likelihood")]
public abstract record PredictionModel
{
    /// <summary>Name of the predictions among <see cref="ValuesOn"/>.</summary>
    public const string Scores = "Predictions";

    /// <summary>
    /// What the model reads and what it says of the customers as of a day, for comparing with the time of its training: a column for each watched feature under its name in the report, and
    /// the predictions under <see cref="Scores"/>. Only customers that the model speaks of are in it. Empty for a model that is not watched.
    /// </summary>
    /// <param name="snapshot">The data, of now or of later.</param>
    /// <param name="asOf">The last day that counts.</param>
    /// <param name="cancellationToken">Polled.</param>
    public virtual IReadOnlyList<NamedValues> ValuesOn(Snapshot snapshot, DateOnly asOf, CancellationToken cancellationToken) => [];
}

/// <summary>Values of customers under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">One for each customer; NaN is missing.</param>
public sealed record NamedValues(string Name, float[] Values);
