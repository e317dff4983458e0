using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// One page of the customers that a scope means. Membership follows <see cref="Customers.Population"/>; the search is for whole or partial keys, names and e-mail addresses,
/// in any case and without accents, and all its words must be found.
/// </summary>
/// <param name="Scope">Whom and when.</param>
/// <param name="Search">What to look for, or null; only the first 200 characters count.</param>
/// <param name="Sort">Order of the rows.</param>
/// <param name="Descending">Whether the largest comes first; ties are always by ascending key.</param>
/// <param name="Skip">Rows before the page, 0 or more.</param>
/// <param name="Take">Rows of the page, 0 to 1,000.</param>
/// <param name="Population">Which customers of the scope.</param>
/// <param name="Bands">Age bands to filter by instead of the shop's, or null.</param>
public sealed record CustomerListRequest(
    Scope Scope,
    string? Search = null,
    CustomerSort Sort = CustomerSort.Match,
    bool Descending = false,
    int Skip = 0,
    int Take = 50,
    Population Population = Population.Everyone,
    AgeBands? Bands = null) : IAnalysis<CustomerListResult>, IScoped
{
    /// <summary>Whether rows say what the models in use predict, which takes its time.</summary>
    public bool Predicted { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The page lies outside what the parameters allow.</exception>
    public CustomerListResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Skip);
        ArgumentOutOfRangeException.ThrowIfNegative(Take);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Take, 1000);
        var listing = CustomerListing.Of(snapshot.With(Bands), new(Scope, Search, Sort, Descending, Population), cancellationToken);
        var rows = Enumerable.Range(Skip, Math.Clamp(listing.Count - Skip, 0, Take)).Select(listing.Row);
        return new CustomerListResult(
            [.. Predicted ? rows.Select(r => r with { Prediction = ListPrediction.Of(snapshot, r.Index, snapshot.Resolve(Scope.Range).To.DayNumber) }) : rows],
            Skip,
            listing.Count,
            listing.Members,
            listing.KnownLater,
            listing.RevenueInRangeE4,
            listing.Consents,
            Predicted ? listing.Receipt with { Details = [.. listing.Receipt.Details, .. ModelFacts.Of(snapshot.Models)] } : listing.Receipt)
        {
            Models = [.. Enum.GetValues<ModelKind>().Where(k => snapshot.Models.Run(k) is not null)],
        };
    }
}

/// <summary>All customers of a list, for a file: the same rows as <see cref="CustomerListRequest"/> gives page by page, made one at a time while they are read.</summary>
/// <param name="Scope">Whom and when.</param>
/// <param name="Search">What to look for, or null.</param>
/// <param name="Sort">Order of the rows.</param>
/// <param name="Descending">Whether the largest comes first.</param>
/// <param name="Population">Which customers of the scope.</param>
/// <param name="Bands">Age bands to filter by instead of the shop's, or null.</param>
public sealed record CustomerExportRequest(
    Scope Scope,
    string? Search = null,
    CustomerSort Sort = CustomerSort.Match,
    bool Descending = false,
    Population Population = Population.Everyone,
    AgeBands? Bands = null) : IAnalysis<CustomerExport>, IScoped
{
    /// <inheritdoc/>
    public CustomerExport Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var listing = CustomerListing.Of(snapshot.With(Bands), new(Scope, Search, Sort, Descending, Population), cancellationToken);
        return new CustomerExport(
            Enumerable.Range(0, listing.Count).Select(listing.Row),
            listing.Count,
            [.. listing.Consents.Select(c => c.Channel)],
            listing.AttributeNames,
            listing.Receipt)
        {
            Predicted = new PredictedValues(snapshot, snapshot.Resolve(Scope.Range).To.DayNumber),
        };
    }
}

/// <summary>A page of customers and what holds for all of them.</summary>
/// <param name="Rows">The page.</param>
/// <param name="Skip">Rows before it.</param>
/// <param name="Total">Customers who meet scope and search.</param>
/// <param name="Members">Customers who meet the scope alone.</param>
/// <param name="KnownLater">Customers who meet filter and search and appear only after the range, left out.</param>
/// <param name="RevenueInRangeE4">Net revenue in the range of all <paramref name="Total"/>, in ten-thousandths.</param>
/// <param name="Consents">Of all <paramref name="Total"/>, who may be contacted how; one entry for each channel that any customer was asked about.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record CustomerListResult(
    IReadOnlyList<CustomerListRow> Rows,
    int Skip,
    int Total,
    int Members,
    int KnownLater,
    long RevenueInRangeE4,
    IReadOnlyList<ConsentCount> Consents,
    Receipt Receipt)
{
    /// <summary>The kinds of models in use, which give further columns.</summary>
    public IReadOnlyList<ModelKind> Models { get; init; } = [];
}

/// <summary>All customers of a list.</summary>
/// <param name="Rows">The rows, made while they are read.</param>
/// <param name="Count">How many.</param>
/// <param name="ConsentChannels">Channels of <see cref="CustomerListRow.Consents"/>, in its order.</param>
/// <param name="AttributeNames">Names of <see cref="CustomerListRow.Attributes"/>, in its order.</param>
/// <param name="Receipt">How it was reached.</param>
public sealed record CustomerExport(
    IEnumerable<CustomerListRow> Rows,
    int Count,
    IReadOnlyList<string> ConsentChannels,
    IReadOnlyList<string> AttributeNames,
    Receipt Receipt)
{
    /// <summary>What the models in use say of each customer, by <see cref="CustomerListRow.Index"/>; null where nobody asked.</summary>
    public PredictedValues? Predicted { get; init; }
}

/// <summary>Consent to marketing through one channel, over a list of customers.</summary>
/// <param name="Channel">"email", "sms" …</param>
/// <param name="Granted">Customers who said yes: those who may be contacted.</param>
/// <param name="Refused">Customers who said no.</param>
/// <param name="NeverAsked">Customers of whom nothing is recorded; they may not be contacted.</param>
/// <param name="GrantedWithoutAddress">Of the granted, those without a recorded e-mail address, telephone number or postcode for the channel; 0 for other channels.</param>
public sealed record ConsentCount(string Channel, int Granted, int Refused, int NeverAsked, int GrantedWithoutAddress);

/// <summary>What is recorded of a customer's word on being contacted.</summary>
public enum ConsentState : sbyte
{
    /// <summary>Said no.</summary>
    Refused = -1,

    /// <summary>Nothing is recorded.</summary>
    NeverAsked,

    /// <summary>Said yes.</summary>
    Granted,
}

/// <summary>One customer of a list, as of the end of the range.</summary>
public sealed record CustomerListRow
{
    /// <summary>Index into the snapshot's columns.</summary>
    public required int Index { get; init; }

    /// <summary>The shop's own id.</summary>
    public required string Key { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>E-mail address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>Country, or null.</summary>
    public string? Country { get; init; }

    /// <summary>Region, or null.</summary>
    public string? Region { get; init; }

    /// <summary>City, or null.</summary>
    public string? City { get; init; }

    /// <summary>Postcode, or null.</summary>
    public string? Postcode { get; init; }

    /// <summary>Age in full years, or null.</summary>
    public int? Age { get; init; }

    /// <summary>Gender, or null.</summary>
    public string? Gender { get; init; }

    /// <summary>Language, or null.</summary>
    public string? Language { get; init; }

    /// <summary>How the customer was won, or null.</summary>
    public string? Acquisition { get; init; }

    /// <summary>Day of sign-up, or null.</summary>
    public DateOnly? SignUp { get; init; }

    /// <summary>Day of the first order, or null without one.</summary>
    public DateOnly? FirstOrder { get; init; }

    /// <summary>Day of the last order, or null without one.</summary>
    public DateOnly? LastOrder { get; init; }

    /// <summary>Days from the last order to the end of the range, or null without an order.</summary>
    public int? DaysSinceLastOrder { get; init; }

    /// <summary>Orders until the end of the range.</summary>
    public required int Orders { get; init; }

    /// <summary>Return documents until the end of the range.</summary>
    public required int Returns { get; init; }

    /// <summary>Net revenue until the end of the range (returns subtracted), in ten-thousandths.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Net revenue in the range, of the documents that count for the list, in ten-thousandths.</summary>
    public required long RevenueInRangeE4 { get; init; }

    /// <summary>Orders in the range that count for the list.</summary>
    public required int OrdersInRange { get; init; }

    /// <summary>Whether the customer ordered in the range.</summary>
    public bool IsActive => OrdersInRange > 0;

    /// <summary>Net revenue an order until the end of the range, in ten-thousandths; null without an order.</summary>
    public double? AverageOrderValueE4 => Orders == 0 ? null : (double)RevenueE4 / Orders;

    /// <summary>Recency score 1 to 5, 0 without an order.</summary>
    public required int RecencyScore { get; init; }

    /// <summary>Frequency score 1 to 5, 0 without an order.</summary>
    public required int FrequencyScore { get; init; }

    /// <summary>Money score 1 to 5, 0 without an order.</summary>
    public required int MoneyScore { get; init; }

    /// <summary>Orders that the frequency score rests on: those of the window, without one all.</summary>
    public required int ScoredOrders { get; init; }

    /// <summary>Net revenue that the money score rests on, in ten-thousandths: that of the window, without one all.</summary>
    public required long ScoredRevenueE4 { get; init; }

    /// <summary>RFM group, or null for a customer who is not known yet.</summary>
    public RfmGroup? Segment { get; init; }

    /// <summary>What the shop calls the group; null without one.</summary>
    public string? SegmentName { get; init; }

    /// <summary>First day in the group without a break, by the thresholds of the end of the range; null for customers who were always in it.</summary>
    public DateOnly? SegmentSince { get; init; }

    /// <summary>The group before; null for customers who were in none.</summary>
    public RfmGroup? PreviousSegment { get; init; }

    /// <summary>What the shop calls the group before; null without one.</summary>
    public string? PreviousSegmentName { get; init; }

    /// <summary>What the models in use predict; null where nobody asked.</summary>
    public ListPrediction? Prediction { get; init; }

    /// <summary>Consent by channel, in the order of the channels of the result.</summary>
    public required IReadOnlyList<ConsentState> Consents { get; init; }

    /// <summary>Custom attributes, in the order of the names of the snapshot; null where unknown.</summary>
    public required IReadOnlyList<string?> Attributes { get; init; }
}
