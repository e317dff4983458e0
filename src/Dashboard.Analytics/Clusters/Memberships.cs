namespace Dashboard.Analytics.Clusters;

/// <summary>Probabilities of customers to belong to clusters.</summary>
internal static class Memberships
{
    /// <summary>The likeliest cluster of each customer, of equals the first.</summary>
    /// <param name="memberships">Probabilities, customer after customer.</param>
    /// <param name="clusters">Number of clusters.</param>
    public static int[] Likeliest(float[] memberships, int clusters)
    {
        var labels = new int[memberships.Length / clusters];
        for (var row = 0; row < labels.Length; row++)
        {
            for (var cluster = 1; cluster < clusters; cluster++)
            {
                if (memberships[(row * clusters) + cluster] > memberships[(row * clusters) + labels[row]])
                    labels[row] = cluster;
            }
        }

        return labels;
    }
}
