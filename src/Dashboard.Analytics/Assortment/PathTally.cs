using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>From which item in one order to which in the next: counts of customers.</summary>
internal sealed class PathTally
{
    private readonly PathQuestion question;
    private readonly OrderItems before;
    private readonly OrderItems after;
    private readonly Dictionary<(int From, int To), int> pairs = [];
    private readonly Dictionary<(int From, int To), ValueCounts> pairGaps = [];

    private PathTally(PathQuestion question)
    {
        this.question = question;
        before = new OrderItems(question.Snapshot, question.From);
        after = new OrderItems(question.Snapshot, question.To);
        Started = new int[question.From.Count + 1];
        Returned = new int[question.From.Count + 1];
        Arrived = new int[question.To.Count + 1];
        Gaps = new ValueCounts[question.From.Count + 1];
    }

    /// <summary>Customers by item of the order before, Unknown last.</summary>
    public int[] Started { get; }

    /// <summary>Those of them who came back.</summary>
    public int[] Returned { get; }

    /// <summary>Customers who came back by item of the order after, Unknown last.</summary>
    public int[] Arrived { get; }

    /// <summary>Days between the two orders by item of the order before; null without any.</summary>
    public ValueCounts?[] Gaps { get; }

    /// <summary>Customers with an order before that counts.</summary>
    public int Customers { get; private set; }

    /// <summary>Those who came back.</summary>
    public int CameBack { get; private set; }

    /// <summary>Days between the two orders.</summary>
    public ValueCounts AllGaps { get; } = new();

    /// <summary>Customers whose order before names no goods that count.</summary>
    public int WithoutGoods { get; private set; }

    /// <summary>Customers whose order before is too young to be followed for as long as asked.</summary>
    public int TooYoung { get; private set; }

    /// <summary>Customers by pair of items.</summary>
    public IReadOnlyDictionary<(int From, int To), int> Pairs => pairs;

    /// <summary>Days between the orders of a pair that was asked for.</summary>
    public ValueCounts? GapsOf((int From, int To) pair) => pairGaps.GetValueOrDefault(pair);

    /// <summary>Counts.</summary>
    /// <param name="question">Who and what.</param>
    /// <param name="customers">Whose orders.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static PathTally Of(PathQuestion question, Bitmap customers, CancellationToken cancellationToken) => Partitions.Accumulate(
        customers.Length,
        () => new PathTally(question),
        (tally, from, to) =>
        {
            foreach (var customer in customers.Between(from, to))
                tally.Add(customer);
        },
        (sum, more) => sum.Add(more),
        cancellationToken);

    private void Add(int customer)
    {
        var orders = question.Snapshot.Orders;
        var (first, end, number) = (-1, orders.FirstOfCustomer[customer + 1], 0);
        var order = orders.FirstOfCustomer[customer];
        for (; order < end; order++)
        {
            if (orders.Kind[order] == DocumentKind.Order && ++number == question.Step)
            {
                first = order++;
                break;
            }
        }

        if (first < 0 || !question.Documents[first])
            return;
        if (!before.Read(first))
        {
            WithoutGoods++;
            return;
        }

        if (question.WithinDays > 0 && orders.Day[first] + question.WithinDays > question.LastDay)
        {
            TooYoung++;
            return;
        }

        while (order < end && orders.Kind[order] != DocumentKind.Order)
            order++;
        var gap = order < end ? orders.Day[order] - orders.Day[first] : -1;
        var back = gap >= 0 && orders.Day[order] <= question.LastDay && (question.WithinDays == 0 || gap <= question.WithinDays);
        Span<int> one = stackalloc int[1];
        Span<int> other = stackalloc int[1];
        var from = ItemsOf(before, first, question.From, one);
        Customers++;
        foreach (var item in from)
            Started[item]++;
        if (!back)
            return;
        CameBack++;
        AllGaps.Add(gap);
        after.Read(order);
        var to = ItemsOf(after, order, question.To, other);
        foreach (var item in to)
            Arrived[item]++;
        foreach (var item in from)
        {
            Returned[item]++;
            (Gaps[item] ??= new ValueCounts()).Add(gap);
            foreach (var next in to)
                Count((item, next), gap);
        }
    }

    private void Count((int From, int To) pair, int gap)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _)++;
        if (question.PairsWithGaps?.Contains(pair) == true)
            (CollectionsMarshal.GetValueRefOrAddDefault(pairGaps, pair, out _) ??= new ValueCounts()).Add(gap);
    }

    private ReadOnlySpan<int> ItemsOf(OrderItems reader, int order, AssortmentItems items, Span<int> one)
    {
        if (question.Counting == PathCounting.Every && reader.Items.Length > 0)
            return reader.Items;
        one[0] = reader.Main(order) is >= 0 and var item ? item : items.Count;
        return one;
    }

    private void Add(PathTally more)
    {
        for (var i = 0; i < Started.Length; i++)
        {
            Started[i] += more.Started[i];
            Returned[i] += more.Returned[i];
            if (more.Gaps[i] is { } gaps)
                (Gaps[i] ??= new ValueCounts()).Add(gaps);
        }

        for (var i = 0; i < Arrived.Length; i++)
            Arrived[i] += more.Arrived[i];
        Customers += more.Customers;
        CameBack += more.CameBack;
        WithoutGoods += more.WithoutGoods;
        TooYoung += more.TooYoung;
        AllGaps.Add(more.AllGaps);
        foreach (var (pair, count) in more.pairs)
            CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _) += count;
        foreach (var (pair, gaps) in more.pairGaps)
            (CollectionsMarshal.GetValueRefOrAddDefault(pairGaps, pair, out _) ??= new ValueCounts()).Add(gaps);
    }
}

/// <summary>What a <see cref="PathTally"/> counts.</summary>
/// <param name="Snapshot">The data.</param>
/// <param name="Documents">Orders before that count.</param>
/// <param name="From">Items of the order before.</param>
/// <param name="To">Items of the order after.</param>
/// <param name="Step">Which order of a customer is the one before, 1 for the first.</param>
/// <param name="Counting">What an order of several items is of.</param>
/// <param name="WithinDays">Days within which the order after must come, for customers who were followed for as long; 0 for any time.</param>
/// <param name="LastDay">Last day that is looked at.</param>
/// <param name="PairsWithGaps">Pairs of which the days between are wanted; null for none.</param>
internal sealed record PathQuestion(
    Snapshot Snapshot, Bitmap Documents, AssortmentItems From, AssortmentItems To, int Step, PathCounting Counting, int WithinDays, int LastDay, IReadOnlySet<(int From, int To)>? PairsWithGaps = null);
