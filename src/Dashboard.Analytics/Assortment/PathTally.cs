using System.Numerics.Tensors;
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
    private readonly PathSteps paths;
    private readonly PathSteps returns;

    private PathTally(PathQuestion question)
    {
        this.question = question;
        before = new OrderItems(question.Snapshot, question.From);
        after = new OrderItems(question.Snapshot, question.To);
        Started = new int[question.From.Count + 1];
        Returned = new int[question.From.Count + 1];
        Arrived = new int[question.To.Count + 1];
        var days = Math.Max(0, question.LastDay - question.Snapshot.FirstDay.DayNumber);
        paths = new PathSteps(question.From.Count, question.To.Count, days);
        returns = new PathSteps(question.From.Count, 0, days);
    }

    /// <summary>Customers by item of the order before, Unknown last.</summary>
    public int[] Started { get; }

    /// <summary>Those of them who came back.</summary>
    public int[] Returned { get; }

    /// <summary>Customers who came back by item of the order after, Unknown last.</summary>
    public int[] Arrived { get; }

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

    /// <summary>Customers by pair of items, by the item before, then by the item after.</summary>
    public PathPair[] Pairs { get; private set; } = [];

    /// <summary>Median of the days between the orders of a pair.</summary>
    public double MedianDays(in PathPair pair) => paths.MedianDays(pair);

    /// <summary>Median of the days between the two orders by item of the order before; null without any.</summary>
    public double?[] MedianDaysFrom { get; private set; } = [];

    /// <summary>Counts.</summary>
    /// <param name="question">Who and what.</param>
    /// <param name="customers">Whose orders.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public static PathTally Of(PathQuestion question, Bitmap customers, CancellationToken cancellationToken)
    {
        var tally = Partitions.Accumulate(
            customers.Length,
            () => new PathTally(question),
            (tally, from, to) => tally.Add(customers.Between(from, to)),
            (sum, more) => sum.Add(more),
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Parallel.Invoke(
            new ParallelOptions { CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current },
            () => tally.Pairs = tally.paths.Gather(),
            tally.GatherReturns);
        return tally;
    }

    private void GatherReturns()
    {
        MedianDaysFrom = new double?[Started.Length];
        foreach (var item in returns.Gather())
            MedianDaysFrom[item.From] = returns.MedianDays(item);
    }

    private void Add(Bitmap.Rows customers)
    {
        var orders = question.Snapshot.Orders;
        var firstOfCustomer = orders.FirstOfCustomer.Span;
        var kinds = orders.Kind.Span;
        var days = orders.Day.Span;
        foreach (var customer in customers)
        {
            var (order, end, number) = (firstOfCustomer[customer], firstOfCustomer[customer + 1], 0);
            while (order < end && (kinds[order] != DocumentKind.Order || ++number < question.Step))
                order++;
            if (order == end || !question.Documents[order])
                continue;
            var first = order++;
            while (order < end && kinds[order] != DocumentKind.Order)
                order++;
            Add(first, days[first], order < end ? order : -1, order < end ? days[order] : 0);
        }
    }

    private void Add(int first, int firstDay, int next, int nextDay)
    {
        if (!before.Read(first))
        {
            WithoutGoods++;
            return;
        }

        if (question.WithinDays > 0 && firstDay + question.WithinDays > question.LastDay)
        {
            TooYoung++;
            return;
        }

        var gap = nextDay - firstDay;
        Span<int> one = stackalloc int[1];
        Span<int> other = stackalloc int[1];
        var from = ItemsOf(before, first, question.From, one);
        Customers++;
        foreach (var item in from)
            Started[item]++;
        if (next < 0 || nextDay > question.LastDay || (question.WithinDays > 0 && gap > question.WithinDays))
            return;
        CameBack++;
        AllGaps.Add(gap);
        after.Read(next);
        var to = ItemsOf(after, next, question.To, other);
        foreach (var item in to)
            Arrived[item]++;
        foreach (var item in from)
        {
            Returned[item]++;
            returns.Add(item, 0, gap);
            foreach (var following in to)
                paths.Add(item, following, gap);
        }
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
        TensorPrimitives.Add<int>(Started, more.Started, Started);
        TensorPrimitives.Add<int>(Returned, more.Returned, Returned);
        TensorPrimitives.Add<int>(Arrived, more.Arrived, Arrived);
        Customers += more.Customers;
        CameBack += more.CameBack;
        WithoutGoods += more.WithoutGoods;
        TooYoung += more.TooYoung;
        AllGaps.Add(more.AllGaps);
        paths.Add(more.paths);
        returns.Add(more.returns);
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
internal sealed record PathQuestion(
    Snapshot Snapshot, Bitmap Documents, AssortmentItems From, AssortmentItems To, int Step, PathCounting Counting, int WithinDays, int LastDay);
