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

    /// <summary>Address of the profile of a set of customers.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="rule">Text of its rule; null for the page's own choice.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string SegmentProfile(Scope scope, string? rule = null, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/profile", scope, more.Prepend(new("rule", rule)));

    /// <summary>Address of the comparison of two sets of customers.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="a">Text of the first rule; null for the page's own choice.</param>
    /// <param name="b">Text of the second rule; null for everybody else.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string SegmentComparison(Scope scope, string? a = null, string? b = null, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Build("/segments/compare", scope, more.Prepend(new("b", b)).Prepend(new("a", a)));

    /// <summary>Address of who is selected by a rule, by sensitive attributes.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="rule">Text of the rule; null for the page's own choice.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Fairness(Scope scope, string? rule = null, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/fairness", scope, more.Prepend(new("rule", rule)));

    /// <summary>Address of the saved segments and lists.</summary>
    public static string SavedSegments(params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/saved", Scope.Default, more);

    /// <summary>Address of a saved segment.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="more">What else the page's state holds: the rule under edit. An empty text is one that was emptied and stays; null is left out.</param>
    public static string SavedSegment(long id, params IEnumerable<KeyValuePair<string, string?>> more) => Joined(string.Create(CultureInfo.InvariantCulture, $"/segments/saved/{id}"), more);

    /// <summary>Address of the builder of a new segment.</summary>
    /// <param name="more">What the page's state holds: the rule under edit. An empty text is one that was emptied and stays; null is left out.</param>
    public static string NewSegment(params IEnumerable<KeyValuePair<string, string?>> more) => Joined("/segments/new", more);

    /// <summary>Address of the builder with a rule to begin with.</summary>
    /// <param name="rule">The rule as text.</param>
    public static string NewSegment(string rule) => NewSegment(new KeyValuePair<string, string?>("rule", rule));

    /// <summary>Address of a list of customers made by hand; null for a new one.</summary>
    public static string ManualList(long? id, int page = 1) =>
        id is { } known ? string.Create(CultureInfo.InvariantCulture, $"/segments/lists/{known}{(page > 1 ? $"?page={page}" : "")}") : "/segments/lists/new";

    /// <summary>Address of the customers of a rule, over all time.</summary>
    /// <param name="rule">The rule as text.</param>
    public static string CustomersOf(string rule) => Customers(new Scope(new RangeChoice("all"), Comparison.PreviousPeriod, new Filter(new Condition(Dimension.Rule, rule))));

    /// <summary>Address of what segments buy.</summary>
    public static string Assortment(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/assortment", scope, more);

    /// <summary>Address of a view of the assortment.</summary>
    /// <param name="view">"index" (what segments buy), "together" or "next".</param>
    /// <param name="scope">The scope.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Assortment(string view, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Build(view == "index" ? "/segments/assortment" : $"/segments/assortment/{view}", scope, more);

    /// <summary>Address of the movement between segments.</summary>
    public static string SegmentMovement(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/movement", scope, more);

    /// <summary>Address of the stability of the segments.</summary>
    public static string SegmentStability(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/stability", scope, more);

    /// <summary>Address of the set-up of RFM.</summary>
    public static string SegmentSetup(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/setup", scope, more);

    /// <summary>Address of the clusters.</summary>
    public static string Clusters(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/clusters", scope, more);

    /// <summary>Address of the overlap of sets of customers.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="more">The sets, once each, and what else the page's state holds; none for the page's own choice.</param>
    public static string SegmentOverlap(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/segments/overlap", scope, more);

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

    /// <summary>Address of the value of customers to come.</summary>
    public static string Predictions(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions", scope, more);

    /// <summary>Address of the likelihood of churn and purchase.</summary>
    public static string Likelihood(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions/likelihood", scope, more);

    /// <summary>Address of how long contracts last.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Contracts(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions/contracts", scope, more);

    /// <summary>Address of when customers order next, and of who is silent.</summary>
    public static string NextOrders(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions/next", scope, more);

    /// <summary>Address of the ledger of models.</summary>
    public static string Models(params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions/models", Scope.Default, more);

    /// <summary>Address of the card of a model.</summary>
    /// <param name="run">Number of its run.</param>
    public static string Model(long run) => string.Create(CultureInfo.InvariantCulture, $"/predictions/models/{run}");

    /// <summary>Address of the ledger of decisions.</summary>
    /// <param name="more">What the page's state holds: a decision under way.</param>
    public static string Decisions(params IEnumerable<KeyValuePair<string, string?>> more) => Build("/predictions/decisions", Scope.Default, more);

    /// <summary>Address of the ledger of decisions with a new one begun.</summary>
    /// <param name="rule">Text of the rule of whom it is about.</param>
    /// <param name="offer">What they are offered; null to be filled in.</param>
    /// <param name="more">What else is known of it: "effect" (expected money), "orders" (expected buyers), "rate" (predicted share that orders), "run" (of the model).</param>
    public static string NewDecision(string rule, string? offer = null, params IEnumerable<KeyValuePair<string, string?>> more) => Decisions([new("rule", rule), new("offer", offer), .. more]);

    /// <summary>Address of the export studio.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="rule">Text of the rule of whom to export; null for everybody.</param>
    /// <param name="more">What else the page's state holds.</param>
    public static string Exports(Scope scope, string? rule = null, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/exports", scope, more.Prepend(new("rule", rule)));

    /// <summary>Address of the data page.</summary>
    public static string Data(Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) => Build("/data", scope, more);

    /// <summary>Address of the privacy page.</summary>
    public static string Privacy() => "/privacy";

    /// <summary>Address of what is kept of a person.</summary>
    /// <param name="who">Key or e-mail address; null to ask.</param>
    public static string Person(string? who = null) => Build("/privacy/person", Scope.Default, KeyValuePair.Create("who", string.IsNullOrWhiteSpace(who) ? null : who.Trim()));

    /// <summary>Address of a file of everything of a person.</summary>
    /// <param name="key">The key.</param>
    /// <param name="extension">"json" or "xlsx".</param>
    public static string PersonFile(string key, string extension) => Build($"/privacy/person.{extension}", Scope.Default, KeyValuePair.Create("key", (string?)key));

    /// <summary>Address of erasing people.</summary>
    /// <param name="who">Key to begin with; null for none.</param>
    public static string Erase(string? who = null) => Build("/privacy/erase", Scope.Default, KeyValuePair.Create("who", who));

    /// <summary>Address of the clocks of retention.</summary>
    public static string Retention() => "/privacy/retention";

    /// <summary>Address of the map of where personal data is kept.</summary>
    public static string DataMap() => "/privacy/map";

    /// <summary>Address of the import wizard.</summary>
    /// <param name="file">Id of an uploaded file; null to begin.</param>
    /// <param name="step">Name of a step; null for the first of that file.</param>
    public static string Import(string? file = null, string? step = null) => Build("/data/import", Scope.Default, new("file", file), new("step", step));

    /// <summary>Address of the rows that an import left out, as a CSV file.</summary>
    public static string RejectedRows(long importId) => string.Create(CultureInfo.InvariantCulture, $"/data/imports/{importId}/rejected.csv");

    /// <summary>Address of the rows that a dry run left out, as a CSV file.</summary>
    public static string RejectedRows(string file) => $"/data/uploads/{file}/rejected.csv";

    /// <summary>Address of the page to sign in.</summary>
    /// <param name="back">Where to go then.</param>
    public static string SignIn(string? back = null) => AtDoor("/sign-in", back);

    /// <summary>Address of a page at the door.</summary>
    /// <param name="path">The page.</param>
    /// <param name="back">Where to go once one is in.</param>
    /// <param name="problem">What went wrong before.</param>
    public static string AtDoor(string path, string? back, string? problem = null) => Build(path, Scope.Default, new("back", Local(back) is "/" ? null : back), new("problem", problem));

    /// <summary>An address if it is one of this site; else the start page. A link must not lead somebody who has just signed in to another site.</summary>
    /// <param name="back">An address from a query string or form.</param>
    public static string Local(string? back) =>
        back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) && !back.Any(char.IsControl) && !back.StartsWith("/_blazor", StringComparison.Ordinal) && Uri.TryCreate(back, UriKind.Relative, out _) ? back : "/";

    /// <summary>Address of the audit.</summary>
    /// <param name="more">Its filter.</param>
    public static string Audit(params IEnumerable<KeyValuePair<string, string?>> more) => Build("/audit", Scope.Default, more);

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
    public static string Build(string path, Scope scope, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Joined(path, ScopeQuery.Parameters(scope).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)).Concat(more).Where(p => !string.IsNullOrEmpty(p.Value)));

    private static string Joined(string path, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null)
                continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return text.ToString();
    }
}
