using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>What another definition would change: who would be in which group instead, at the end of the range.</summary>
/// <param name="Scope">When and whom.</param>
/// <param name="Definition">The definition to try against the shop's own.</param>
public sealed record RfmChangeRequest(Scope Scope, RfmDefinition Definition) : IAnalysis<RfmChange>, IScoped
{
    /// <inheritdoc/>
    public RfmChange Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var asOf = snapshot.Resolve(Scope.Range).To.DayNumber;
        var people = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags;
        var own = RfmScores.Of(snapshot, asOf, snapshot.Settings.Rfm);
        var tried = RfmScores.Of(snapshot, asOf, Definition);
        var counts = Partitions.Accumulate(
            people.Length,
            () => new int[RfmCodes.Count * RfmCodes.Count],
            (sum, from, to) =>
            {
                foreach (var customer in people.Between(from, to))
                    sum[MoveTally.IndexOf(own.Groups[customer], tried.Groups[customer])]++;
            },
            (sum, more) => Sums.Add<int>(sum, more),
            cancellationToken);
        var moves = new List<SegmentMove>();
        for (var from = 0; from < RfmCodes.NotYet; from++)
        {
            for (var to = 0; to < RfmCodes.NotYet; to++)
            {
                if (counts[(from * RfmCodes.Count) + to] is > 0 and var customers)
                    moves.Add(new SegmentMove((RfmGroup)from, (RfmGroup)to, customers));
            }
        }

        return new RfmChange(
            moves,
            [.. RfmGroups.All.Select(g => new RfmSizeChange(g, moves.Where(m => m.From == g).Sum(m => m.Customers), moves.Where(m => m.To == g).Sum(m => m.Customers)))],
            moves.Sum(m => m.Customers),
            moves.Where(m => m.From != m.To).Sum(m => m.Customers),
            own.Thresholds,
            tried.Thresholds,
            Receipt.For(
                snapshot,
                Scope,
                "Customers by the group that the shop's own definition of RFM gives them at the end of the range, and by the group that the definition tried would give them on the same day.",
                moves.Sum(m => m.Customers),
                "customers") with
            {
                Groups = Definition.Names,
                Details = RfmFacts.Of(tried),
            });
    }
}

/// <summary>What a definition would change.</summary>
/// <param name="Moves">Customers by group by the shop's own definition and by the one tried; those who would stay included.</param>
/// <param name="Groups">Size of every group by either.</param>
/// <param name="Customers">All customers: the sum of the moves.</param>
/// <param name="Changed">Those whose group would be another.</param>
/// <param name="Own">Edges of the shop's own definition on the day.</param>
/// <param name="Tried">Edges of the definition tried.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record RfmChange(
    IReadOnlyList<SegmentMove> Moves,
    IReadOnlyList<RfmSizeChange> Groups,
    int Customers,
    int Changed,
    RfmThresholds Own,
    RfmThresholds Tried,
    Receipt Receipt);

/// <summary>Size of a group by two definitions.</summary>
/// <param name="Group">The group.</param>
/// <param name="Own">Members by the shop's own definition.</param>
/// <param name="Tried">Members by the one tried.</param>
public sealed record RfmSizeChange(RfmGroup Group, int Own, int Tried);
