namespace Dashboard.Services.Samples;

/// <summary>What was planted in a sample shop and what its rows add up to. Tests read it beside the database; screens never do.</summary>
public sealed record SampleTruth
{
    /// <summary>What the shop was made from.</summary>
    public required SampleOptions Options { get; init; }

    /// <summary>First day of the three years.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Sums over all rows.</summary>
    public required SampleTotals Totals { get; init; }

    /// <summary>The planted kinds of customers.</summary>
    public required IReadOnlyList<TruthPersona> Personas { get; init; }

    /// <summary>How customers are won, and what that does to them.</summary>
    public required IReadOnlyList<TruthAcquisition> Acquisitions { get; init; }

    /// <summary>Categories with their elasticities.</summary>
    public required IReadOnlyList<TruthCategory> Categories { get; init; }

    /// <summary>Campaigns with their true effects, by start.</summary>
    public required IReadOnlyList<TruthCampaign> Campaigns { get; init; }

    /// <summary>Days on which something happened.</summary>
    public required IReadOnlyList<TruthEvent> Anomalies { get; init; }

    /// <summary>Days from which something is different.</summary>
    public required IReadOnlyList<TruthEvent> ChangePoints { get; init; }

    /// <summary>Customers one by one: all of them up to <see cref="MostCustomersListed"/>, else the first <see cref="CustomersSampled"/>. All of them go to a file of their own.</summary>
    public required IReadOnlyList<TruthCustomer> Customers { get; init; }

    /// <summary>Largest shop whose customers are all listed.</summary>
    public const int MostCustomersListed = 50_000;

    /// <summary>Number of customers that are listed in a larger shop, and in the main file of any shop.</summary>
    public const int CustomersSampled = 1_000;
}

/// <summary>Sums over all rows of a sample shop, to check an import with. Amounts are in ten-thousandths of the currency unit.</summary>
public sealed record SampleTotals
{
    /// <summary>Customers, prospects and duplicates included.</summary>
    public long Customers { get; init; }

    /// <summary>Customers with at least one order.</summary>
    public long Buyers { get; init; }

    /// <summary>Customers with exactly one order.</summary>
    public long OneTimeBuyers { get; init; }

    /// <summary>Products, those that are not goods included.</summary>
    public long Products { get; init; }

    /// <summary>Campaigns.</summary>
    public long Campaigns { get; init; }

    /// <summary>Contacts, held-out customers included.</summary>
    public long Contacts { get; init; }

    /// <summary>Orders, anonymous ones included.</summary>
    public long Orders { get; init; }

    /// <summary>Returns.</summary>
    public long Returns { get; init; }

    /// <summary>Adjustments.</summary>
    public long Adjustments { get; init; }

    /// <summary>Orders, returns and adjustments.</summary>
    public long Documents => Orders + Returns + Adjustments;

    /// <summary>Lines of all documents.</summary>
    public long Lines { get; init; }

    /// <summary>Lines without a customer.</summary>
    public long AnonymousLines { get; init; }

    /// <summary>Sum of all amounts, returns subtracted.</summary>
    public long RevenueE4 { get; init; }

    /// <summary>Sum of the amounts of lines without a customer.</summary>
    public long AnonymousRevenueE4 { get; init; }

    /// <summary>Instant of the first order, seconds since 1970-01-01T00:00:00Z.</summary>
    public long FirstOrderSeconds { get; init; }

    /// <summary>Instant of the last order.</summary>
    public long LastOrderSeconds { get; init; }
}

/// <summary>A planted kind of customer. Rates are gamma-distributed, chances to leave after an order beta-distributed.</summary>
/// <param name="Name">Name.</param>
/// <param name="Share">Share of the customers, on average.</param>
/// <param name="RateShape">Shape of the rates' distribution.</param>
/// <param name="OrdersPerYear">Mean rate while the customer is one, before the factor of the acquisition channel.</param>
/// <param name="DropoutA">First parameter of the chance to leave.</param>
/// <param name="DropoutB">Second parameter of the chance to leave.</param>
/// <param name="CampaignResponse">Factor on the lifts of campaigns.</param>
/// <param name="CategoryAffinity">Weights by category.</param>
public sealed record TruthPersona(
    string Name, double Share, double RateShape, double OrdersPerYear, double DropoutA, double DropoutB, double CampaignResponse, IReadOnlyDictionary<string, double> CategoryAffinity);

/// <summary>A way of winning customers.</summary>
/// <param name="Name">Name.</param>
/// <param name="ShareBefore">Share of new customers before the mix changed.</param>
/// <param name="ShareAfter">Share afterwards.</param>
/// <param name="RateFactor">Factor on the order rate.</param>
/// <param name="DropoutFactor">Factor on the chance to leave.</param>
public sealed record TruthAcquisition(string Name, double ShareBefore, double ShareAfter, double RateFactor, double DropoutFactor);

/// <summary>A category.</summary>
/// <param name="Name">Name.</param>
/// <param name="Code">First letters of its stock codes.</param>
/// <param name="Elasticity">Relative change of units for a relative change of a product's price.</param>
/// <param name="ReturnRate">Probability that a line comes back from web, app and marketplace.</param>
/// <param name="PeakDayOfYear">Where its season peaks.</param>
public sealed record TruthCategory(string Name, string Code, double Elasticity, double ReturnRate, int PeakDayOfYear);

/// <summary>A campaign's true effect within the outcome window of 14 days of 24 hours.</summary>
public sealed record TruthCampaign
{
    /// <summary>Key.</summary>
    public required string Key { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly StartDay { get; init; }

    /// <summary>Probability that it makes a customer who receives it, and still is one, order once more; times the persona's response.</summary>
    public required double Lift { get; init; }

    /// <summary>Probability that it keeps away an order of the outcome window.</summary>
    public required double Loss { get; init; }

    /// <summary>Treated customers.</summary>
    public long Treated { get; init; }

    /// <summary>Held-out customers.</summary>
    public long Control { get; init; }

    /// <summary>Orders that would not have happened.</summary>
    public long ExtraOrders { get; init; }

    /// <summary>Orders that would have happened.</summary>
    public long LostOrders { get; init; }

    /// <summary>Extra less lost orders.</summary>
    public long IncrementalOrders => ExtraOrders - LostOrders;

    /// <summary>Treated customers who ordered within the window and would not have, less those who would have and did not.</summary>
    public long IncrementalConversions { get; init; }

    /// <summary>Extra orders' amounts, less those of lost orders, less the offer's discount on orders that would have happened anyway; before returns, in ten-thousandths.</summary>
    public long IncrementalRevenueE4 { get; init; }
}

/// <summary>Something that happened on a day, or from a day on.</summary>
/// <param name="Day">The (first) day.</param>
/// <param name="Days">Number of days; 0 when it lasts.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Factor">What it multiplies, or the share that it sets.</param>
/// <param name="Description">In words.</param>
public sealed record TruthEvent(DateOnly Day, int Days, string Kind, double Factor, string Description);

/// <summary>What is true of a customer.</summary>
/// <param name="Key">Key.</param>
/// <param name="Persona">Planted kind.</param>
/// <param name="OrdersPerYear">Own rate while a customer.</param>
/// <param name="Dropout">Own probability to leave after an order.</param>
/// <param name="DeathDay">Day of the order after which the customer left; null for those who are still customers, and for prospects.</param>
/// <param name="Engagement">How much of what is sent is read, 0 to 1.</param>
/// <param name="Tier">Taste for the dearer of two products, 0 to 1.</param>
/// <param name="Orders">Orders in the rows.</param>
/// <param name="ExtraOrders">Those of them that campaigns made.</param>
public sealed record TruthCustomer(
    string Key, string Persona, double OrdersPerYear, double Dropout, DateOnly? DeathDay, double Engagement, double Tier, int Orders, int ExtraOrders);
