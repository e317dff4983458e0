using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Classification;

/// <summary>The rows of a tree, those of a leaf beside each other and ascending; splitting a leaf splits its range.</summary>
internal sealed class RowOrder
{
    private const int LeastPart = 8_192;
    private const int MostParts = 8;

    private readonly int[] rows;
    private readonly int[] others;

    /// <summary>All rows in one range.</summary>
    public RowOrder(int count)
    {
        rows = new int[count];
        others = new int[count];
        Reset();
    }

    /// <summary>Puts all rows into one range again.</summary>
    public void Reset()
    {
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
    }

    /// <summary>Rows of a range.</summary>
    public ReadOnlySpan<int> Of(int from, int to) => rows.AsSpan(from, to - from);

    /// <summary>Into how many parts work on some rows is worth splitting; it never matters for a result.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="least">Fewest rows of a part that is worth a thread.</param>
    public static int Parts(int count, int least) => Math.Clamp(count / least, 1, Math.Min(MostParts, Environment.ProcessorCount));

    /// <summary>Splits a range; rows keep their order.</summary>
    /// <param name="bins">The bin of every row that decides.</param>
    /// <param name="goesLeft">1 for bins that go left, 0 for others.</param>
    /// <param name="from">First place of the range.</param>
    /// <param name="to">The place behind it.</param>
    /// <returns>Where the right part begins.</returns>
    public int Split(byte[] bins, byte[] goesLeft, int from, int to)
    {
        var parts = Parts(to - from, LeastPart);
        var bounds = new int[parts + 1];
        for (var part = 0; part <= parts; part++)
            bounds[part] = from + (int)((long)(to - from) * part / parts);
        var left = new int[parts];
        if (parts == 1)
            left[0] = SplitPart(bins, goesLeft, from, to);
        else
            Parallel.For(0, parts, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, part => left[part] = SplitPart(bins, goesLeft, bounds[part], bounds[part + 1]));

        var end = from;
        for (var part = 0; part < parts; part++)
        {
            if (end != bounds[part])
                rows.AsSpan(bounds[part], left[part]).CopyTo(rows.AsSpan(end));
            end += left[part];
        }

        var middle = end;
        for (var part = 0; part < parts; part++)
        {
            var right = bounds[part + 1] - bounds[part] - left[part];
            others.AsSpan(bounds[part], right).CopyTo(rows.AsSpan(end));
            end += right;
        }

        return middle;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SplitPart(byte[] bins, byte[] goesLeft, int from, int to)
    {
        ref var cell = ref MemoryMarshal.GetArrayDataReference(bins);
        ref var table = ref MemoryMarshal.GetArrayDataReference(goesLeft);
        ref var stay = ref rows[from];
        ref var leave = ref others[from];
        var (left, right) = (0, 0);
        for (var i = 0; i < to - from; i++)
        {
            // Both places are written and one of them is kept: cheaper than a branch that is guessed wrongly half of the time.
            var row = Unsafe.Add(ref stay, i);
            int goes = Unsafe.Add(ref table, (nint)Unsafe.Add(ref cell, (nint)row));
            Unsafe.Add(ref leave, right) = row;
            Unsafe.Add(ref stay, left) = row;
            left += goes;
            right += 1 - goes;
        }

        return left;
    }
}
