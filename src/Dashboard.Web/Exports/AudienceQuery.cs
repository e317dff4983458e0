using Dashboard.Analytics.Exports;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Exports;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.WebUtilities;

namespace Dashboard.Web.Exports;

/// <summary>
/// What the export studio's address holds beside the scope: <c>rule=rfm.group = "Loyal"</c>, <c>for=email</c>, <c>columns=key,email</c>, <c>name=Win-back</c>.
/// What is left out is the default: everybody, for analysis, the usual columns.
/// </summary>
/// <param name="Rule">Text of the rule.</param>
/// <param name="Channel">What the file is for, or null for analysis only.</param>
/// <param name="Columns">Names of the columns chosen; empty for the usual ones.</param>
/// <param name="Name">Name of the file and of its recipe, or null.</param>
public sealed record AudienceQuery(string Rule, string? Channel, IReadOnlyList<string> Columns, string? Name)
{
    /// <summary>The rule of everybody.</summary>
    public const string Everybody = "everyone";

    /// <summary>Reads the parameters.</summary>
    public static AudienceQuery Parse(string? rule, string? channel, string? columns, string? name) => new(
        Text(rule) ?? Everybody,
        Text(channel),
        (columns ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Text(name));

    /// <summary>Reads a query string, as recipes keep it.</summary>
    /// <param name="query">Without a question mark.</param>
    public static (Scope Scope, AudienceQuery Query) Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return (
            ScopeQuery.Parse(One("range"), One("from"), One("to"), One("compare"), values.TryGetValue("f", out var conditions) ? conditions.OfType<string>() : []),
            Parse(One("rule"), One("for"), One("columns"), One("name")));

        string? One(string name) => values.TryGetValue(name, out var found) ? found.ToString() : null;
    }

    /// <summary>Writes the parameters; defaults are null and left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
        [new("rule", Rule == Everybody ? null : Rule), new("for", Channel), new("columns", Columns is [] ? null : string.Join(',', Columns)), new("name", Name)];

    /// <summary>Address of the studio with this choice.</summary>
    public string Address(Scope scope) => Urls.Build("/exports", scope, Parameters());

    /// <summary>The choice as a query string, as recipes keep it.</summary>
    public string Text(Scope scope) => Address(scope) is var address && address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? address[(mark + 1)..] : "";

    /// <summary>Who is asked for.</summary>
    /// <exception cref="RuleException">The rule can't be read.</exception>
    public AudienceRequest Request(Scope scope) => new(scope, RuleText.Parse(Rule), Channel);

    /// <summary>The columns of the file: those chosen that the purpose allows, else the usual ones.</summary>
    public IReadOnlyList<string> Chosen() => [.. (Columns is [] ? AudienceSheets.UsualColumns(Channel) : Columns).Where(c => AudienceSheets.Allows(Channel, c))];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
