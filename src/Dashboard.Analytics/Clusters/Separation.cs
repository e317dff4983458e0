namespace Dashboard.Analytics.Clusters;

/// <summary>How compact and how far apart clusters are, by two indices that need the centres alone.</summary>
/// <param name="DaviesBouldin">
/// Mean over the clusters of the worst ratio of spread to distance, 0 or more, smaller is better (Davies and Bouldin, "A cluster separation measure", 1979, with mean distances to the centre);
/// null with fewer than two clusters that have rows.
/// </param>
/// <param name="CalinskiHarabasz">
/// Spread between the clusters divided by spread within them, each by its degrees of freedom, larger is better (Calinski and Harabasz, "A dendrite method for cluster analysis", 1974); null with
/// fewer than two clusters or no more rows than clusters.
/// </param>
public sealed record Separation(double? DaviesBouldin, double? CalinskiHarabasz)
{
    /// <summary>Computes both indices, with the means of the clusters as their centres.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="labels">Cluster of each row.</param>
    /// <param name="clusters">Number of clusters.</param>
    public static Separation Of(RowMatrix rows, ReadOnlySpan<int> labels, int clusters)
    {
        var columns = rows.Columns;
        var (sizes, means, mean) = (new int[clusters], new double[clusters, columns], new double[columns]);
        for (var row = 0; row < rows.Rows; row++)
        {
            sizes[labels[row]]++;
            for (var column = 0; column < columns; column++)
            {
                means[labels[row], column] += rows[row, column];
                mean[column] += rows[row, column] / (double)rows.Rows;
            }
        }

        var used = Enumerable.Range(0, clusters).Where(c => sizes[c] > 0).ToArray();
        foreach (var cluster in used)
        {
            for (var column = 0; column < columns; column++)
                means[cluster, column] /= sizes[cluster];
        }

        if (used.Length < 2)
            return new Separation(null, null);
        var (spread, within) = (new double[clusters], 0.0);
        for (var row = 0; row < rows.Rows; row++)
        {
            var square = 0.0;
            for (var column = 0; column < columns; column++)
                square += Math.Pow(rows[row, column] - means[labels[row], column], 2);
            within += square;
            spread[labels[row]] += Math.Sqrt(square) / sizes[labels[row]];
        }

        var (worst, between) = (0.0, 0.0);
        foreach (var cluster in used)
        {
            worst += used.Where(other => other != cluster).Max(other => (spread[cluster] + spread[other]) / Distance(cluster, other));
            for (var column = 0; column < columns; column++)
                between += sizes[cluster] * Math.Pow(means[cluster, column] - mean[column], 2);
        }

        var free = rows.Rows - used.Length;
        return new Separation(worst / used.Length, free < 1 || within == 0 ? null : between / (used.Length - 1) / (within / free));

        double Distance(int left, int right)
        {
            var square = 0.0;
            for (var column = 0; column < columns; column++)
                square += Math.Pow(means[left, column] - means[right, column], 2);
            return Math.Sqrt(square);
        }
    }
}
