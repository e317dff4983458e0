using System.Globalization;
using Dashboard.Analytics.Predictions;

namespace Dashboard.Web.Predictions;

/// <summary>What the screen of lifetime values says.</summary>
public static class LifetimeText
{
    /// <summary>The finding.</summary>
    public static string Headline(LifetimeValueResult result) => result.Total is not { } total
        ? "Lifetime value"
        : $"{Short(total.Revenue.Expected, result)} expected in the next {Formats.Days(result.HorizonDays)}{Weight(result)}";

    /// <summary>Who is meant and what is known.</summary>
    public static string Lead(LifetimeValueResult result) => result.Total is not { } total
        ? "What customers are expected to bring, with the range in which it will lie"
        : $"From {Formats.Count(total.Customers, "customer")} as of {Formats.Date(result.AsOf)}; with four chances in five {Range(total.Revenue, result)}";

    /// <summary>The 80 % range of money.</summary>
    public static string Range(ForecastRange range, LifetimeValueResult result) => Formats.Range(Short(range.Range80.Low, result), Short(range.Range80.High, result));

    /// <summary>Both ranges of money, for a card.</summary>
    public static string Ranges(ForecastRange range, LifetimeValueResult result) =>
        $"80%: {Range(range, result)} · 95%: {Formats.Range(Short(range.Range95.Low, result), Short(range.Range95.High, result))}";

    /// <summary>Both ranges of a number of orders.</summary>
    public static string OrderRanges(ForecastRange range) =>
        $"80%: {Formats.Range(Formats.Compact(Math.Round(range.Range80.Low)), Formats.Compact(Math.Round(range.Range80.High)))} · 95%: {Formats.Range(Formats.Compact(Math.Round(range.Range95.Low)), Formats.Compact(Math.Round(range.Range95.High)))}";

    /// <summary>An amount in currency units in a few characters.</summary>
    public static string Short(double amount, LifetimeValueResult result) => Formats.MoneyShort((long)Math.Round(amount * 10_000), result.Receipt.Currency);

    /// <summary>What a breakdown is called.</summary>
    public static string Name(ValueBreakdown by) => by switch
    {
        ValueBreakdown.Country => "Country",
        ValueBreakdown.Acquisition => "Acquisition channel",
        ValueBreakdown.Cohort => "Quarter of the first order",
        _ => "Segment",
    };

    /// <summary>The finding of the groups.</summary>
    public static string Groups(LifetimeValueResult result, ValueBreakdown by)
    {
        if (result.Groups.Count == 0 || result.Total is not { Revenue.Expected: > 0 } total)
            return $"Value by {Name(by).ToLower(CultureInfo.CurrentCulture)}";
        var top = result.Groups.MaxBy(group => group.Forecast.Revenue.Expected)!;
        return $"{top.Name} will bring {Formats.Percent(top.Forecast.Revenue.Expected / total.Revenue.Expected, 0)} of expected revenue";
    }

    /// <summary>The finding of the tiers.</summary>
    public static string Tiers(LifetimeValueResult result)
    {
        var (customers, share) = (0, 0.0);
        foreach (var tier in result.Tiers.TakeWhile(tier => tier.Name is not ("Next 30 %" or "Lower half")))
            (customers, share) = (customers + tier.Customers, share + tier.Share);
        return customers == 0 ? "Value by tier" : $"{Formats.Percent((double)customers / result.Customers, 0)} of customers are expected to bring {Formats.Percent(share, 0)} of revenue";
    }

    /// <summary>The finding of the distribution.</summary>
    public static string Distribution(LifetimeValueResult result)
    {
        var half = result.Customers / 2;
        var below = 0;
        foreach (var bin in result.Bins)
        {
            below += bin.Customers;
            if (below >= half && double.IsFinite(bin.To))
                return $"Half of the customers are expected to bring less than {Formats.Money(bin.To, result.Receipt.Currency, bin.To < 10 ? null : 0)} each";
        }

        return "How expected revenue spreads over customers";
    }

    /// <summary>What a customer brought and will bring on average, and what that to come is worth today.</summary>
    public static string? Mean(LifetimeValueResult result, double discount) => result.Total is not { Customers: > 0 } total
        ? null
        : $"{Formats.Money(total.Revenue.Expected / total.Customers, result.Receipt.Currency, 0)} a customer, on top of {Formats.Money(result.HistoricE4 / 10_000.0 / total.Customers, result.Receipt.Currency, 0)} so far"
            + (result.Discounted is { } discounted ? $"; worth {Short(discounted, result)} today at {Formats.Percent(discount, 0)} a year" : "");

    /// <summary>Why margin is not stated, or on what it rests.</summary>
    public static string Margin(LifetimeModel model) => model.MarginShare is null
        ? $"Not stated: the cost of only {Formats.Percent(model.MarginCoverage, 0)} of revenue is known. Import products with their cost."
        : $"each customer's own share of margin, drawn towards the shop's {Formats.Percent(model.MarginShare.Value, 0)}; costs are known for {Formats.Percent(model.MarginCoverage, 0)} of revenue";

    /// <summary>A rung of the ladder.</summary>
    public static string Rung(LadderRung rung) => rung switch
    {
        LadderRung.Counts => "Rung 1 of 4: counts of what happened",
        LadderRung.Rates => "Rung 2 of 4: rates of customers alike",
        LadderRung.Parametric => "Rung 3 of 4: a model with a few parameters",
        _ => "Rung 4 of 4: a model learned from examples",
    };

    /// <summary>A range of a customer's orders.</summary>
    public static string Orders(ForecastRange range) => $"{Formats.Number(range.Expected)} ({Formats.Number(range.Range80.Low, 0)} – {Formats.Number(range.Range80.High, 0)})";

    /// <summary>A range of a customer's money.</summary>
    public static string Money(ForecastRange range, string currency) => $"{Formats.Money(range.Expected, currency, 0)} ({Formats.Money(range.Range80.Low, currency, 0)} – {Formats.Money(range.Range80.High, currency, 0)})";

    private static string Weight(LifetimeValueResult result) =>
        result.Tiers.Count > 2 && result.Tiers[0].Share + result.Tiers[1].Share is var share ? $", {Formats.Percent(share, 0)} of it from one customer in twenty" : "";
}
