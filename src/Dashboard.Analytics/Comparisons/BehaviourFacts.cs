using System.Globalization;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Comparisons;

/// <summary>What customers did: how often and how lately, for how much, what, where and when; one answer a customer.</summary>
internal static class BehaviourFacts
{
    private static readonly (BehaviourNumber Number, FactSubject Subject, string Name, FactUnit Unit, double Scale)[] Kinds =
    [
        (BehaviourNumber.Age, FactSubject.Age, "Age", FactUnit.Years, 1),
        (BehaviourNumber.DaysKnown, FactSubject.Tenure, "Days since they became known", FactUnit.Days, 1),
        (BehaviourNumber.DaysSinceLastOrder, FactSubject.Rhythm, "Days since the last order", FactUnit.Days, 1),
        (BehaviourNumber.DaysBetweenOrders, FactSubject.Rhythm, "Days between orders", FactUnit.Days, OrderRhythm.Scale),
        (BehaviourNumber.OrdersSoFar, FactSubject.Rhythm, "Orders so far", FactUnit.Number, 1),
        (BehaviourNumber.OrdersInRange, FactSubject.Rhythm, "Orders in the range", FactUnit.Number, 1),
        (BehaviourNumber.RevenueSoFar, FactSubject.Spend, "Revenue so far", FactUnit.Money, 1),
        (BehaviourNumber.RevenueInRange, FactSubject.Spend, "Revenue in the range", FactUnit.Money, 1),
        (BehaviourNumber.OrderAmount, FactSubject.Basket, "Amount of an order", FactUnit.Money, 1),
        (BehaviourNumber.Items, FactSubject.Basket, "Items in an order", FactUnit.Number, 100),
        (BehaviourNumber.DistinctProducts, FactSubject.Basket, "Different products in an order", FactUnit.Number, 100),
        (BehaviourNumber.PriceLevel, FactSubject.PriceLevel, "Price level within categories", FactUnit.Fraction, PriceLevels.Scale),
        (BehaviourNumber.DiscountRate, FactSubject.Discounts, "Discount on what they bought", FactUnit.Fraction, 10_000),
    ];

    /// <summary>Collects the facts of two sets.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="sets">The sets.</param>
    /// <param name="selection">Which documents count in the range.</param>
    /// <param name="range">The days; ages, rhythm and totals hold on the last of them.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static (IEnumerable<ShareFact> Shares, IEnumerable<NumberFact> Numbers) Of(
        Snapshot snapshot, TwoSets sets, Selection selection, DateRange range, CancellationToken cancellationToken)
    {
        var context = new BehaviourContext(snapshot, selection, range);
        var (a, b) = sets.Count(
            (nameof(BehaviourFacts), range),
            (set, token) => BehaviourTally.Of(context, set, token),
            (first, second) => first.With(second),
            (both, part) => both.Less(part),
            cancellationToken);
        return (Shares(snapshot, context, a, b, sets.A.Size, sets.B.Size), Numbers(a, b));
    }

    private static IEnumerable<NumberFact> Numbers(BehaviourSide a, BehaviourSide b) => Kinds
        .Where(k => k.Number != BehaviourNumber.DiscountRate || a.Discounted + b.Discounted > 0)
        .Select(k => new NumberFact(k.Subject, k.Name, k.Unit, k.Scale, a.Numbers[(int)k.Number], b.Numbers[(int)k.Number]));

    private static IEnumerable<ShareFact> Shares(Snapshot snapshot, BehaviourContext context, BehaviourSide a, BehaviourSide b, int sizeA, int sizeB)
    {
        var (activeA, activeB) = (Count(a, BehaviourNumber.OrdersInRange), Count(b, BehaviourNumber.OrdersInRange));
        yield return YesNo(FactSubject.Rhythm, "Ever ordered", Count(a, BehaviourNumber.OrdersSoFar), Count(b, BehaviourNumber.OrdersSoFar), sizeA, sizeB);
        yield return YesNo(FactSubject.Rhythm, "Ordered in the range", activeA, activeB, sizeA, sizeB);
        yield return YesNo(FactSubject.Returns, "Sent something back", a.Returned, b.Returned, activeA, activeB);
        if (a.Discounted + b.Discounted > 0)
            yield return YesNo(FactSubject.Discounts, "Bought something reduced", a.Discounted, b.Discounted, a.WithGoods, b.WithGoods);
        yield return Preferred(FactSubject.Channel, "Preferred channel", snapshot.Orders.Channel.Values, a.Channels, b.Channels);
        yield return Preferred(
            FactSubject.Weekday, "Preferred weekday", [.. Enumerable.Range(1, 7).Select(d => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(d % 7)))], a.Weekdays, b.Weekdays) with
        { IsOrdered = true };
        if (context.HasTimes)
        {
            yield return Preferred(FactSubject.TimeOfDay, "Preferred part of the day", ["Night (0–6)", "Morning (6–12)", "Afternoon (12–18)", "Evening (18–24)"], a.DayParts, b.DayParts) with { IsOrdered = true };
            yield return Preferred(
                FactSubject.TimeOfDay, "Preferred hour", [.. Enumerable.Range(0, 24).Select(h => string.Create(CultureInfo.InvariantCulture, $"{h:00}:00–{h:00}:59"))], a.Hours, b.Hours) with
            { IsOrdered = true };
        }

        var products = snapshot.Products;
        yield return Bought("Category bought", products.Category.Values, products.Category.Values, a.Categories, b.Categories, a, b) with { Dimension = Dimension.Category };
        yield return Bought("Brand bought", products.Brand.Values, products.Brand.Values, a.Brands, b.Brands, a, b) with { Dimension = Dimension.Brand };
        yield return Bought("Product bought", products.Keys, products.Names, a.Products, b.Products, a, b) with { Dimension = Dimension.Product };
    }

    private static int Count(BehaviourSide side, BehaviourNumber number) => side.Numbers[(int)number].Count;

    private static ShareFact YesNo(FactSubject subject, string name, int yesA, int yesB, int knownA, int knownB) =>
        new(subject, name, [new CountedLevel("", null, yesA, yesB)], knownA, knownB);

    private static ShareFact Preferred(FactSubject subject, string name, string[] values, int[] a, int[] b) =>
        new(subject, name, [.. values.Select((value, i) => new CountedLevel(value, value, a[i], b[i]))], a.Sum(), b.Sum()) { IsExclusive = true };

    private static ShareFact Bought(string name, string[] values, string[] labels, int[] buyersA, int[] buyersB, BehaviourSide a, BehaviourSide b) =>
        new(FactSubject.Goods, name, [.. values.Select((value, i) => new CountedLevel(value, labels[i], buyersA[i], buyersB[i]))], a.WithGoods, b.WithGoods);
}

/// <summary>The numbers of each customer.</summary>
internal enum BehaviourNumber
{
    Age,
    DaysKnown,
    DaysSinceLastOrder,
    DaysBetweenOrders,
    OrdersSoFar,
    OrdersInRange,
    RevenueSoFar,
    RevenueInRange,
    OrderAmount,
    Items,
    DistinctProducts,
    PriceLevel,
    DiscountRate,
}

/// <summary>What all parts of the customers are read with.</summary>
internal sealed class BehaviourContext(Snapshot snapshot, Selection selection, DateRange range)
{
    public Snapshot Snapshot => snapshot;

    public Selection Selection => selection;

    public DateRange Range => range;

    /// <summary>The documents of the range that count.</summary>
    public Bitmap Documents { get; } = selection.Orders & snapshot.DocumentsIn(range);

    /// <summary>Days between order days of each customer, as <see cref="OrderRhythm"/> has them.</summary>
    public int[] Rhythm { get; } = OrderRhythm.Of(snapshot, range.To.DayNumber);

    public RfmScores Totals { get; } = RfmScores.Of(snapshot, range.To.DayNumber);

    public TasteProducts Goods { get; } = new(snapshot, selection);

    public int[] PriceLevels { get; } = Comparisons.PriceLevels.Of(snapshot);

    /// <summary>Whether any document has a time of day.</summary>
    public bool HasTimes { get; } = snapshot.MemoOfData((nameof(BehaviourContext), nameof(HasTimes)), () => snapshot.Orders.Minute.Span.ContainsAnyExcept((short)0));
}
