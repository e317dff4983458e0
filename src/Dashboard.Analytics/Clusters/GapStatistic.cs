namespace Dashboard.Analytics.Clusters;

/// <summary>
/// The gap statistic: how much smaller the sum of squares within clusters is than that of rows without clusters, spread evenly over a box along the principal components
/// (Tibshirani, Walther and Hastie, "Estimating the number of clusters in a data set via the gap statistic", JRSS B 63, 2001, section 4, variant b).
/// </summary>
internal static class GapStatistic
{
    /// <summary>Rows without clusters: as many as the data has, evenly spread over the box that holds its principal components.</summary>
    public static RowMatrix Reference(RowMatrix rows, PrincipalComponents components, SeededRandom random)
    {
        var columns = rows.Columns;
        var (low, high) = (new double[columns], new double[columns]);
        Array.Fill(low, double.PositiveInfinity);
        Array.Fill(high, double.NegativeInfinity);
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var component = 0; component < columns; component++)
            {
                var at = components.Project(rows, row, component);
                (low[component], high[component]) = (Math.Min(low[component], at), Math.Max(high[component], at));
            }
        }

        var values = new float[rows.Rows * columns];
        var drawn = new double[columns];
        for (var row = 0; row < rows.Rows; row++)
        {
            for (var component = 0; component < columns; component++)
                drawn[component] = low[component] + ((high[component] - low[component]) * random.Uniform());
            for (var column = 0; column < columns; column++)
            {
                var value = components.Means[column];
                for (var component = 0; component < columns; component++)
                    value += drawn[component] * components.Directions[(component * columns) + column];
                values[(row * columns) + column] = (float)value;
            }
        }

        return RowMatrix.OfRows(values, columns);
    }

    /// <summary>The gap and its standard error.</summary>
    /// <param name="inertia">Sum of squares of the data.</param>
    /// <param name="references">Sums of squares of the reference sets.</param>
    public static (double Gap, double Error) Of(double inertia, double[] references)
    {
        double[] logs = [.. references.Select(r => Math.Log(Math.Max(r, double.Epsilon)))];
        var mean = logs.Average();
        return (mean - Math.Log(Math.Max(inertia, double.Epsilon)), Math.Sqrt(logs.Average(l => (l - mean) * (l - mean)) * (1 + (1.0 / logs.Length))));
    }
}
