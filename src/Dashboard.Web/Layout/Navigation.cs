using Dashboard.Analytics.Scopes;
using Dashboard.Services.Access;
using Dashboard.Web.Components;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Layout;

/// <summary>The entries of the side navigation; the scope of the page one comes from goes along.</summary>
public static class Navigation
{
    /// <summary>One entry.</summary>
    /// <param name="Name">What it says.</param>
    /// <param name="Icon">Its icon.</param>
    /// <param name="Key">Pressed after g.</param>
    /// <param name="Path">First part of the addresses under it.</param>
    /// <param name="Address">Where it leads.</param>
    /// <param name="Needed">What one must be allowed to see it.</param>
    public sealed record Entry(string Name, IconName Icon, char Key, string Path, Func<Scope, string> Address, Permission Needed = Permission.None);

    /// <summary>All entries, in order.</summary>
    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new("Overview", IconName.Overview, 'o', "/", Urls.Overview),
        new("Segments", IconName.Segments, 's', "/segments", scope => Urls.Segments(scope)),
        new("Customers", IconName.Customers, 'c', "/customers", scope => Urls.Customers(scope)),
        new("Demographics", IconName.Demographics, 'd', "/demographics", scope => Urls.Demographics(scope)),
        new("Campaigns", IconName.Campaigns, 'm', "/campaigns", scope => Urls.Campaigns(scope)),
        new("Trends", IconName.Trends, 't', "/trends", scope => Urls.Trends(scope)),
        new("Predictions", IconName.Predictions, 'p', "/predictions", scope => Urls.Predictions(scope)),
        new("Exports", IconName.Download, 'x', "/exports", scope => Urls.Exports(scope)),
        new("Data", IconName.Data, 'i', "/data", scope => Urls.Data(scope), Permission.WholeShop),
        new("Privacy", IconName.Privacy, 'y', "/privacy", _ => Urls.Privacy(), Permission.Administer),
        new("Accounts", IconName.Customers, 'a', "/accounts", _ => "/accounts", Permission.Administer),
        new("Audit", IconName.Receipt, 'u', "/audit", _ => Urls.Audit(), Permission.Administer),
        new("Program", IconName.Keyboard, 'r', "/program", _ => "/program", Permission.Administer),
    ];

    /// <summary>The scope in an address; the default where it says nothing.</summary>
    /// <param name="uri">An absolute address.</param>
    public static Scope ScopeOf(string uri)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        return ScopeQuery.Parse(One("range"), One("from"), One("to"), One("compare"), query.TryGetValue("f", out var conditions) ? conditions.OfType<string>() : []);

        string? One(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>Whether an address lies under an entry.</summary>
    public static bool IsUnder(string uri, Entry entry)
    {
        var path = new Uri(uri).AbsolutePath;
        // Clusters are a way to segments.
        if (path.Equals("/clusters", StringComparison.OrdinalIgnoreCase))
            path = "/segments/clusters";
        return entry.Path == "/" ? path == "/" : path == entry.Path || path.StartsWith(entry.Path + "/", StringComparison.OrdinalIgnoreCase);
    }
}
