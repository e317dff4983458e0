using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Scopes;

/// <summary>Asks what a scope means on the data: its days, and names for what its conditions hold keys of.</summary>
/// <param name="Scope">The scope.</param>
public sealed record ScopeRequest(Scope Scope) : IAnalysis<ScopeResult>, IScoped
{
    /// <inheritdoc/>
    public ScopeResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var labels = Scope.Filter.Conditions
            .Select(c => KeyValuePair.Create(c, c.Dimension switch
            {
                Dimension.Product => Name(snapshot.Products.Keys, snapshot.Products.Names, c.Value),
                Dimension.Campaign => Name(snapshot.Campaigns.Keys, snapshot.Campaigns.Names, c.Value),
                Dimension.Rule => RuleSentence.Label(c.Value),
                Dimension.Segment => RfmGroups.Find(c.Value) is { } group ? snapshot.Settings.Rfm.Names.Name(group) : null,
                _ => null,
            }))
            .Where(l => l.Value is not null)
            .ToDictionary(l => l.Key, l => l.Value!);
        return new ScopeResult(range, range.ComparedWith(Scope.Comparison), labels, snapshot.IsEmpty, snapshot.Settings.IsSample, snapshot.Settings.Currency);
    }

    private static string? Name(string[] keys, string[] names, string key) => Array.IndexOf(keys, key) is >= 0 and var index ? names[index] : null;
}

/// <summary>What a scope means on the data.</summary>
/// <param name="Range">Its days.</param>
/// <param name="ComparedWith">The days compared with, if any.</param>
/// <param name="Labels">Names of the products, campaigns and RFM groups that it filters by, and rules in words.</param>
/// <param name="IsEmpty">Whether there is no data at all.</param>
/// <param name="IsSample">Whether the data is the sample shop.</param>
/// <param name="Currency">Currency of the amounts.</param>
public sealed record ScopeResult(DateRange Range, DateRange? ComparedWith, IReadOnlyDictionary<Condition, string> Labels, bool IsEmpty, bool IsSample, string Currency);

/// <summary>Asks for the values of a dimension that a filter can have.</summary>
/// <param name="Dimension">The dimension.</param>
public sealed record ValuesRequest(Dimension Dimension) : IAnalysis<ValuesResult>
{
    /// <inheritdoc/>
    public ValuesResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Dimension == Dimension.Rule)
        {
            var day = snapshot.LastDay.DayNumber;
            var segments = snapshot.Segments.Segments.Select(s => (Rule: (Rule)new SegmentRule(s.Name), Label: s.Name));
            var clusters = snapshot.Segments.Clusters.SelectMany(model => model.Clusters.Select(name =>
                (Rule: (Rule)new FieldRule("cluster", model.Name, new CompareTest(RuleOperator.Equal, new TextValue(name))), Label: $"{model.Name}: {name}")));
            return Sorted("customers", [.. segments.Concat(clusters)
                .Where(r => RuleErrors.OfRule(snapshot, r.Rule) is null)
                .Select(r => new DimensionValue(RuleText.Format(r.Rule), r.Label, RuleMembers.Of(snapshot, r.Rule, day, cancellationToken).Count()))]);
        }

        if (Dimension == Dimension.Campaign)
        {
            var first = snapshot.Campaigns.FirstContact;
            return Sorted("customers", [.. snapshot.Campaigns.Keys.Select((key, i) => new DimensionValue(key, snapshot.Campaigns.Names[i], first[i + 1] - first[i]))]);
        }

        var column = DimensionColumn.Of(snapshot, Dimension, snapshot.LastDay.DayNumber);
        var counts = column.Level == DimensionLevel.Line ? OfLines(snapshot, column) : CodeCounts.Of(column.Codes, column.Values.Length);
        var values = column.Values.Select((value, code) => new DimensionValue(value, column.Labels[code], counts[code])).Where(v => v.Count > 0).ToList();
        if (counts[^1] > 0)
            values.Add(new DimensionValue(Condition.Unknown, "Unknown", counts[^1]));
        return Sorted(column.Level switch { DimensionLevel.Customer => "customers", DimensionLevel.Order => "documents", _ => "lines" }, values);
    }

    // Every line is read once for all dimensions of products.
    private static int[] OfLines(Snapshot snapshot, DimensionColumn column)
    {
        var products = snapshot.Products.Count;
        var ofProduct = snapshot.MemoOfData((nameof(ValuesRequest), nameof(OfLines)), () => CodeCounts.Of(new Codes(null, null, snapshot.Lines.Product), products));
        var counts = new int[column.Values.Length + 1];
        for (var product = 0; product < products; product++)
            counts[column.Codes[product] is var code and >= 0 ? code : ^1] += ofProduct[product];
        counts[^1] += ofProduct[^1];
        return counts;
    }

    private static ValuesResult Sorted(string countsAre, List<DimensionValue> values) =>
        new(countsAre, [.. values.OrderByDescending(v => v.Count).ThenBy(v => v.Label, StringComparer.Ordinal)]);
}

/// <summary>The values of a dimension, most first.</summary>
/// <param name="CountsAre">What is counted: customers, documents or lines.</param>
/// <param name="Values">The values; Unknown among them when some rows have none.</param>
public sealed record ValuesResult(string CountsAre, IReadOnlyList<DimensionValue> Values);

/// <summary>A value of a dimension.</summary>
/// <param name="Value">As filters have it.</param>
/// <param name="Label">As screens show it.</param>
/// <param name="Count">Rows that have it, over all time.</param>
public sealed record DimensionValue(string Value, string Label, long Count);
