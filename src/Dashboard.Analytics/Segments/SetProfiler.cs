using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Describes any set of customers beside everybody.</summary>
/// <param name="snapshot">The data.</param>
/// <param name="selection">What the filter leaves of it.</param>
/// <param name="everybody">Everybody.</param>
/// <param name="members">The set, a part of everybody.</param>
/// <param name="range">The days.</param>
/// <param name="compared">The days compared with, null for none.</param>
/// <param name="everybodyIs">
/// A value that, with the range, fixes the selection and everybody: what everybody did is then computed once for all sets. Null to compute it each time.
/// </param>
internal sealed class SetProfiler(Snapshot snapshot, Selection selection, Bitmap everybody, Bitmap members, DateRange range, DateRange? compared, object? everybodyIs = null)
{
    private const int TopProducts = 20;
    private const int TopCategories = 50;

    private static readonly Dimension[] Described = [Dimension.AgeBand, Dimension.Gender, Dimension.Country, Dimension.Language, Dimension.Acquisition];

    public CustomerSetProfile Run(CancellationToken cancellationToken)
    {
        var documents = selection.Orders & snapshot.DocumentsIn(range);
        var (size, allSize) = (members.Count(), everybody.Count());
        SetActivity? own = null;
        // Who waits for what another request computes must not be stopped with it.
        var whole = OfEverybody(nameof(SetActivity), () =>
        {
            var both = SetActivity.Of(snapshot, selection, [members, everybody - members], range, compared, CancellationToken.None);
            own = both[0];
            return both[1].With(own);
        });
        cancellationToken.ThrowIfCancellationRequested();
        var activity = own ?? SetActivity.Of(snapshot, selection, [members], range, compared, cancellationToken)[0];
        var responses = SetResponses.Of(snapshot, everybody, members, range, cancellationToken);
        var (now, all) = (activity.Now, whole.Now);
        var (tastes, allTastes) = (activity.Tastes, whole.Tastes);
        return new CustomerSetProfile
        {
            Figures = now.Figures(size),
            Previous = compared is null ? null : activity.Then.Figures(size),
            Everybody = all.Figures(allSize),
            AnonymousRevenueE4 = AnonymousE4(documents),
            OrderGaps = SetHistogram.OfDays(1).Build(activity.Gaps, whole.Gaps),
            DaysSinceLastOrder = SetHistogram.OfDays(0).Build(activity.Silence, whole.Silence, least: snapshot.Settings.SmallestGroup),
            ItemsPerOrder = SetHistogram.OfCounts().Build(tastes.Items, allTastes.Items),
            ProductsPerOrder = SetHistogram.OfCounts().Build(tastes.Distinct, allTastes.Distinct),
            Products = tastes.Products(allTastes, TopProducts, now.Active, all.Active),
            Categories = tastes.Categories(allTastes, TopCategories, now.Active, all.Active),
            Demographics = [.. Described.Select(dimension => Describe(dimension, size, allSize))],
            Channels = new Breakdown(Dimension.Channel, Rows(snapshot.Orders.Channel.Values, (activity.Channels, whole.Channels), now.Orders, all.Orders, sort: true), now.Orders, all.Orders),
            Weekdays = Rows([.. Enumerable.Range(1, 7).Select(d => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(d % 7)))], (activity.Weekdays, whole.Weekdays), now.Orders, all.Orders),
            Hours = whole.HasTimes ? Rows([.. Enumerable.Range(0, 24).Select(h => h.ToString("00", CultureInfo.InvariantCulture))], (activity.Hours, whole.Hours), now.Orders, all.Orders) : [],
            Response = responses.Members,
            AllResponse = responses.All,
            Contactable = [.. snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(channel => Consent(channel, size, allSize))],
        };
    }

    private T OfEverybody<T>(object what, Func<T> compute)
        where T : notnull => everybodyIs is null ? compute() : snapshot.Memo((nameof(SetProfiler), everybodyIs, range, what), compute);

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
        var counts = CodeCounts.Of(column.Codes, column.Values.Length, members);
        var all = OfEverybody(dimension, () => CodeCounts.Of(column.Codes, column.Values.Length, everybody));
        return new Breakdown(dimension, People(column, counts, all, size, allSize), size, allSize);
    }

    // Values of few people among the members, or among the others, share a row.
    private List<ShareRow> People(DimensionColumn column, int[] counts, int[] all, int size, int allSize)
    {
        var unknown = column.Values.Length;
        int[] shown = [.. Enumerable.Range(0, unknown).Where(code => all[code] > 0)];
        var joined = SmallGroups.Joined(snapshot.Settings.SmallestGroup, shown, all[unknown] > 0 ? unknown : -1, counts, [.. all.Zip(counts, (everyone, own) => everyone - own)]);
        var kept = column.Dimension == Dimension.AgeBand
            ? Enumerable.Range(0, unknown).Where(code => !joined[code])
            : shown.Where(code => !joined[code]).OrderByDescending(code => counts[code]).ThenByDescending(code => all[code]).ThenBy(code => column.Values[code], StringComparer.Ordinal);
        var rows = kept.Select(code => Row(column.Values[code], column.Values[code], [code])).ToList();
        int[] small = [.. Enumerable.Range(0, unknown + 1).Where(code => joined[code])];
        var values = small.Count(code => code != unknown);
        if (small.Length > 0)
            rows.Add(Row(null, string.Create(CultureInfo.InvariantCulture, $"{values} smaller group{(values == 1 ? "" : "s")}{(joined[unknown] ? " or unknown" : "")}"), small) with { Values = values });
        if (!joined[unknown])
            rows.Add(Row(Condition.Unknown, "Unknown", [unknown]));
        return rows;

        ShareRow Row(string? value, string label, int[] codes) => ShareRow.Of(value, label, codes.Sum(code => counts[code]), size, codes.Sum(code => all[code]), allSize);
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
