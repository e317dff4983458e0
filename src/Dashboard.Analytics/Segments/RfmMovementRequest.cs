using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// Who went from which group to which between two days, and what they brought before and after. Both days are measured by the edges of the later one, so that a move means
/// that the customer changed and not the yardstick. Whom to count is who meets the filter and is known on the later day; revenue is that of the filter.
/// </summary>
/// <param name="Scope">Whom, and the days where they are not given.</param>
/// <param name="From">The earlier day, or null for the last day of the comparison, without one the day before the range.</param>
/// <param name="To">The later day, or null for the last day of the range.</param>
/// <param name="Definition">A definition to try, or null for the shop's own.</param>
public sealed record RfmMovementRequest(Scope Scope, DateOnly? From = null, DateOnly? To = null, RfmDefinition? Definition = null) : IAnalysis<RfmMovement>, IScoped
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The later day is not after the earlier one.</exception>
    public RfmMovement Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var range = snapshot.Resolve(Scope.Range);
        var last = To ?? range.To;
        var first = From ?? range.ComparedWith(Scope.Comparison)?.To ?? range.From.AddDays(-1);
        if (first >= last)
            throw new ArgumentException($"The second day must come after the first, {first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
        var scope = Scope with { Range = new RangeChoice(null, first.AddDays(1), last), Comparison = Comparison.PreviousPeriod };
        var (after, before) = (snapshot.Resolve(scope.Range), snapshot.Resolve(scope.Range).ComparedWith(scope.Comparison));
        var definition = Definition ?? snapshot.Settings.Rfm;
        var now = RfmScores.Of(snapshot, last.DayNumber, definition);
        var then = RfmScores.Of(snapshot, first.DayNumber, now.Definition);
        cancellationToken.ThrowIfCancellationRequested();
        var members = CustomerMembers.Of(snapshot, scope, Population.Everyone);
        var people = members.Flags;
        var tally = Partitions.Accumulate(
            people.Length,
            () => new MoveTally(),
            (sum, from, to) => sum.AddPeople(people.Between(from, to), then, now),
            (sum, more) => sum.Add(more),
            cancellationToken);
        foreach (var (part, amounts) in ((DateRange?, long[])[])[(before, tally.BeforeE4), (after, tally.AfterE4)])
        {
            if (part is { } days)
                AddRevenue(snapshot, members, days, then, now, amounts, cancellationToken);
        }

        return RfmMovement.Of(tally, (first, last), definition.Names, Receipt.For(
            snapshot,
            scope,
            "Customers by RFM group on two days, both measured by the edges, window and map of the later day. Revenue before is that of the same number of days up to the first day, "
            + "revenue after that of the days since; both of the customers of the move, returns subtracted, within the filter.",
            members.Count,
            "customers") with
        {
            Groups = definition.Names,
            LeftOut = members.KnownLater == 0 ? [] : [new LeftOut(members.KnownLater, "not known yet on the later day")],
            Details = RfmFacts.Of(now),
        });
    }

    private static void AddRevenue(Snapshot snapshot, CustomerMembers members, DateRange range, RfmScores then, RfmScores now, long[] amounts, CancellationToken cancellationToken)
    {
        var documents = members.Documents.Orders & snapshot.DocumentsIn(range);
        var sums = Partitions.Accumulate(
            snapshot.Orders.FirstOfCustomer[^1],
            () => new long[amounts.Length],
            (sum, from, to) =>
            {
                var customers = snapshot.Orders.Customer.Span;
                var (people, amountE4) = (members.Flags, members.Documents.AmountE4);
                foreach (var order in documents.Between(from, to))
                {
                    var customer = customers[order];
                    if (people[customer])
                        sum[MoveTally.IndexOf(then.Groups[customer], now.Groups[customer])] += amountE4[order];
                }
            },
            (sum, more) => Sums.Add<long>(sum, more),
            cancellationToken);
        Sums.Add<long>(amounts, sums);
    }
}

/// <summary>Sums by group then and group now.</summary>
internal sealed class MoveTally
{
    public int[] Customers { get; } = new int[RfmCodes.Count * RfmCodes.Count];

    /// <summary>Of the customers, those who ordered between the days.</summary>
    public int[] Ordered { get; } = new int[RfmCodes.Count * RfmCodes.Count];

    public long[] BeforeE4 { get; } = new long[RfmCodes.Count * RfmCodes.Count];

    public long[] AfterE4 { get; } = new long[RfmCodes.Count * RfmCodes.Count];

    public static int IndexOf(byte then, byte now) => (RfmCodes.Of(then) * RfmCodes.Count) + RfmCodes.Of(now);

    public void AddPeople(Bitmap.Rows people, RfmScores then, RfmScores now)
    {
        var days = now.AsOfDay - then.AsOfDay;
        foreach (var customer in people)
        {
            var index = IndexOf(then.Groups[customer], now.Groups[customer]);
            Customers[index]++;
            Ordered[index] += now.DaysSinceLastOrder[customer] is >= 0 and var silent && silent < days ? 1 : 0;
        }
    }

    public void Add(MoveTally more)
    {
        Sums.Add<int>(Customers, more.Customers);
        Sums.Add<int>(Ordered, more.Ordered);
        Sums.Add<long>(BeforeE4, more.BeforeE4);
        Sums.Add<long>(AfterE4, more.AfterE4);
    }
}
