using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>How many sets may still be found, shared by the cores. Whether it overflows depends on the number of sets alone.</summary>
/// <param name="most">Most sets.</param>
internal sealed class ItemsetRoom(int most)
{
    private int taken;

    /// <summary>Whether more were found than there is room for.</summary>
    public bool IsFull => Volatile.Read(ref taken) > most;

    /// <summary>Takes room for a set.</summary>
    public void Take() => Interlocked.Increment(ref taken);
}

/// <summary>Sets in the order in which they were found.</summary>
internal sealed class ItemsetList
{
    private readonly Growing<int> pool = new();
    private readonly Growing<int> lengths = new();
    private readonly Growing<int> counts = new();

    /// <summary>The items of all sets, one set after the other.</summary>
    public ReadOnlySpan<int> Pool => pool.Span;

    /// <summary>Number of items of each set.</summary>
    public ReadOnlySpan<int> Lengths => lengths.Span;

    /// <summary>In how many baskets each set is.</summary>
    public ReadOnlySpan<int> Counts => counts.Span;

    /// <summary>Adds a set.</summary>
    public void Add(ReadOnlySpan<int> items, int count)
    {
        foreach (var item in items)
            pool.Add(item);
        lengths.Add(items.Length);
        counts.Add(count);
    }
}

/// <summary>The recursion of FP-growth on one core: what it needs is kept from one item to the next.</summary>
/// <param name="items">The item of each rank.</param>
/// <param name="minimum">Smallest count of a set.</param>
/// <param name="longest">Most items of a set.</param>
/// <param name="room">How many sets there may be.</param>
internal sealed class ItemsetGrowth(int[] items, int minimum, int longest, ItemsetRoom room)
{
    private readonly List<Level> levels = [];
    private readonly int[] prefix = new int[Math.Min(longest, items.Length)];
    private ItemsetList found = new();

    /// <summary>All sets whose last item by rank is this one.</summary>
    /// <param name="trees">The baskets.</param>
    /// <param name="rank">The item.</param>
    /// <param name="count">In how many baskets it is.</param>
    public ItemsetList From(FpTree[] trees, int rank, int count)
    {
        found = new ItemsetList();
        prefix[0] = items[rank];
        Take(1, count);
        if (longest > 1 && rank > 0)
            Grow(trees, rank, items, 1);
        return found;
    }

    /// <summary>The sets that the prefix makes with items before one of a tree.</summary>
    /// <param name="trees">Baskets with the prefix but for its last item.</param>
    /// <param name="item">The last item of the prefix, as the trees number it.</param>
    /// <param name="names">The item behind each number of the trees.</param>
    /// <param name="depth">Items of the prefix.</param>
    private void Grow(ReadOnlySpan<FpTree> trees, int item, ReadOnlySpan<int> names, int depth)
    {
        if (room.IsFull)
            return;
        if (levels.Count < depth)
            levels.Add(new Level());
        var level = levels[depth - 1];
        var counts = level.Make(item);
        foreach (var tree in trees)
            tree.CountBefore(item, counts);
        var kept = level.Keep(counts, names, minimum);
        if (kept == 0)
            return;
        var deeper = depth + 1 < longest && kept > 1;
        if (deeper)
        {
            level.Tree.Reset(kept);
            foreach (var tree in trees)
                tree.Project(item, level.Numbers(item), level.Tree, level.Buffer(kept));
        }

        for (var number = 0; number < kept; number++)
        {
            prefix[depth] = level.Names[number];
            Take(depth + 1, level.Counts[number]);
            if (deeper && number > 0)
                Grow([level.Tree], number, level.Names.AsSpan(0, kept), depth + 1);
        }
    }

    private void Take(int length, int count)
    {
        room.Take();
        if (!room.IsFull)
            found.Add(prefix.AsSpan(0, length), count);
    }

    /// <summary>What one depth of the recursion needs.</summary>
    private sealed class Level
    {
        private int[] before = [];
        private int[] buffer = [];

        public FpTree Tree { get; } = new();

        /// <summary>The items kept, as the shop numbers them.</summary>
        public int[] Names { get; private set; } = [];

        /// <summary>Their counts.</summary>
        public int[] Counts { get; private set; } = [];

        /// <summary>Zeros for the items before one.</summary>
        public Span<int> Make(int item)
        {
            if (before.Length < item)
                (before, Names, Counts) = (new int[2 * item], new int[2 * item], new int[2 * item]);
            before.AsSpan(0, item).Clear();
            return before.AsSpan(0, item);
        }

        /// <summary>Keeps the items that are frequent; their counts become their new numbers, the others −1.</summary>
        public int Keep(Span<int> counts, ReadOnlySpan<int> names, int minimum)
        {
            var kept = 0;
            for (var item = 0; item < counts.Length; item++)
            {
                if (counts[item] < minimum)
                {
                    counts[item] = -1;
                    continue;
                }

                (Names[kept], Counts[kept]) = (names[item], counts[item]);
                counts[item] = kept++;
            }

            return kept;
        }

        public ReadOnlySpan<int> Numbers(int item) => before.AsSpan(0, item);

        public Span<int> Buffer(int length)
        {
            if (buffer.Length < length)
                buffer = new int[2 * length];
            return buffer.AsSpan(0, length);
        }
    }
}
