using Dashboard.Analytics.Predictions;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Predictions;

/// <summary>The value of customers as sheets: groups, tiers, distribution, campaigns, customers.</summary>
public static class LifetimeSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["groups", "tiers", "distribution", "campaigns"];

    /// <summary>All sheets but the customers.</summary>
    /// <param name="result">The values.</param>
    public static IReadOnlyList<Sheet> All(LifetimeValueResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(LifetimeValueResult result, string part) => part switch
    {
        "groups" => Groups(result),
        "tiers" => Tiers(result),
        "distribution" => Distribution(result),
        "campaigns" => Campaigns(result),
        _ => null,
    };

    /// <summary>A row a group, and one for all: so far, expected, ranges.</summary>
    public static Sheet Groups(LifetimeValueResult result)
    {
        var hasMargin = result.Total?.Margin is not null;
        ValueGroup[] rows = result.Total is { } total ? [.. result.Groups, new ValueGroup(null, "All customers", result.HistoricE4, total)] : [];
        return Sheet.Of(
            "Groups",
            [
                new("Group", CellKind.Text) { Width = 30 }, new("Customers", CellKind.Integer), new("Still customers, expected", CellKind.Number) { Decimals = 0 }, new("Revenue so far", CellKind.Money),
                .. Range("Revenue expected", CellKind.Money), .. Range("Orders expected", CellKind.Number), .. hasMargin ? Range("Margin expected", CellKind.Money) : [],
                new("Mean lifetime value", CellKind.Money),
            ],
            rows,
            (row, group) =>
            {
                row.Text(group.Name);
                row.Integer(group.Forecast.Customers);
                row.Number(group.Forecast.StillCustomers);
                row.Money(group.HistoricE4);
                Money(row, group.Forecast.Revenue);
                Numbers(row, group.Forecast.Orders);
                if (hasMargin)
                    Money(row, group.Forecast.Margin!);
                row.Money(E4(group.Mean));
            });
    }

    /// <summary>A row a tier.</summary>
    public static Sheet Tiers(LifetimeValueResult result) => Sheet.Of(
        "Tiers",
        [
            new("Tier", CellKind.Text), new("Customers", CellKind.Integer), new("Expected of each at least", CellKind.Money), new("Revenue expected", CellKind.Money), new("Share of expected revenue", CellKind.Percent),
            new("Revenue so far", CellKind.Money),
        ],
        result.Tiers,
        (row, tier) =>
        {
            row.Text(tier.Name);
            row.Integer(tier.Customers);
            row.Money(E4(tier.From));
            row.Money(E4(tier.Revenue));
            row.Percent(tier.Share);
            row.Money(tier.HistoricE4);
        });

    /// <summary>A row a bin of expected revenue.</summary>
    public static Sheet Distribution(LifetimeValueResult result) => Sheet.Of(
        "Distribution",
        [new("From", CellKind.Money), new("To, without it", CellKind.Money), new("Customers", CellKind.Integer)],
        result.Bins,
        (row, bin) =>
        {
            row.Money(E4(bin.From));
            row.Money(double.IsFinite(bin.To) ? E4(bin.To) : null);
            row.Integer(bin.Customers);
        });

    /// <summary>A row a campaign with a cost that won customers.</summary>
    public static Sheet Campaigns(LifetimeValueResult result) => Sheet.Of(
        "Acquisition",
        [
            new("Campaign", CellKind.Text) { Width = 40 }, new("Cost", CellKind.Money), new("Customers won", CellKind.Integer), new("Cost of a customer", CellKind.Money), new("Mean lifetime value", CellKind.Money),
            new("Value over cost", CellKind.Number) { Decimals = 1 },
        ],
        result.Campaigns,
        (row, campaign) =>
        {
            row.Text(campaign.Name);
            row.Money(campaign.CostE4);
            row.Integer(campaign.Won);
            row.Money(E4(campaign.CostOfOne));
            row.Money(E4(campaign.MeanValue));
            row.Number(campaign.Ratio);
        });

    /// <summary>A row a customer with ranges; drawn as the file is written.</summary>
    /// <param name="list">The customers.</param>
    public static Sheet Customers(CustomerValueList list)
    {
        var hasMargin = list.Rows.Count > 0 && list.Rows[0].Outcome.Margin is not null;
        var knowsLeaving = list.Rows.Count > 0 && list.Rows[0].Alive is not null;
        return Sheet.Of(
            "Customers",
            [
                new("Customer", CellKind.Text), new("Name", CellKind.Text), new("Days with an order", CellKind.Integer), new("Last order", CellKind.Date), new("Revenue so far", CellKind.Money),
                .. knowsLeaving ? new SheetColumn[] { new("Still a customer", CellKind.Percent), new("Still a customer, 80 % from", CellKind.Percent), new("Still a customer, 80 % to", CellKind.Percent) } : [],
                .. Range("Orders expected", CellKind.Number), .. Range("Revenue expected", CellKind.Money), .. hasMargin ? Range("Margin expected", CellKind.Money) : [], new("Lifetime value", CellKind.Money),
            ],
            list.Rows,
            (row, customer) =>
            {
                row.Text(customer.Key);
                row.Text(customer.Name);
                row.Integer(customer.OrderDays);
                row.Date(customer.LastOrder);
                row.Money(customer.HistoricE4);
                if (knowsLeaving)
                {
                    row.Percent(customer.Alive);
                    row.Percent(customer.Outcome.Alive?.Range80.Low);
                    row.Percent(customer.Outcome.Alive?.Range80.High);
                }

                Numbers(row, customer.Outcome.Orders);
                Money(row, customer.Outcome.Revenue);
                if (hasMargin)
                    Money(row, customer.Outcome.Margin!);
                row.Money(E4(customer.Lifetime));
            });
    }

    private static SheetColumn[] Range(string title, CellKind kind) =>
        [new(title, kind), new($"{title}, 80 % from", kind), new($"{title}, 80 % to", kind), new($"{title}, 95 % from", kind), new($"{title}, 95 % to", kind)];

    private static void Money(RowWriter row, ForecastRange range)
    {
        row.Money(E4(range.Expected));
        foreach (var end in Ends(range))
            row.Money(E4(end));
    }

    private static void Numbers(RowWriter row, ForecastRange range)
    {
        row.Number(range.Expected);
        foreach (var end in Ends(range))
            row.Number(end);
    }

    private static double[] Ends(ForecastRange range) => [range.Range80.Low, range.Range80.High, range.Range95.Low, range.Range95.High];

    private static long? E4(double amount) => double.IsFinite(amount) ? (long)Math.Round(amount * 10_000) : null;
}
