using System.Globalization;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Describes any set of customers beside everybody.</summary>
internal sealed class SetProfiler(Snapshot snapshot, Selection selection, Bitmap everybody, Bitmap members, DateRange range, DateRange? compared)
{
    private const int TopProducts = 20;
    private const int TopCategories = 50;

    private static readonly Dimension[] Described = [Dimension.AgeBand, Dimension.Gender, Dimension.Country, Dimension.Language, Dimension.Acquisition];

    public CustomerSetProfile Run(CancellationToken cancellationToken)
    {
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        var (size, allSize) = (members.Count(), everybody.Count());
        var activity = Activity(documents, cancellationToken);
        var responses = SetResponses.Of(snapshot, everybody, members, range, cancellationToken);
        var (now, all) = (activity.Now, activity.All);
        return new CustomerSetProfile
        {
            Figures = now.Figures(size),
            Previous = compared is null ? null : activity.Then.Figures(size),
            Everybody = all.Figures(allSize),
            AnonymousRevenueE4 = AnonymousE4(documents),
            OrderGaps = activity.Gaps.Build(),
            DaysSinceLastOrder = activity.Silence.Build(),
            ItemsPerOrder = activity.Tastes.Items.Build(),
            ProductsPerOrder = activity.Tastes.Distinct.Build(),
            Products = activity.Tastes.Products(TopProducts, now.Active, all.Active),
            Categories = activity.Tastes.Categories(TopCategories, now.Active, all.Active),
            Demographics = [.. Described.Select(dimension => Describe(dimension, size, allSize))],
            Channels = new Breakdown(Dimension.Channel, Rows(snapshot.Orders.Channel.Values, activity.Channels, now.Orders, all.Orders, sort: true), now.Orders, all.Orders),
            Weekdays = Rows([.. Enumerable.Range(1, 7).Select(d => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(d % 7)))], activity.Weekdays, now.Orders, all.Orders),
            Hours = activity.HasTimes ? Rows([.. Enumerable.Range(0, 24).Select(h => h.ToString("00", CultureInfo.InvariantCulture))], activity.Hours, now.Orders, all.Orders) : [],
            Response = responses.Members,
            AllResponse = responses.All,
            Contactable = [.. snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(channel => Consent(channel, size, allSize))],
        };
    }

    private SetActivity Activity(Bitmap documents, CancellationToken cancellationToken)
    {
        var goods = new TasteProducts(snapshot, selection);
        var earlier = compared is { } before ? selection.Orders & snapshot.DocumentsIn(before) : null;
        var firstOfCustomer = snapshot.Orders.FirstOfCustomer;
        return Partitions.Accumulate(
            everybody.Length,
            () => new SetActivity(snapshot, selection, goods),
            (activity, from, to) =>
            {
                var (first, end) = (firstOfCustomer[from], firstOfCustomer[to]);
                activity.AddRhythm(everybody.Between(from, to), members, range.To.DayNumber);
                activity.AddDocuments(documents.Between(first, end), everybody, members);
                if (earlier is not null)
                    activity.AddEarlier(earlier.Between(first, end), members);
            },
            (sum, more) => sum.Add(more),
            cancellationToken);
    }

    private long AnonymousE4(Bitmap documents)
    {
        var sum = 0L;
        foreach (var order in documents.Between(snapshot.Orders.FirstOfCustomer[^1], snapshot.Orders.Count))
            sum += selection.AmountE4[order];
        return sum;
    }

    private Breakdown Describe(Dimension dimension, int size, int allSize)
    {
        var column = DimensionColumn.OfCustomers(snapshot, dimension, range.To.DayNumber);
        var counts = (CodeCounts.Of(column.Codes, column.Values.Length, members), CodeCounts.Of(column.Codes, column.Values.Length, everybody));
        return new Breakdown(dimension, Rows(column.Values, counts, size, allSize, sort: dimension != Dimension.AgeBand), size, allSize);
    }

    private static List<ShareRow> Rows(string[] values, (int[] Members, int[] All) counts, int total, int allTotal, bool sort = false)
    {
        var rows = values.Select((value, code) => ShareRow.Of(value, value, counts.Members[code], total, counts.All[code], allTotal));
        if (sort)
            rows = rows.Where(row => row.AllCount > 0).OrderByDescending(row => row.Count).ThenByDescending(row => row.AllCount).ThenBy(row => row.Value, StringComparer.Ordinal);
        return counts.All.Length == values.Length
            ? [.. rows]
            : [.. rows, ShareRow.Of(Condition.Unknown, "Unknown", counts.Members[^1], total, counts.All[^1], allTotal)];
    }

    private ShareRow Consent(string channel, int size, int allSize)
    {
        var granted = snapshot.ConsentTo(channel);
        return ShareRow.Of(channel, channel, Bitmap.CountBoth(granted, members), size, Bitmap.CountBoth(granted, everybody), allSize);
    }
}
