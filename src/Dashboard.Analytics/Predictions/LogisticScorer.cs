using System.Text.Json.Serialization;
using Dashboard.Analytics.Classification;

namespace Dashboard.Analytics.Predictions;

/// <summary>Logistic regression, with missing values filled by the mean and told apart by a column of their own.</summary>
/// <param name="Intercept">Log odds when every column is 0.</param>
/// <param name="Means">Mean of each feature's known values in the training.</param>
/// <param name="Coefficients">Of each feature, in log odds a unit.</param>
/// <param name="MissingShares">Share of missing values of each feature in the training.</param>
/// <param name="MissingCoefficients">What a missing value adds, beyond that of the mean.</param>
public sealed record LogisticScorer(double Intercept, double[] Means, double[] Coefficients, double[] MissingShares, double[] MissingCoefficients) : LikelihoodScorer
{
    /// <summary>What the method is called.</summary>
    public const string Name = "Logistic regression";

    /// <summary>The penalty on coefficients of scaled features; C = 1 of scikit-learn.</summary>
    public const double Penalty = 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Method => Name;

    /// <summary>Learns the coefficients.</summary>
    /// <param name="rows">Features; NaN where missing.</param>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <returns>The scorer, and the fit with the scale of each feature for the report.</returns>
    public static (LogisticScorer Scorer, LogisticFit Fit) Learn(FeatureMatrix rows, ReadOnlyMemory<byte> labels, CancellationToken cancellationToken)
    {
        var (means, shares) = (new double[rows.Columns], new double[rows.Columns]);
        for (var column = 0; column < rows.Columns; column++)
            (means[column], shares[column]) = MeanOf(rows.Column(column));
        var fit = LogisticRegression.Fit(Design(rows, means, shares), labels, new LogisticOptions { Penalty = Penalty, PenaliseScaled = true }, cancellationToken);
        var missing = new double[rows.Columns];
        var at = rows.Columns;
        for (var column = 0; column < rows.Columns; column++)
        {
            if (shares[column] > 0)
                missing[column] = fit.Coefficients[at++];
        }

        return (new LogisticScorer(fit.Intercept, means, fit.Coefficients[..rows.Columns], shares, missing), fit);
    }

    /// <inheritdoc/>
    public override double[] Margins(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var margins = new double[rows.Rows];
        Queries.Partitions.Run(
            rows.Rows,
            (from, to) =>
            {
                margins.AsSpan(from, to - from).Fill(Intercept);
                for (var column = 0; column < Coefficients.Length; column++)
                {
                    var (values, coefficient) = (rows.Column(column)[from..to].ToArray(), Coefficients[column]);
                    var filled = (coefficient * Means[column]) + MissingCoefficients[column];
                    for (var row = 0; row < values.Length; row++)
                        margins[from + row] += float.IsNaN(values[row]) ? filled : coefficient * values[row];
                }
            },
            cancellationToken);
        return margins;
    }

    /// <inheritdoc/>
    public override double[][] Contributions(FeatureMatrix rows)
    {
        var all = new double[rows.Rows][];
        for (var row = 0; row < all.Length; row++)
        {
            all[row] = new double[Coefficients.Length];
            for (var column = 0; column < Coefficients.Length; column++)
            {
                double value = rows[row, column];
                var isMissing = double.IsNaN(value);
                all[row][column] = (isMissing ? 0 : Coefficients[column] * (value - Means[column]))
                    + (MissingCoefficients[column] * ((isMissing ? 1 : 0) - MissingShares[column]));
            }
        }

        return all;
    }

    private static FeatureMatrix Design(FeatureMatrix rows, double[] means, double[] shares)
    {
        var columns = new List<float[]>();
        var missing = new List<float[]>();
        for (var column = 0; column < rows.Columns; column++)
        {
            var values = rows.Column(column).ToArray();
            columns.Add(values);
            if (shares[column] == 0)
                continue;
            missing.Add(Array.ConvertAll(values, v => float.IsNaN(v) ? 1f : 0f));
            for (var row = 0; row < values.Length; row++)
                values[row] = float.IsNaN(values[row]) ? (float)means[column] : values[row];
        }

        return FeatureMatrix.OfColumns([.. columns, .. missing]);
    }

    private static (double Mean, double Missing) MeanOf(ReadOnlySpan<float> values)
    {
        var (sum, known) = (0.0, 0);
        foreach (var value in values)
        {
            if (float.IsNaN(value))
                continue;
            sum += value;
            known++;
        }

        return ((float)(known == 0 ? 0 : sum / known), values.IsEmpty ? 0 : 1 - ((double)known / values.Length));
    }
}
