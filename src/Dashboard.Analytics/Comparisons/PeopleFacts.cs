using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What is recorded of customers themselves: demographics, attributes of the shop's own, RFM group, consent.</summary>
internal static class PeopleFacts
{
    private static readonly (Dimension Dimension, FactSubject Subject, string Name)[] Dimensions =
    [
        (Dimension.AgeBand, FactSubject.Age, "Age band"),
        (Dimension.Gender, FactSubject.Gender, "Gender"),
        (Dimension.Country, FactSubject.Place, "Country"),
        (Dimension.Region, FactSubject.Place, "Region"),
        (Dimension.City, FactSubject.Place, "City"),
        (Dimension.Language, FactSubject.Language, "Language"),
        (Dimension.Acquisition, FactSubject.Acquisition, "Acquisition"),
        (Dimension.Segment, FactSubject.Segment, "RFM group"),
    ];

    /// <summary>Counts the facts in two sets that share nobody.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="a">The first set.</param>
    /// <param name="b">The second set.</param>
    /// <param name="asOfDay">Day number on which ages and groups hold.</param>
    public static IEnumerable<ShareFact> Of(Snapshot snapshot, Bitmap a, Bitmap b, int asOfDay)
    {
        foreach (var (dimension, subject, name) in Dimensions)
        {
            var column = DimensionColumn.OfCustomers(snapshot, dimension, asOfDay);
            yield return Fact(subject, name, column.Codes, column.Values, column.Labels, a, b) with
            {
                Dimension = dimension,
                IsOrdered = dimension is Dimension.AgeBand or Dimension.Segment,
            };
        }

        foreach (var (name, column) in snapshot.Customers.Attributes.OrderBy(p => p.Key, StringComparer.Ordinal))
            yield return Fact(FactSubject.Attribute, name, column.Codes, column.Values, column.Values, a, b);
        var consent = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(channel =>
        {
            var granted = snapshot.ConsentTo(channel);
            return new CountedLevel(channel, channel, Bitmap.CountBoth(granted, a), Bitmap.CountBoth(granted, b));
        });
        yield return new ShareFact(FactSubject.Consent, "Consent granted", [.. consent], a.Count(), b.Count());
    }

    private static ShareFact Fact(FactSubject subject, string name, Codes codes, string[] values, string[] labels, Bitmap a, Bitmap b)
    {
        var (inA, inB) = (CodeCounts.Of(codes, values.Length, a), CodeCounts.Of(codes, values.Length, b));
        return new ShareFact(
            subject, name, [.. values.Select((value, code) => new CountedLevel(value, labels[code], inA[code], inB[code]))], inA.Sum() - inA[^1], inB.Sum() - inB[^1])
        {
            IsExclusive = true,
        };
    }
}
