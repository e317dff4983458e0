using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What the customers of one set did, counted; whole numbers, so parts merge in any order.</summary>
internal sealed class BehaviourSide
{
    public BehaviourSide(Snapshot snapshot)
    {
        Channels = new int[snapshot.Orders.Channel.Values.Length];
        Categories = new int[snapshot.Products.Category.Values.Length];
        Brands = new int[snapshot.Products.Brand.Values.Length];
        Products = new int[snapshot.Products.Count];
    }

    /// <summary>By <see cref="BehaviourNumber"/>.</summary>
    public RankedValues[] Numbers { get; } = [.. Enum.GetValues<BehaviourNumber>().Select(_ => new RankedValues())];

    /// <summary>Customers by the channel of most of their orders.</summary>
    public int[] Channels { get; }

    public int[] Weekdays { get; } = new int[7];

    public int[] DayParts { get; } = new int[4];

    public int[] Hours { get; } = new int[24];

    /// <summary>Customers who bought of each category.</summary>
    public int[] Categories { get; }

    public int[] Brands { get; }

    public int[] Products { get; }

    /// <summary>Customers with an order that names goods.</summary>
    public int WithGoods { get; set; }

    /// <summary>Those of them who bought something reduced.</summary>
    public int Discounted { get; set; }

    /// <summary>Customers who ordered and sent something back in the range.</summary>
    public int Returned { get; set; }

    public void Add(BehaviourNumber number, long value) => Numbers[(int)number].Add(value);

    public void Add(BehaviourSide other)
    {
        for (var number = 0; number < Numbers.Length; number++)
            Numbers[number].Add(other.Numbers[number]);
        Sum(Channels, other.Channels);
        Sum(Weekdays, other.Weekdays);
        Sum(DayParts, other.DayParts);
        Sum(Hours, other.Hours);
        Sum(Categories, other.Categories);
        Sum(Brands, other.Brands);
        Sum(Products, other.Products);
        WithGoods += other.WithGoods;
        Discounted += other.Discounted;
        Returned += other.Returned;
    }

    private static void Sum(int[] counts, int[] more)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += more[i];
    }
}

/// <summary>Goes over customers and counts what each did for the set that the customer is in.</summary>
internal sealed class BehaviourTally
{
    private readonly BehaviourContext context;
    private readonly Favourite channel;
    private readonly Favourite weekday = new(7);
    private readonly Favourite dayPart = new(4);
    private readonly Favourite hour = new(24);
    private readonly BasketReader basket;

    public BehaviourTally(BehaviourContext context)
    {
        this.context = context;
        (A, B) = (new BehaviourSide(context.Snapshot), new BehaviourSide(context.Snapshot));
        channel = new Favourite(A.Channels.Length);
        basket = new BasketReader(context);
    }

    public BehaviourSide A { get; }

    public BehaviourSide B { get; }

    public void Add(BehaviourTally other)
    {
        A.Add(other.A);
        B.Add(other.B);
    }

    public void Add(Bitmap.Rows customers)
    {
        var snapshot = context.Snapshot;
        var asOf = context.Range.To.DayNumber;
        var birthDays = snapshot.Customers.BirthDay.Span;
        var totals = context.Totals;
        foreach (var customer in customers)
        {
            var side = context.A[customer] ? A : B;
            if (AgeBands.AgeAt(birthDays[customer], asOf) is >= 0 and var age)
                side.Add(BehaviourNumber.Age, age);
            if (Customers.CustomerMembers.KnownSince(snapshot, customer) is > 0 and var since && since <= asOf)
                side.Add(BehaviourNumber.DaysKnown, asOf - since);
            if (totals.Orders[customer] == 0)
                continue;
            side.Add(BehaviourNumber.DaysSinceLastOrder, totals.DaysSinceLastOrder[customer]);
            side.Add(BehaviourNumber.OrdersSoFar, totals.Orders[customer]);
            side.Add(BehaviourNumber.RevenueSoFar, totals.MoneyE4[customer]);
            AddDocuments(customer, side);
        }
    }

    private void AddDocuments(int customer, BehaviourSide side)
    {
        var orders = context.Snapshot.Orders;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var minutes = orders.Minute.Span;
        var (order, end) = (orders.FirstOfCustomer[customer], orders.FirstOfCustomer[customer + 1]);
        var (from, asOf) = (context.Range.From.DayNumber, context.Range.To.DayNumber);
        var (first, last, gaps) = (-1, -1, 0);
        var (count, revenue, ordered, returns) = (0, 0L, 0L, 0);
        for (; order < end && days[order] <= asOf; order++)
        {
            var day = days[order];
            var isOrder = kinds[order] == DocumentKind.Order;
            if (isOrder && day != last)
            {
                gaps += last < 0 ? 0 : 1;
                first = first < 0 ? day : first;
                last = day;
            }

            if (day < from || !context.Selection.Orders[order])
                continue;
            var amount = context.Selection.AmountE4[order];
            revenue += amount;
            returns += kinds[order] == DocumentKind.Return ? 1 : 0;
            if (!isOrder)
                continue;
            count++;
            ordered += amount;
            if (orders.Channel.Codes[order] is >= 0 and var code)
                channel.Add(code);
            weekday.Add(day % 7); // Day number 0, 1 January of the year 1, was a Monday.
            hour.Add(minutes[order] / 60);
            dayPart.Add(minutes[order] / 360);
            basket.Add(order, customer, side);
        }

        if (gaps > 0)
            side.Add(BehaviourNumber.DaysBetweenOrders, ((10L * (last - first)) + (gaps / 2)) / gaps);
        if (count == 0)
            return;
        side.Add(BehaviourNumber.OrdersInRange, count);
        side.Add(BehaviourNumber.RevenueInRange, revenue);
        side.Add(BehaviourNumber.OrderAmount, ordered / count);
        side.Returned += returns > 0 ? 1 : 0;
        channel.End(side.Channels);
        weekday.End(side.Weekdays);
        hour.End(side.Hours);
        dayPart.End(side.DayParts);
        basket.End(side);
    }

    /// <summary>What a customer did most often; of several, what reached that number last.</summary>
    private sealed class Favourite(int values)
    {
        private readonly int[] counts = new int[values];
        private readonly List<int> seen = [];
        private int best = -1;

        public void Add(int value)
        {
            if (counts[value]++ == 0)
                seen.Add(value);
            if (best < 0 || counts[value] >= counts[best])
                best = value;
        }

        public void End(int[] customers)
        {
            if (best < 0)
                return;
            customers[best]++;
            foreach (var value in seen)
                counts[value] = 0;
            seen.Clear();
            best = -1;
        }
    }
}
