using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>What the model in use says of every customer as of a day.</summary>
public sealed class CustomerLikelihoods
{
    private CustomerLikelihoods(ModelInUse<LikelihoodModel> model, int asOfDay, float[] probability) => (Model, AsOfDay, Probability) = (model, asOfDay, probability);

    /// <summary>The model.</summary>
    public ModelInUse<LikelihoodModel> Model { get; }

    /// <summary>Day number of the last day that the features know.</summary>
    public int AsOfDay { get; }

    /// <summary>Probability of the model's event (<see cref="ModelKind.Churn"/>: no order within the horizon), one entry a customer; NaN for customers without an order until the day.</summary>
    public float[] Probability { get; }

    /// <summary>The likelihoods of a kind; null without a model in use. Computed once.</summary>
    /// <param name="snapshot">The data and the models in use.</param>
    /// <param name="kind"><see cref="ModelKind.Churn"/> or <see cref="ModelKind.Purchase"/>.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="cancellationToken">Looked at before the computation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is another one.</exception>
    public static CustomerLikelihoods? Of(Snapshot snapshot, ModelKind kind, int asOfDay, CancellationToken cancellationToken)
    {
        var inUse = kind switch
        {
            ModelKind.Churn => snapshot.Models.Churn,
            ModelKind.Purchase => snapshot.Models.Purchase,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Likelihoods are of churn or purchase."),
        };
        cancellationToken.ThrowIfCancellationRequested();

        // Others may wait for the same value, so one who gives up does not end it.
        return inUse is null ? null : snapshot.MemoOfData((nameof(CustomerLikelihoods), kind, inUse, asOfDay), () => Compute(snapshot, inUse, asOfDay, CancellationToken.None));
    }

    /// <summary>How far a customer's probability may be off; null without one or without a backtest of the model.</summary>
    /// <param name="customer">Index of the customer.</param>
    public Interval? IntervalOf(int customer) => float.IsNaN(Probability[customer]) ? null : Model.Model.IntervalOf(Probability[customer]);

    /// <summary>Why customers have their probabilities.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="customers">Indices of customers, ascending; those without an order are passed over.</param>
    /// <param name="cancellationToken">Polled.</param>
    public IReadOnlyDictionary<int, LikelihoodReasons> ReasonsOf(Snapshot snapshot, int[] customers, CancellationToken cancellationToken) =>
        LikelihoodReasons.Of(snapshot, Model.Model, AsOfDay, customers, cancellationToken);

    private static CustomerLikelihoods Compute(Snapshot snapshot, ModelInUse<LikelihoodModel> inUse, int asOfDay, CancellationToken cancellationToken)
    {
        var rows = LikelihoodRows.Read(snapshot, asOfDay, inUse.Model.Keys, null, cancellationToken);
        var chances = inUse.Model.Probabilities(rows, cancellationToken);
        var probability = new float[snapshot.Customers.Count];
        Array.Fill(probability, float.NaN);
        for (var row = 0; row < chances.Length; row++)
            probability[rows.Customers[row]] = (float)chances[row];
        return new CustomerLikelihoods(inUse, asOfDay, probability);
    }
}
