using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Fairness;

/// <summary>
/// What a rule uses, and what the models behind its scores read, against sensitive attributes: a rule that never asks for gender may still select by it, through something that goes with it.
/// </summary>
internal static class ProxyScan
{
    // Values beyond these, the rarest, are one.
    private const int MostValues = 500;

    /// <summary>Every pair of what is used and a sensitive attribute, strongest first.</summary>
    public static IReadOnlyList<Proxy> Of(Snapshot snapshot, Rule rule, IReadOnlyList<SensitiveColumn> attributes, Bitmap people, int asOfDay, CancellationToken cancellationToken)
    {
        var found = new List<Proxy>();
        foreach (var used in UsedValues.Of(snapshot, rule, asOfDay, cancellationToken).DistinctBy(u => (u.Name, u.OfModel)))
        {
            foreach (var attribute in attributes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                found.Add(Measured(used, attribute, people));
            }
        }

        return [.. found.OrderByDescending(p => p.IsItself).ThenByDescending(p => p.Strength).ThenBy(p => p.Used, StringComparer.Ordinal).ThenBy(p => p.Attribute, StringComparer.Ordinal)];
    }

    private static Proxy Measured(UsedValues used, SensitiveColumn attribute, Bitmap people)
    {
        var isItself = used.Attribute == attribute.Name;
        if (used.CodeOf is { } codeOf)
        {
            var (counts, known) = Table(codeOf, used.Values, attribute, people);
            return new Proxy(used.Name, used.OfModel, attribute.Name, ProxyMeasure.CramersV, Associations.CramersV(counts), known, isItself);
        }

        var groups = new Moments[attribute.Values.Count];
        var count = 0;
        foreach (var customer in people)
        {
            if (attribute.Codes[customer] is not (var group and >= 0) || used.NumberOf!(customer) is var number && double.IsNaN(number))
                continue;
            groups[group] = groups[group].With(number);
            count++;
        }

        return new Proxy(used.Name, used.OfModel, attribute.Name, ProxyMeasure.CorrelationRatio, Associations.CorrelationRatio(groups, corrected: true), count, isItself);
    }

    private static (long[,] Counts, int Known) Table(Func<int, int> codeOf, int values, SensitiveColumn attribute, Bitmap people)
    {
        var (rows, columns) = (Places(codeOf, values, people), Places(c => attribute.Codes[c], attribute.Values.Count, people));
        var counts = new long[Math.Min(values, MostValues + 1), Math.Min(attribute.Values.Count, MostValues + 1)];
        var known = 0;
        foreach (var customer in people)
        {
            if (codeOf(customer) is not (var row and >= 0) || attribute.Codes[customer] is not (var column and >= 0))
                continue;
            counts[rows[row], columns[column]]++;
            known++;
        }

        return (counts, known);
    }

    // The place of each value: its own for the most frequent, one together for the rest.
    private static int[] Places(Func<int, int> codeOf, int values, Bitmap people)
    {
        int[] places = [.. Enumerable.Range(0, values)];
        if (values <= MostValues + 1)
            return places;
        var counts = new int[values];
        foreach (var customer in people)
        {
            if (codeOf(customer) is var code and >= 0)
                counts[code]++;
        }

        int[] order = [.. places.OrderByDescending(v => counts[v]).ThenBy(v => v)];
        for (var rank = 0; rank < values; rank++)
            places[order[rank]] = Math.Min(rank, MostValues);
        return places;
    }
}

/// <summary>Something that a rule or a model reads of customers: one of few values, or a number.</summary>
/// <param name="Name">What it is called.</param>
internal sealed record UsedValues(string Name)
{
    /// <summary>The score whose model reads it; null for what the rule asks about.</summary>
    public string? OfModel { get; init; }

    /// <summary>Name of the sensitive attribute that it is; null for none.</summary>
    public string? Attribute { get; init; }

    /// <summary>Number of values, where it is one of few.</summary>
    public int Values { get; init; }

    /// <summary>The code of a customer's value, −1 for unknown; null for numbers.</summary>
    public Func<int, int>? CodeOf { get; init; }

    /// <summary>The number of a customer, NaN for unknown; null for others.</summary>
    public Func<int, double>? NumberOf { get; init; }

    /// <summary>What a rule uses, the segments that it refers to opened.</summary>
    public static IEnumerable<UsedValues> Of(Snapshot snapshot, Rule rule, int asOfDay, CancellationToken cancellationToken)
    {
        foreach (var node in rule.Nodes())
        {
            if (node is SegmentRule segment && snapshot.Segments.Segment(segment.Name) is { } saved)
            {
                foreach (var used in Of(snapshot, saved.Rule, asOfDay, cancellationToken))
                    yield return used;
            }
            else if (node is RuleCondition condition and not SegmentRule)
            {
                yield return OfCondition(snapshot, condition, asOfDay, cancellationToken);
                if (condition is FieldRule { Field: var field } && PredictedFields.KindOf(field) is ModelKind.Churn or ModelKind.Purchase)
                {
                    foreach (var feature in OfModelBehind(snapshot, (FieldRule)condition, asOfDay, cancellationToken))
                        yield return feature;
                }
            }
        }
    }

    private static UsedValues OfCondition(Snapshot snapshot, RuleCondition condition, int asOfDay, CancellationToken cancellationToken)
    {
        var used = new UsedValues(RulePhrases.Subject(condition)) { Attribute = AttributeOf(condition) };
        var column = condition is CampaignRule or ListRule ? null : RuleValues.Of(snapshot, condition, asOfDay).Column;
        switch (column)
        {
            case CodedColumn coded:
                return used with { Values = coded.Values.Count, CodeOf = c => coded.Codes[c] };
            case NumbersColumn numbers:
                return used with { NumberOf = c => numbers.Known is { } known && !known[c] ? double.NaN : numbers.Values[c] };
            case RatiosColumn ratios:
                return used with { NumberOf = c => ratios.Divisors[c] > 0 ? (double)ratios.Dividends[c] / ratios.Divisors[c] : double.NaN };
            default:
                var members = RuleMembers.Of(snapshot, condition, asOfDay, cancellationToken);
                return used with { Values = 2, CodeOf = c => members[c] ? 1 : 0 };
        }
    }

    private static IEnumerable<UsedValues> OfModelBehind(Snapshot snapshot, FieldRule score, int asOfDay, CancellationToken cancellationToken)
    {
        var model = PredictedFields.KindOf(score.Field) == ModelKind.Churn ? snapshot.Models.Churn?.Model : snapshot.Models.Purchase?.Model;
        if (model is null or { Keys.Count: 0 })
            yield break;
        var rows = LikelihoodRows.Read(snapshot, asOfDay, model.Keys, null, cancellationToken);
        var rowOf = new int[snapshot.Customers.Count];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < rows.Customers.Length; row++)
            rowOf[rows.Customers[row]] = row;
        for (var column = 0; column < model.Keys.Count; column++)
        {
            var (key, values) = (model.Keys[column], rows.Values.Column(column).ToArray());
            yield return new UsedValues(LikelihoodFeature.ByKey(key).Name)
            {
                OfModel = RulePhrases.Subject(score),
                Attribute = key == "age" ? "age"
                    : key.StartsWith(LikelihoodFeature.GenderPrefix, StringComparison.Ordinal) ? "gender"
                    : key.StartsWith(LikelihoodFeature.CountryPrefix, StringComparison.Ordinal) ? "country"
                    : null,
                NumberOf = c => rowOf[c] < 0 ? double.NaN : values[rowOf[c]],
            };
        }
    }

    private static string? AttributeOf(RuleCondition condition) => condition is not FieldRule field ? null
        : field.Field == "attribute" ? SensitiveAttributes.CustomPrefix + field.Argument
        : SensitiveAttributes.OfEveryShop.ContainsKey(field.Field) ? field.Field
        : null;
}
