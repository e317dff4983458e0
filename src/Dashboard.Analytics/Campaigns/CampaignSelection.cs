using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// Whom a filter leaves of a campaign. Segments and ages are those of the day before the campaign's start (the last day of data when that is unknown):
/// what a campaign brought about must not decide who is looked at, or the comparison with the control group would be biased.
/// </summary>
internal static class CampaignSelection
{
    /// <summary>Day number on which segments and ages count.</summary>
    public static int AsOfDay(Snapshot snapshot, int campaign)
    {
        var start = snapshot.Campaigns.StartDay[campaign];
        return start > 1 ? start - 1 : snapshot.LastDay.DayNumber;
    }

    /// <summary>The selection for one campaign.</summary>
    public static Selection Of(Snapshot snapshot, Filter filter, int campaign) =>
        Selection.Of(snapshot, filter, DependsOnDay(filter) ? AsOfDay(snapshot, campaign) : snapshot.LastDay.DayNumber);

    /// <summary>The selection for one of many campaigns: scores as of each start are not kept, since a million customers' take 20 MB a day.</summary>
    public static Selection OneOfMany(Snapshot snapshot, Filter filter, int campaign) =>
        DependsOnDay(filter) ? Selection.Of(WithoutMemory(snapshot), filter, AsOfDay(snapshot, campaign)) : Of(snapshot, filter, campaign);

    private static bool DependsOnDay(Filter filter) => filter.Conditions.Any(c => c.Dimension is Dimension.Segment or Dimension.AgeBand);

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
    };
}
