using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>Shops with segments and lists.</summary>
internal static class RuleShop
{
    /// <summary>The same data with a catalog.</summary>
    public static Snapshot With(Snapshot snapshot, IEnumerable<SavedSegment> segments, IEnumerable<CustomerList>? lists = null, IEnumerable<ClusterModel>? clusters = null) => new()
    {
        DataVersion = snapshot.DataVersion,
        Settings = snapshot.Settings,
        Customers = snapshot.Customers,
        Orders = snapshot.Orders,
        Lines = snapshot.Lines,
        Products = snapshot.Products,
        Campaigns = snapshot.Campaigns,
        Contacts = snapshot.Contacts,
        Segments = new SegmentCatalog(segments, lists ?? [], clusters),
    };

    /// <summary>The keys of customers, with spaces between them.</summary>
    public static string Keys(Snapshot snapshot, Bitmap customers) => string.Join(' ', customers.ToArray().Select(snapshot.Customers.Keys.Text));
}
