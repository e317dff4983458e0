namespace Dashboard.Analytics.Overview;

/// <summary>What a period came to. Amounts are in ten-thousandths of the currency unit.</summary>
public sealed record PeriodFigures
{
    /// <summary>Revenue net of returns, anonymous documents and adjustments included.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Number of documents behind the revenue.</summary>
    public required int Documents { get; init; }

    /// <summary>Orders, anonymous ones included.</summary>
    public required int Orders { get; init; }

    /// <summary>Distinct customers with an order.</summary>
    public required int ActiveCustomers { get; init; }

    /// <summary>Those of them whose first order of all lies in the period.</summary>
    public required int NewCustomers { get; init; }

    /// <summary>Those of them with at least two orders of all up to the end of the period.</summary>
    public required int RepeatCustomers { get; init; }

    /// <summary>Customers who are silent for longer than their own rhythm at the end of the period; see <see cref="SilenceRisk"/>.</summary>
    public required int CustomersAtRisk { get; init; }

    /// <summary>Their revenue of the last 365 days before the end of the period.</summary>
    public required long RevenueAtRiskE4 { get; init; }

    /// <summary>Customers whose rhythm is known at the end of the period: orders on at least two days.</summary>
    public required int CustomersWithRhythm { get; init; }

    /// <summary>Active customers who had ordered before the period.</summary>
    public int ReturningCustomers => ActiveCustomers - NewCustomers;

    /// <summary>Revenue divided by orders, null without an order.</summary>
    public double? AverageOrderValueE4 => Orders == 0 ? null : (double)RevenueE4 / Orders;

    /// <summary>Repeat customers among active customers, 0 to 1; null without active customers.</summary>
    public double? RepeatRate => ActiveCustomers == 0 ? null : (double)RepeatCustomers / ActiveCustomers;
}
