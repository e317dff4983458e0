using System.Collections.Concurrent;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// Whom a filter leaves of a campaign. Segments, rules and ages are those of the day before the campaign's start (the last day of data when that is unknown):
/// what a campaign brought about must not decide who is looked at, or the comparison with the control group would be biased.
/// </summary>
internal static class CampaignSelection
{
    private const int MostColumns = 64;

    private static readonly Dimension[] OfDay = [Dimension.Segment, Dimension.AgeBand, Dimension.Rule];

    /// <summary>Day number on which segments and ages count.</summary>
    public static int AsOfDay(Snapshot snapshot, int campaign)
    {
        var start = snapshot.Campaigns.StartDay[campaign];
        return start > 1 ? start - 1 : snapshot.LastDay.DayNumber;
    }

    /// <summary>The selection for one campaign. Its documents are those of its customers and of others: who reads them asks for the customer first.</summary>
    public static Selection Of(Snapshot snapshot, Filter filter, int campaign)
    {
        var selection = Selection.Of(snapshot, OfDay.Aggregate(filter, (rest, dimension) => rest.Without(dimension)), snapshot.LastDay.DayNumber);
        foreach (var dimension in OfDay)
        {
            if (!filter.Values(dimension).Any())
                continue;
            if (dimension == Dimension.Rule)
            {
                selection = selection.Among(RuleMembers.OfAny(snapshot, filter.Values(dimension), AsOfDay(snapshot, campaign)));
                continue;
            }

            var column = ColumnOf(snapshot, dimension, campaign);
            selection = selection.Among(Predicates.Where(column.Codes, column.Wanted(filter.Values(dimension))));
        }

        return selection;
    }

    /// <summary>
    /// The values of a dimension of customers that hold for a campaign. Segments are kept for the days of the campaigns asked for last, a byte a customer;
    /// the scores behind them are not, since those of a million customers take 20 MB a day.
    /// </summary>
    public static DimensionColumn ColumnOf(Snapshot snapshot, Dimension dimension, int campaign)
    {
        var asOfDay = AsOfDay(snapshot, campaign);
        if (!OfDay.Contains(dimension))
            return DimensionColumn.OfCustomers(snapshot, dimension, asOfDay);
        var kept = snapshot.Memo(nameof(CampaignSelection), () => new ConcurrentDictionary<(Dimension, int), DimensionColumn>());
        if (kept.TryGetValue((dimension, asOfDay), out var column))
            return column;
        if (kept.Count >= MostColumns)
            kept.Clear();
        return kept[(dimension, asOfDay)] = DimensionColumn.OfCustomers(WithoutMemory(snapshot), dimension, asOfDay);
    }

    private static Snapshot WithoutMemory(Snapshot snapshot) => new()
    {
        DataVersion = snapshot.DataVersion,
        Settings = snapshot.Settings,
        Customers = snapshot.Customers,
        Orders = snapshot.Orders,
        Lines = snapshot.Lines,
        Products = snapshot.Products,
        Campaigns = snapshot.Campaigns,
        Contacts = snapshot.Contacts,
        Segments = snapshot.Segments,
    };
}
