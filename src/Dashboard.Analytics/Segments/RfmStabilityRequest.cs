using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// How many customers would be in another group if an edge between the scores were a little higher or lower: each edge alone, the four of a measure, and all together.
/// Moved edges are rounded to whole days, whole orders and ten-thousandths of the currency unit, so that a small edge may not move at all.
/// </summary>
/// <param name="Scope">When and whom.</param>
/// <param name="Definition">A definition to try, or null for the shop's own.</param>
public sealed record RfmStabilityRequest(Scope Scope, RfmDefinition? Definition = null) : IAnalysis<RfmStability>, IScoped
{
    /// <inheritdoc/>
    public RfmStability Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var people = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var definition = Definition ?? snapshot.Settings.Rfm;
        var scores = RfmScores.Of(snapshot, snapshot.Resolve(Scope.Range).To.DayNumber, definition);
        var edges = new[]
        {
            new MovedEdges(scores.Thresholds.DaysSinceLastOrder, isLessBetter: true),
            new MovedEdges(scores.Thresholds.Orders, isLessBetter: false),
            new MovedEdges(scores.Thresholds.MoneyE4, isLessBetter: false),
        };
        var counts = Count(scores, people, edges, cancellationToken);
        return new EdgeTrials(scores, edges, counts).Result(definition, Receipt.For(
            snapshot,
            Scope,
            "Customers with an order whose RFM group at the end of the range would be another if edges between the scores were moved by a share of themselves, rounded to whole days and orders; "
            + "the map of groups and the window stay. Near an edge: at least one edge moved alone would change the group.",
            counts.Sum(),
            "customers with an order") with
        {
            Groups = definition.Names,
            Details = RfmFacts.Of(scores),
        });
    }

    // Customers by where their three values lie among all edges, moved ones too: within one such cell everybody has the same scores, whichever edges are moved.
    private static int[] Count(RfmScores scores, Bitmap people, MovedEdges[] edges, CancellationToken cancellationToken)
    {
        var (days, orders, money) = (edges[0], edges[1], edges[2]);
        return Partitions.Accumulate(
            people.Length,
            () => new int[days.Places * orders.Places * money.Places],
            (sum, from, to) =>
            {
                foreach (var customer in people.Between(from, to))
                {
                    if (scores.Recency[customer] == 0)
                        continue;
                    var place = (days.PlaceOf(scores.DaysSinceLastOrder[customer]) * orders.Places) + orders.PlaceOf(scores.WindowOrders[customer]);
                    sum[(place * money.Places) + money.PlaceOf(scores.WindowMoneyE4[customer])]++;
                }
            },
            (sum, more) => Sums.Add<int>(sum, more),
            cancellationToken);
    }
}
