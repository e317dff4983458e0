using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Segments;

/// <summary>Edges, map and window ready for use: says the group of any customer on any day, always by the same measure.</summary>
internal sealed class RfmYardstick
{
    // Groups by recency score × 6 + mean of frequency and money scores.
    private readonly byte[] groupOfScores = new byte[36];
    private readonly int? windowMonths;

    public RfmYardstick(RfmThresholds thresholds, RfmMap map, int? windowMonths)
    {
        (Thresholds, this.windowMonths) = (thresholds, windowMonths);
        for (var r = 1; r <= 5; r++)
        {
            for (var fm = 1; fm <= 5; fm++)
                groupOfScores[(r * 6) + fm] = (byte)map[r, fm];
        }

        (Days, Orders, Money) = (new Edges(thresholds.DaysSinceLastOrder), new Edges(thresholds.Orders), new Edges(thresholds.MoneyE4));
    }

    public RfmThresholds Thresholds { get; }

    public Edges Days { get; }

    public Edges Orders { get; }

    public Edges Money { get; }

    /// <summary>Whether old documents leave the window.</summary>
    public bool HasWindow => windowMonths is not null;

    /// <summary>The last day before the window of a day: documents after it count. Lowest without a window.</summary>
    public int WindowStart(int day)
    {
        if (windowMonths is not { } months)
            return int.MinValue;
        var date = DateOnly.FromDayNumber(day);
        return (date.Year * 12) + date.Month > months + 12 ? date.AddMonths(-months).DayNumber : int.MinValue;
    }

    /// <summary>The first day in whose window a document no longer is; never (the highest number) without a window.</summary>
    public int LeavesOn(int documentDay)
    {
        if (windowMonths is not { } months)
            return int.MaxValue;
        var date = DateOnly.FromDayNumber(documentDay);
        if ((date.Year * 12) + date.Month + months + 1 > 9999 * 12)
            return int.MaxValue;
        // From the 31st of a long month the same day of a short one is not there: the first day after it is meant.
        var same = date.AddMonths(months);
        return same.DayNumber + (same.Day < date.Day ? 1 : 0);
    }

    /// <summary>The group of a customer with an order.</summary>
    /// <param name="days">Days since the last order.</param>
    /// <param name="orders">Orders in the window.</param>
    /// <param name="moneyE4">Net revenue in the window, in ten-thousandths.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte GroupOf(int days, int orders, long moneyE4) => GroupOf(5 - Days.Below(days), 1 + Orders.Below(orders), 1 + Money.Below(moneyE4));

    /// <summary>The group of three scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte GroupOf(int recency, int frequency, int money) => groupOfScores[(recency * 6) + ((frequency + money + 1) / 2)];

    /// <summary>Four edges in registers.</summary>
    public readonly struct Edges(ReadOnlySpan<long> edges)
    {
        private readonly long a = edges[0];
        private readonly long b = edges[1];
        private readonly long c = edges[2];
        private readonly long d = edges[3];

        /// <summary>How many edges are below a value.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Below(long value) => (value > a ? 1 : 0) + (value > b ? 1 : 0) + (value > c ? 1 : 0) + (value > d ? 1 : 0);

        /// <summary>The highest edge below a value, or null when none is.</summary>
        public long? HighestBelow(long value) => Below(value) switch { 0 => null, 1 => a, 2 => b, 3 => c, _ => d };
    }
}
