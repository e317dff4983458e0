using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Customers;

/// <summary>Customers in words.</summary>
public static class CustomerText
{
    /// <summary>The populations that the list offers, by the name that addresses have.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Whos { get; } =
        [new("", "Everyone"), new("active", "Active"), new("new", "New"), new("returning", "Returning"), new("at-risk", "Silent too long")];

    /// <summary>A population after the number of its customers: "active customers".</summary>
    public static string Who(Population who, long count)
    {
        var noun = count == 1 ? "customer" : "customers";
        return who switch
        {
            Population.Active or Population.ActiveResidents => $"active {noun}",
            Population.New => $"new {noun}",
            Population.Returning => $"returning {noun}",
            Population.Repeat => $"repeat {noun}",
            Population.AtRisk => $"{noun} silent for too long",
            _ => noun,
        };
    }

    /// <summary>The finding of the list: "12 of 4,372 customers match “anna”".</summary>
    public static string Headline(CustomerListResult result, CustomerQuery query) => query.Search is { } search
        ? $"{Formats.Integer(result.Total)} of {Formats.Integer(result.Members)} {Who(query.Who, result.Members)} {(result.Total == 1 ? "matches" : "match")} “{Short(search)}”"
        : $"{Formats.Integer(result.Total)} {Who(query.Who, result.Total)}";

    /// <summary>Who is in the list, in a sentence; the receipt has the whole definition.</summary>
    public static string Definition(Population who, Scope scope) => who switch
    {
        Population.Active => "With an order in the range that meets the filter.",
        Population.ActiveResidents => "Of the filter's own country where it names one, with an order in the range.",
        Population.New => "Whose first order of all lies in the range.",
        Population.Returning => "Who ordered in the range and had ordered before.",
        Population.Repeat => "Who ordered in the range, and at least twice by then.",
        Population.AtRisk => "Silent for longer than their own rhythm, with revenue in the last 365 days.",
        _ when scope.Filter.AsksOrders => "Who meet the filter with an order in the range.",
        _ => "Known by the end of the range, whether or not they ordered in it.",
    };

    /// <summary>Consent in a word.</summary>
    public static string Consent(ConsentState state) => state switch
    {
        ConsentState.Granted => "yes",
        ConsentState.Refused => "no",
        _ => "never asked",
    };

    /// <summary>What a channel's counts mean: "2,100 may be contacted; 300 said no; 1,972 were never asked; of the 2,100, 12 have no address".</summary>
    public static string Consents(ConsentCount count) =>
        $"{Formats.Integer(count.Granted)} said yes and may be contacted; {Formats.Integer(count.Refused)} said no; {Formats.Integer(count.NeverAsked)} were never asked."
        + (count.GrantedWithoutAddress > 0 ? $" Of those who said yes, {Formats.Integer(count.GrantedWithoutAddress)} have no address on record for it." : "");

    /// <summary>The name of a customer, or the key.</summary>
    public static string Name(CustomerListRow customer) => string.IsNullOrWhiteSpace(customer.Name) ? $"Customer {customer.Key}" : customer.Name;

    /// <summary>A sentence of what the customer is to the shop.</summary>
    public static string Lead(CustomerProfile profile)
    {
        var customer = profile.Customer;
        if (customer.Orders == 0)
            return customer.Segment is null ? $"Not known yet on {Formats.Date(profile.AsOf)}." : $"No order until {Formats.Date(profile.AsOf)}.";
        var rank = $"No. {Formats.Integer(profile.RevenueRank)} of {Formats.Count(profile.Buyers, "buyer")} by revenue";
        return $"{rank}, {Formats.Count(customer.Orders, "order")} since {Formats.Date(customer.FirstOrder!.Value)}, the last {Ago(customer.DaysSinceLastOrder!.Value)} before {Formats.Date(profile.AsOf)}.";
    }

    /// <summary>The way from the first to the last segment.</summary>
    /// <param name="moments">Oldest first.</param>
    /// <param name="names">What the shop calls the groups.</param>
    public static string History(IReadOnlyList<CustomerMoment> moments, RfmNames names)
    {
        var groups = moments.Where(m => m.Segment is not null).Select(m => m.Segment!.Value).ToList();
        if (groups.Count < 2)
            return "Segment through time";
        var moves = groups.Zip(groups.Skip(1)).Count(p => p.First != p.Second);
        return moves == 0 ? $"{names.Name(groups[^1])} all along"
            : groups[0] == groups[^1] ? $"{names.Name(groups[^1])} again, after {Formats.Count(moves, "move")}"
            : $"From {names.Name(groups[0])} to {names.Name(groups[^1])} in {Formats.Count(moves, "move")}";
    }

    /// <summary>Since when the customer is in the present segment, and where before.</summary>
    public static string Since(CustomerListRow customer) => (customer.Segment, customer.SegmentSince, customer.PreviousSegmentName) switch
    {
        (null, _, _) => "not known yet",
        (_, null, _) => "always",
        (_, { } since, null) => $"{Formats.Date(since)}, when the customer became known",
        (_, { } since, { } previous) => $"{Formats.Date(since)}, before that {previous}",
    };

    /// <summary>The three scores in short: "R 5 F 3 M 4".</summary>
    public static string Scores(CustomerListRow customer) =>
        customer.RecencyScore == 0 ? "no order" : $"R {customer.RecencyScore} F {customer.FrequencyScore} M {customer.MoneyScore}";

    /// <summary>The rhythm in a sentence.</summary>
    public static string Rhythm(OrderRhythm rhythm)
    {
        if (rhythm.DaysSinceLastOrder is not { } silent)
            return "There is no order yet, so there is no rhythm.";
        if (rhythm.TypicalGap is not { } gap)
            return $"All orders were on one day, {Ago(silent)}; a rhythm begins with a second day.";
        var usual = $"Usually {Formats.Number(gap, gap < 10 && gap % 1 != 0 ? 1 : 0)} days between orders ({Formats.Count(rhythm.Gaps.Count, "gap")})";
        var now = $"silent for {Formats.Days(silent)} now, longer than {Formats.Integer(rhythm.GapsShorterThanSilence)} of {Formats.Integer(rhythm.Gaps.Count)} own gaps";
        return rhythm.IsLate ? $"{usual}; {now}: too long for this customer." : $"{usual}; {now}.";
    }

    /// <summary>How a silence relates to the customer's own rhythm.</summary>
    public static string NextOrder(NextOrderEstimate next) => next is { Earliest: { } from, Latest: { } to, Median: { } middle }
        ? $"Between {Formats.Date(from)} and {Formats.Date(to)}, as likely before {Formats.Date(middle)} as after, if another order comes."
        : next.WhyNot!;

    /// <summary>What the estimate rests on.</summary>
    public static string NextOrderBasis(NextOrderEstimate next) =>
        $"{Formats.Percent(NextOrderEstimate.Level, 0)} interval from {Formats.Count(next.OwnGaps, "gap")} of this customer (weight {Formats.Percent(next.OwnWeight, 0)}) and {Formats.Count(next.ShopGaps, "gap")} of {Formats.Count(next.ShopCustomers, "customer")}. "
        + "It does not say whether another order comes.";

    /// <summary>"3 of 5 orders".</summary>
    public static string Share(Favourite favourite) => $"{Formats.Integer(favourite.Count)} of {Formats.Count(favourite.Of, "order")}";

    /// <summary>The scope of everybody: links from a customer that ask about others drop the filter but for one condition.</summary>
    public static Scope Only(Scope scope, Dimension dimension, string value) => scope with { Filter = Filter.Everything.With(dimension, value) };

    /// <summary>At most 40 characters.</summary>
    internal static string Short(string text) => text.Length <= 40 ? text : $"{text[..(char.IsHighSurrogate(text[38]) ? 38 : 39)]}…";

    private static string Ago(int days) => days == 0 ? "on the day" : Formats.Days(days);
}
