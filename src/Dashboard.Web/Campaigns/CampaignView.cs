using System.Globalization;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Campaigns;

/// <summary>
/// What the address of a campaign says beside the scope: <c>by=country&amp;measure=revenue&amp;outcome=orders&amp;click=7&amp;days=30&amp;arm=treated&amp;did=clicked&amp;find=ann</c>.
/// Defaults are left out, and what cannot be read is a default.
/// </summary>
/// <param name="By">Dimension of the breakdown.</param>
/// <param name="ByRevenue">Whether effects are on revenue instead of conversions.</param>
/// <param name="Rules">How conversions are counted and credited.</param>
/// <param name="Contacts">Which customers are listed.</param>
public sealed record CampaignView(Dimension By, bool ByRevenue, CampaignRules Rules, ContactFilter Contacts)
{
    private static readonly string[] Steps = ["delivered", "opened", "clicked", "converted", "attributed"];

    /// <summary>By segment, on conversions, with the usual rules, everybody.</summary>
    public static CampaignView Default { get; } = new(Dimension.Segment, false, CampaignRules.Default, new ContactFilter());

    /// <summary>The steps that a list can be cut to, as <see cref="Did"/> has them, with their names.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> StepNames { get; } =
        [.. Steps.Select(s => new KeyValuePair<string, string>(s, s == "attributed" ? "With an attributed order" : Capital(s))), .. Steps[..4].Select(s => new KeyValuePair<string, string>("not-" + s, "Not " + s))];

    /// <summary>The arm listed: "treated", "held-out", or null for both.</summary>
    public string? Arm => Contacts.Control switch { true => "held-out", false => "treated", _ => null };

    /// <summary>The step listed: "clicked", "not-opened", or null for any.</summary>
    public string? Did => (Contacts.Delivered, Contacts.Opened, Contacts.Clicked, Contacts.Converted, Contacts.Attributed) switch
    {
        ({ } yes, _, _, _, _) => Word(0, yes),
        (_, { } yes, _, _, _) => Word(1, yes),
        (_, _, { } yes, _, _) => Word(2, yes),
        (_, _, _, { } yes, _) => Word(3, yes),
        (_, _, _, _, true) => Steps[4],
        _ => null,
    };

    /// <summary>The parameters of the address.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters =>
    [
        new("by", By == Default.By ? null : ScopeQuery.Name(By)),
        new("measure", ByRevenue ? "revenue" : null),
        .. RuleParameters,
        new("arm", Arm),
        new("did", Did),
        new("find", Contacts.Search),
    ];

    /// <summary>The parameters that say how conversions are counted and credited.</summary>
    public IEnumerable<KeyValuePair<string, string?>> RuleParameters =>
    [
        new("outcome", Rules.Outcome == OutcomeChoice.Automatic ? null : Rules.Outcome.ToString().ToLowerInvariant()),
        new("click", Days(Rules.AttributionDays, CampaignRules.Default.AttributionDays)),
        new("days", Days(Rules.OutcomeDays, CampaignRules.Default.OutcomeDays)),
    ];

    /// <summary>Reads the parameters.</summary>
    public static CampaignView Parse(string? by, string? measure, CampaignRules rules, string? arm, string? did, string? find)
    {
        var dimension = CampaignRequest.Dimensions.FirstOrDefault(d => string.Equals(ScopeQuery.Name(d), by, StringComparison.OrdinalIgnoreCase), Default.By);
        var filter = With(new ContactFilter(Control: arm switch { "treated" => false, "held-out" => true, _ => null }), did);
        return new CampaignView(dimension, measure == "revenue", rules, filter with { Search = string.IsNullOrWhiteSpace(find) ? null : find.Trim() });
    }

    /// <summary>Reads how conversions are counted and credited; windows out of range are the defaults.</summary>
    public static CampaignRules ParseRules(string? outcome, string? click, string? days) => new(
        Number(click, 90) ?? CampaignRules.Default.AttributionDays,
        Number(days, 365) ?? CampaignRules.Default.OutcomeDays,
        outcome switch { "recorded" => OutcomeChoice.Recorded, "orders" => OutcomeChoice.Orders, _ => OutcomeChoice.Automatic });

    /// <summary>A list's filter cut to a step as <see cref="StepNames"/> names it; any step for null.</summary>
    public static ContactFilter With(ContactFilter filter, string? did)
    {
        filter = new ContactFilter(Control: filter.Control, Search: filter.Search);
        var yes = did?.StartsWith("not-", StringComparison.Ordinal) != true;
        return (yes ? did : did![4..]) switch
        {
            "delivered" => filter with { Delivered = yes },
            "opened" => filter with { Opened = yes },
            "clicked" => filter with { Clicked = yes },
            "converted" => filter with { Converted = yes },
            "attributed" when yes => filter with { Attributed = true },
            _ => filter,
        };
    }

    private static string Word(int step, bool yes) => yes ? Steps[step] : "not-" + Steps[step];

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string? Days(int days, int usual) => days == usual ? null : days.ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
