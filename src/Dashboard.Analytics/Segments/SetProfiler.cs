using Dashboard.Analytics.Queries;
using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Describes any set of customers beside everybody, in one pass over the documents and one over the contacts.</summary>
internal sealed class SetProfiler(Snapshot snapshot, Selection selection, Bitmap everybody, Bitmap members, DateRange range, DateRange? compared)
{
    private const int TopProducts = 20;
    private const int TopCategories = 50;

    private static readonly Dimension[] Described = [Dimension.AgeBand, Dimension.Gender, Dimension.Country, Dimension.Language, Dimension.Acquisition];

    private readonly SetTastes tastes = new(snapshot);
    private readonly SetHistogram gaps = SetHistogram.OfDays(1);
    private readonly SetHistogram silence = SetHistogram.OfDays(0);
    private readonly Tally now = new();
    private readonly Tally then = new();
    private readonly Tally all = new();
    private readonly int[] weekdays = new int[7];
    private readonly int[] allWeekdays = new int[7];
    private readonly int[] hours = new int[24];
    private readonly int[] allHours = new int[24];
    private readonly int[] channels = new int[snapshot.Orders.Channel.Values.Length + 1];
    private readonly int[] allChannels = new int[snapshot.Orders.Channel.Values.Length + 1];
    private long anonymousE4;
    private bool hasTimes;

    public CustomerSetProfile Run(CancellationToken cancellationToken)
    {
        for (var customer = 0; customer < everybody.Length; customer++)
        {
            if ((customer & 0xFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (everybody[customer])
                AddCustomer(customer, members[customer]);
        }

        var orders = snapshot.Orders;
        for (var order = orders.FirstOfCustomer[^1]; order < orders.Count; order++)
            anonymousE4 += selection.Orders[order] && range.Contains(orders.Day[order]) ? selection.AmountE4[order] : 0;

        var (size, allSize) = (members.Count(), everybody.Count());
        var channelColumn = orders.Channel;
        return new CustomerSetProfile
        {
            Figures = now.Figures(size),
            Previous = compared is null ? null : then.Figures(size),
            Everybody = all.Figures(allSize),
            AnonymousRevenueE4 = anonymousE4,
            OrderGaps = gaps.Build(),
            DaysSinceLastOrder = silence.Build(),
            ItemsPerOrder = tastes.Items.Build(),
            ProductsPerOrder = tastes.Distinct.Build(),
            Products = tastes.Products(TopProducts, now.Active, all.Active),
            Categories = tastes.Categories(TopCategories, now.Active, all.Active),
            Demographics = [.. Described.Select(dimension => Describe(dimension, size, allSize))],
            Channels = new Breakdown(Dimension.Channel, Rows(channelColumn.Values, channels, now.Orders, allChannels, all.Orders, sort: true), now.Orders, all.Orders),
            Weekdays = Rows([.. Enumerable.Range(1, 7).Select(d => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(d % 7)))], weekdays, now.Orders, allWeekdays, all.Orders),
            Hours = hasTimes ? Rows([.. Enumerable.Range(0, 24).Select(h => h.ToString("00", CultureInfo.InvariantCulture))], hours, now.Orders, allHours, all.Orders) : [],
            Response = Respond(members),
            AllResponse = Respond(everybody),
            Contactable = [.. snapshot.Customers.Consent.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => Consent(c.Key, c.Value, size, allSize))],
        };
    }

    private void AddCustomer(int customer, bool isMember)
    {
        var orders = snapshot.Orders;
        var last = -1;
        for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= range.To.DayNumber; order++)
        {
            var day = orders.Day[order];
            if (orders.Kind[order] == DocumentKind.Order)
            {
                if (last >= 0 && day > last)
                    gaps.Add(day - last, isMember);
                last = day;
            }

            if (!selection.Orders[order])
                continue;
            if (isMember && compared is { } before && before.Contains(day))
                then.Add(customer, orders.Kind[order], selection.AmountE4[order]);
            if (range.Contains(day))
                AddDocument(order, customer, isMember);
        }

        if (last >= 0)
            silence.Add(range.To.DayNumber - last, isMember);
    }

    private void AddDocument(int order, int customer, bool isMember)
    {
        var orders = snapshot.Orders;
        all.Add(customer, orders.Kind[order], selection.AmountE4[order]);
        if (isMember)
            now.Add(customer, orders.Kind[order], selection.AmountE4[order]);
        tastes.Add(selection, order, isMember);
        if (orders.Kind[order] != DocumentKind.Order)
            return;
        var weekday = orders.Day[order] % 7; // Day number 0, 1 January of the year 1, was a Monday.
        var hour = orders.Minute[order] / 60;
        var channel = orders.Channel.Codes[order] is var code and >= 0 ? code : channels.Length - 1;
        hasTimes |= orders.Minute[order] != 0;
        (allWeekdays[weekday], allHours[hour], allChannels[channel]) = (allWeekdays[weekday] + 1, allHours[hour] + 1, allChannels[channel] + 1);
        if (isMember)
            (weekdays[weekday], hours[hour], channels[channel]) = (weekdays[weekday] + 1, hours[hour] + 1, channels[channel] + 1);
    }

    private Breakdown Describe(Dimension dimension, int size, int allSize)
    {
        var column = DimensionColumn.OfCustomers(snapshot, dimension, range.To.DayNumber);
        var (counts, allCounts) = (new int[column.Values.Length + 1], new int[column.Values.Length + 1]);
        for (var customer = 0; customer < everybody.Length; customer++)
        {
            if (!everybody[customer])
                continue;
            var code = column.Codes[customer] < 0 ? column.Values.Length : column.Codes[customer];
            allCounts[code]++;
            counts[code] += members[customer] ? 1 : 0;
        }

        return new Breakdown(dimension, Rows(column.Values, counts, size, allCounts, allSize, sort: dimension != Dimension.AgeBand), size, allSize);
    }

    private static List<ShareRow> Rows(string[] values, int[] counts, int total, int[] allCounts, int allTotal, bool sort = false)
    {
        var rows = values.Select((value, code) => ShareRow.Of(value, value, counts[code], total, allCounts[code], allTotal));
        if (sort)
            rows = rows.Where(row => row.AllCount > 0).OrderByDescending(row => row.Count).ThenByDescending(row => row.AllCount).ThenBy(row => row.Value, StringComparer.Ordinal);
        return counts.Length == values.Length
            ? [.. rows]
            : [.. rows, ShareRow.Of(Condition.Unknown, "Unknown", counts[^1], total, allCounts[^1], allTotal)];
    }

    private ShareRow Consent(string channel, Column<sbyte> states, int size, int allSize)
    {
        var (granted, allGranted) = (0, 0);
        for (var customer = 0; customer < states.Length; customer++)
        {
            if (states[customer] <= 0 || !everybody[customer])
                continue;
            allGranted++;
            granted += members[customer] ? 1 : 0;
        }

        return ShareRow.Of(channel, channel, granted, size, allGranted, allSize);
    }

    private CampaignResponse Respond(Bitmap who)
    {
        var (campaigns, contacts) = (snapshot.Campaigns, snapshot.Contacts);
        ContactFlags[] steps = [ContactFlags.Delivered, ContactFlags.Opened, ContactFlags.Clicked, ContactFlags.Converted];
        var (sent, yes, known) = (0, new int[4], new int[4]);
        for (var contact = 0; contact < contacts.Count; contact++)
        {
            var day = contacts.Day[contact] > 0 ? contacts.Day[contact] : campaigns.StartDay[contacts.Campaign[contact]];
            if (contacts.Flags[contact].HasFlag(ContactFlags.Control) || !who[contacts.Customer[contact]] || (day > 0 && !range.Contains(day)))
                continue;
            sent++;
            for (var step = 0; step < steps.Length; step++)
            {
                if (!contacts.Known[contact].HasFlag(steps[step]))
                    continue;
                known[step]++;
                yes[step] += contacts.Flags[contact].HasFlag(steps[step]) ? 1 : 0;
            }
        }

        return new CampaignResponse(sent, new(yes[0], known[0]), new(yes[1], known[1]), new(yes[2], known[2]), new(yes[3], known[3]));
    }

    private sealed class Tally
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

        public SetFigures Figures(int customers) => new(customers, Active, Orders, revenueE4);
    }
}
