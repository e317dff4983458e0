using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Analytics.Queries;

/// <summary>
/// Goes over the rows of a set in blocks of row numbers: the loops that follow read any column at these rows, and don't look at bits. A block is short enough that
/// what is read of it stays in the first cache.
/// </summary>
internal ref struct RowBlocks
{
    /// <summary>Most rows of a block.</summary>
    public const int Size = 1024;

    private readonly ReadOnlySpan<ulong> words;
    private readonly Span<int> buffer;
    private readonly int end;
    private int first;
    private ulong head;

    /// <summary>Goes over a part of a set.</summary>
    /// <param name="rows">The set.</param>
    /// <param name="from">First row of the part.</param>
    /// <param name="to">The row behind the part.</param>
    /// <param name="buffer">Room for <see cref="Size"/> rows.</param>
    public RowBlocks(Bitmap rows, int from, int to, Span<int> buffer)
    {
        words = rows.Words;
        this.buffer = buffer[..Size];
        end = to;
        first = from - (from % Bitmap.WordBits);
        head = ulong.MaxValue << from;
    }

    /// <summary>The rows of the block, ascending.</summary>
    public ReadOnlySpan<int> Current { get; private set; }

    /// <summary>Goes to the next block that holds a row.</summary>
    public bool MoveNext()
    {
        var count = 0;
        for (; first < end && count <= Size - Bitmap.WordBits; first += Bitmap.WordBits)
        {
            var word = words[first / Bitmap.WordBits] & head;
            head = ulong.MaxValue;
            if (end - first < Bitmap.WordBits)
                word &= ulong.MaxValue >> (Bitmap.WordBits - (end - first));
            if (word == ulong.MaxValue)
            {
                ref var place = ref MemoryMarshal.GetReference(buffer.Slice(count, Bitmap.WordBits));
                for (var i = 0; i < Bitmap.WordBits; i += Vector256<int>.Count)
                    (Vector256.Create(first + i) + Vector256<int>.Indices).StoreUnsafe(ref place, (nuint)i);
                count += Bitmap.WordBits;
                continue;
            }

            for (; word != 0; word &= word - 1)
                buffer[count++] = first + BitOperations.TrailingZeroCount(word);
        }

        Current = buffer[..count];
        return count > 0;
    }
}
