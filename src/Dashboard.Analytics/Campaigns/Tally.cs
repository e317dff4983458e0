using System.Numerics;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Counts of customers who did something, among those of whom it is known.</summary>
/// <param name="Count">How many did.</param>
/// <param name="Known">Of how many it is known whether they did; 0 when the file does not record it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Response(long Count, long Known)
{
    /// <summary>Whether it is known of anybody.</summary>
    public bool IsRecorded => Known > 0;

    /// <summary>Count over known, 0 to 1; null when it is known of nobody.</summary>
    public double? Share => Known == 0 ? null : (double)Count / Known;

    /// <summary>Both counts added up.</summary>
    public static Response operator +(Response left, Response right) => new(left.Count + right.Count, left.Known + right.Known);
}

/// <summary>Exact sums over the customers of one arm.</summary>
internal sealed class Tally
{
    private Int128 squaresE8;

    public long People { get; private set; }

    public Response Delivered { get; private set; }

    public Response Opened { get; private set; }

    public Response Clicked { get; private set; }

    public Response Converted { get; private set; }

    /// <summary>Customers whose revenue is known.</summary>
    public long RevenueKnown { get; private set; }

    public long RevenueE4 { get; private set; }

    /// <summary>Customers whose revenue is known and not zero.</summary>
    public long Spenders { get; private set; }

    /// <summary>Count, mean and sample variance of revenue in currency units. They come from exact integer sums, so nothing cancels.</summary>
    public Summary RevenueSummary
    {
        get
        {
            if (RevenueKnown < 2)
                return new Summary(RevenueKnown, RevenueKnown == 0 ? double.NaN : RevenueE4 / 1e4, double.NaN);
            var scaled = ((BigInteger)squaresE8 * RevenueKnown) - ((BigInteger)RevenueE4 * RevenueE4);
            return new Summary(RevenueKnown, RevenueE4 / 1e4 / RevenueKnown, (double)scaled / 1e8 / RevenueKnown / (RevenueKnown - 1));
        }
    }

    public void Add(ContactFlags flags, ContactFlags known, long revenueE4)
    {
        People++;
        Delivered += One(flags, known, ContactFlags.Delivered);
        Opened += One(flags, known, ContactFlags.Opened);
        Clicked += One(flags, known, ContactFlags.Clicked);
        Converted += One(flags, known, ContactFlags.Converted);
        if ((known & ContactFlags.Revenue) == ContactFlags.None)
            return;
        RevenueKnown++;
        RevenueE4 += revenueE4;
        Spenders += revenueE4 == 0 ? 0 : 1;
        squaresE8 += (Int128)revenueE4 * revenueE4;
    }

    private static Response One(ContactFlags flags, ContactFlags known, ContactFlags step) =>
        (known & step) == ContactFlags.None ? default : new Response((flags & step) == ContactFlags.None ? 0 : 1, 1);
}
