using System.Collections.Concurrent;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>The sorted customers of a scope and a search, from which pages and files are cut.</summary>
internal sealed class CustomerListing
{
    /// <summary>What fixes a listing.</summary>
    public sealed record Request(Scope Scope, string? Search, CustomerSort Sort, bool Descending, Population Population);

    private readonly Snapshot snapshot;
    private readonly Bitmap found;
    private readonly SortedCustomers customers;
    private readonly CustomerTotals totals;
    private readonly CustomerActivity activity;
    private readonly CustomerRows rows;
    private readonly int asOfDay;

    private CustomerListing(Snapshot snapshot, Request request, CancellationToken cancellationToken)
    {
        this.snapshot = snapshot;
        var members = CustomerMembers.Of(snapshot, request.Scope, request.Population);
        asOfDay = members.Range.To.DayNumber;
        cancellationToken.ThrowIfCancellationRequested();
        totals = new CustomerTotals(snapshot, asOfDay);
        cancellationToken.ThrowIfCancellationRequested();
        activity = CustomerActivity.Of(snapshot, members);
        cancellationToken.ThrowIfCancellationRequested();

        var matches = string.IsNullOrWhiteSpace(request.Search)
            ? null
            : CustomerSearch.Of(snapshot).Find(request.Search.Length > 200 ? request.Search[..200] : request.Search, cancellationToken);
        found = matches is null ? members.Flags : members.Flags & matches.Customers;
        KnownLater = members.KnownLater == 0 ? 0 : CountLater(request, members, matches);
        customers = new SortedCustomers(found, CustomerRanks.ByKey(snapshot), Values(request.Sort, matches, cancellationToken), request.Descending);
        cancellationToken.ThrowIfCancellationRequested();
        Members = members.Count;
        foreach (var customer in found & activity.Active)
            RevenueInRangeE4 += activity.RevenueE4(customer);
        rows = CustomerRows.Of(snapshot, totals, activity);
        Consents = [.. rows.ConsentChannels.Select(ConsentOf)];
        Receipt = ReceiptOf(request);
    }

    /// <summary>Customers found.</summary>
    public int Count => customers.Count;

    /// <summary>Customers of the scope before the search.</summary>
    public int Members { get; }

    /// <summary>Customers who would be found and appear only after the range.</summary>
    public int KnownLater { get; }

    /// <summary>Net revenue in the range of those found.</summary>
    public long RevenueInRangeE4 { get; }

    /// <summary>Consent of those found.</summary>
    public IReadOnlyList<ConsentCount> Consents { get; }

    /// <summary>Names of the rows' attributes.</summary>
    public IReadOnlyList<string> AttributeNames => rows.AttributeNames;

    /// <summary>How it was reached.</summary>
    public Receipt Receipt { get; }

    /// <summary>The listing of a request; the few used last are kept, so that turning pages sorts nothing.</summary>
    public static CustomerListing Of(Snapshot snapshot, Request request, CancellationToken cancellationToken)
    {
        var recent = snapshot.Memo(nameof(CustomerListing), () => new ConcurrentDictionary<Request, CustomerListing>());
        if (recent.TryGetValue(request, out var listing))
            return listing;
        if (recent.Count >= 12)
            recent.Clear();
        return recent[request] = new CustomerListing(snapshot, request, cancellationToken);
    }

    /// <summary>The row at a position.</summary>
    public CustomerListRow Row(int position) => rows.Row(customers[position]);

    private int CountLater(Request request, CustomerMembers members, SearchMatches? matches)
    {
        var others = Selection.Of(snapshot, request.Scope.Filter, asOfDay).Customers - members.Flags;
        return matches is null ? others.Count() : Bitmap.CountBoth(others, matches.Customers);
    }

    private Func<int, long>? Values(CustomerSort sort, SearchMatches? matches, CancellationToken cancellationToken)
    {
        const long Unknown = SortedCustomers.Unknown;
        var columns = snapshot.Customers;
        var rfm = totals.Rfm;
        switch (sort)
        {
            case CustomerSort.Match:
                return matches is null ? _ => 0 : c => (long)matches.Matches[c];
            case CustomerSort.Key:
                return null;
            case CustomerSort.Name:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Names), columns.Names));
            case CustomerSort.Email:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Emails), columns.Emails));
            case CustomerSort.Country:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Country), columns.Country));
            case CustomerSort.Region:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Region), columns.Region));
            case CustomerSort.City:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.City), columns.City));
            case CustomerSort.Gender:
                return Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Gender), columns.Gender));
            case CustomerSort.Age:
                var oldest = AgeBands.FirstBirth(asOfDay);
                return c => columns.BirthDay[c] is var day && day >= oldest && day <= asOfDay ? -day : Unknown;
            case CustomerSort.FirstOrder:
                return c => totals.FirstOrder(c) is > 0 and var day ? day : Unknown;
            case CustomerSort.LastOrder:
                return c => rfm.DaysSinceLastOrder[c] is >= 0 and var days ? -days : Unknown;
            case CustomerSort.DaysSinceLastOrder:
                return c => rfm.DaysSinceLastOrder[c] is >= 0 and var days ? days : Unknown;
            case CustomerSort.Orders:
                return c => rfm.Orders[c];
            case CustomerSort.Returns:
                return c => totals.Returns(c);
            case CustomerSort.Revenue:
                return c => rfm.MoneyE4[c];
            case CustomerSort.RevenueInRange:
                return activity.RevenueE4;
            case CustomerSort.AverageOrderValue:
                return c => rfm.Orders[c] == 0 ? Unknown : Ordered((double)rfm.MoneyE4[c] / rfm.Orders[c]);
            case CustomerSort.Segment:
                return c => rfm.Groups[c] == RfmGroups.NotYet ? Unknown : rfm.Groups[c];
            case CustomerSort.PreviousSegment:
                var before = RfmHistory.Of(snapshot, rfm);
                return c => before.Previous[c] == RfmGroups.NotYet ? Unknown : before.Previous[c];
            case CustomerSort.SegmentSince:
                var history = RfmHistory.Of(snapshot, rfm);
                return c => history.Since[c] is > 0 and var day ? day : Unknown;
            case CustomerSort.RecencyScore:
                return Scores(rfm.Recency);
            case CustomerSort.FrequencyScore:
                return Scores(rfm.Frequency);
            case CustomerSort.MoneyScore:
                return Scores(rfm.Money);
            case CustomerSort.ChurnRisk:
                return Chances(CustomerLikelihoods.Of(snapshot, ModelKind.Churn, asOfDay, cancellationToken)?.Probability);
            case CustomerSort.PurchaseLikelihood:
                return Chances(CustomerLikelihoods.Of(snapshot, ModelKind.Purchase, asOfDay, cancellationToken)?.Probability);
            case CustomerSort.StillCustomer:
                return Chances(CustomerValues.Of(snapshot, asOfDay, ListPrediction.OrderDays, cancellationToken)?.Alive);
            case CustomerSort.ExpectedOrders:
                var soon = CustomerValues.Of(snapshot, asOfDay, ListPrediction.OrderDays, cancellationToken);
                return c => soon is null || rfm.Orders[c] == 0 ? Unknown : Ordered(soon.Orders[c]);
            case CustomerSort.ExpectedRevenue:
                var later = CustomerValues.Of(snapshot, asOfDay, ListPrediction.RevenueDays, cancellationToken);
                return c => later is null || rfm.Orders[c] == 0 ? Unknown : Ordered(later.Revenue[c]);
            case CustomerSort.NextOrder:
                var next = NextOrders.Of(snapshot, asOfDay);
                return c => next.MedianDay(c) is > 0 and var due ? due : Unknown;
            default:
                throw new ArgumentOutOfRangeException(nameof(sort), sort, "Customers cannot be sorted by this.");
        }

        // Without a model, or for who has not ordered, nothing is known.
        static Func<int, long> Chances(float[]? chances) => c => chances is null || float.IsNaN(chances[c]) ? Unknown : Ordered(chances[c]);

        static Func<int, long> Scores(byte[] scores) => c => scores[c] == 0 ? Unknown : scores[c];

        static Func<int, long> Ranks(int[] ranks) => c => ranks[c] < 0 ? Unknown : ranks[c];

        // The bits of a number as a whole number that sorts as it does.
        static long Ordered(double value)
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            return bits ^ ((bits >> 63) & long.MaxValue);
        }
    }

    private ConsentCount ConsentOf(string channel)
    {
        var columns = snapshot.Customers;
        var granted = snapshot.ConsentTo(channel);
        var refused = snapshot.Memo((nameof(ConsentCount), channel, ConsentState.Refused), () => Predicates.Between(columns.Consent[channel], sbyte.MinValue, (sbyte)-1));
        var addresses = channel switch
        {
            "email" => columns.Emails,
            "sms" or "phone" => columns.Phones,
            "post" => columns.Postcodes,
            _ => null,
        };
        var without = addresses is null ? null : snapshot.Memo((nameof(ConsentCount), channel, nameof(ConsentCount.GrantedWithoutAddress)), () => Without(addresses, granted));
        var (yes, no) = (Bitmap.CountBoth(granted, found), Bitmap.CountBoth(refused, found));
        return new ConsentCount(channel, yes, no, Count - yes - no, without is null ? 0 : Bitmap.CountBoth(without, found));
    }

    private static Bitmap Without(Utf8Column addresses, Bitmap customers)
    {
        var without = new Bitmap(customers.Length);
        foreach (var customer in customers)
        {
            if (!addresses.IsKnown(customer))
                without.Add(customer);
        }

        return without;
    }

    private Receipt ReceiptOf(Request request)
    {
        var definition = request.Population switch
        {
            Population.Active => "Customers with an order in the range that meets the filter; a country is that of the order.",
            Population.ActiveResidents => "Customers who meet the filter and have a matching order in the range; a country is the customer's own.",
            Population.New => "Customers whose first order of all lies in the range, with an order in it that meets the filter; a country is that of the order.",
            Population.Returning => "Customers with an order in the range that meets the filter who had ordered before; a country is that of the order.",
            Population.Repeat => "Customers with an order in the range that meets the filter and at least two orders of all by then; a country is that of the order.",
            Population.AtRisk => "Customers who meet the filter, brought revenue in the last 365 days and are silent for more than 1.5 times their typical gap (their own gaps, pulled towards the shop's as if by two more); a country is the customer's own.",
            _ when request.Scope.Filter.AsksOrders =>
                "Customers who meet the filter and have a matching order in the range, since the filter asks about orders or products; a country is the customer's own.",
            _ => "Customers known by the end of the range (a document or a sign-up until then) who meet the filter; a country is the customer's own.",
        };
        var receipt = Receipt.For(
            snapshot,
            request.Scope,
            definition + " Orders, returns, revenue and scores hold from the first document to the end of the range; revenue in the range is that of the matching documents, returns subtracted.",
            Count,
            "customers");
        return receipt with
        {
            LeftOut =
            [
                .. KnownLater > 0 ? [new LeftOut(KnownLater, "appear only after the range")] : Array.Empty<LeftOut>(),
                .. Members > Count ? [new LeftOut(Members - Count, "do not match the search")] : Array.Empty<LeftOut>(),
            ],
            Details = string.IsNullOrWhiteSpace(request.Search) ? [] : [new("Search", request.Search)],
        };
    }
}
