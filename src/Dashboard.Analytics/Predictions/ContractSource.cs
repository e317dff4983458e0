using System.Globalization;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Where contracts are found in a shop: attributes of customers that hold the day on which a contract began and the day on which it ended.</summary>
public static class ContractSource
{
    /// <summary>Stands for the day of sign-up instead of an attribute.</summary>
    public const string SignUp = "sign-up";

    private const double LeastDates = 0.9;
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss", "dd.MM.yyyy", "yyyy/MM/dd", "yyyyMMdd"];

    /// <summary>Attributes whose values are days, by name.</summary>
    /// <param name="snapshot">The data.</param>
    public static IReadOnlyList<string> DayAttributes(Snapshot snapshot) => snapshot.MemoOfData(nameof(ContractSource), () => (IReadOnlyList<string>)
    [
        .. snapshot.Customers.Attributes.Where(a => a.Value.Values.Length > 0 && a.Value.Values.Count(v => DayOf(v) > 0) >= LeastDates * a.Value.Values.Length).Select(a => a.Key).Order(StringComparer.Ordinal),
    ]);

    /// <summary>The attributes that look like the start and the end of a contract; null where none does. Without one for the start, the day of sign-up may be it.</summary>
    /// <param name="snapshot">The data.</param>
    public static (string? Start, string? End) Guess(Snapshot snapshot)
    {
        var days = DayAttributes(snapshot);
        return (Named("start", "begin", "since", "from") ?? (snapshot.Customers.SignUpDay.Span.ContainsAnyExcept(0) ? SignUp : null), Named("end", "cancel", "terminat", "until", "expir", "churn"));

        string? Named(params string[] words) => days.FirstOrDefault(d => words.Any(w => d.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The contracts of some customers as of a day: those with a start until then. What ends later is still there.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="members">The customers.</param>
    /// <param name="start">Attribute of the start, or <see cref="SignUp"/>.</param>
    /// <param name="end">Attribute of the end.</param>
    /// <param name="period">How often contracts are renewed.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="spans">Start and end of each contract as day numbers by customer; 0 for no start, and for no end until the day.</param>
    public static ContractBook Read(Snapshot snapshot, Bitmap members, string start, string end, ContractPeriod period, int asOfDay, out (int Customer, int Start, int End)[] spans)
    {
        var (begins, ends) = (Days(snapshot, start), Days(snapshot, end));
        var found = new List<(int Customer, int Start, int End)>();
        foreach (var customer in members)
        {
            if (begins(customer) is > 0 and var first && first <= asOfDay)
                found.Add((customer, first, ends(customer) is var last && last >= first && last <= asOfDay ? last : 0));
        }

        var counts = new SortedDictionary<(int Cohort, int Age, int LeftAt), double>();
        foreach (var (_, first, last) in found)
        {
            var age = period.Whole(first, asOfDay);
            var left = last > 0 ? period.LeftAt(first, last) : 0;
            var key = (CohortOf(first, period), age, left <= age ? left : 0);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        int[] cohorts = [.. counts.Keys.Select(k => k.Cohort).Distinct().Order()];
        spans = [.. found];
        return new ContractBook([.. cohorts.Select(c => NameOf(c, period))], [.. counts.Select(c => new ContractUnit(Array.IndexOf(cohorts, c.Key.Cohort), c.Key.Age, c.Key.LeftAt, c.Value))]);
    }

    /// <summary>Net revenue of a period under contract, in currency units, over the last year; null where nothing was ordered under contract.</summary>
    internal static double? RevenueOfPeriod(Snapshot snapshot, IReadOnlyList<(int Customer, int Start, int End)> spans, ContractPeriod period, int asOfDay)
    {
        var (days, revenue) = (0L, 0L);
        foreach (var (customer, start, end) in spans)
        {
            var (from, until) = (Math.Max(start, asOfDay - 364), end > 0 ? end : asOfDay);
            if (until < from)
                continue;
            days += until - from + 1;
            for (var order = snapshot.Orders.FirstOfCustomer[customer]; order < snapshot.Orders.FirstOfCustomer[customer + 1]; order++)
                revenue += snapshot.Orders.Day[order] is var day && day >= from && day <= until ? snapshot.Orders.AmountE4[order] : 0;
        }

        return days > 0 && revenue > 0 ? revenue / 10_000.0 / days * period.Days() : null;
    }

    private static Func<int, int> Days(Snapshot snapshot, string attribute)
    {
        if (attribute == SignUp)
            return customer => snapshot.Customers.SignUpDay[customer];
        if (!snapshot.Customers.Attributes.TryGetValue(attribute, out var column))
            return _ => 0;
        var days = Array.ConvertAll(column.Values, DayOf);
        return customer => column.Codes[customer] is >= 0 and var code ? days[code] : 0;
    }

    private static int DayOf(string text) => DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day).DayNumber : 0;

    // Contracts of months and weeks by the quarter in which they began, of longer periods by the year.
    private static int CohortOf(int day, ContractPeriod period)
    {
        var date = DateOnly.FromDayNumber(day);
        return period is ContractPeriod.Week or ContractPeriod.Month ? (date.Year * 4) + ((date.Month - 1) / 3) : date.Year;
    }

    private static string NameOf(int cohort, ContractPeriod period) => period is ContractPeriod.Week or ContractPeriod.Month
        ? string.Create(CultureInfo.InvariantCulture, $"{cohort / 4} Q{(cohort % 4) + 1}")
        : cohort.ToString(CultureInfo.InvariantCulture);
}
