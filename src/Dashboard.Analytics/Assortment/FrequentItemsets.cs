using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// The sets of items that come together in at least a share of the baskets, found by FP-growth (Han, Pei and Yin 2000, SIGMOD) on both cores: each core gathers
/// baskets in a tree of its own, and items are then worked on one by one, so that the sets are the same on one core and on many.
/// </summary>
internal sealed class FrequentItemsets
{
    private readonly int[] pool;
    private readonly int[] starts;
    private readonly int[] counts;
    private readonly ItemsetIndex index;

    private FrequentItemsets(int baskets, int[] itemCounts, int asked, int minimum, IReadOnlyList<ItemsetList> parts)
    {
        (Baskets, ItemCounts, AskedCount, MinimumCount) = (baskets, itemCounts, asked, minimum);
        pool = new int[parts.Sum(p => p.Pool.Length)];
        starts = new int[parts.Sum(p => p.Counts.Length) + 1];
        counts = new int[starts.Length - 1];
        var (set, at) = (0, 0);
        foreach (var part in parts)
        {
            part.Pool.CopyTo(pool.AsSpan(at));
            part.Counts.CopyTo(counts.AsSpan(set));
            foreach (var length in part.Lengths)
            {
                pool.AsSpan(at, length).Sort();
                starts[++set] = at += length;
            }
        }

        index = new ItemsetIndex(this);
    }

    /// <summary>Number of baskets.</summary>
    public int Baskets { get; }

    /// <summary>In how many baskets each item is.</summary>
    public int[] ItemCounts { get; }

    /// <summary>The smallest count asked for: the share times the baskets, rounded up, at least 1.</summary>
    public int AskedCount { get; }

    /// <summary>The smallest count used: above <see cref="AskedCount"/> when there were more sets than allowed.</summary>
    public int MinimumCount { get; }

    /// <summary>Number of sets.</summary>
    public int Count => counts.Length;

    /// <summary>The items of a set, ascending.</summary>
    public ReadOnlySpan<int> Items(int set) => pool.AsSpan(starts[set], starts[set + 1] - starts[set]);

    /// <summary>In how many baskets a set is.</summary>
    public int CountOf(int set) => counts[set];

    /// <summary>Finds a set by its items.</summary>
    /// <param name="items">Ascending.</param>
    /// <returns>The set, or −1 when it is not frequent.</returns>
    public int Find(ReadOnlySpan<int> items) => index.Find(items);

    /// <summary>Finds the sets.</summary>
    /// <param name="source">The baskets.</param>
    /// <param name="support">Share of the baskets that a set is in at least, above 0 and up to 1; the count is rounded up.</param>
    /// <param name="longest">Most items of a set, 1 or more.</param>
    /// <param name="most">Most sets. When there are more, the support is raised by steps of a quarter until there are not; <see cref="MinimumCount"/> says to what.</param>
    /// <param name="cancellationToken">Looked at before each part and each item.</param>
    public static FrequentItemsets Mine(BasketSource source, double support, int longest, int most, CancellationToken cancellationToken) => Mine(source, support, longest, most, null, cancellationToken);

    /// <inheritdoc cref="Mine(BasketSource, double, int, int, CancellationToken)"/>
    /// <param name="source">The baskets.</param>
    /// <param name="support">Share of the baskets that a set is in at least, above 0 and up to 1; the count is rounded up.</param>
    /// <param name="longest">Most items of a set, 1 or more.</param>
    /// <param name="most">Most sets.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, after each reading of the baskets.</param>
    /// <param name="cancellationToken">Looked at before each part and each item.</param>
    public static FrequentItemsets Mine(BasketSource source, double support, int longest, int most, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (support is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(support), support, "Support is a share of the baskets, above 0 and up to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var (baskets, itemCounts) = CountItems(source, cancellationToken);
        progress?.Report(0.3);
        // A share such as 0.07 times 100 baskets is a hair above 7 in binary; that is 7.
        var asked = Math.Max(1, (int)Math.Ceiling((support * baskets) - 1e-9));
        var minimum = asked;
        while (itemCounts.Count(count => count >= minimum) > most)
            minimum += Math.Max(1, minimum / 4);
        var items = Enumerable.Range(0, itemCounts.Length).Where(item => itemCounts[item] >= minimum).OrderByDescending(item => itemCounts[item]).ThenBy(item => item).ToArray();
        var trees = longest > 1 ? Gather(source, items, cancellationToken) : [];
        progress?.Report(0.7);
        while (true)
        {
            if (Grow(trees, items, itemCounts, minimum, longest, most, cancellationToken) is { } parts)
                return new FrequentItemsets(baskets, itemCounts, asked, minimum, parts);
            minimum += Math.Max(1, minimum / 4);
        }
    }

    private static (int Baskets, int[] Counts) CountItems(BasketSource source, CancellationToken cancellationToken)
    {
        // One number more than items, for the baskets.
        var sums = Partitions.Accumulate(
            source.Rows,
            () => new int[source.Items + 1],
            (counts, from, to) => source.Visit(from, to, items =>
            {
                counts[^1]++;
                foreach (var item in items)
                    counts[item]++;
            }),
            (sum, more) => System.Numerics.Tensors.TensorPrimitives.Add<int>(sum, more, sum),
            cancellationToken);
        return (sums[^1], sums[..^1]);
    }

    private static FpTree[] Gather(BasketSource source, int[] items, CancellationToken cancellationToken)
    {
        var ranks = new int[source.Items];
        Array.Fill(ranks, -1);
        for (var rank = 0; rank < items.Length; rank++)
            ranks[items[rank]] = rank;
        return [.. Accumulators.Fill(
            source.Rows,
            () =>
            {
                var tree = new FpTree();
                tree.Reset(items.Length);
                return tree;
            },
            (tree, from, to) =>
            {
                var buffer = new int[items.Length];
                source.Visit(from, to, basket =>
                {
                    var count = 0;
                    foreach (var item in basket)
                    {
                        if (ranks[item] is >= 0 and var rank)
                            buffer[count++] = rank;
                    }

                    // A single item has nothing beside it, and is counted already.
                    if (count < 2)
                        return;
                    buffer.AsSpan(0, count).Sort();
                    tree.Add(buffer.AsSpan(0, count), 1);
                });
            },
            cancellationToken)];
    }

    /// <summary>The sets of each item with those before it; null when there are more than allowed, whichever core found that out.</summary>
    private static ItemsetList[]? Grow(FpTree[] trees, int[] items, int[] itemCounts, int minimum, int longest, int most, CancellationToken cancellationToken)
    {
        var frequent = items.Count(item => itemCounts[item] >= minimum);
        var parts = new ItemsetList[frequent];
        var room = new ItemsetRoom(most);
        var options = new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current };
        Parallel.For(0, frequent, options, () => new ItemsetGrowth(items, minimum, longest, room), (rank, _, growth) =>
        {
            parts[rank] = growth.From(trees, rank, itemCounts[items[rank]]);
            return growth;
        }, _ => { });
        return room.IsFull ? null : parts;
    }
}
