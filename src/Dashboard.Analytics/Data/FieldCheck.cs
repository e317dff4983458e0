using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>One field that is checked over all rows of its subject.</summary>
/// <param name="Subject">What the rows are.</param>
/// <param name="Key">Key of the field within its subject.</param>
/// <param name="Label">Name of the field.</param>
/// <param name="Weight">How much the field counts in the score; 1 is usual, 3 is what analyses cannot do without.</param>
/// <param name="Rule">When a value is valid, in words.</param>
/// <param name="Find">Finds what is wrong with which rows, afresh each time.</param>
/// <param name="ValueOf">What the row holds, as text; null when nothing.</param>
internal sealed record FieldCheck(
    QualitySubject Subject, string Key, string Label, double Weight, string Rule, Func<FieldFaults> Find, Func<int, string?> ValueOf);

/// <summary>What is wrong with a field, as sets of rows; a row is in one of them at most.</summary>
/// <param name="Asked">Rows that should have the field; null for all.</param>
/// <param name="Rows">The rows of each fault; not all of them need be asked.</param>
internal sealed record FieldFaults(Bitmap? Asked, params (QualityFault Fault, Bitmap Rows)[] Rows)
{
    /// <summary>The asked rows that have a fault.</summary>
    public Bitmap Of(QualityFault fault, int rows)
    {
        var found = Array.Find(Rows, f => f.Fault == fault).Rows ?? new Bitmap(rows);
        return Asked is null ? found : found & Asked;
    }

    /// <summary>Number of asked rows that have a fault.</summary>
    public int Count(QualityFault fault) =>
        Array.Find(Rows, f => f.Fault == fault).Rows is not { } found ? 0 : Asked is null ? found.Count() : Bitmap.CountBoth(found, Asked);
}

/// <summary>The checks there are.</summary>
internal static partial class FieldChecks
{
    private static readonly int FirstBirth = new DateOnly(1900, 1, 1).DayNumber;
    private static readonly int FirstTrade = new DateOnly(1990, 1, 1).DayNumber;

    /// <summary>All checks of a snapshot, in the order in which they are shown.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number after which a day lies in the future.</param>
    public static IReadOnlyList<FieldCheck> Of(Snapshot snapshot, int asOfDay) =>
    [
        .. OfCustomers(snapshot.Customers, asOfDay),
        .. OfOrders(snapshot, asOfDay),
        .. OfLines(snapshot),
        .. OfProducts(snapshot.Products),
        .. OfCampaigns(snapshot.Campaigns),
        .. OfContacts(snapshot.Contacts, asOfDay),
    ];

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

    /// <summary>A check of each row by itself, for kinds of data that have few rows.</summary>
    private static FieldFaults RowByRow(int rows, Func<int, QualityFault> faultOf)
    {
        var sets = Enum.GetValues<QualityFault>().Where(f => f != QualityFault.None).Select(f => (Fault: f, Rows: new Bitmap(rows))).ToArray();
        for (var row = 0; row < rows; row++)
        {
            if (faultOf(row) is var fault and not QualityFault.None)
                sets[(int)fault - 1].Rows.Add(row);
        }

        return new FieldFaults(null, sets);
    }

    /// <summary>A dictionary column that should be filled: each distinct value is looked at once.</summary>
    private static FieldCheck Filled(QualitySubject subject, string key, string label, double weight, TextColumn column)
    {
        return new FieldCheck(subject, key, label, weight, "Filled", Find, row => column[row]);

        FieldFaults Find() => new(null, (QualityFault.Missing, Predicates.Where(column.Codes, [.. column.Values.Select(string.IsNullOrWhiteSpace), true])));
    }

    private static FieldCheck Filled(QualitySubject subject, string key, string label, double weight, int rows, Func<int, string?> value) =>
        new(subject, key, label, weight, "Filled", () => RowByRow(rows, row => Missing(string.IsNullOrWhiteSpace(value(row)))), value);

    /// <summary>A day that should be known, not before a first day, and not in the future.</summary>
    private static FieldFaults Days(Column<int> days, int asOfDay, int firstDay) => new(
        null,
        (QualityFault.Missing, Predicates.Between(days, int.MinValue, 0)),
        (QualityFault.Future, Predicates.Between(days, Math.Max(1, asOfDay + 1), int.MaxValue)),
        (QualityFault.Implausible, Predicates.Between(days, 1, Math.Min(firstDay - 1, asOfDay))));

    private static QualityFault Missing(bool isMissing) => isMissing ? QualityFault.Missing : QualityFault.None;

    private static string? Day(int day) => day <= 0 ? null : DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Amount(long amountE4) => amountE4 < 0 ? null : (amountE4 / 10_000m).ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture);
}
