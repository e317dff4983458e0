using System.Globalization;
using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The columns behind the fields of <see cref="RuleFields"/>, each computed once for a snapshot and day.</summary>
internal static class FieldColumns
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The values of consent, in the order of their codes.</summary>
    public static readonly string[] ConsentValues = ["refused", "never asked", "granted"];

    /// <summary>The name among names that is meant: the same, or else the first that differs only in case; null for none.</summary>
    public static string? Named(IEnumerable<string> names, string name)
    {
        string? found = null;
        foreach (var candidate in names.Order(StringComparer.Ordinal))
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
                return candidate;
            if (found is null && string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
                found = candidate;
        }

        return found;
    }

    public static CodedColumn? Attribute(Snapshot snapshot, string name) =>
        Named(snapshot.Customers.Attributes.Keys, name) is { } found ? new CodedColumn(snapshot.Customers.Attributes[found]) : null;

    /// <summary>Consent to a channel; nobody was asked about one that the data doesn't know.</summary>
    public static CodedColumn Consent(Snapshot snapshot, string channel)
    {
        var found = Named(snapshot.Customers.Consent.Keys, channel);
        return snapshot.MemoOfData((nameof(FieldColumns), nameof(Consent), found), () =>
        {
            var states = found is null ? null : snapshot.Customers.Consent[found];
            var codes = Filled<sbyte>(snapshot.Customers.Count, (customer, to) => to[customer] = (sbyte)(Math.Sign(states?[customer] ?? 0) + 1));
            return new CodedColumn(new Codes(codes, null, null), ConsentValues);
        });
    }

    public static CodedColumn RfmGroups(Snapshot snapshot, int asOfDay) =>
        snapshot.Memo((nameof(FieldColumns), nameof(RfmGroups), asOfDay), () => Groups(RfmScores.Of(snapshot, asOfDay).Groups));

    /// <summary>The groups on another day by the edges of the as-of day; null when the argument is no day.</summary>
    public static CodedColumn? RfmGroupsOn(Snapshot snapshot, string argument, int asOfDay) =>
        DayOf(argument) is { } day
            ? snapshot.Memo((nameof(FieldColumns), nameof(RfmGroupsOn), day, asOfDay), () => Groups(RfmScores.Of(snapshot, day.DayNumber, RfmScores.Of(snapshot, asOfDay).Definition).Groups))
            : null;

    public static CodedColumn PreviousRfmGroups(Snapshot snapshot, int asOfDay) => snapshot.Memo(
        (nameof(FieldColumns), nameof(PreviousRfmGroups), asOfDay),
        () => Groups(RfmHistory.Of(snapshot, RfmScores.Of(snapshot, asOfDay)).Previous));

    public static NumbersColumn RfmGroupSince(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(FieldColumns), nameof(RfmGroupSince), asOfDay), () =>
    {
        var since = Column<int>.Of(RfmHistory.Of(snapshot, RfmScores.Of(snapshot, asOfDay)).Since);
        return NumbersColumn.Days(since, Predicates.Between(since, 1, asOfDay));
    });

    /// <summary>The day that an argument means; null when it is none.</summary>
    public static DateOnly? DayOf(string argument) =>
        DateOnly.TryParseExact(argument, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;

    /// <summary>A day as an argument.</summary>
    public static string DayText(int day) => DateOnly.FromDayNumber(day).ToString(DayFormat, CultureInfo.InvariantCulture);

    public static NumbersColumn Scores(Snapshot snapshot, int asOfDay, Func<RfmScores, byte[]> score)
    {
        var rfm = RfmScores.Of(snapshot, asOfDay);
        return NumbersColumn.Whole(Column<sbyte>.Of(MemoryMarshal.Cast<byte, sbyte>(score(rfm))), Buyers(snapshot, asOfDay));
    }

    public static NumbersColumn DaysSinceLastOrder(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData(
        (nameof(FieldColumns), nameof(DaysSinceLastOrder), asOfDay),
        () => NumbersColumn.Whole(Column<int>.Of(RfmMeasures.Of(snapshot, asOfDay, null).DaysSinceLastOrder), Buyers(snapshot, asOfDay)));

    public static NumbersColumn LastOrderDays(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(FieldColumns), nameof(LastOrderDays), asOfDay), () =>
    {
        var silent = RfmMeasures.Of(snapshot, asOfDay, null).DaysSinceLastOrder;
        return NumbersColumn.Days(Filled<int>(silent.Length, (customer, days) => days[customer] = asOfDay - silent[customer]), Buyers(snapshot, asOfDay));
    });

    public static NumbersColumn FirstOrderDays(Snapshot snapshot, int asOfDay) => NumbersColumn.Days(FirstDays(snapshot), Buyers(snapshot, asOfDay));

    public static NumbersColumn TenureDays(Snapshot snapshot, int asOfDay) => Since(snapshot, nameof(TenureDays), FirstDays(snapshot), asOfDay);

    public static NumbersColumn SignUpDays(Snapshot snapshot, int asOfDay) => NumbersColumn.Days(snapshot.Customers.SignUpDay, Between(snapshot, nameof(SignUpDays), snapshot.Customers.SignUpDay, asOfDay));

    public static NumbersColumn DaysSinceSignUp(Snapshot snapshot, int asOfDay) => Since(snapshot, nameof(DaysSinceSignUp), snapshot.Customers.SignUpDay, asOfDay);

    public static NumbersColumn Ages(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(FieldColumns), nameof(Ages), asOfDay), () =>
    {
        var births = snapshot.Customers.BirthDay;
        var ages = Filled<sbyte>(births.Length, (customer, values) => values[customer] = (sbyte)AgeBands.AgeAt(births[customer], asOfDay));
        return NumbersColumn.Whole(ages, Predicates.Between(ages, (sbyte)0, sbyte.MaxValue));
    });

    public static NumbersColumn BirthdayMonths(Snapshot snapshot) => snapshot.MemoOfData((nameof(FieldColumns), nameof(BirthdayMonths)), () =>
    {
        var births = snapshot.Customers.BirthDay;
        var months = Filled<sbyte>(births.Length, (customer, values) => values[customer] = births[customer] > 0 ? (sbyte)DateOnly.FromDayNumber(births[customer]).Month : (sbyte)0);
        return NumbersColumn.Whole(months, Predicates.Between(months, (sbyte)1, sbyte.MaxValue));
    });

    /// <summary>The customers with an order until a day.</summary>
    public static Bitmap Buyers(Snapshot snapshot, int asOfDay) => Between(snapshot, nameof(Buyers), FirstDays(snapshot), asOfDay);

    // As a signed byte, "not yet" is −1: unknown.
    private static CodedColumn Groups(ReadOnlySpan<byte> groups) =>
        new(new Codes(Column<sbyte>.Of(MemoryMarshal.Cast<byte, sbyte>(groups)), null, null), [.. Segments.RfmGroups.All.Select(g => g.Name())]);

    private static Column<int> FirstDays(Snapshot snapshot) => snapshot.MemoOfData((nameof(FieldColumns), nameof(FirstDays)), () =>
    {
        var first = FirstOrders.Of(snapshot);
        var orderDays = snapshot.Orders.Day;
        return Filled<int>(first.Length, (customer, days) => days[customer] = first[customer] < 0 ? 0 : orderDays[first[customer]]);
    });

    private static NumbersColumn Since(Snapshot snapshot, string name, Column<int> days, int asOfDay) => snapshot.MemoOfData(
        (nameof(FieldColumns), name, asOfDay),
        () => NumbersColumn.Whole(Filled<int>(days.Length, (customer, since) => since[customer] = asOfDay - days[customer]), Between(snapshot, name, days, asOfDay)));

    private static Bitmap Between(Snapshot snapshot, string name, Column<int> days, int asOfDay) =>
        snapshot.MemoOfData((nameof(FieldColumns), nameof(Between), name, asOfDay), () => Predicates.Between(days, 1, asOfDay));

    private static Column<T> Filled<T>(int length, Action<int, T[]> fill)
        where T : unmanaged => Column<T>.Filled(length, values => Partitions.Run(
        length,
        (from, to) =>
        {
            for (var customer = from; customer < to; customer++)
                fill(customer, values);
        },
        CancellationToken.None));
}
