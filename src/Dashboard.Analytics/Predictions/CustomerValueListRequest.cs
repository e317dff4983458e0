using System.Collections;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What a list of values is sorted by; the largest first.</summary>
public enum ValueSort
{
    /// <summary>Revenue expected.</summary>
    Revenue,

    /// <summary>Revenue so far and expected.</summary>
    Lifetime,

    /// <summary>Days with an order expected.</summary>
    Orders,

    /// <summary>Probability of still being a customer.</summary>
    Alive,

    /// <summary>Revenue so far.</summary>
    Historic,
}

/// <summary>The customers of a scope with what is expected of each and the ranges of the outcome: a page of the list, or all as an export reads them one after the other.</summary>
/// <param name="Scope">Whom; the last day of the range is the day from which is predicted.</param>
/// <param name="HorizonDays">Days ahead, 1 to <see cref="CustomerValues.MostDays"/>.</param>
/// <param name="Sort">The order.</param>
/// <param name="Ascending">Smallest first.</param>
/// <param name="Skip">Customers passed over.</param>
/// <param name="Take">Most customers listed.</param>
public sealed record CustomerValueListRequest(Scope Scope, int HorizonDays = 365, ValueSort Sort = ValueSort.Revenue, bool Ascending = false, int Skip = 0, int Take = int.MaxValue) : IAnalysis<CustomerValueList>, IScoped
{
    /// <inheritdoc/>
    public CustomerValueList Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var asOf = snapshot.Resolve(Scope.Range).To;
        var receipt = Receipt.For(
            snapshot,
            Scope,
            $"Customers with the days with an order, and the revenue net of returns, expected within {HorizonDays} days after the last day of the range, and the ranges that hold the outcome four times in five and nineteen times in twenty.",
            0,
            "customers with an order");
        if (CustomerValues.Of(snapshot, asOf.DayNumber, HorizonDays, cancellationToken) is not { } values)
            return new CustomerValueList(0, [], receipt);
        var members = LifetimeValueRequest.Members(snapshot, Scope, values.Histories).ToArray();
        var sign = Ascending ? 1 : -1;
        var keys = Array.ConvertAll(members, customer => sign * Key(values, customer));
        Array.Sort(keys, members);
        var from = Math.Min(Skip, members.Length);
        return new CustomerValueList(
            members.Length,
            new Rows(snapshot, values, members[from..Math.Min(members.Length, (int)Math.Min(int.MaxValue, (long)from + Take))]),
            receipt with { RowsUsed = members.Length, Details = LifetimeValueRequest.Details(snapshot.Models.Lifetime!) });
    }

    private double Key(CustomerValues values, int customer) => Sort switch
    {
        ValueSort.Orders => values.Orders[customer],
        ValueSort.Alive => float.IsNaN(values.Alive[customer]) ? -1 : values.Alive[customer],
        ValueSort.Historic => values.Histories.NetE4[customer],
        ValueSort.Lifetime => (values.Histories.NetE4[customer] / 10_000.0) + values.Revenue[customer],
        _ => values.Revenue[customer],
    };

    // Made one at a time: the ranges of a million customers are drawn as the file is written.
    private sealed class Rows(Snapshot snapshot, CustomerValues values, int[] customers) : IReadOnlyList<CustomerValueRow>
    {
        public int Count => customers.Length;

        public CustomerValueRow this[int index]
        {
            get
            {
                var customer = customers[index];
                return new CustomerValueRow(
                    snapshot.Customers.Keys[customer]!,
                    snapshot.Customers.Names[customer],
                    values.Histories.OrderDays[customer],
                    DateOnly.FromDayNumber(values.Histories.LastDay[customer]),
                    values.Histories.NetE4[customer],
                    float.IsNaN(values.Alive[customer]) ? null : values.Alive[customer],
                    values.OutcomeOf(customer)!);
            }
        }

        public IEnumerator<CustomerValueRow> GetEnumerator()
        {
            for (var i = 0; i < customers.Length; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Customers with what is expected of each.</summary>
/// <param name="Count">How many there are, listed or not.</param>
/// <param name="Rows">Those listed.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record CustomerValueList(int Count, IReadOnlyList<CustomerValueRow> Rows, Receipt Receipt);

/// <summary>A customer with what is expected.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Name">Name, null when unknown.</param>
/// <param name="OrderDays">Days with an order so far.</param>
/// <param name="LastOrder">The last of them.</param>
/// <param name="HistoricE4">Revenue so far, in ten-thousandths.</param>
/// <param name="Alive">Probability of still being a customer; null for a model that does not know.</param>
/// <param name="Outcome">What is expected, with ranges.</param>
public sealed record CustomerValueRow(string Key, string? Name, int OrderDays, DateOnly LastOrder, long HistoricE4, double? Alive, CustomerOutcome Outcome)
{
    /// <summary>Revenue so far and expected, in currency units.</summary>
    public double Lifetime => (HistoricE4 / 10_000.0) + Outcome.Revenue.Expected;
}
