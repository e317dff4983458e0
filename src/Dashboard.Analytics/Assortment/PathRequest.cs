using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Assortment;

/// <summary>
/// What customers buy next: from the item of their first order to that of their second (or from the n-th to the next), who never came back, how long it took, and which paths are
/// taken more often than by chance.
/// </summary>
/// <param name="Scope">When the order before was placed, and which orders and customers. Customers are followed until the end of the range.</param>
/// <param name="Members">Whose orders; null for everybody who is known.</param>
/// <param name="Level">What an item is.</param>
/// <param name="Step">Which order of a customer is the one before, 1 to <see cref="MostStep"/>.</param>
/// <param name="Counting">What an order of several items is of.</param>
/// <param name="WithinDays">Days within which the order after must come, counted for customers who were followed for as long; 0 for any time until the end of the range.</param>
/// <param name="Least">Customers that a path needs to be shown; null for the shop's smallest group.</param>
public sealed record PathRequest(
    Scope Scope, Rule? Members = null, ItemLevel Level = ItemLevel.Category, int Step = 1, PathCounting Counting = PathCounting.Main, int WithinDays = 0, int? Least = null)
    : IAnalysis<PathResult>
{
    /// <summary>The last step that can be asked for.</summary>
    public const int MostStep = 10;

    /// <summary>Fewest customers that paths are looked for among.</summary>
    public const int FewestCustomers = 30;

    private const int MostPaths = 2_000;

    /// <inheritdoc/>
    public PathResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Step is < 1 or > MostStep)
            throw new ArgumentOutOfRangeException(nameof(Step), Step, $"The order before is the first to the {MostStep}th.");
        ArgumentOutOfRangeException.ThrowIfNegative(WithinDays);
        var range = snapshot.Resolve(Scope.Range);
        var selection = Selection.Of(snapshot, Scope.Filter, range.To.DayNumber);
        // The order before decides who counts: a filter on a category asks what its buyers buy next, whatever that is.
        var people = Scope.Filter.AsksOrders ? selection.CustomersWith(snapshot, range) : selection.Customers;
        if (!AssortmentMembers.IsEverybody(Members))
            people &= RuleMembers.Of(snapshot, Members!, range.To.DayNumber, cancellationToken);
        var all = Selection.Of(snapshot, Filter.Everything, range.To.DayNumber);
        var question = new PathQuestion(
            snapshot, selection.Orders & snapshot.DocumentsIn(range), AssortmentItems.Of(snapshot, Level, selection), AssortmentItems.Of(snapshot, Level, all), Step, Counting, WithinDays, range.To.DayNumber);
        var least = Least ?? snapshot.Settings.SmallestGroup;
        var tally = PathTally.Of(question, people, cancellationToken);
        // A stable sort of pairs that come by their items.
        PathPair[] shown = [.. tally.Pairs.Where(p => p.Customers >= least).OrderByDescending(p => p.Customers).Take(MostPaths)];
        return new PathMaker(question, tally, shown, least).Make(this, snapshot, MakeReceipt(snapshot, tally, least));
    }

    private Receipt MakeReceipt(Snapshot snapshot, PathTally tally, int least) =>
        Receipt.For(
            snapshot,
            Scope,
            $"Customers whose order number {Step.ToString(CultureInfo.InvariantCulture)} lies in the range, by what was in it and in their next order"
            + (WithinDays > 0 ? $" if that came within {WithinDays.ToString(CultureInfo.InvariantCulture)} days. " : ", whenever that came until the end of the range. ")
            + (Counting == PathCounting.Main ? "An order is of the item that brought most of it. " : "A customer counts for each pair of an item before and an item after. ")
            + "Lift: customers of a path ÷ those to be expected if what is bought next did not depend on what was bought before, among customers who came back. Intervals: Wilson for shares, log-normal for lift.",
            tally.Customers,
            "customers") with
        {
            LeftOut =
            [
                .. tally.WithoutGoods > 0 ? [new LeftOut(tally.WithoutGoods, "whose order before names no goods that count")] : Array.Empty<LeftOut>(),
                .. tally.TooYoung > 0 ? [new LeftOut(tally.TooYoung, "whose order before is too young to be followed for as long as asked")] : Array.Empty<LeftOut>(),
            ],
            Details =
            [
                new("Customers", AssortmentMembers.Name(Members)), new("Items", Level.ToString()),
                new("Paths not shown below", string.Create(CultureInfo.InvariantCulture, $"{least} customers")), new("Interval level", "95%"),
            ],
        };
}
