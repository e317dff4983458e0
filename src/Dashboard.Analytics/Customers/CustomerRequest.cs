using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// Everything of one customer as of the end of the range: what is recorded, what follows from it, and what is estimated. The filter of the scope does not apply;
/// what happened after the range is left out and counted.
/// </summary>
/// <param name="Key">The shop's own id, exactly.</param>
/// <param name="Scope">When.</param>
public sealed record CustomerRequest(string Key, Scope Scope) : IAnalysis<CustomerResult>, IScoped
{
    /// <summary>The most documents that a timeline holds, newest first; older ones are counted.</summary>
    public const int MaximumDocuments = 500;

    /// <inheritdoc/>
    public CustomerResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var customer = snapshot.Customers.Keys.IndexOf(Key);
        var everybody = Scope with { Filter = Filter.Everything };
        return customer < 0 ? NotFound(snapshot, everybody, cancellationToken) : Profile(snapshot, everybody, customer, cancellationToken);
    }

    /// <summary>Customers with an order, and those of them with more net revenue than an amount.</summary>
    private static (int Buyers, int Richer) Buyers(RfmScores scores, long moneyE4)
    {
        var (orders, money, buyers, richer) = (scores.Orders, scores.MoneyE4, 0, 0);
        for (var customer = 0; customer < orders.Length; customer++)
        {
            if (orders[customer] == 0)
                continue;
            buyers++;
            richer += money[customer] > moneyE4 ? 1 : 0;
        }

        return (buyers, richer);
    }

    private CustomerNotFound NotFound(Snapshot snapshot, Scope scope, CancellationToken cancellationToken)
    {
        var similar = new CustomerListRequest(scope, Key, Take: 5).Run(snapshot, cancellationToken);
        return new CustomerNotFound(Key, string.IsNullOrWhiteSpace(Key) ? [] : similar.Rows) { Receipt = similar.Receipt };
    }

    private static CustomerProfile Profile(Snapshot snapshot, Scope scope, int customer, CancellationToken cancellationToken)
    {
        var members = CustomerMembers.Of(snapshot, scope, Population.Everyone);
        var (range, before) = (members.Range, members.Range.ComparedWith(scope.Comparison));
        var asOf = range.To.DayNumber;
        var totals = new CustomerTotals(snapshot, asOf);
        var orders = snapshot.Orders;
        var first = orders.FirstOfCustomer[customer];
        var (end, all) = (first, orders.FirstOfCustomer[customer + 1]);
        while (end < all && orders.Day[end] <= asOf)
            end++;
        var rhythm = OrderRhythm.Of(snapshot, customer, asOf);
        var estimate = NextOrderEstimate.Of(ShopRhythm.Of(snapshot, asOf), rhythm, asOf);
        var prediction = CustomerPrediction.Of(snapshot, customer, asOf, cancellationToken);
        var contacts = CustomerContacts.Of(snapshot, customer, asOf);
        var products = CustomerProducts.Of(snapshot, first, end);
        var (buyers, richer) = Buyers(totals.Rfm, totals.Rfm.MoneyE4[customer]);
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal);
        var attributes = snapshot.Customers.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal);
        return new CustomerProfile
        {
            Customer = CustomerRows.Of(snapshot, totals, CustomerActivity.Of(snapshot, members)).Row(customer),
            AsOf = range.To,
            Consents = [.. channels.Select(c => KeyValuePair.Create(c, (ConsentState)snapshot.Customers.Consent[c][customer]))],
            Attributes = [.. attributes.Select(a => KeyValuePair.Create(a.Key, a.Value[customer])).Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Key, a.Value!))],
            InRange = CustomerPeriod.Of(snapshot, first, end, range),
            Before = before is { } days ? CustomerPeriod.Of(snapshot, first, end, days) : null,
            RevenueRank = totals.Rfm.Orders[customer] == 0 ? 0 : 1 + richer,
            Buyers = buyers,
            Thresholds = totals.Rfm.Thresholds,
            Reach = RfmReach.Of(totals.Rfm, customer),
            WindowMonths = totals.Rfm.Definition.WindowMonths,
            History = CustomerMoment.Of(snapshot, customer, totals.Rfm),
            Rhythm = rhythm,
            NextOrder = estimate,
            Prediction = prediction,
            Favourites = CustomerFavourites.Of(snapshot, first, end, products),
            Documents = CustomerDocuments.Of(snapshot, first, end, range),
            OlderDocuments = Math.Max(0, end - first - MaximumDocuments),
            LaterDocuments = all - end,
            Products = products,
            Contacts = contacts.Rows,
            LaterContacts = contacts.Later,
            Receipt = Receipt.For(
                snapshot,
                scope,
                "One customer as of the last day of the range: every document until then, orders, returns and adjustments; revenue is net of returns. Scores and group are as on the segments screen.",
                end - first,
                "documents") with
            {
                LeftOut = all > end ? [new LeftOut(all - end, "documents after the range")] : [],
                Details = [.. estimate.Facts, .. prediction.Facts],
            },
        };
    }
}

/// <summary>What is known of a customer: a <see cref="CustomerProfile"/>, or a <see cref="CustomerNotFound"/>.</summary>
public abstract record CustomerResult
{
    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>No customer has the key.</summary>
/// <param name="Key">The key asked for.</param>
/// <param name="Similar">Up to five customers that a search for the key finds.</param>
public sealed record CustomerNotFound(string Key, IReadOnlyList<CustomerListRow> Similar) : CustomerResult;
