using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>A condition on the rows of a column. Several of them narrow a set part by part, in one pass over the rows and without a set for each: <see cref="Predicates.Where(Predicate[])"/>.</summary>
public abstract class Predicate
{
    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>Rows whose value lies between two, both included; none when <paramref name="least"/> is above <paramref name="most"/>.</summary>
    public static Predicate Between<T>(Column<T> column, T least, T most)
        where T : unmanaged, INumber<T> => new Predicate<Range<T>>(new(column, least, most));

    /// <summary>Rows whose number lies between two, both included; none when <paramref name="least"/> is above <paramref name="most"/>.</summary>
    public static Predicate Between(NumberColumn column, long least, long most)
    {
        // The bounds in the unit of the stored numbers, inwards.
        var low = (least / column.Factor) + (least % column.Factor > 0 ? 1 : 0);
        var high = (most / column.Factor) - (most % column.Factor < 0 ? 1 : 0);
        return column.Bytes is { } bytes ? Stored(bytes) : column.Shorts is { } shorts ? Stored(shorts) : column.Ints is { } ints ? Stored(ints) : Stored(column.Longs!);

        Predicate Stored<T>(Column<T> stored)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
            low > long.CreateChecked(T.MaxValue) || high < long.CreateChecked(T.MinValue)
                ? Between(stored, T.MaxValue, T.MinValue)
                : Between(stored, T.CreateSaturating(low), T.CreateSaturating(high));
    }

    /// <summary>Rows whose code is wanted.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="wanted">One flag a code, and a last one for unknown.</param>
    public static Predicate In(Codes codes, ReadOnlySpan<bool> wanted)
    {
        // Unknown, −1, becomes entry 0.
        var table = new bool[wanted.Length];
        wanted[..^1].CopyTo(table.AsSpan(1));
        table[0] = wanted[^1];
        return codes.Bytes is { } bytes ? new Predicate<CodeSet>(new(bytes, table))
            : codes.Shorts is { } shorts ? new Predicate<CodeTable<short>>(new(shorts, table))
            : new Predicate<CodeTable<int>>(new(codes.Ints!, table));
    }

    /// <summary>Rows whose value of one byte is exactly this one.</summary>
    public static Predicate Is<T>(Column<T> column, T value)
        where T : unmanaged, Enum => new Predicate<Masked<T>>(new(column, byte.MaxValue, Unsafe.As<T, byte>(ref value)));

    /// <summary>Rows whose flags, in one byte, have all of these.</summary>
    public static Predicate Has<T>(Column<T> column, T flags)
        where T : unmanaged, Enum => new Predicate<Masked<T>>(new(column, Unsafe.As<T, byte>(ref flags), Unsafe.As<T, byte>(ref flags)));

    /// <summary>Rows of a set.</summary>
    public static Predicate In(Bitmap set) => new Predicate<Member>(new(set));

    /// <summary>Rows whose value is wanted; for conditions that have no form of their own.</summary>
    public static Predicate Where<T>(Column<T> column, Func<T, bool> isWanted)
        where T : unmanaged => new Predicate<Wanted<T>>(new(column, isWanted));

    /// <summary>Takes the rows of a part that don't meet the condition out of a set. Words without a row are not looked at.</summary>
    internal abstract void Narrow(Span<ulong> words, int from, int to);

    // Vectors of 64 rows, and the word of those that lie in a range.
    private readonly struct Range<T>(Column<T> column, T least, T most) : IRowTest
        where T : unmanaged, INumber<T>
    {
        public int Length => column.Length;

        public bool Row(int row) => column[row] >= least && column[row] <= most;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Word(int row)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(column.Span), row);
            var word = 0UL;
            if (Vector512.IsHardwareAccelerated)
            {
                var (low, high) = (Vector512.Create(least), Vector512.Create(most));
                for (var lane = 0; lane < Bitmap.WordBits; lane += Vector512<T>.Count)
                {
                    var value = Vector512.LoadUnsafe(ref first, (nuint)lane);
                    word |= (Vector512.GreaterThanOrEqual(value, low) & Vector512.LessThanOrEqual(value, high)).ExtractMostSignificantBits() << lane;
                }
            }
            else
            {
                var (low, high) = (Vector256.Create(least), Vector256.Create(most));
                for (var lane = 0; lane < Bitmap.WordBits; lane += Vector256<T>.Count)
                {
                    var value = Vector256.LoadUnsafe(ref first, (nuint)lane);
                    word |= (ulong)(Vector256.GreaterThanOrEqual(value, low) & Vector256.LessThanOrEqual(value, high)).ExtractMostSignificantBits() << lane;
                }
            }

            return word;
        }
    }

    // Up to 128 codes as a table of 16 bytes: the low half of a code picks a byte, the high half one of its bits. Negative codes are unknown.
    private readonly struct CodeSet : IRowTest
    {
        private readonly Column<sbyte> codes;
        private readonly bool[] table;
        private readonly Vector128<byte> bits;
        private readonly Vector128<byte> unknown;

        public CodeSet(Column<sbyte> codes, bool[] table)
        {
            (this.codes, this.table) = (codes, table);
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            for (var code = 0; code < table.Length - 1 && code <= sbyte.MaxValue; code++)
            {
                if (table[code + 1])
                    bytes[code & 15] |= (byte)(1 << (code >> 4));
            }

            bits = Vector128.Create<byte>(bytes);
            unknown = table[0] ? Vector128<byte>.AllBitsSet : Vector128<byte>.Zero;
        }

        public int Length => codes.Length;

        public bool Row(int row) => codes[row] + 1 < table.Length && table[codes[row] + 1];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Word(int row)
        {
            ref var first = ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(codes.Span), row));
            var bitOfHalf = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);
            var word = 0UL;
            for (var lane = 0; lane < Bitmap.WordBits; lane += Vector128<byte>.Count)
            {
                var code = Vector128.LoadUnsafe(ref first, (nuint)lane);
                var low = Vector128.ShuffleNative(bits, code & Vector128.Create<byte>(15));
                var high = Vector128.ShuffleNative(bitOfHalf, (code >> 4) & Vector128.Create<byte>(15));
                var isKnown = ~Vector128.Equals(low & high, Vector128<byte>.Zero);
                word |= (ulong)(isKnown | (code & unknown)).ExtractMostSignificantBits() << lane;
            }

            return word;
        }
    }

    private readonly struct CodeTable<T>(Column<T> codes, bool[] table) : IRowTest
        where T : unmanaged, IBinaryInteger<T>
    {
        public int Length => codes.Length;

        public bool Row(int row) => table[int.CreateTruncating(codes[row]) + 1];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Word(int row)
        {
            var part = codes.Span.Slice(row, Bitmap.WordBits);
            var flags = MemoryMarshal.Cast<bool, byte>(table.AsSpan());
            var word = 0UL;
            for (var i = 0; i < part.Length; i++)
                word |= (ulong)flags[int.CreateTruncating(part[i]) + 1] << i;
            return word;
        }
    }

    private readonly struct Masked<T>(Column<T> column, byte mask, byte wanted) : IRowTest
        where T : unmanaged
    {
        public int Length => column.Length;

        public bool Row(int row) => (MemoryMarshal.AsBytes(column.Span)[row] & mask) == wanted;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Word(int row)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(column.Span)), row);
            var word = 0UL;
            for (var lane = 0; lane < Bitmap.WordBits; lane += Vector256<byte>.Count)
            {
                var value = Vector256.LoadUnsafe(ref first, (nuint)lane) & Vector256.Create(mask);
                word |= (ulong)Vector256.Equals(value, Vector256.Create(wanted)).ExtractMostSignificantBits() << lane;
            }

            return word;
        }
    }

    private readonly struct Member(Bitmap set) : IRowTest
    {
        public int Length => set.Length;

        public bool Row(int row) => set[row];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong Word(int row) => set.Words[row / Bitmap.WordBits];
    }

    private readonly struct Wanted<T>(Column<T> column, Func<T, bool> isWanted) : IRowTest
        where T : unmanaged
    {
        public int Length => column.Length;

        public bool Row(int row) => isWanted(column[row]);

        public ulong Word(int row)
        {
            var part = column.Span.Slice(row, Bitmap.WordBits);
            var word = 0UL;
            for (var i = 0; i < part.Length; i++)
                word |= isWanted(part[i]) ? 1UL << i : 0;
            return word;
        }
    }
}

/// <summary>Tests rows, 64 at once where they fill a word.</summary>
internal interface IRowTest
{
    int Length { get; }

    bool Row(int row);

    ulong Word(int row);
}

/// <summary>A test as a predicate; the test is a struct, so that each has a loop of its own without a call in it.</summary>
/// <typeparam name="TTest">The test.</typeparam>
internal sealed class Predicate<TTest>(TTest test) : Predicate
    where TTest : struct, IRowTest
{
    public override int Length => test.Length;

    internal override void Narrow(Span<ulong> words, int from, int to)
    {
        var mine = test;
        var row = from;
        for (; row + Bitmap.WordBits <= to; row += Bitmap.WordBits)
        {
            ref var word = ref words[row / Bitmap.WordBits];
            if (word != 0)
                word &= mine.Word(row);
        }

        for (; row < to; row++)
        {
            if (!mine.Row(row))
                words[row / Bitmap.WordBits] &= ~(1UL << row);
        }
    }
}
