using System.Numerics;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>Steps from an item to another, with the days that each took: written one after the other, then put in order, so that equal steps lie together with their days ascending.</summary>
internal sealed class PathSteps
{
    private readonly Growing<ulong> steps = new();
    private readonly int toBits;
    private readonly int dayBits;
    private readonly int bits;
    private ulong[] sorted = [];

    /// <summary>Makes an empty list.</summary>
    /// <param name="from">Number of the last item before.</param>
    /// <param name="to">Number of the last item after.</param>
    /// <param name="days">Most days.</param>
    public PathSteps(int from, int to, int days)
    {
        (toBits, dayBits) = (BitsOf(to), BitsOf(days));
        bits = BitsOf(from) + toBits + dayBits;
    }

    /// <summary>Number of steps.</summary>
    public int Count => steps.Length;

    /// <summary>Adds a step.</summary>
    public void Add(int from, int to, int days) => steps.Add((((ulong)from << toBits | (uint)to) << dayBits) | (uint)days);

    /// <summary>Adds the steps of another list.</summary>
    public void Add(PathSteps more)
    {
        steps.Add(more.steps.Span);
        more.steps.Release();
    }

    /// <summary>Puts the steps in order and gathers the equal ones.</summary>
    /// <returns>Each step once, by the item before, then by the item after.</returns>
    public PathPair[] Gather()
    {
        sorted = RadixSort.Sort(steps.Span.ToArray(), bits);
        steps.Release();
        var pairs = new Growing<PathPair>();
        for (var first = 0; first < sorted.Length;)
        {
            var pair = sorted[first] >> dayBits;
            var end = first + 1;
            while (end < sorted.Length && sorted[end] >> dayBits == pair)
                end++;
            pairs.Add(new PathPair((int)(pair >> toBits), (int)(pair & ((1UL << toBits) - 1)), end - first, first));
            first = end;
        }

        return pairs.Span.ToArray();
    }

    /// <summary>Median of the days of equal steps, the mean of the middle two of an even number.</summary>
    public double MedianDays(in PathPair pair) => (DaysAt(pair.First + ((pair.Customers - 1) / 2)) + DaysAt(pair.First + (pair.Customers / 2))) / 2.0;

    private long DaysAt(int place) => (long)(sorted[place] & ((1UL << dayBits) - 1));

    private static int BitsOf(int most) => 32 - BitOperations.LeadingZeroCount((uint)most);
}

/// <summary>A step from an item to another.</summary>
/// <param name="From">The item before.</param>
/// <param name="To">The item after.</param>
/// <param name="Customers">How many took it.</param>
/// <param name="First">Where their days begin.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PathPair(int From, int To, int Customers, int First);
