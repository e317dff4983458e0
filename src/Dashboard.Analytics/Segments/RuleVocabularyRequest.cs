using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>What the form of a rule offers to choose from: values that the data has, most frequent first, and names of segments, lists, campaigns and cluster models.</summary>
public sealed record RuleVocabularyRequest : IAnalysis<RuleVocabulary>
{
    private const int MostValues = 200;

    /// <inheritdoc/>
    public RuleVocabulary Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var customers = snapshot.Customers;
        var fields = new Dictionary<(string Field, string Argument), IReadOnlyList<string>>
        {
            [("country", "")] = Frequent(customers.Country),
            [("region", "")] = Frequent(customers.Region),
            [("city", "")] = Frequent(customers.City),
            [("gender", "")] = Frequent(customers.Gender),
            [("language", "")] = Frequent(customers.Language),
            [("acquisition", "")] = Frequent(customers.Acquisition),
        };
        foreach (var (name, column) in customers.Attributes)
            fields[("attribute", name)] = Frequent(column);
        foreach (var model in snapshot.Segments.Clusters)
            fields[("cluster", model.Name)] = model.Clusters;
        foreach (var field in RuleFields.All.Where(f => f.Choices.Count > 0))
            fields[(field.Name, "")] = field.Choices;
        return new RuleVocabulary(
            fields,
            RuleFields.All.Where(f => f.Argument is not null).ToDictionary(f => f.Name, f => (IReadOnlyList<string>)[.. f.Arguments(snapshot).Order(StringComparer.OrdinalIgnoreCase)], StringComparer.Ordinal),
            Documents(snapshot),
            Contacts(snapshot),
            [.. snapshot.Campaigns.Names.Distinct(StringComparer.Ordinal)],
            [.. snapshot.Segments.Segments.Select(s => s.Name)],
            [.. snapshot.Segments.Lists.Select(l => l.Name)],
            snapshot.Settings.Currency,
            snapshot.LastDay,
            customers.Count);
    }

    private static Dictionary<string, IReadOnlyList<string>> Documents(Snapshot snapshot) => new(StringComparer.Ordinal)
    {
        ["category"] = Frequent(snapshot.Products.Category),
        ["brand"] = Frequent(snapshot.Products.Brand),
        ["product"] = [.. snapshot.Products.Keys.Take(MostValues)],
        ["product_name"] = [.. snapshot.Products.Names.Distinct(StringComparer.Ordinal).Take(MostValues)],
        ["channel"] = Frequent(snapshot.Orders.Channel),
        ["country"] = Frequent(snapshot.Orders.Country),
    };

    private static Dictionary<string, IReadOnlyList<string>> Contacts(Snapshot snapshot) => new(StringComparer.Ordinal)
    {
        ["channel"] = Known(snapshot.Campaigns.Channel),
        ["campaign"] = [.. snapshot.Campaigns.Keys.Take(MostValues)],
        ["campaign_name"] = Known(snapshot.Campaigns.Names),
        ["goal"] = Known(snapshot.Campaigns.Goal),
        ["offer"] = Known(snapshot.Campaigns.Offer),
    };

    private static string[] Known(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Take(MostValues)];

    private static string[] Frequent(TextColumn column)
    {
        var counts = CodeCounts.Of(column.Codes, column.Values.Length);
        return [.. column.Values.Select((value, code) => (Value: value, Count: counts[code])).Where(v => v.Count > 0).OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal)
            .Take(MostValues).Select(v => v.Value)];
    }
}

/// <summary>What a form can offer.</summary>
/// <param name="Fields">Values of a field by its name and argument ("" without one), most frequent first; none for fields of numbers, days and free texts.</param>
/// <param name="Arguments">Arguments of the fields that have one, by the field's name.</param>
/// <param name="DocumentFilters">Values of the filters of documents, by name.</param>
/// <param name="ContactFilters">Values of the filters of contacts, by name.</param>
/// <param name="Campaigns">Names of campaigns.</param>
/// <param name="Segments">Names of saved segments.</param>
/// <param name="Lists">Names of lists.</param>
/// <param name="Currency">Currency of amounts.</param>
/// <param name="LastDay">The last day of the data.</param>
/// <param name="Customers">Customers whom the data knows.</param>
public sealed record RuleVocabulary(
    IReadOnlyDictionary<(string Field, string Argument), IReadOnlyList<string>> Fields,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments,
    IReadOnlyDictionary<string, IReadOnlyList<string>> DocumentFilters,
    IReadOnlyDictionary<string, IReadOnlyList<string>> ContactFilters,
    IReadOnlyList<string> Campaigns,
    IReadOnlyList<string> Segments,
    IReadOnlyList<string> Lists,
    string Currency,
    DateOnly LastDay,
    int Customers);
