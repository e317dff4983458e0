using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>A customer in a preview.</summary>
/// <param name="Index">Index of the customer.</param>
/// <param name="Key">The shop's own id.</param>
/// <param name="Name">Name, or null.</param>
/// <param name="Email">E-mail address, or null.</param>
/// <param name="Country">Country, or null.</param>
/// <param name="Group">RFM group on the as-of day, or null.</param>
/// <param name="Orders">Orders until the as-of day.</param>
/// <param name="RevenueE4">Net revenue until then, in ten-thousandths.</param>
/// <param name="LastOrder">Day of the last order until then, or null.</param>
public sealed record RuleRow(int Index, string Key, string? Name, string? Email, string? Country, RfmGroup? Group, int Orders, long RevenueE4, DateOnly? LastOrder);

/// <summary>How many of a set may be contacted through a channel: those who agreed and have the address that it needs.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Customers">How many.</param>
public sealed record ChannelCount(string Channel, int Customers);

/// <summary>The people whom a question about rules is asked of: those known by the end of a scope's range whom its filter leaves.</summary>
internal sealed class RuleAudience
{
    private readonly Snapshot snapshot;
    private readonly RfmScores rfm;
    private readonly CancellationToken cancellationToken;

    public RuleAudience(Snapshot snapshot, Scope scope, CancellationToken cancellationToken)
    {
        (this.snapshot, this.cancellationToken) = (snapshot, cancellationToken);
        var range = snapshot.Resolve(scope.Range);
        AsOfDay = range.To.DayNumber;
        rfm = RfmScores.Of(snapshot, AsOfDay);
        Everybody = RuleMembers.Of(snapshot, new Everyone(), AsOfDay, cancellationToken);
        if (!scope.Filter.IsEmpty)
            Everybody &= Selection.Population(snapshot, scope.Filter, range);
        Count = Everybody.Count();
    }

    /// <summary>Day number on which rules are asked.</summary>
    public int AsOfDay { get; }

    /// <summary>The day on which rules are asked.</summary>
    public DateOnly AsOf => DateOnly.FromDayNumber(AsOfDay);

    /// <summary>Everybody.</summary>
    public Bitmap Everybody { get; }

    /// <summary>How many they are.</summary>
    public int Count { get; }

    /// <summary>Those of them who meet a rule.</summary>
    public Bitmap Members(Rule rule) => RuleMembers.Of(snapshot, rule, AsOfDay, cancellationToken) & Everybody;

    /// <summary>How many of a set may be contacted, by channel.</summary>
    public IReadOnlyList<ChannelCount> Contactable(Bitmap members) => Rules.Contactable.Counts(snapshot, members);

    /// <summary>The customers of a set with the most revenue, most first; equal ones in the order of the data.</summary>
    public IReadOnlyList<RuleRow> First(Bitmap members, int most)
    {
        var kept = new PriorityQueue<int, (long RevenueE4, int Index)>(most + 1);
        foreach (var customer in members)
        {
            var place = (rfm.MoneyE4[customer], -customer);
            if (kept.Count < most)
                kept.Enqueue(customer, place);
            else if (most > 0)
                kept.EnqueueDequeue(customer, place);
        }

        var rows = new RuleRow[kept.Count];
        for (var i = rows.Length - 1; i >= 0; i--)
            rows[i] = Row(kept.Dequeue());
        return rows;
    }

    private RuleRow Row(int customer)
    {
        var columns = snapshot.Customers;
        var silent = rfm.DaysSinceLastOrder[customer];
        return new RuleRow(
            customer,
            columns.Keys.Text(customer),
            columns.Names[customer],
            columns.Emails[customer],
            columns.Country[customer],
            rfm.Groups[customer] == RfmGroups.NotYet ? null : (RfmGroup)rfm.Groups[customer],
            rfm.Orders[customer],
            rfm.MoneyE4[customer],
            silent < 0 ? null : DateOnly.FromDayNumber(AsOfDay - silent));
    }
}
