using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Web.Comparisons;

namespace Dashboard.Web.Overlaps;

/// <summary>Sets of customers as a query string writes them (<c>s</c> once a set, the text of its rule; <c>mode=inclusive</c>), and where an overlap leads.</summary>
public static class OverlapQuery
{
    private const string Inclusive = "inclusive";

    /// <summary>The overlap that an address means.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="sets">Texts of rules; none for the usual sets.</param>
    /// <param name="mode">Name of the mode; exclusive when it is none.</param>
    /// <exception cref="RuleException">A text can't be read.</exception>
    public static OverlapRequest Request(Scope scope, IEnumerable<string?>? sets, string? mode) => new(scope, [.. Texts(sets).Select(RuleText.Parse)], Mode(mode));

    /// <summary>The texts of an address without empty ones.</summary>
    public static IReadOnlyList<string> Texts(IEnumerable<string?>? sets) => [.. (sets ?? []).Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => s!.Trim())];

    /// <summary>A mode by its name in addresses.</summary>
    public static OverlapMode Mode(string? name) => string.Equals(name, Inclusive, StringComparison.OrdinalIgnoreCase) ? OverlapMode.Inclusive : OverlapMode.Exclusive;

    /// <summary>The name of a mode in addresses; null for the default.</summary>
    public static string? Name(OverlapMode mode) => mode == OverlapMode.Inclusive ? Inclusive : null;

    /// <summary>What an address holds beside the scope.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Parameters(IEnumerable<string> sets, OverlapMode mode) =>
        sets.Select(s => new KeyValuePair<string, string?>("s", s)).Append(new("mode", Name(mode)));

    /// <summary>Address of the page.</summary>
    public static string Address(Scope scope, IEnumerable<string> sets, OverlapMode mode) => Urls.SegmentOverlap(scope, Parameters(sets, mode));

    /// <summary>A set to add: the first saved segment, suggestion or RFM group that is not there yet.</summary>
    /// <param name="chosen">Texts of the sets there are.</param>
    /// <param name="named">Sets that have a name.</param>
    /// <param name="channels">Channels of consents.</param>
    public static string Next(IReadOnlyList<string> chosen, NamedSets? named, IReadOnlyList<string> channels) =>
        (named?.Segments ?? []).Select(SetName.RuleOfSegment).Concat(UsualSets.Of(channels).Select(s => s.Rule)).Concat(RfmGroups.All.Select(SetName.RuleOf)).First(r => !chosen.Contains(r));

    /// <summary>The scope of the customers of a rule: all that it filtered by, and the rule. Rules of one filter are alternatives, so those that stood there become part of the rule.</summary>
    public static Scope Members(Scope scope, Rule rule)
    {
        Rule[] before = [.. scope.Filter.Values(Dimension.Rule).Select(RuleText.Parse)];
        var both = before.Length == 0 ? rule : Rule.All(Rule.Any(before), rule);
        return scope with { Filter = scope.Filter.Only(Dimension.Rule, RuleText.Format(both)) };
    }

    /// <summary>Address of the list of a rule's customers.</summary>
    public static string List(Scope scope, Rule rule) => Urls.Customers(Members(scope, rule));

    /// <summary>Address of the builder that saves a rule as a segment.</summary>
    public static string Save(Rule rule) => Urls.NewSegment(RuleText.Format(rule));

    /// <summary>Address of the export of a rule's customers.</summary>
    public static string Export(Scope scope, Rule rule) => Urls.Build("/exports", scope, new KeyValuePair<string, string?>("rule", RuleText.Format(rule)));
}
