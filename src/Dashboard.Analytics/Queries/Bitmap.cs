using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Queries;

/// <summary>
/// A set of rows (of customers: a segment; of documents: a selection) as one bit a row: 125 kB for a million customers. It is filled by who makes it and not
/// changed once others see it; the operators make new ones.
/// </summary>
public sealed class Bitmap
{
    /// <summary>Rows of one word.</summary>
    public const int WordBits = 64;

    private readonly ulong[] words;

    /// <summary>Makes an empty set.</summary>
    /// <param name="length">Number of rows that could be in it.</param>
    public Bitmap(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        words = new ulong[(int)(((long)length + WordBits - 1) / WordBits)];
    }

    /// <summary>Number of rows that could be in the set.</summary>
    public int Length { get; }

    /// <summary>The bits, row 0 in the lowest bit of the first word; bits behind the last row are always 0.</summary>
    public Span<ulong> Words => words;

    /// <summary>Whether a row is in the set.</summary>
    public bool this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (words[(uint)row / WordBits] >> row & 1) != 0;
    }

    /// <summary>The set of all rows.</summary>
    /// <param name="length">Number of rows.</param>
    public static Bitmap All(int length)
    {
        var all = new Bitmap(length);
        all.AddRange(0, length);
        return all;
    }

    /// <summary>The set of the rows whose flag is true.</summary>
    public static Bitmap Of(ReadOnlySpan<bool> flags)
    {
        var set = new Bitmap(flags.Length);
        for (var row = 0; row < flags.Length; row++)
        {
            if (flags[row])
                set.Add(row);
        }

        return set;
    }

    /// <summary>Rows that are in both.</summary>
    public static Bitmap operator &(Bitmap left, Bitmap right) => Combined(left, right, static (a, b, to) => TensorPrimitives.BitwiseAnd(a, b, to));

    /// <summary>Rows that are in one or both.</summary>
    public static Bitmap operator |(Bitmap left, Bitmap right) => Combined(left, right, static (a, b, to) => TensorPrimitives.BitwiseOr(a, b, to));

    /// <summary>Rows that are in exactly one.</summary>
    public static Bitmap operator ^(Bitmap left, Bitmap right) => Combined(left, right, static (a, b, to) => TensorPrimitives.Xor(a, b, to));

    /// <summary>Rows of the left that are not in the right.</summary>
    public static Bitmap operator -(Bitmap left, Bitmap right) => Combined(left, right, static (a, b, to) =>
    {
        TensorPrimitives.OnesComplement(b, to);
        TensorPrimitives.BitwiseAnd(a, to, to);
    });

    /// <summary>Rows that are not in the set.</summary>
    public static Bitmap operator ~(Bitmap set)
    {
        var others = new Bitmap(set.Length);
        TensorPrimitives.OnesComplement<ulong>(set.words, others.words);
        others.Trim();
        return others;
    }

    /// <summary>Puts a row into the set, by who makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int row) => words[(uint)row / WordBits] |= 1UL << row;

    /// <summary>Takes a row out of the set, by who makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(int row) => words[(uint)row / WordBits] &= ~(1UL << row);

    /// <summary>Puts all rows from one up to, and without, another into the set, by who makes it.</summary>
    public void AddRange(int from, int to)
    {
        if (from >= to)
            return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Length);
        var (first, last) = (from / WordBits, (to - 1) / WordBits);
        var head = ulong.MaxValue << from;
        var tail = ulong.MaxValue >> (WordBits - 1 - ((to - 1) % WordBits));
        if (first == last)
        {
            words[first] |= head & tail;
            return;
        }

        words[first] |= head;
        words.AsSpan(first + 1, last - first - 1).Fill(ulong.MaxValue);
        words[last] |= tail;
    }

    /// <summary>Number of rows in the set.</summary>
    public int Count() => Count(0, Length);

    /// <summary>Number of rows in the set from one row up to, and without, another.</summary>
    public int Count(int from, int to)
    {
        if (from >= to)
            return 0;
        var (first, last) = (from / WordBits, (to - 1) / WordBits);
        var head = ulong.MaxValue << from;
        var tail = ulong.MaxValue >> (WordBits - 1 - ((to - 1) % WordBits));
        if (first == last)
            return BitOperations.PopCount(words[first] & head & tail);
        var count = BitOperations.PopCount(words[first] & head) + BitOperations.PopCount(words[last] & tail);
        foreach (var word in words.AsSpan(first + 1, last - first - 1))
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>How many rows two sets share, without making the set of them.</summary>
    public static int CountBoth(Bitmap left, Bitmap right)
    {
        SameLength(left, right);
        var (a, b, count) = (left.words, right.words, 0);
        for (var i = 0; i < a.Length && i < b.Length; i++)
            count += BitOperations.PopCount(a[i] & b[i]);
        return count;
    }

    /// <summary>Whether any row is in the set.</summary>
    public bool Any() => words.AsSpan().ContainsAnyExcept(0UL);

    /// <summary>A set with the same rows that may be filled further.</summary>
    public Bitmap Copy()
    {
        var copy = new Bitmap(Length);
        words.CopyTo(copy.words, 0);
        return copy;
    }

    /// <summary>Enumerates the rows of the set in ascending order.</summary>
    public Rows GetEnumerator() => Between(0, Length);

    /// <summary>Enumerates the rows of the set from one row up to, and without, another.</summary>
    public Rows Between(int from, int to) => new(words, from, to);

    /// <summary>The rows in ascending order.</summary>
    public int[] ToArray()
    {
        var rows = new int[Count()];
        var next = 0;
        foreach (var row in this)
            rows[next++] = row;
        return rows;
    }

    private static Bitmap Combined(Bitmap left, Bitmap right, Operation operation)
    {
        SameLength(left, right);
        var made = new Bitmap(left.Length);
        operation(left.words, right.words, made.words);
        return made;
    }

    private static void SameLength(Bitmap left, Bitmap right)
    {
        if (left.Length != right.Length)
            throw new ArgumentException($"Sets of {left.Length} and of {right.Length} rows can't be combined: they are not about the same rows.", nameof(right));
    }

    private void Trim()
    {
        if (Length % WordBits != 0)
            words[^1] &= ulong.MaxValue >> (WordBits - (Length % WordBits));
    }

    private delegate void Operation(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> destination);

    /// <summary>Goes over the rows of a set.</summary>
    public ref struct Rows
    {
        private readonly ReadOnlySpan<ulong> words;
        private readonly int end;
        private ulong word;
        private int index;

        internal Rows(ReadOnlySpan<ulong> words, int from, int to)
        {
            this.words = words;
            end = to;
            Current = -1;
            index = from / WordBits;
            word = from < to ? words[index] & (ulong.MaxValue << from) : 0;
            if (from >= to)
                index = words.Length;
        }

        /// <summary>The row.</summary>
        public int Current { get; private set; }

        /// <summary>Itself, so that a part of a set can be gone over.</summary>
        public readonly Rows GetEnumerator() => this;

        /// <summary>Goes to the next row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            while (word == 0)
            {
                if (++index >= words.Length || index * WordBits >= end)
                    return false;
                word = words[index];
            }

            Current = (index * WordBits) + BitOperations.TrailingZeroCount(word);
            word &= word - 1;
            return Current < end;
        }
    }
}
