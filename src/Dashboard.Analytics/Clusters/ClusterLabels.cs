namespace Dashboard.Analytics.Clusters;

/// <summary>The cluster of each row, −1 for none yet, with room for the rows that fill up the last block.</summary>
internal sealed class ClusterLabels
{
    /// <summary>Makes labels for a number of blocks.</summary>
    public ClusterLabels(int blocks)
    {
        Values = new int[blocks * RowMatrix.BlockRows];
        Array.Fill(Values, -1);
    }

    /// <summary>One label a row.</summary>
    public int[] Values { get; }

    /// <summary>The labels of the rows alone.</summary>
    public int[] ToArray(int rows) => Values[..rows];
}
