using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Segments;

/// <summary>Revenue and orders by group, anonymous documents last.</summary>
internal sealed class SegmentTally
{
    /// <summary>Number of groups, and the place of anonymous documents.</summary>
    public const int GroupCount = (int)RfmGroup.Prospects + 1;

    public long[] RevenueE4 { get; } = new long[GroupCount + 1];

    public long[] PreviousE4 { get; } = new long[GroupCount + 1];

    public int[] Orders { get; } = new int[GroupCount + 1];

    public long[,] CellsE4 { get; } = new long[6, 6];

    public void Add(SegmentTally more)
    {
        Sums.Add<long>(RevenueE4, more.RevenueE4);
        Sums.Add<long>(PreviousE4, more.PreviousE4);
        Sums.Add<int>(Orders, more.Orders);
        Sums.Add<long>(Sums.Flat(CellsE4), Sums.Flat(more.CellsE4));
    }
}

/// <summary>Customers by group, then and now.</summary>
internal sealed class SegmentPeople(string[] channels)
{
    private const int GroupCount = SegmentTally.GroupCount;

    public string[] Channels { get; } = channels;

    public int[] Now { get; } = new int[GroupCount];

    public int[] Before { get; } = new int[GroupCount];

    /// <summary>Members then who have ordered since.</summary>
    public int[] OrderedSince { get; } = new int[GroupCount];

    /// <summary>By group then (last: not known yet) and group now.</summary>
    public int[,] Moves { get; } = new int[GroupCount + 1, GroupCount];

    public int[,] Cells { get; } = new int[6, 6];

    public int[][] Contactable { get; } = [.. RfmGroups.All.Select(_ => new int[channels.Length])];

    /// <summary>Days since the last order.</summary>
    public ValueCounts[] Silence { get; } = [.. RfmGroups.All.Select(_ => new ValueCounts())];

    public void Add(RfmScores scores, RfmScores? before, int customer)
    {
        var group = scores.Groups[customer];
        Now[group]++;
        if (scores.Recency[customer] > 0)
        {
            Silence[group].Add(scores.DaysSinceLastOrder[customer]);
            Cells[scores.Recency[customer], scores.FrequencyMoney(customer)]++;
        }

        if (before is null)
            return;
        var then = before.Groups[customer];
        Moves[then == RfmGroups.NotYet ? GroupCount : then, group]++;
        if (then == RfmGroups.NotYet)
            return;
        Before[then]++;
        var silent = scores.DaysSinceLastOrder[customer];
        OrderedSince[then] += silent >= 0 && silent < scores.AsOfDay - before.AsOfDay ? 1 : 0;
    }

    public void Add(SegmentPeople more)
    {
        Sums.Add<int>(Now, more.Now);
        Sums.Add<int>(Before, more.Before);
        Sums.Add<int>(OrderedSince, more.OrderedSince);
        Sums.Add<int>(Sums.Flat(Moves), Sums.Flat(more.Moves));
        Sums.Add<int>(Sums.Flat(Cells), Sums.Flat(more.Cells));
        for (var group = 0; group < GroupCount; group++)
        {
            Sums.Add<int>(Contactable[group], more.Contactable[group]);
            Silence[group].Add(more.Silence[group]);
        }
    }
}

/// <summary>Adds tables up.</summary>
internal static class Sums
{
    public static void Add<T>(Span<T> sums, ReadOnlySpan<T> more)
        where T : System.Numerics.INumber<T> => TensorPrimitives.Add(sums, more, sums);

    public static Span<T> Flat<T>(T[,] table) => MemoryMarshal.CreateSpan(ref table[0, 0], table.Length);
}
