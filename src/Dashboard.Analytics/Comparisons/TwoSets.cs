using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>
/// Two sets of customers that share nobody. What is counted of them is whole numbers, so where both together are known by a value, both together are counted once for whatever way
/// they are split, then the smaller set; the larger is what is left.
/// </summary>
internal sealed class TwoSets
{
    private readonly Snapshot snapshot;
    private readonly object? bothAre;

    /// <summary>Names two sets.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="a">The first set.</param>
    /// <param name="b">The second set, without anybody of the first.</param>
    /// <param name="bothAre">A value that fixes who is in either set and which documents count; null when nothing does but the sets themselves.</param>
    public TwoSets(Snapshot snapshot, Bitmap a, Bitmap b, object? bothAre)
    {
        (this.snapshot, this.bothAre) = (snapshot, bothAre);
        (A, B) = (new OneSet(snapshot, a), new OneSet(snapshot, b));
    }

    /// <summary>The first set.</summary>
    public OneSet A { get; }

    /// <summary>The second set.</summary>
    public OneSet B { get; }

    /// <summary>Counts something in each set.</summary>
    /// <typeparam name="T">The counts, of whole numbers.</typeparam>
    /// <param name="what">A value that says what is counted, and on which days.</param>
    /// <param name="count">Counts it in a set.</param>
    /// <param name="sum">What both together have, as new counts.</param>
    /// <param name="less">What is left of the first counts without the second, as new counts.</param>
    /// <param name="cancellationToken">Given to the counting of the sets; what is kept is counted to the end, since others may wait for that.</param>
    public (T A, T B) Count<T>(object what, Func<OneSet, CancellationToken, T> count, Func<T, T, T> sum, Func<T, T, T> less, CancellationToken cancellationToken)
        where T : class
    {
        if (bothAre is null)
            return (count(A, cancellationToken), count(B, cancellationToken));
        (T A, T B)? counted = null;
        var both = snapshot.Memo((nameof(TwoSets), bothAre, what), () =>
        {
            counted = (count(A, CancellationToken.None), count(B, CancellationToken.None));
            return sum(counted.Value.A, counted.Value.B);
        });
        if (counted is { } each)
            return each;
        cancellationToken.ThrowIfCancellationRequested();
        var smaller = count(A.Size <= B.Size ? A : B, cancellationToken);
        var larger = less(both, smaller);
        return A.Size <= B.Size ? (smaller, larger) : (larger, smaller);
    }

    /// <summary>Counts by number, code or pattern.</summary>
    /// <param name="what">A value that says what is counted, and on which days.</param>
    /// <param name="count">Counts it in a set.</param>
    /// <param name="cancellationToken">Looked at before the sets are counted.</param>
    public (int[] A, int[] B) Count(object what, Func<Bitmap, int[]> count, CancellationToken cancellationToken) => Count(
        what,
        (set, _) => count(set.Customers),
        (first, second) => [.. first.Zip(second, (some, more) => some + more)],
        (both, part) => [.. both.Zip(part, (all, some) => all - some)],
        cancellationToken);
}

/// <summary>A set of customers, its size, and its documents.</summary>
/// <param name="snapshot">The data.</param>
/// <param name="customers">The customers.</param>
internal sealed class OneSet(Snapshot snapshot, Bitmap customers)
{
    private Bitmap? documents;

    /// <summary>The customers.</summary>
    public Bitmap Customers => customers;

    /// <summary>How many they are.</summary>
    public int Size { get; } = customers.Count();

    /// <summary>All their documents.</summary>
    public Bitmap Documents => documents ??= snapshot.Orders.Of(customers);
}
