using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>What a set of customers and everybody did, summed customer by customer; sums of parts of the customers merge exactly.</summary>
internal sealed class SetActivity(Snapshot snapshot, Selection selection, TasteProducts goods)
{
    public SetTastes Tastes { get; } = new(snapshot, goods);

    /// <summary>Days between order days that follow each other.</summary>
    public SetHistogram Gaps { get; } = SetHistogram.OfDays(1);

    /// <summary>Days since the last order.</summary>
    public SetHistogram Silence { get; } = SetHistogram.OfDays(0);

    /// <summary>Documents of members in the range.</summary>
    public DocumentTally Now { get; } = new();

    /// <summary>Documents of members in the days compared with.</summary>
    public DocumentTally Then { get; } = new();

    /// <summary>Documents of everybody in the range.</summary>
    public DocumentTally All { get; } = new();

    /// <summary>Orders by weekday, Monday first, of members and of everybody.</summary>
    public (int[] Members, int[] All) Weekdays { get; } = (new int[7], new int[7]);

    /// <summary>Orders by hour.</summary>
    public (int[] Members, int[] All) Hours { get; } = (new int[24], new int[24]);

    /// <summary>Orders by code of their channel, the last for unknown.</summary>
    public (int[] Members, int[] All) Channels { get; } =
        (new int[snapshot.Orders.Channel.Values.Length + 1], new int[snapshot.Orders.Channel.Values.Length + 1]);

    /// <summary>Whether any order has a time of day.</summary>
    public bool HasTimes { get; private set; }

    /// <summary>Adds the rhythm of customers: all their orders until a day.</summary>
    public void AddRhythm(Bitmap.Rows customers, Bitmap members, int lastDay)
    {
        var first = snapshot.Orders.FirstOfCustomer.Span;
        var days = snapshot.Orders.Day.Span;
        var kinds = snapshot.Orders.Kind.Span;
        foreach (var customer in customers)
        {
            var isMember = members[customer];
            var gaps = Gaps.Of(isMember);
            var last = -1;
            for (var order = first[customer]; order < first[customer + 1] && days[order] <= lastDay; order++)
            {
                if (kinds[order] != DocumentKind.Order)
                    continue;
                var day = days[order];
                if (last >= 0 && day > last)
                    gaps.Add(day - last);
                last = day;
            }

            if (last >= 0)
                Silence.Add(lastDay - last, isMember);
        }
    }

    /// <summary>Adds documents in the range.</summary>
    public void AddDocuments(Bitmap.Rows documents, Bitmap everybody, Bitmap members)
    {
        Tastes.Add(documents, everybody, members);
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var days = snapshot.Orders.Day.Span;
        var minutes = snapshot.Orders.Minute.Span;
        var channels = snapshot.Orders.Channel.Codes;
        foreach (var order in documents)
        {
            var customer = customers[order];
            if (!everybody[customer])
                continue;
            var (isMember, amountE4) = (members[customer], selection.AmountE4[order]);
            All.Add(customer, kinds[order], amountE4);
            if (isMember)
                Now.Add(customer, kinds[order], amountE4);
            if (kinds[order] != DocumentKind.Order)
                continue;
            HasTimes |= minutes[order] != 0;
            Count(Weekdays, days[order] % 7, isMember); // Day number 0, 1 January of the year 1, was a Monday.
            Count(Hours, minutes[order] / 60, isMember);
            Count(Channels, channels[order] is var code and >= 0 ? code : Channels.All.Length - 1, isMember);
        }
    }

    /// <summary>Adds documents of members in the days compared with.</summary>
    public void AddEarlier(Bitmap.Rows documents, Bitmap members)
    {
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        foreach (var order in documents)
        {
            if (members[customers[order]])
                Then.Add(customers[order], kinds[order], selection.AmountE4[order]);
        }
    }

    /// <summary>Adds what other customers did.</summary>
    public void Add(SetActivity other)
    {
        Tastes.Add(other.Tastes);
        Gaps.Add(other.Gaps);
        Silence.Add(other.Silence);
        Now.Add(other.Now);
        Then.Add(other.Then);
        All.Add(other.All);
        Sum(Weekdays, other.Weekdays);
        Sum(Hours, other.Hours);
        Sum(Channels, other.Channels);
        HasTimes |= other.HasTimes;
    }

    private static void Count((int[] Members, int[] All) counts, int value, bool isMember)
    {
        counts.All[value]++;
        counts.Members[value] += isMember ? 1 : 0;
    }

    private static void Sum((int[] Members, int[] All) counts, (int[] Members, int[] All) more)
    {
        for (var value = 0; value < counts.All.Length; value++)
        {
            counts.All[value] += more.All[value];
            counts.Members[value] += more.Members[value];
        }
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
