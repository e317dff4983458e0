using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Predictions;

/// <summary>The charts and tables of lifetime values.</summary>
public static class LifetimeCharts
{
    /// <summary>Expected revenue by tier.</summary>
    public static BarSpec Tiers(LifetimeValueResult result) => new()
    {
        Label = "Expected revenue by tier of customers",
        ValueName = "Expected revenue",
        AxisName = "Tier",
        Format = ValueFormat.Money(result.Receipt.Currency),
        Labels = [.. result.Tiers.Select(tier => tier.Name)],
        Series = [new("Expected revenue", [.. result.Tiers.Select(tier => (double?)tier.Revenue)], Predicted: true)],
        Notes = [.. result.Tiers.Select(tier => $"{Formats.Count(tier.Customers, "customer")}, {Formats.Percent(tier.Share)} of expected revenue")],
        Height = 280,
    };

    /// <summary>A row a tier.</summary>
    public static TableModel TierTable(LifetimeValueResult result) => new(
        "Expected revenue by tier of customers",
        [new("Tier"), new("Customers", true), new("Expected of each at least", true), new("Expected revenue", true), new("Share", true), new("Revenue so far", true)],
        [.. result.Tiers.Select(tier => (IReadOnlyList<TableCell>)[
            new(tier.Name), Count(tier.Customers), Money(tier.From, result), Money(tier.Revenue, result), new(Formats.Percent(tier.Share), tier.Share), Money(tier.HistoricE4 / 10_000.0, result)])]);

    /// <summary>Customers by expected revenue.</summary>
    public static BarSpec Distribution(LifetimeValueResult result) => new()
    {
        Label = "Customers by expected revenue",
        ValueName = "Customers",
        AxisName = "Expected revenue",
        Labels = [.. result.Bins.Select(bin => Edge(bin, result))],
        Series = [new("Customers", [.. result.Bins.Select(bin => (double?)bin.Customers)], Predicted: true)],
        Notes = [.. result.Bins.Select(bin => Formats.Percent(result.Customers == 0 ? 0 : (double)bin.Customers / result.Customers) + " of customers")],
        Height = 280,
    };

    /// <summary>Revenue so far and expected, by group.</summary>
    public static BarSpec Groups(LifetimeValueResult result, ValueBreakdown by) => new()
    {
        Label = $"Revenue so far and expected by {LifetimeText.Name(by).ToLowerInvariant()}",
        ValueName = "Revenue",
        AxisName = LifetimeText.Name(by),
        Format = ValueFormat.Money(result.Receipt.Currency),
        Labels = [.. result.Groups.Select(group => group.Name)],
        Series =
        [
            new("So far", [.. result.Groups.Select(group => (double?)group.HistoricE4 / 10_000.0)], ChartColors.Muted),
            new("Expected", [.. result.Groups.Select(group => (double?)group.Forecast.Revenue.Expected)], Predicted: true),
        ],
        Notes = [.. result.Groups.Select(group => $"{Formats.Count(group.Forecast.Customers, "customer")}; expected {LifetimeText.Ranges(group.Forecast.Revenue, result)}")],
        Horizontal = true,
        Stacked = true,
        Height = 80 + (34 * Math.Max(1, result.Groups.Count)),
    };

    /// <summary>A row a group: so far, expected with ranges, mean lifetime value.</summary>
    public static TableModel GroupTable(LifetimeValueResult result, ValueBreakdown by, Func<string?, string?> link)
    {
        var (hasMargin, knowsLeaving) = (result.Total?.Margin is not null, result.Total?.StillCustomers is not null);
        return new TableModel(
            $"Value by {LifetimeText.Name(by).ToLowerInvariant()}",
            [
                new(LifetimeText.Name(by)), new("Customers", true), .. knowsLeaving ? [new TableColumn("Still customers", true)] : Array.Empty<TableColumn>(), new("Revenue so far", true), new("Expected revenue", true), new("80% range", true), new("95% range", true),
                new("Expected orders", true), .. hasMargin ? [new TableColumn("Expected margin", true)] : Array.Empty<TableColumn>(), new("Mean lifetime value", true),
            ],
            [.. result.Groups.Select(group => Row(group, link(group.Value)))])
        {
            Total = result.Total is { } total ? Row(new ValueGroup(null, "All customers", result.HistoricE4, total), null) : [],
        };

        IReadOnlyList<TableCell> Row(ValueGroup group, string? href) =>
        [
            new(group.Name, Href: href),
            Count(group.Forecast.Customers),
            .. knowsLeaving ? [new TableCell(Formats.Number(group.Forecast.StillCustomers!.Value, 0), group.Forecast.StillCustomers)] : Array.Empty<TableCell>(),
            Money(group.HistoricE4 / 10_000.0, result),
            Money(group.Forecast.Revenue.Expected, result),
            Range(group.Forecast.Revenue.Range80.Low, group.Forecast.Revenue.Range80.High, result),
            Range(group.Forecast.Revenue.Range95.Low, group.Forecast.Revenue.Range95.High, result),
            new(Formats.Number(group.Forecast.Orders.Expected, 0), group.Forecast.Orders.Expected),
            .. hasMargin ? [Money(group.Forecast.Margin!.Expected, result)] : Array.Empty<TableCell>(),
            Money(group.Mean, result),
        ];
    }

    /// <summary>A row a campaign: what winning a customer cost, and what a customer won is worth.</summary>
    public static TableModel Campaigns(LifetimeValueResult result, Scope scope) => new(
        "Value of the customers whom campaigns won, against their cost",
        [new("Campaign"), new("Cost", true), new("Customers won", true), new("Cost of a customer", true), new("Mean lifetime value", true), new("Value over cost", true)],
        [.. result.Campaigns.Select(campaign => (IReadOnlyList<TableCell>)[
            new(campaign.Name, Href: Urls.Campaign(campaign.Key, scope)), Money(campaign.CostE4 / 10_000.0, result), Count(campaign.Won), Money(campaign.CostOfOne, result), Money(campaign.MeanValue, result),
            new($"{Formats.Number(campaign.Ratio)} ×", campaign.Ratio)])]);

    private static TableCell Count(long count) => new(Formats.Integer(count), count);

    private static TableCell Money(double amount, LifetimeValueResult result) => new(Formats.Money(amount, result.Receipt.Currency, Math.Abs(amount) < 100 ? null : 0), amount);

    private static TableCell Range(double low, double high, LifetimeValueResult result) => new(Formats.Range(LifetimeText.Short(low, result), LifetimeText.Short(high, result)), high);

    private static string Edge(ValueBin bin, LifetimeValueResult result)
    {
        string Amount(double value) => Formats.Money(value, result.Receipt.Currency, value is > 0 and < 1 ? 2 : 0);
        return double.IsFinite(bin.To) ? $"{Amount(bin.From)}–{Amount(bin.To)}" : $"{Amount(bin.From)}+";
    }
}
