using System.Globalization;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// The first, second, third … order of every customer as of a day: when it was, what it was of (the item that brought most of it, as <see cref="PathCounting.Main"/> says), and how
/// long the next one took. They are fields of rules, so that the customers of a path can be listed and saved.
/// </summary>
internal static class NthOrders
{
    /// <summary>The number that a rule names: "1" to "10"; 0 for anything else, which is no order.</summary>
    public static int Number(string argument) => int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= PathRequest.MostStep ? number : 0;

    /// <summary>The numbers that a rule can name.</summary>
    public static IReadOnlyList<string> Numbers { get; } = [.. Enumerable.Range(1, PathRequest.MostStep).Select(n => n.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The day of the order; unknown without one.</summary>
    public static NumbersColumn? Days(Snapshot snapshot, string argument, int asOfDay) => Number(argument) is not (> 0 and var number) ? null
        : snapshot.MemoOfData((nameof(NthOrders), nameof(Days), number, asOfDay), () =>
        {
            var orders = Documents(snapshot, number, asOfDay);
            return NumbersColumn.Days(Column<int>.Of(Array.ConvertAll(orders, order => order < 0 ? 0 : snapshot.Orders.Day[order])), Known(orders));
        });

    /// <summary>The item that brought most of the order; unknown without an order or where its goods name none.</summary>
    public static CodedColumn? Items(Snapshot snapshot, ItemLevel level, string argument, int asOfDay) => Number(argument) is not (> 0 and var number) ? null
        : snapshot.MemoOfData((nameof(NthOrders), level, number, asOfDay), () =>
        {
            var items = AssortmentItems.Of(snapshot, level, Selection.Of(snapshot, Filter.Everything, asOfDay));
            var orders = Documents(snapshot, number, asOfDay);
            var codes = new int[orders.Length];
            Partitions.Run(
                codes.Length,
                (from, to) =>
                {
                    var reader = new OrderItems(snapshot, items);
                    for (var customer = from; customer < to; customer++)
                        codes[customer] = orders[customer] >= 0 && reader.Read(orders[customer]) ? reader.Main(orders[customer]) : -1;
                },
                CancellationToken.None);
            return new CodedColumn(Codes.Of(codes, items.Count), items.Values);
        });

    /// <summary>Days from the order to the next one; unknown without a next one.</summary>
    public static NumbersColumn? DaysToNext(Snapshot snapshot, string argument, int asOfDay) => Number(argument) is not (> 0 and var number) ? null
        : snapshot.MemoOfData((nameof(NthOrders), nameof(DaysToNext), number, asOfDay), () =>
        {
            var (orders, next) = (Documents(snapshot, number, asOfDay), Documents(snapshot, number + 1, asOfDay));
            var days = new int[orders.Length];
            for (var customer = 0; customer < days.Length; customer++)
                days[customer] = next[customer] < 0 ? 0 : snapshot.Orders.Day[next[customer]] - snapshot.Orders.Day[orders[customer]];
            return NumbersColumn.Whole(Column<int>.Of(days), Known(next));
        });

    private static Bitmap Known(int[] orders)
    {
        var known = new Bitmap(orders.Length);
        for (var customer = 0; customer < orders.Length; customer++)
        {
            if (orders[customer] >= 0)
                known.Add(customer);
        }

        return known;
    }

    /// <summary>The order of each customer, −1 without one.</summary>
    private static int[] Documents(Snapshot snapshot, int number, int asOfDay)
    {
        var found = new int[snapshot.Customers.Count];
        Partitions.Run(
            found.Length,
            (from, to) =>
            {
                var (firstOf, kinds, days) = (snapshot.Orders.FirstOfCustomer, snapshot.Orders.Kind, snapshot.Orders.Day);
                for (var customer = from; customer < to; customer++)
                {
                    found[customer] = -1;
                    var seen = 0;
                    for (var order = firstOf[customer]; order < firstOf[customer + 1] && days[order] <= asOfDay; order++)
                    {
                        if (kinds[order] != DocumentKind.Order || ++seen < number)
                            continue;
                        found[customer] = order;
                        break;
                    }
                }
            },
            CancellationToken.None);
        return found;
    }
}
