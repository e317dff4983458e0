using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

internal static partial class FieldChecks
{
    private const int MostAddress = 254;

    private static IEnumerable<FieldCheck> OfCustomers(CustomerColumns customers, int asOfDay)
    {
        const QualitySubject subject = QualitySubject.Customers;
        var asked = customers.Consent.Values.ToArray();
        var doubles = new Lazy<HashSet<string>>(() => Doubles(customers.Emails));
        yield return Check(subject, "email", "E-mail address", 3, "Looks like name@host.tld, and no other customer has it, in any case", Email, row => customers.Emails[row]);
        yield return Check(subject, "consent", "Consent", 3, "Asked for at least one channel; refused is an answer", row => Missing(Array.TrueForAll(asked, c => c[row] == 0)), Consent);
        yield return Filled(subject, "country", "Country", 2, row => customers.Country[row]);
        yield return Check(subject, "birthdate", "Birth date", 2, "From 1900 on, not in the future, at most 120 years ago", Birth, row => Day(customers.BirthDay[row]));
        yield return Filled(subject, "gender", "Gender", 1, row => customers.Gender[row]);
        yield return Filled(subject, "name", "Name", 1, row => customers.Names[row]);
        yield return Filled(subject, "city", "City", 1, row => customers.City[row]);
        yield return Filled(subject, "language", "Language", 1, row => customers.Language[row]);
        yield return Check(subject, "signup", "Sign-up date", 1, "Not in the future", row => DayFault(customers.SignUpDay[row], asOfDay, 1), row => Day(customers.SignUpDay[row]));

        QualityFault? Email(int row)
        {
            var address = customers.Emails[row];
            if (string.IsNullOrWhiteSpace(address))
                return QualityFault.Missing;
            return !IsAddress(address.Trim()) ? QualityFault.Malformed : doubles.Value.Contains(Plain(address)) ? QualityFault.Duplicate : QualityFault.None;
        }

        QualityFault? Birth(int row)
        {
            var day = customers.BirthDay[row];
            if (day <= 0)
                return QualityFault.Missing;
            return day > asOfDay ? QualityFault.Future : day < FirstBirth || AgeBands.AgeAt(day, asOfDay) < 0 ? QualityFault.Implausible : QualityFault.None;
        }

        string? Consent(int row)
        {
            var said = customers.Consent.Where(c => c.Value[row] != 0).Select(c => $"{c.Key}: {(c.Value[row] > 0 ? "yes" : "no")}").Order(StringComparer.Ordinal).ToList();
            return said.Count == 0 ? null : string.Join(", ", said);
        }
    }

    private static QualityFault? DayFault(int day, int asOfDay, int firstDay) =>
        day <= 0 ? QualityFault.Missing : day > asOfDay ? QualityFault.Future : day < firstDay ? QualityFault.Implausible : QualityFault.None;

    private static HashSet<string> Doubles(Utf8Column addresses)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var doubles = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (!string.IsNullOrWhiteSpace(address) && Plain(address) is var plain && !seen.Add(plain))
                doubles.Add(plain);
        }

        return doubles;
    }

    private static string Plain(string address) => address.Trim().ToUpperInvariant();

    // The shape that mail can be sent to, not the whole of RFC 5322: one @, a name before it, a host with a dot and no empty label after it.
    private static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != text.LastIndexOf('@') || text.Length > MostAddress || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>'))
            return false;
        var labels = text[(at + 1)..].Split('.');
        return labels.Length >= 2 && Array.TrueForAll(labels, label => label.Length > 0 && label[0] != '-' && label[^1] != '-');
    }
}
