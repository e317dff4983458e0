using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Predictions;

/// <summary>What the page of the next orders says in words.</summary>
public static class NextOrderText
{
    /// <summary>Under the title of the table of silent customers.</summary>
    public const string SilentSubtitle = "Those who brought most in the last 365 days first. The share of gaps says how unusual the silence is for this customer's own rhythm; windows hold if another order comes";

    /// <summary>The finding of the page.</summary>
    public static string Headline(NextOrdersResult result) => result.SilentCustomers == 0
        ? "Nobody who brought money in the last year is silent for too long"
        : $"{Formats.MoneyShort(result.SilentRevenueE4, result.Receipt.Currency)} of last year's revenue comes from {Formats.Count(result.SilentCustomers, "customer")} now silent for more than {Formats.Days(result.Churn.AtRiskAfter)}";

    /// <summary>Name of a state.</summary>
    public static string State(SilenceState state) => Services.Predictions.NextOrderSheets.States[(int)state];

    /// <summary>What a state means here.</summary>
    public static string StateDefinition(SilenceState state, NextOrdersResult result) => state switch
    {
        SilenceState.Active => $"The last order is at most {Formats.Days(result.Churn.AtRiskAfter)} ago.",
        SilenceState.AtRisk => $"The last order is more than {result.Churn.AtRiskAfter} and at most {Formats.Days(result.Churn.LapsedAfter)} ago.",
        _ => $"The last order is more than {Formats.Days(result.Churn.LapsedAfter)} ago.",
    };

    /// <summary>Share, money and who may be contacted.</summary>
    public static string StateSentence(SilenceRow row, NextOrdersResult result)
    {
        var text = $"{Formats.Percent((double)row.Customers / result.Customers)} of customers with an order, {Formats.MoneyShort(row.RevenueE4, result.Receipt.Currency)} in the last year";
        return row.Contactable.Count == 0 ? text : $"{text}; contactable: {string.Join(", ", row.Contactable.Select(c => $"{Formats.Integer(c.Customers)} by {c.Channel}"))}";
    }

    /// <summary>The customers of a state as a list.</summary>
    public static string CustomersOf(SilenceState state, ChurnDays churn, Scope scope)
    {
        FormattableString rule = state switch
        {
            SilenceState.Active => $"days_since_last_order <= {churn.AtRiskAfter}",
            SilenceState.AtRisk => $"days_since_last_order between {churn.AtRiskAfter + 1} and {churn.LapsedAfter}",
            _ => $"days_since_last_order > {churn.LapsedAfter}",
        };
        return Urls.Customers(scope with { Filter = scope.Filter.With(Dimension.Rule, FormattableString.Invariant(rule)) });
    }

    /// <summary>The finding of the chart of intervals.</summary>
    public static string IntervalsTitle(NextOrdersResult result) => result.Intervals.IsEnough
        ? $"Half of all reorders come within {Formats.Days((int)Math.Round(result.Intervals.Quantile(0.5)))}, nine of ten within {(int)Math.Round(result.Intervals.Quantile(0.9))}"
        : "Days between orders";

    /// <summary>Where the definition comes from.</summary>
    public static string Source(NextOrdersResult result) => (result.Definition.AtRiskAfterDays, result.Definition.LapsedAfterDays, result.Churn.IsMeasured) switch
    {
        ({ }, { }, _) => "Both numbers are decided by the shop.",
        (null, null, true) => $"Both follow the data: three of four of the {Formats.Integer(result.Churn.Intervals)} repurchase intervals are no longer than the first, nine of ten no longer than the second.",
        (null, null, false) => $"Usual numbers: {Formats.Count(result.Churn.Intervals, "repurchase interval")} are too few to learn from, {RepurchaseIntervals.Least} are needed.",
        (null, { }, _) => "The second number is decided by the shop, the first follows the data.",
        _ => "The first number is decided by the shop, the second follows the data.",
    };

    /// <summary>The finding of the weeks to come.</summary>
    public static string DueTitle(NextOrdersResult result) =>
        $"{Formats.Integer((long)Math.Round(result.Due[0].Customers.Value))} next orders are due within a week, {Formats.Integer((long)Math.Round(result.Due.Take(4).Sum(w => w.Customers.Value)))} within four, if all come again";

    /// <summary>The definition of the weeks to come.</summary>
    public static string DueSubtitle(NextOrdersResult result) =>
        $"Expected by the rhythm of the {Formats.Count(result.Due[0].Customers.Count, "customer")} who have not lapsed and their silence so far; the tip has the 80 % interval";

    /// <summary>Why there are no windows, or null.</summary>
    public static string? NoRhythm(NextOrdersResult result) => result.Shop.IsEnough
        ? null
        : $"The shop's rhythm needs {Analytics.Customers.ShopRhythm.Least} customers who ordered on two days and {Analytics.Customers.ShopRhythm.Least} further gaps; there are {Formats.Count(result.Shop.Customers, "customer")} with {Formats.Count(result.Shop.Gaps, "gap")}.";

    /// <summary>How windows held.</summary>
    public static string BacktestTitle(NextOrdersResult result) => result.Backtest is { } held
        ? $"Of earlier 80 % windows {Formats.Percent(held.Share80, 0)} held, of 50 % windows {Formats.Percent(held.Share50, 0)}"
        : "How earlier windows held";

    /// <summary>What was compared.</summary>
    public static string BacktestSubtitle(NextOrdersResult result) => result.Backtest is { } held
        ? $"Windows made as of {Formats.Date(held.Origin)}, beside the orders that came until {Formats.Date(result.AsOf)}: {Formats.Count(held.Customers, "customer")} who ordered again and whose window had ended"
        : "Windows made as of an earlier day, beside the orders that came since";

    /// <summary>The finding of the list.</summary>
    public static string SilentTitle(NextOrdersResult result) => result.SilentCustomers == 0 ? "Nobody to win back" : $"{Formats.Count(result.SilentCustomers, "silent customer")} by money at risk";

    /// <summary>A window in words.</summary>
    public static string Window(NextOrderWindow? window) => window is { } w
        ? $"{Formats.Dates(DateOnly.FromDayNumber(w.Earliest80), DateOnly.FromDayNumber(w.Latest80))}"
        : "Longer than 99 of 100 gaps";

    /// <summary>Days over which revenue counts.</summary>
    public static string RevenueDays => Formats.Days(SilenceRisk.RevenueDays);
}
