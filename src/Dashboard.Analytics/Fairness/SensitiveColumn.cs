using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Fairness;

/// <summary>The values of a sensitive attribute over the customers.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Codes">A code a customer, −1 for unknown.</param>
/// <param name="Values">The value of each code.</param>
internal sealed record SensitiveColumn(string Name, Codes Codes, IReadOnlyList<string> Values)
{
    /// <summary>The values of an attribute; null when the data does not have it.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="name">Its name.</param>
    /// <param name="asOfDay">Day number on which ages count.</param>
    public static SensitiveColumn? Of(Snapshot snapshot, string name, int asOfDay)
    {
        if (name.StartsWith(SensitiveAttributes.CustomPrefix, StringComparison.Ordinal))
            return FieldColumns.Attribute(snapshot, name[SensitiveAttributes.CustomPrefix.Length..]) is { Values.Count: > 0 } attribute ? new(name, attribute.Codes, attribute.Values) : null;
        var column = DimensionColumn.OfCustomers(snapshot, DimensionOf(name), asOfDay);
        return column.Values.Length == 0 ? null : new(name, column.Codes, column.Labels);
    }

    /// <summary>Counts people and selected by value.</summary>
    public GroupCounts Count(Bitmap people, Bitmap selected, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(
            people.Length,
            (from, to) =>
            {
                var (all, chosen) = (new int[Values.Count + 1], new int[Values.Count + 1]);
                foreach (var customer in people.Between(from, to))
                {
                    var group = Codes[customer] is var code and >= 0 ? code : Values.Count;
                    all[group]++;
                    if (selected[customer])
                        chosen[group]++;
                }

                return (all, chosen);
            },
            cancellationToken);
        var sum = (People: new int[Values.Count + 1], Selected: new int[Values.Count + 1]);
        foreach (var (all, chosen) in parts)
        {
            for (var group = 0; group <= Values.Count; group++)
            {
                sum.People[group] += all[group];
                sum.Selected[group] += chosen[group];
            }
        }

        return new GroupCounts(Name, Values, sum.People, sum.Selected);
    }

    private static Dimension DimensionOf(string name) => name switch
    {
        "gender" => Dimension.Gender,
        "age" => Dimension.AgeBand,
        "country" => Dimension.Country,
        "region" => Dimension.Region,
        "city" => Dimension.City,
        _ => Dimension.Language,
    };
}
