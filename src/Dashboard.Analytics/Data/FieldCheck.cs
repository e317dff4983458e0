using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>One field that is checked row by row.</summary>
/// <param name="Subject">What the rows are.</param>
/// <param name="Key">Key of the field within its subject.</param>
/// <param name="Label">Name of the field.</param>
/// <param name="Weight">How much the field counts in the score; 1 is usual, 3 is what analyses cannot do without.</param>
/// <param name="Rule">When a value is valid, in words.</param>
/// <param name="FaultOf">What is wrong with the field of a row; null when the field is not asked of this row.</param>
/// <param name="ValueOf">What the row holds, as text; null when nothing.</param>
internal sealed record FieldCheck(
    QualitySubject Subject, string Key, string Label, double Weight, string Rule, Func<int, QualityFault?> FaultOf, Func<int, string?> ValueOf);

/// <summary>The checks there are.</summary>
internal static partial class FieldChecks
{
    private static readonly int FirstBirth = new DateOnly(1900, 1, 1).DayNumber;
    private static readonly int FirstTrade = new DateOnly(1990, 1, 1).DayNumber;

    /// <summary>All checks of a snapshot, in the order in which they are shown.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number after which a day lies in the future.</param>
    public static IReadOnlyList<FieldCheck> Of(Snapshot snapshot, int asOfDay) => snapshot.Memo<IReadOnlyList<FieldCheck>>(("field-checks", asOfDay), () =>
    [
        .. OfCustomers(snapshot.Customers, asOfDay),
        .. OfOrders(snapshot, asOfDay),
        .. OfLines(snapshot),
        .. OfProducts(snapshot.Products),
        .. OfCampaigns(snapshot.Campaigns),
        .. OfContacts(snapshot.Contacts, asOfDay),
    ]);

    /// <summary>Number of rows of a subject.</summary>
    public static int Rows(Snapshot snapshot, QualitySubject subject) => subject switch
    {
        QualitySubject.Customers => snapshot.Customers.Count,
        QualitySubject.Orders => snapshot.Orders.Count,
        QualitySubject.Lines => snapshot.Lines.Count,
        QualitySubject.Products => snapshot.Products.Count,
        QualitySubject.Campaigns => snapshot.Campaigns.Count,
        _ => snapshot.Contacts.Count,
    };

    private static FieldCheck Check(QualitySubject subject, string key, string label, double weight, string rule, Func<int, QualityFault?> fault, Func<int, string?> value) =>
        new(subject, key, label, weight, rule, fault, value);

    private static FieldCheck Filled(QualitySubject subject, string key, string label, double weight, Func<int, string?> value) =>
        Check(subject, key, label, weight, "Filled", row => Missing(string.IsNullOrWhiteSpace(value(row))), value);

    private static QualityFault? Missing(bool isMissing) => isMissing ? QualityFault.Missing : QualityFault.None;

    private static string? Day(int day) => day <= 0 ? null : DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Amount(long amountE4) => amountE4 < 0 ? null : (amountE4 / 10_000m).ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture);
}
