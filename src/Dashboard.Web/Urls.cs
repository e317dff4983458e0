using System.Globalization;
using System.Text;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web;

/// <summary>Every address of the site in one place: a page's state is its query string.</summary>
public static class Urls
{
    /// <summary>Address of the Overview.</summary>
    public static string Overview(Scope scope) => Build("/", scope);

    /// <summary>Address of the segments.</summary>
    public static string Segments(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments", scope, more);

    /// <summary>Address of one segment.</summary>
    /// <param name="slug">Slug of the RFM group.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Segment(string slug, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build($"/segments/{Uri.EscapeDataString(slug)}", scope, more);

    /// <summary>Address of the customer list.</summary>
    public static string Customers(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/customers", scope, more);

    /// <summary>Address of one customer.</summary>
    public static string Customer(string key, Scope scope) => Build($"/customers/{Uri.EscapeDataString(key)}", scope);

    /// <summary>Address of the demographics.</summary>
    public static string Demographics(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/demographics", scope, more);

    /// <summary>Address of the campaigns.</summary>
    public static string Campaigns(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/campaigns", scope, more);

    /// <summary>Address of one campaign.</summary>
    public static string Campaign(string key, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build($"/campaigns/{Uri.EscapeDataString(key)}", scope, more);

    /// <summary>Address of the trends.</summary>
    public static string Trends(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/trends", scope, more);

    /// <summary>Address of the data page.</summary>
    public static string Data(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/data", scope, more);

    /// <summary>Address of the import wizard.</summary>
    /// <param name="file">Id of an uploaded file; null to begin.</param>
    /// <param name="step">Name of a step; null for the first of that file.</param>
    public static string Import(string? file = null, string? step = null) => Build("/data/import", Scope.Default, new("file", file), new("step", step));

    /// <summary>Address of the rows that an import left out, as a CSV file.</summary>
    public static string RejectedRows(long importId) => string.Create(CultureInfo.InvariantCulture, $"/data/imports/{importId}/rejected.csv");

    /// <summary>Address of the rows that a dry run left out, as a CSV file.</summary>
    public static string RejectedRows(string file) => $"/data/uploads/{file}/rejected.csv";

    /// <summary>The key that a route value stands for: routing leaves an escaped slash as it is.</summary>
    public static string KeyOf(string route) => route.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Address of a file that holds what a screen shows.</summary>
    /// <param name="what">Name of the export, such as "segment/champions" or "trend/revenue".</param>
    /// <param name="extension">"xlsx" or "csv".</param>
    /// <param name="scope">The scope.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Export(string what, string extension, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build($"/export/{what}.{extension}", scope, more);

    /// <summary>The same page with another scope: what else its query string holds stays.</summary>
    /// <param name="address">Where the browser is.</param>
    /// <param name="scope">The new scope.</param>
    public static string WithScope(Uri address, Scope scope) => Build(
        address.AbsolutePath,
        scope,
        QueryHelpers.ParseQuery(address.Query).Where(p => !ScopeQuery.Names.Contains(p.Key)).SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value)));

    /// <summary>A path and its query string: the scope, then the page's own parameters; those without a value are left out.</summary>
    public static string Build(string path, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in ScopeQuery.Parameters(scope).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)).Concat(more))
        {
            if (string.IsNullOrEmpty(value))
                continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }
}
