using System.Collections.Concurrent;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>
/// Adds rows up on both cores. A core takes one part after the other into the same sums, so that there are as many sums as cores and not as parts.
/// Which parts a sum holds is left to chance: sums must be of whole numbers, which add up to the same in any order.
/// </summary>
internal static class Accumulators
{
    /// <summary>Adds rows up.</summary>
    /// <typeparam name="T">The sums.</typeparam>
    /// <param name="rows">Number of rows.</param>
    /// <param name="make">Makes sums of nothing.</param>
    /// <param name="add">Adds a part from its first row up to, and without, its last.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>Sums that together hold every part once.</returns>
    public static IReadOnlyCollection<T> Fill<T>(int rows, Func<T> make, Action<T, int, int> add, CancellationToken cancellationToken)
        where T : class
    {
        var idle = new ConcurrentQueue<T>();
        Partitions.Run(
            rows,
            (from, to) =>
            {
                var sums = idle.TryDequeue(out var taken) ? taken : make();
                add(sums, from, to);
                idle.Enqueue(sums);
            },
            cancellationToken);
        return idle;
    }

    /// <summary>Adds documents up, where no customer's documents are in two parts: they come one after the other, so that distinct customers can be counted.</summary>
    /// <typeparam name="T">The sums.</typeparam>
    /// <param name="orders">The documents.</param>
    /// <param name="make">Makes sums of nothing.</param>
    /// <param name="add">Adds a part from its first document up to, and without, its last.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    /// <returns>Sums that together hold every part once.</returns>
    public static IReadOnlyCollection<T> FillByCustomer<T>(OrderColumns orders, Func<T> make, Action<T, int, int> add, CancellationToken cancellationToken)
        where T : class =>
        Fill(orders.Count, make, (sums, from, to) => add(sums, FirstOfSameCustomer(orders, from), FirstOfSameCustomer(orders, to)), cancellationToken);

    private static int FirstOfSameCustomer(OrderColumns orders, int order) =>
        order < orders.Count && orders.Customer[order] is var customer and >= 0 ? orders.FirstOfCustomer[customer] : order;
}
