using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Segments;

/// <summary>What a set of customers did, summed customer by customer; sums of parts of the customers merge exactly.</summary>
internal sealed class SetActivity(Snapshot snapshot, TasteProducts goods)
{
    private const int Neighbours = 1_024;

    public SetTastes Tastes { get; } = new(snapshot, goods);

    /// <summary>Days between order days that follow each other.</summary>
    public ValueCounts Gaps { get; } = new();

    /// <summary>Days since the last order.</summary>
    public ValueCounts Silence { get; } = new();

    /// <summary>Documents in the range.</summary>
    public DocumentTally Now { get; } = new();

    /// <summary>Documents in the days compared with.</summary>
    public DocumentTally Then { get; } = new();

    /// <summary>Orders by weekday, Monday first.</summary>
    public int[] Weekdays { get; } = new int[7];

    /// <summary>Orders by hour.</summary>
    public int[] Hours { get; } = new int[24];

    /// <summary>Orders by code of their channel, the last for unknown.</summary>
    public int[] Channels { get; } = new int[snapshot.Orders.Channel.Values.Length + 1];

    /// <summary>Whether any order has a time of day.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>Adds up what each of some sets of customers did, in one pass.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="selection">What the filter leaves of it.</param>
    /// <param name="sets">The sets of customers.</param>
    /// <param name="range">The days; rhythm rests on all orders until their end.</param>
    /// <param name="compared">The days compared with, null for none.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static SetActivity[] Of(Snapshot snapshot, Selection selection, Bitmap[] sets, DateRange range, DateRange? compared, CancellationToken cancellationToken)
    {
        var goods = new TasteProducts(snapshot, selection);
        var own = Array.ConvertAll(sets, set => snapshot.Orders.Of(set) & selection.Orders);
        var documents = Array.ConvertAll(own, set => set & snapshot.DocumentsIn(range));
        var earlier = compared is { } before ? Array.ConvertAll(own, set => set & snapshot.DocumentsIn(before)) : null;
        var firstOfCustomer = snapshot.Orders.FirstOfCustomer;
        return Partitions.Accumulate(
            snapshot.Customers.Count,
            () => Array.ConvertAll(sets, _ => new SetActivity(snapshot, goods)),
            (activities, from, to) =>
            {
                // Neighbours lie together: what one set brought near the processor, the next finds there.
                for (var start = from; start < to; start += Neighbours)
                {
                    var end = Math.Min(start + Neighbours, to);
                    var (first, last) = (firstOfCustomer[start], firstOfCustomer[end]);
                    for (var set = 0; set < activities.Length; set++)
                    {
                        activities[set].AddRhythm(sets[set].Between(start, end), range.To.DayNumber);
                        activities[set].AddDocuments(documents[set], first, last, selection.AmountE4);
                        if (earlier is not null)
                            activities[set].AddEarlier(earlier[set].Between(first, last), selection.AmountE4);
                    }
                }
            },
            (sums, more) =>
            {
                for (var set = 0; set < sums.Length; set++)
                    sums[set].Add(more[set]);
            },
            cancellationToken);
    }

    /// <summary>This with what other customers did.</summary>
    public SetActivity With(SetActivity others)
    {
        Add(others);
        return this;
    }

    private void AddRhythm(Bitmap.Rows customers, int lastDay)
    {
        var first = snapshot.Orders.FirstOfCustomer.Span;
        var days = snapshot.Orders.Day.Span;
        var kinds = snapshot.Orders.Kind.Span;
        foreach (var customer in customers)
        {
            var last = -1;
            for (var order = first[customer]; order < first[customer + 1] && days[order] <= lastDay; order++)
            {
                if (kinds[order] != DocumentKind.Order)
                    continue;
                var day = days[order];
                if (last >= 0 && day > last)
                    Gaps.Add(day - last);
                last = day;
            }

            if (last >= 0)
                Silence.Add(lastDay - last);
        }
    }

    private void AddDocuments(Bitmap documents, int from, int to, DocumentAmounts amountE4)
    {
        Tastes.Add(documents.Between(from, to));
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var days = snapshot.Orders.Day.Span;
        var minutes = snapshot.Orders.Minute.Span;
        var channels = new CodeSpan(snapshot.Orders.Channel.Codes);
        foreach (var order in documents.Between(from, to))
        {
            Now.Add(customers[order], kinds[order], amountE4[order]);
            if (kinds[order] != DocumentKind.Order)
                continue;
            HasTimes |= minutes[order] != 0;
            Weekdays[days[order] % 7]++; // Day number 0, 1 January of the year 1, was a Monday.
            Hours[minutes[order] / 60]++;
            Channels[channels[order] is var code and >= 0 ? code : Channels.Length - 1]++;
        }
    }

    private void AddEarlier(Bitmap.Rows documents, DocumentAmounts amountE4)
    {
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        foreach (var order in documents)
            Then.Add(customers[order], kinds[order], amountE4[order]);
    }

    /// <summary>Adds what other customers did.</summary>
    private void Add(SetActivity other)
    {
        Tastes.Add(other.Tastes);
        Gaps.Add(other.Gaps);
        Silence.Add(other.Silence);
        Now.Add(other.Now);
        Then.Add(other.Then);
        TensorPrimitives.Add<int>(Weekdays, other.Weekdays, Weekdays);
        TensorPrimitives.Add<int>(Hours, other.Hours, Hours);
        TensorPrimitives.Add<int>(Channels, other.Channels, Channels);
        HasTimes |= other.HasTimes;
    }
}

/// <summary>Orders, customers with an order, and net revenue of documents that come customer by customer.</summary>
internal sealed class DocumentTally
{
    private long revenueE4;
    private int lastCustomer = -1;

    public int Orders { get; private set; }

    public int Active { get; private set; }

    public void Add(int customer, DocumentKind kind, long amountE4)
    {
        revenueE4 += amountE4;
        if (kind != DocumentKind.Order)
            return;
        Orders++;
        Active += lastCustomer == customer ? 0 : 1;
        lastCustomer = customer;
    }

    /// <summary>Adds the documents of other customers.</summary>
    public void Add(DocumentTally other)
    {
        revenueE4 += other.revenueE4;
        Orders += other.Orders;
        Active += other.Active;
    }

    public SetFigures Figures(int customers) => new(customers, Active, Orders, revenueE4);
}
