using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>
/// Takes out of the customers' columns what names or reaches a person. Names, e-mail addresses, telephone numbers and postcodes become unknown; a day of birth becomes the first of its
/// month, so that ages are up to a month too high; custom attributes that are nearly a name become unknown, and so do single values that look like a contact; keys that look like a contact
/// become pseudonyms (<see cref="ContactKeys"/>).
/// </summary>
public static class PeopleMask
{
    private const int MostDistinctValues = 50;

    /// <summary>Hides the people of a shop.</summary>
    /// <param name="customers">All customers of the shop: whether an attribute is nearly a name is seen from all of them.</param>
    /// <param name="key">The secret of the pseudonyms.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    internal static CustomerColumns Of(CustomerColumns customers, string key, CancellationToken cancellationToken)
    {
        var unknown = Utf8Column.From(Enumerable.Repeat<string?>(null, customers.Count));
        return customers with
        {
            Keys = Keys(customers.Keys, Encoding.UTF8.GetBytes(key), cancellationToken),
            Names = unknown,
            Emails = unknown,
            Phones = unknown,
            Postcodes = unknown,
            BirthDay = Months(customers.BirthDay, cancellationToken),
            Attributes = customers.Attributes.ToDictionary(a => a.Key, a => Attribute(a.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>Whether the values of an attribute tell people apart as a name does: more than half of the known values are different, and more than fifty.</summary>
    /// <param name="column">The attribute, one row a customer of the whole shop.</param>
    public static bool IsNearlyUnique(TextColumn column)
    {
        if (column.Values.Length <= MostDistinctValues)
            return false;
        var known = column.Codes.Count(code => code >= 0);
        return column.Values.Length > known / 2.0;
    }

    private static TextColumn Attribute(TextColumn column)
    {
        if (IsNearlyUnique(column))
            return TextColumn.From(Enumerable.Repeat<string?>(null, column.Codes.Length));
        if (!column.Values.Any(value => ContactKeys.LooksLikeContact(value)))
            return column;
        var codes = column.Codes.ToArray();
        var isHidden = Array.ConvertAll(column.Values, value => ContactKeys.LooksLikeContact(value));
        foreach (ref var code in codes.AsSpan())
        {
            if (code >= 0 && isHidden[code])
                code = -1;
        }

        return TextColumn.ByFirstAppearance(codes, column.Values);
    }

    private static Column<int> Months(Column<int> days, CancellationToken cancellationToken)
    {
        var months = Column<int>.Zeros(days.Length, out var values);
        Partitions.Run(
            values.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                    values[i] = days[i] <= 0 ? 0 : days[i] - DateOnly.FromDayNumber(days[i]).Day + 1;
            },
            cancellationToken);
        return months;
    }

    private static Utf8Column Keys(Utf8Column keys, byte[] secret, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(
            keys.Length,
            (from, to) =>
            {
                var texts = new Dictionary<int, string>();
                for (var row = from; row < to; row++)
                {
                    var text = keys.Text(row);
                    if (ContactKeys.LooksLikeContact(text))
                        texts[row] = ContactKeys.Of(text, secret);
                }

                return texts;
            },
            cancellationToken);
        if (parts.All(part => part.Count == 0))
            return keys;
        var builder = new Utf8Builder();
        var at = 0;
        foreach (var part in parts)
        {
            foreach (var (row, text) in part)
            {
                for (; at < row; at++)
                    builder.Add(keys.Utf8(at));
                builder.Add(text);
                at++;
            }
        }

        for (; at < keys.Length; at++)
            builder.Add(keys.Utf8(at));
        return builder.Build();
    }
}
