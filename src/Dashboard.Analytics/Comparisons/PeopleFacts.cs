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

    /// <summary>Counts the facts in two sets.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="asOfDay">Day number on which ages and groups hold.</param>
    /// <param name="cancellationToken">Looked at for each fact.</param>
    public static IEnumerable<ShareFact> Of(Snapshot snapshot, TwoSets sets, int asOfDay, CancellationToken cancellationToken)
    {
        foreach (var (dimension, subject, name) in Dimensions)
        {
            var column = DimensionColumn.OfCustomers(snapshot, dimension, asOfDay);
            yield return Fact(subject, name, column.Codes, column.Values, column.Labels) with
            {
                Dimension = dimension,
                IsOrdered = dimension is Dimension.AgeBand or Dimension.Segment,
            };
        }

        foreach (var (name, column) in snapshot.Customers.Attributes.OrderBy(p => p.Key, StringComparer.Ordinal))
            yield return Fact(FactSubject.Attribute, name, column.Codes, column.Values, column.Values);
        var consent = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(channel =>
        {
            var granted = snapshot.ConsentTo(channel);
            return new CountedLevel(channel, channel, Bitmap.CountBoth(granted, sets.A.Customers), Bitmap.CountBoth(granted, sets.B.Customers));
        });
        yield return new ShareFact(FactSubject.Consent, "Consent granted", [.. consent], sets.A.Size, sets.B.Size);

        ShareFact Fact(FactSubject subject, string name, Codes codes, string[] values, string[] labels)
        {
            var (inA, inB) = sets.Count((nameof(PeopleFacts), subject, name, asOfDay), set => CodeCounts.Of(codes, values.Length, set), cancellationToken);
            return new ShareFact(
                subject, name, [.. values.Select((value, code) => new CountedLevel(value, labels[code], inA[code], inB[code]))], inA.Sum() - inA[^1], inB.Sum() - inB[^1])
            {
                IsExclusive = true,
            };
        }
    }
}
