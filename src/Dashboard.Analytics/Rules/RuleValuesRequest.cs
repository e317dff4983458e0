using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>What the values of a field belong to.</summary>
public enum RuleValueOwner
{
    /// <summary>Customers: a field of <see cref="RuleFields"/>.</summary>
    Customers,

    /// <summary>Documents and their lines: a field of <see cref="RuleFilters.OfDocuments"/>.</summary>
    Documents,

    /// <summary>Contacts: a field of <see cref="RuleFilters.OfContacts"/>.</summary>
    Contacts,
}

/// <summary>Asks for the values that a field of rules has in the data, for menus and completion.</summary>
/// <param name="Owner">What they belong to.</param>
/// <param name="Field">Name of the field.</param>
/// <param name="Argument">Its argument, or null.</param>
/// <param name="Search">Part of the values wanted, whatever the case; null for any. Values that begin with it come first.</param>
/// <param name="Most">Most values, at least 1.</param>
public sealed record RuleValuesRequest(RuleValueOwner Owner, string Field, string? Argument = null, string? Search = null, int Most = 50) : IAnalysis<IReadOnlyList<DimensionValue>>
{
    /// <inheritdoc/>
    /// <returns>The values, most frequent first; empty for fields of numbers, of texts that mostly differ, and unknown fields.</returns>
    public IReadOnlyList<DimensionValue> Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, 1);
        var values = Owner switch
        {
            RuleValueOwner.Customers => OfCustomers(snapshot),
            RuleValueOwner.Documents => OfDocuments(snapshot, cancellationToken),
            _ => OfContacts(snapshot),
        };
        return [.. values
            .Where(v => v.Value != Condition.Unknown && (Search is null || v.Value.Contains(Search, StringComparison.OrdinalIgnoreCase) || v.Label.Contains(Search, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(v => Search is not null && v.Value.StartsWith(Search, StringComparison.OrdinalIgnoreCase))
            .Take(Most)];
    }

    private IReadOnlyList<DimensionValue> OfCustomers(Snapshot snapshot)
    {
        var day = snapshot.LastDay.DayNumber;
        if (RuleFields.Find(Field) is not { } field || field.Column(snapshot, Argument ?? "", day) is not CodedColumn column)
            return [];
        var counts = snapshot.Memo((nameof(RuleValuesRequest), field.Name, Argument ?? ""), () => CodeCounts.Of(column.Codes, column.Values.Count));
        return Sorted(column.Values.Select((value, code) => new DimensionValue(value, value, counts[code])).Where(v => v.Count > 0 || field.Choices.Count > 0));
    }

    private IReadOnlyList<DimensionValue> OfDocuments(Snapshot snapshot, CancellationToken cancellationToken)
    {
        Dimension? dimension = Field switch
        {
            "category" => Dimension.Category,
            "brand" => Dimension.Brand,
            "product" or "product_name" => Dimension.Product,
            "channel" => Dimension.Channel,
            "country" => Dimension.Country,
            _ => null,
        };
        if (dimension is null)
            return [];
        var values = new ValuesRequest(dimension.Value).Run(snapshot, cancellationToken).Values;
        return Field == "product_name" ? [.. values.Select(v => v with { Value = v.Label })] : values;
    }

    private IReadOnlyList<DimensionValue> OfContacts(Snapshot snapshot)
    {
        if (RuleFilters.Find(Field, ofContacts: true) is null)
            return [];
        var campaigns = snapshot.Campaigns;
        return Sorted(Enumerable.Range(0, campaigns.Count)
            .Select(c => (Text: ContactResponses.Text(campaigns, c, Field), Name: campaigns.Names[c], Contacts: campaigns.FirstContact[c + 1] - campaigns.FirstContact[c]))
            .Where(c => !string.IsNullOrEmpty(c.Text))
            .GroupBy(c => c.Text!, StringComparer.OrdinalIgnoreCase)
            .Select(g => new DimensionValue(g.Key, Field == "campaign" ? g.First().Name : g.Key, g.Sum(c => (long)c.Contacts))));
    }

    private static IReadOnlyList<DimensionValue> Sorted(IEnumerable<DimensionValue> values) => [.. values.OrderByDescending(v => v.Count).ThenBy(v => v.Label, StringComparer.Ordinal)];
}
