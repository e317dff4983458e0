using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Clusters;

/// <summary>How many rows each cluster has and what they add up to, kept up by the rows that change cluster; changes of parts are merged in the order of the parts.</summary>
internal sealed class ClusterSums(int clusters, int columns)
{
    /// <summary>Rows of each cluster.</summary>
    public int[] Counts { get; } = new int[clusters];

    /// <summary>Sums of each cluster's rows, cluster after cluster.</summary>
    public double[] Sums { get; } = new double[clusters * columns];

    /// <summary>Rows that changed cluster.</summary>
    public int Changed { get; private set; }

    /// <summary>Rows whose distances were computed.</summary>
    public long Scored { get; set; }

    /// <summary>Moves a row.</summary>
    /// <param name="first">The row's first number; the others lie a block's rows apart.</param>
    /// <param name="from">Cluster that it leaves, −1 for none.</param>
    /// <param name="to">Cluster that it joins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ref float first, int from, int to)
    {
        Changed++;
        Counts[to]++;
        var joined = Sums.AsSpan(to * columns, columns);
        if (from < 0)
        {
            for (var column = 0; column < joined.Length; column++)
                joined[column] += Unsafe.Add(ref first, column * RowMatrix.BlockRows);
            return;
        }

        Counts[from]--;
        var left = Sums.AsSpan(from * columns, columns);
        for (var column = 0; column < joined.Length && column < left.Length; column++)
        {
            var value = (double)Unsafe.Add(ref first, column * RowMatrix.BlockRows);
            joined[column] += value;
            left[column] -= value;
        }
    }

    /// <summary>Adds the changes of a part.</summary>
    public void Add(ClusterSums changes)
    {
        Changed += changes.Changed;
        Scored += changes.Scored;
        for (var i = 0; i < Counts.Length; i++)
            Counts[i] += changes.Counts[i];
        for (var i = 0; i < Sums.Length; i++)
            Sums[i] += changes.Sums[i];
    }

    /// <summary>Forgets how many rows changed, before the next pass.</summary>
    public void ForgetChanges() => Changed = 0;
}
