using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>When customers may order next, and who has been silent for too long.</summary>
public sealed record NextOrdersResult
{
    /// <summary>The day of all figures.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Days between orders, of all customers of the shop.</summary>
    public required RepurchaseIntervals Intervals { get; init; }

    /// <summary>The definition of churn that was asked for.</summary>
    public required ChurnDefinition Definition { get; init; }

    /// <summary>The days that it comes to.</summary>
    public required ChurnDays Churn { get; init; }

    /// <summary>The rhythm of the shop; without enough of it there are no windows.</summary>
    public required ShopRhythm Shop { get; init; }

    /// <summary>Customers by what their silence means: a row a <see cref="SilenceState"/>.</summary>
    public required IReadOnlyList<SilenceRow> States { get; init; }

    /// <summary>Next orders by week, from the day after <see cref="AsOf"/> on.</summary>
    public required IReadOnlyList<DueWeek> Due { get; init; }

    /// <summary>Customers at risk or lapsed who brought revenue in the last year.</summary>
    public required int SilentCustomers { get; init; }

    /// <summary>That revenue, in ten-thousandths.</summary>
    public required long SilentRevenueE4 { get; init; }

    /// <summary>The first of them, those with most revenue first.</summary>
    public required IReadOnlyList<SilentCustomer> Silent { get; init; }

    /// <summary>All of them in the same order, made while they are read.</summary>
    public required IEnumerable<SilentCustomer> AllSilent { get; init; }

    /// <summary>How windows of an earlier day held; null when too few customers came back since.</summary>
    public required NextOrderBacktest? Backtest { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Customers with an order.</summary>
    public int Customers => States.Sum(s => s.Customers);
}

/// <summary>Customers whose silence means the same.</summary>
/// <param name="State">What it means.</param>
/// <param name="Customers">How many.</param>
/// <param name="RevenueE4">Their net revenue of the last year, in ten-thousandths.</param>
/// <param name="Contactable">Of them, who may be contacted, by channel.</param>
public sealed record SilenceRow(SilenceState State, int Customers, long RevenueE4, IReadOnlyList<ChannelCount> Contactable);

/// <summary>Customers whose next order is expected in a week, if all who have not lapsed come again.</summary>
/// <param name="From">First day of the week.</param>
/// <param name="Customers">How many, with an 80 % interval; its count are the customers who have not lapsed.</param>
public sealed record DueWeek(DateOnly From, Estimate Customers);

/// <summary>A customer who is at risk or has lapsed.</summary>
public sealed record SilentCustomer
{
    /// <summary>The shop's own id.</summary>
    public required string Key { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Day of the last order.</summary>
    public required DateOnly LastOrder { get; init; }

    /// <summary>Days since then.</summary>
    public required int SilentDays { get; init; }

    /// <summary>What they mean.</summary>
    public required SilenceState State { get; init; }

    /// <summary>Days on which the customer ordered.</summary>
    public required int Orders { get; init; }

    /// <summary>Median of such a customer's gaps in days; null without a rhythm of the shop.</summary>
    public double? TypicalDays { get; init; }

    /// <summary>Share of such gaps that would have ended by now, 0 to 1; null without a rhythm of the shop.</summary>
    public double? ShareEnded { get; init; }

    /// <summary>When the next order is expected, if one comes; null when the silence is longer than 99 of 100 such gaps.</summary>
    public NextOrderWindow? Window { get; init; }

    /// <summary>Net revenue of the last year, in ten-thousandths.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>What the shop calls the RFM group.</summary>
    public required string Group { get; init; }
}
