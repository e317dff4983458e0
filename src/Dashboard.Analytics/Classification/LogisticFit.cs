using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>A fitted logistic regression: log odds = intercept + Σ coefficient × feature.</summary>
public sealed record LogisticFit
{
    /// <summary>The intercept.</summary>
    public required double Intercept { get; init; }

    /// <summary>A coefficient for each feature, in log odds a unit; 0 for a feature that is constant or follows from those before it.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>Standard errors from the inverse of the (penalised) information, the intercept first; NaN for features that were left out.</summary>
    public required double[] StandardErrors { get; init; }

    /// <summary>Log-likelihood at the solution, without the penalty.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Log-likelihood of the intercept alone.</summary>
    public required double NullLogLikelihood { get; init; }

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Features that are constant or follow from those before them, so that they have no coefficient.</summary>
    public required int[] LeftOut { get; init; }

    /// <summary>Newton steps.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why it ended.</summary>
    public required LogisticStop Stopped { get; init; }

    /// <summary>McFadden's pseudo R²: 1 − log-likelihood / that of the intercept alone.</summary>
    public double McFadden => 1 - (LogLikelihood / NullLogLikelihood);

    /// <summary>Akaike's criterion.</summary>
    public double Aic => 2 * ((Coefficients.Length + 1 - LeftOut.Length) - LogLikelihood);

    /// <summary>Log odds of each row.</summary>
    /// <param name="rows">As many columns as coefficients; a missing value makes a row NaN.</param>
    /// <param name="cancellationToken">Polled.</param>
    public double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        if (rows.Columns != Coefficients.Length)
            throw new ArgumentException(FormattableString.Invariant($"The model has {Coefficients.Length} features, the rows {rows.Columns}."), nameof(rows));
        var margins = new double[rows.Rows];
        Partitions.Run(
            rows.Rows,
            (from, to) =>
            {
                const int Tile = 512;
                Span<double> wide = stackalloc double[Tile];
                for (var tile = from; tile < to; tile += Tile)
                {
                    var place = margins.AsSpan(tile, Math.Min(Tile, to - tile));
                    place.Fill(Intercept);
                    for (var column = 0; column < Coefficients.Length; column++)
                    {
                        var values = wide[..place.Length];
                        TensorPrimitives.ConvertTruncating<float, double>(rows.Column(column).Slice(tile, place.Length), values);
                        TensorPrimitives.MultiplyAdd(values, Coefficients[column], place, place);
                    }
                }
            },
            cancellationToken);
        return margins;
    }

    /// <summary>Probability of class 1 of each row.</summary>
    /// <param name="rows">As many columns as coefficients, without missing values.</param>
    /// <param name="cancellationToken">Polled.</param>
    public double[] Probabilities(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var margins = Margins(rows, cancellationToken);
        TensorPrimitives.Sigmoid<double>(margins, margins);
        return margins;
    }
}
