using System.Buffers.Binary;
using System.Numerics;
using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>
/// Texts, each once, numbered from 0 in the order of their arrival. They lie in UTF-8 in one block, so that a million ids of customers take some twenty megabytes.
/// </summary>
internal sealed class KeyTable
{
    private Slot[] slots = new Slot[64];
    private int[] ends = new int[32];
    private byte[] texts = new byte[256];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The text with a number.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : ends[index - 1];
            return texts.AsSpan(start, ends[index] - start);
        }
    }

    /// <summary>The number of a text, given now when it is new.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="hash">Its <see cref="StableHash.Of"/>.</param>
    public int Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        var start = Slot.StartOf(utf8);
        for (; slots[at].Place is not 0 and var place; at = (at + 1) & mask)
        {
            if ((place ^ hash) >> 32 == 0 && slots[at].Start == start && (Slot.IsWhole(start) || this[(int)(uint)place - 1].SequenceEqual(utf8)))
                return (int)(uint)place - 1;
        }

        slots[at] = new Slot((hash >> 32 << 32) | (uint)(Count + 1), start);
        Append(utf8);
        if (Count > slots.Length / 2)
            Widen();
        return Count - 1;
    }

    /// <summary>
    /// Looks at what <see cref="Add"/> will look at, so that it is at hand then: looking for many keys one after another waits for memory once, adding them waits for each.
    /// </summary>
    /// <returns>Nothing of use; it keeps the look from being left out.</returns>
    public int Touch(ulong hash)
    {
        ref readonly var slot = ref slots[(int)hash & (slots.Length - 1)];
        var index = (int)(uint)slot.Place - 1;
        return index < 0 || Slot.IsWhole(slot.Start) ? index : texts[Math.Max(ends[index] - 1, 0)];
    }

    /// <summary>The numbers in the order of the texts, byte by byte: the order of the store's indexes.</summary>
    public int[] Sorted()
    {
        var prefixes = new ulong[Count];
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            prefixes[i] = Prefix(this[i]);
            order[i] = i;
        }

        Array.Sort(prefixes, order);
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && prefixes[end] == prefixes[start])
                end++;
            if (end - start > 1)
                order.AsSpan(start, end - start).Sort((a, b) => this[a].SequenceCompareTo(this[b]));
            start = end;
        }

        return order;
    }

    private static ulong Prefix(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8)
            return BinaryPrimitives.ReadUInt64BigEndian(text);
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        text.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private void Append(ReadOnlySpan<byte> utf8)
    {
        var start = Count == 0 ? 0 : ends[Count - 1];
        if (start + (long)utf8.Length > texts.Length)
            Array.Resize(ref texts, (int)Math.Min(Math.Max(2L * texts.Length, BitOperations.RoundUpToPowerOf2((uint)(start + utf8.Length))), Array.MaxLength));
        if (Count == ends.Length)
            Array.Resize(ref ends, 2 * ends.Length);
        utf8.CopyTo(texts.AsSpan(start));
        ends[Count++] = start + utf8.Length;
    }

    private void Widen()
    {
        // The lower half of the hash is not kept, so it is computed again.
        slots = new Slot[2 * slots.Length];
        var mask = slots.Length - 1;
        for (var i = 0; i < Count; i++)
        {
            var hash = StableHash.Of(this[i]);
            var at = (int)hash & mask;
            while (slots[at].Place != 0)
                at = (at + 1) & mask;
            slots[at] = new Slot((hash >> 32 << 32) | (uint)(i + 1), Slot.StartOf(this[i]));
        }
    }

    // The upper half of the hash and the number + 1 (0 is free), and what the text begins with: short texts are whole there, and are not looked for elsewhere.
    private readonly struct Slot(ulong place, ulong start)
    {
        private const int MostInStart = 7;

        public readonly ulong Place = place;
        public readonly ulong Start = start;

        public static bool IsWhole(ulong start) => start >> 56 <= MostInStart;

        // Seven bytes, and their number; one more for longer texts.
        public static ulong StartOf(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length >= 8)
                return (BinaryPrimitives.ReadUInt64LittleEndian(utf8) & (ulong.MaxValue >> 8)) | ((ulong)(MostInStart + 1) << 56);
            var start = (ulong)utf8.Length << 56;
            for (var i = 0; i < utf8.Length; i++)
                start |= (ulong)utf8[i] << (8 * i);
            return start;
        }
    }
}
