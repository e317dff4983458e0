using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>A model that screens and rules apply.</summary>
/// <typeparam name="T">Type of the model.</typeparam>
/// <param name="Run">Number of the run that trained it; it stands for the model in keys and receipts.</param>
/// <param name="TrainedAsOf">The last day that the model has seen.</param>
/// <param name="Model">The model.</param>
public sealed record ModelInUse<T>(long Run, DateOnly TrainedAsOf, T Model)
    where T : PredictionModel;

/// <summary>The models in use. They are part of the snapshot: each is null until one was trained.</summary>
public sealed record PredictionModels
{
    /// <summary>No model at all.</summary>
    public static PredictionModels None { get; } = new();

    /// <summary>Orders and money to come.</summary>
    public ModelInUse<LifetimeModel>? Lifetime { get; init; }

    /// <summary>An order within the shop's churn horizon, whose opposite is churn.</summary>
    public ModelInUse<LikelihoodModel>? Churn { get; init; }

    /// <summary>An order within 30 days.</summary>
    public ModelInUse<LikelihoodModel>? Purchase { get; init; }

    /// <summary>Those of the models that read nothing which a shop does not allow: who reads age, gender or country is out of use from the moment they are not allowed.</summary>
    /// <param name="settings">What the shop allows.</param>
    public PredictionModels AllowedBy(ShopSettings settings) => settings.AllowsDemographics ? this : this with { Churn = WithoutPeople(Churn), Purchase = WithoutPeople(Purchase) };

    /// <summary>Number of the run in use for a kind; null for none.</summary>
    /// <param name="kind">The kind.</param>
    public long? Run(ModelKind kind) => kind switch
    {
        ModelKind.Lifetime => Lifetime?.Run,
        ModelKind.Churn => Churn?.Run,
        _ => Purchase?.Run,
    };

    /// <summary>The model in use for a kind; null for none.</summary>
    /// <param name="kind">The kind.</param>
    public PredictionModel? Model(ModelKind kind) => kind switch
    {
        ModelKind.Lifetime => Lifetime?.Model,
        ModelKind.Churn => Churn?.Model,
        _ => Purchase?.Model,
    };

    /// <summary>The models with another one for a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="run">Number of its run.</param>
    /// <param name="trainedAsOf">The last day that it has seen.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">The model is not one of that kind.</exception>
    public PredictionModels With(ModelKind kind, long run, DateOnly trainedAsOf, PredictionModel model) => (kind, model) switch
    {
        (ModelKind.Lifetime, LifetimeModel lifetime) => this with { Lifetime = new(run, trainedAsOf, lifetime) },
        (ModelKind.Churn, LikelihoodModel churn) => this with { Churn = new(run, trainedAsOf, churn) },
        (ModelKind.Purchase, LikelihoodModel purchase) => this with { Purchase = new(run, trainedAsOf, purchase) },
        _ => throw new ArgumentException($"A {model.GetType().Name} does not predict {kind}.", nameof(model)),
    };

    private static ModelInUse<LikelihoodModel>? WithoutPeople(ModelInUse<LikelihoodModel>? used) =>
        used is not null && used.Model.Keys.Any(key => LikelihoodFeature.ByKey(key).IsOfPerson) ? null : used;
}
