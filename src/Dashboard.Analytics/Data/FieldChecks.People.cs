using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

internal static partial class FieldChecks
{
    private static IEnumerable<FieldCheck> OfCustomers(CustomerColumns customers, int asOfDay)
    {
        const QualitySubject subject = QualitySubject.Customers;
        yield return new FieldCheck(subject, "email", "E-mail address", 3, "Looks like name@host.tld, and no other customer has it, in any case", () => AddressFaults.Of(customers.Emails), row => customers.Emails[row]);
        yield return new FieldCheck(subject, "consent", "Consent", 3, "Asked for at least one channel; refused is an answer", NeverAsked, Consent);
        yield return Filled(subject, "country", "Country", 2, customers.Country);
        yield return new FieldCheck(subject, "birthdate", "Birth date", 2, "From 1900 on, not in the future, at most 120 years ago", () => Days(customers.BirthDay, asOfDay, Math.Max(FirstBirth, AgeBands.FirstBirth(asOfDay))), row => Day(customers.BirthDay[row]));
        yield return Filled(subject, "gender", "Gender", 1, customers.Gender);
        yield return new FieldCheck(subject, "name", "Name", 1, "Filled", () => new FieldFaults(null, (QualityFault.Missing, Blank(customers.Names))), row => customers.Names[row]);
        yield return Filled(subject, "city", "City", 1, customers.City);
        yield return Filled(subject, "language", "Language", 1, customers.Language);
        yield return new FieldCheck(subject, "signup", "Sign-up date", 1, "Not in the future", () => Days(customers.SignUpDay, asOfDay, 1), row => Day(customers.SignUpDay[row]));

        FieldFaults NeverAsked() => new(
            null, (QualityFault.Missing, customers.Consent.Values.Aggregate(Bitmap.All(customers.Count), (rows, said) => rows & Predicates.Between(said, (sbyte)0, (sbyte)0))));

        string? Consent(int row)
        {
            var said = customers.Consent.Where(c => c.Value[row] != 0).Select(c => $"{c.Key}: {(c.Value[row] > 0 ? "yes" : "no")}").Order(StringComparer.Ordinal).ToList();
            return said.Count == 0 ? null : string.Join(", ", said);
        }
    }

    /// <summary>Rows whose text is unknown or nothing but white space.</summary>
    private static Bitmap Blank(Utf8Column texts)
    {
        var blank = new Bitmap(texts.Length);
        Partitions.Run(
            texts.Length,
            (from, to) =>
            {
                var bytes = texts.Bytes.Span;
                var starts = texts.Starts.Span;
                for (var row = from; row < to; row++)
                {
                    var text = bytes[starts[row]..starts[row + 1]];
                    // Most texts begin with a letter; only the others are read on.
                    if (text.IsEmpty || (text[0] is <= (byte)' ' or > 0x7F && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text))))
                        blank.Add(row);
                }
            },
            CancellationToken.None);
        return blank;
    }
}
