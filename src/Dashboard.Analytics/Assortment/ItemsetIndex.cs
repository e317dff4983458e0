using System.Numerics;

namespace Dashboard.Analytics.Assortment;

/// <summary>Finds frequent sets by their items. The hash of a set is the sum of those of its items.</summary>
internal sealed class ItemsetIndex
{
    private readonly FrequentItemsets sets;
    private readonly int[] slots;

    public ItemsetIndex(FrequentItemsets sets)
    {
        this.sets = sets;
        slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * sets.Count))];
        for (var set = 0; set < sets.Count; set++)
        {
            var slot = First(sets.Items(set));
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = set + 1;
        }
    }

    /// <summary>The set with these items, or −1.</summary>
    public int Find(ReadOnlySpan<int> items)
    {
        for (var slot = First(items); slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (sets.Items(slots[slot] - 1).SequenceEqual(items))
                return slots[slot] - 1;
        }

        return -1;
    }

    private int First(ReadOnlySpan<int> items)
    {
        ulong sum = 0;
        foreach (var item in items)
        {
            // The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
            var mixed = ((ulong)item + 1) * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            sum += mixed ^ (mixed >> 27);
        }

        return (int)((sum * 0x94D049BB133111EB) >> 33) & (slots.Length - 1);
    }
}
