using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// A frequent-pattern tree (Han, Pei and Yin 2000, SIGMOD, section 2): baskets as paths from the root, so that equal beginnings are stored once with their count. Items are ranks,
/// 0 the most frequent, and ascend along a path; all nodes of an item are chained.
/// </summary>
internal sealed class FpTree
{
    private Node[] nodes = new Node[64];
    private int[] slots = new int[128];
    private int[] first = [];
    private int used = 1;

    /// <summary>Number of items.</summary>
    public int Items { get; private set; }

    /// <summary>Makes the tree empty, for other items.</summary>
    /// <param name="items">Number of items.</param>
    public void Reset(int items)
    {
        Items = items;
        if (first.Length < items)
            first = new int[items];
        first.AsSpan(0, items).Clear();
        // What was used is less than what there is when a large tree is followed by many small ones.
        if (used * 4 < slots.Length)
            slots = new int[Math.Max(128, (int)BitOperations.RoundUpToPowerOf2((uint)used * 2))];
        else
            slots.AsSpan().Clear();
        used = 1;
    }

    /// <summary>Adds baskets with the same items.</summary>
    /// <param name="path">The items, ascending.</param>
    /// <param name="count">How many baskets.</param>
    public void Add(ReadOnlySpan<int> path, int count)
    {
        var at = 0;
        foreach (var item in path)
        {
            at = Child(at, item);
            nodes[at].Count += count;
        }
    }

    /// <summary>Baskets with an item and items before it: adds to <paramref name="counts"/> how many have each of these.</summary>
    /// <param name="item">The item.</param>
    /// <param name="counts">One number an item before it.</param>
    public void CountBefore(int item, Span<int> counts)
    {
        var all = nodes;
        for (var node = first[item]; node != 0; node = all[node].Next)
        {
            var count = all[node].Count;
            for (var up = all[node].Parent; up != 0; up = all[up].Parent)
                counts[all[up].Item] += count;
        }
    }

    /// <summary>Adds the paths before an item to another tree: the conditional tree of the item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="kept">For each item before it its number in the other tree, ascending with it; −1 to leave it out.</param>
    /// <param name="into">The other tree.</param>
    /// <param name="buffer">Room for as many items as the other tree has.</param>
    public void Project(int item, ReadOnlySpan<int> kept, FpTree into, Span<int> buffer)
    {
        for (var node = first[item]; node != 0; node = nodes[node].Next)
        {
            var start = buffer.Length;
            for (var up = nodes[node].Parent; up != 0; up = nodes[up].Parent)
            {
                if (kept[nodes[up].Item] is >= 0 and var other)
                    buffer[--start] = other;
            }

            if (start < buffer.Length)
                into.Add(buffer[start..], nodes[node].Count);
        }
    }

    private int Child(int parent, int item)
    {
        var mask = slots.Length - 1;
        var slot = Hash(parent, item) & mask;
        while (slots[slot] is not 0 and var node)
        {
            if (nodes[node].Parent == parent && nodes[node].Item == item)
                return node;
            slot = (slot + 1) & mask;
        }

        if (used == nodes.Length)
            Array.Resize(ref nodes, 2 * nodes.Length);
        slots[slot] = used;
        nodes[used] = new Node { Item = item, Parent = parent, Next = first[item] };
        first[item] = used++;
        if (used * 2 > slots.Length)
            Rehash();
        return used - 1;
    }

    private void Rehash()
    {
        slots = new int[2 * slots.Length];
        var mask = slots.Length - 1;
        for (var node = 1; node < used; node++)
        {
            var slot = Hash(nodes[node].Parent, nodes[node].Item) & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = node;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(int parent, int item) => (int)((((ulong)(uint)parent << 32 | (uint)item) * 0x9E3779B97F4A7C15) >> 33);

    [StructLayout(LayoutKind.Auto)]
    private struct Node
    {
        public int Item;
        public int Count;
        public int Parent;
        public int Next;
    }
}
