using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// The group of one customer at past ends of months (of quarters where there are more than 100,000 customers) and at the end of the range, each with that day's own scores and thresholds.
/// Apart from <see cref="CustomerRequest"/>, because it scores the whole shop once for each day.
/// </summary>
/// <param name="Key">The shop's own id, exactly.</param>
/// <param name="Range">The range whose end is now.</param>
public sealed record CustomerHistoryRequest(string Key, RangeChoice Range) : IAnalysis<CustomerHistory>
{
    /// <summary>The most past months shown.</summary>
    public const int Months = 12;

    /// <summary>The most past quarters shown.</summary>
    public const int Quarters = 8;

    private const int ManyCustomers = 100_000;

    /// <inheritdoc/>
    public CustomerHistory Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var customer = Array.IndexOf(snapshot.Customers.Keys, Key);
        var asOf = snapshot.Resolve(Range).To;
        var many = snapshot.Customers.Count > ManyCustomers;
        var points = new List<CustomerMoment>();
        if (customer >= 0)
        {
            foreach (var day in Days(asOf, snapshot.FirstDay, many ? 3 : 1, many ? Quarters : Months))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var scores = RfmScores.Of(snapshot, day.DayNumber);
                var group = scores.Groups[customer];
                points.Add(new CustomerMoment(
                    day,
                    group == RfmGroups.NotYet ? null : (RfmGroup)group,
                    scores.Recency[customer],
                    scores.Frequency[customer],
                    scores.Money[customer],
                    scores.Orders[customer],
                    scores.MoneyE4[customer]));
            }
        }

        return new CustomerHistory(points, many, Receipt.For(
            snapshot,
            Scope.Default with { Range = Range, Comparison = Comparison.None },
            "The customer's RFM group as it was on each day, from the orders until then and the thresholds of that day.",
            points.Count,
            "days"));
    }

    /// <summary>Ends of past months or quarters, oldest first, not before the first day of the data, and the day itself.</summary>
    internal static IEnumerable<DateOnly> Days(DateOnly asOf, DateOnly firstDay, int months, int most)
    {
        var start = new DateOnly(asOf.Year, ((asOf.Month - 1) / months * months) + 1, 1);
        var ends = new List<DateOnly> { asOf };
        for (var i = 0; i < most && start > firstDay; i++, start = start.AddMonths(-months))
            ends.Add(start.AddDays(-1));
        return ends.Order();
    }
}

/// <summary>The groups of one customer through time.</summary>
/// <param name="Moments">Oldest first, the end of the range last; empty for an unknown key.</param>
/// <param name="ByQuarter">Whether the days are ends of quarters rather than of months.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record CustomerHistory(IReadOnlyList<CustomerMoment> Moments, bool ByQuarter, Receipt Receipt);

/// <summary>A customer on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Segment">Group, or null when not known yet.</param>
/// <param name="RecencyScore">1 to 5, 0 without an order.</param>
/// <param name="FrequencyScore">1 to 5, 0 without an order.</param>
/// <param name="MoneyScore">1 to 5, 0 without an order.</param>
/// <param name="Orders">Orders until then.</param>
/// <param name="RevenueE4">Net revenue until then, in ten-thousandths.</param>
public sealed record CustomerMoment(DateOnly Day, RfmGroup? Segment, int RecencyScore, int FrequencyScore, int MoneyScore, int Orders, long RevenueE4);
