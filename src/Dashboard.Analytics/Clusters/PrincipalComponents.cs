using MathNet.Numerics.LinearAlgebra;

namespace Dashboard.Analytics.Clusters;

/// <summary>Directions in which rows vary most, after each other (Pearson 1901, Hotelling 1933): how many-sided rows are shown on a plane.</summary>
public sealed record PrincipalComponents
{
    /// <summary>Mean of each column.</summary>
    public required double[] Means { get; init; }

    /// <summary>Directions of length 1, component after component, the one with the largest share first; the largest number of each is positive.</summary>
    public required double[] Directions { get; init; }

    /// <summary>Share of the variance that each component holds; they add up to 1, or are 0 when nothing varies.</summary>
    public required double[] Shares { get; init; }

    /// <summary>The components of rows.</summary>
    /// <param name="rows">At least one row.</param>
    public static PrincipalComponents Of(RowMatrix rows)
    {
        var columns = rows.Columns;
        var means = new double[columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var column = 0; column < columns; column++)
                means[column] += rows[row, column] / (double)rows.Rows;
        }

        var covariance = new double[columns, columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                for (var j = 0; j <= i; j++)
                    covariance[i, j] += (rows[row, i] - means[i]) * (rows[row, j] - means[j]) / rows.Rows;
            }
        }

        var split = Matrix<double>.Build.Dense(columns, columns, (i, j) => i >= j ? covariance[i, j] : covariance[j, i]).Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, columns).OrderByDescending(c => split.EigenValues[c].Real).ToArray();
        var total = order.Sum(c => Math.Max(0, split.EigenValues[c].Real));
        return new PrincipalComponents
        {
            Means = means,
            Directions = [.. order.SelectMany(c => Turned(split.EigenVectors.Column(c).ToArray()))],
            Shares = Array.ConvertAll(order, c => total == 0 ? 0 : Math.Max(0, split.EigenValues[c].Real) / total),
        };
    }

    /// <summary>Where a row lies along a component.</summary>
    /// <param name="rows">Rows of the same columns.</param>
    /// <param name="row">The row.</param>
    /// <param name="component">The component, from 0.</param>
    public double Project(RowMatrix rows, int row, int component)
    {
        var sum = 0.0;
        for (var column = 0; column < Means.Length; column++)
            sum += (rows[row, column] - Means[column]) * Directions[(component * Means.Length) + column];
        return sum;
    }

    private static double[] Turned(double[] direction) =>
        direction[Array.FindIndex(direction, v => Math.Abs(v) == direction.Max(Math.Abs))] < 0 ? Array.ConvertAll(direction, v => -v) : direction;
}
