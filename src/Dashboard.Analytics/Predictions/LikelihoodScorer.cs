using System.Text.Json.Serialization;
using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Predictions;

/// <summary>Gives customers log odds of what a model foretells, before calibration. Numbers only, so that it can be stored.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(RateScorer), "rates")]
[JsonDerivedType(typeof(LogisticScorer), "logistic")]
[JsonDerivedType(typeof(TreeScorer), "trees")]
public abstract record LikelihoodScorer
{
    /// <summary>What it is called.</summary>
    [JsonIgnore]
    public abstract string Method { get; }

    /// <summary>Log odds of each row.</summary>
    /// <param name="rows">Features in the order of the model; NaN where missing.</param>
    /// <param name="cancellationToken">Polled.</param>
    public abstract double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken);

    /// <summary>
    /// What each feature of some rows adds to the log odds, against a customer of whom nothing is known: exact, and together with that customer's log odds they add up to the row's.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <returns>For each row a number for each feature; empty arrays where a method has no such parts.</returns>
    public abstract double[][] Contributions(FeatureMatrix rows);
}

/// <summary>Boosted trees.</summary>
/// <param name="Model">The trees.</param>
public sealed record TreeScorer(BoostedModel Model) : LikelihoodScorer
{
    /// <summary>What the method is called.</summary>
    public const string Name = "Boosted trees";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => Name;

    /// <inheritdoc/>
    public override double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken) => Model.Margins(rows, cancellationToken);

    /// <inheritdoc/>
    public override double[][] Contributions(FeatureMatrix rows)
    {
        var shap = new TreeShap(Model);
        var row = new float[rows.Columns];
        var all = new double[rows.Rows][];
        for (var i = 0; i < all.Length; i++)
        {
            rows.CopyRow(i, row);
            all[i] = shap.Of(row);
        }

        return all;
    }
}
