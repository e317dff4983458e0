using System.Collections.Concurrent;
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
    private readonly int[] customers;
    private readonly CustomerTotals totals;
    private readonly CustomerActivity activity;
    private readonly CustomerRows rows;
    private readonly int asOfDay;

    private CustomerListing(Snapshot snapshot, Request request, CancellationToken cancellationToken)
    {
        this.snapshot = snapshot;
        var members = CustomerMembers.Of(snapshot, request.Scope, request.Population);
        asOfDay = members.Range.To.DayNumber;
        totals = CustomerTotals.Of(snapshot, asOfDay);
        activity = CustomerActivity.Of(snapshot, members);
        cancellationToken.ThrowIfCancellationRequested();

        var matches = string.IsNullOrWhiteSpace(request.Search)
            ? new SearchMatch[snapshot.Customers.Count]
            : CustomerSearch.Of(snapshot).Find(request.Search.Length > 200 ? request.Search[..200] : request.Search);
        KnownLater = members.KnownLater == 0 ? 0 : CountLater(request, members, matches);
        var ranks = CustomerRanks.Keys(snapshot);
        customers = new int[members.Count];
        var found = 0;
        for (var customer = 0; customer < members.Flags.Length; customer++)
        {
            if (members.Flags[customer] && matches[customer] != SearchMatch.None)
                customers[found++] = customer;
        }

        Array.Resize(ref customers, found);
        cancellationToken.ThrowIfCancellationRequested();
        var value = Values(request.Sort, matches);
        var keys = Array.ConvertAll(customers, c => new SortKey(value(c) is { } v ? (request.Descending ? -v : v) : double.PositiveInfinity, ranks[c]));
        Array.Sort(keys, customers);
        Members = members.Count;
        foreach (var customer in customers)
            RevenueInRangeE4 += activity.RevenueE4[customer];
        rows = CustomerRows.Of(snapshot, totals, activity);
        Consents = [.. rows.ConsentChannels.Select(ConsentOf)];
        Receipt = ReceiptOf(request);
    }

    /// <summary>Customers found.</summary>
    public int Count => customers.Length;

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

    private int CountLater(Request request, CustomerMembers members, SearchMatch[] matches)
    {
        var people = Selection.Of(snapshot, request.Scope.Filter, asOfDay).Customers;
        var later = 0;
        for (var customer = 0; customer < people.Length; customer++)
            later += people[customer] && !members.Flags[customer] && matches[customer] != SearchMatch.None ? 1 : 0;
        return later;
    }

    private Func<int, double?> Values(CustomerSort sort, SearchMatch[] matches)
    {
        var columns = snapshot.Customers;
        var rfm = totals.Rfm;
        return sort switch
        {
            CustomerSort.Match => c => (int)matches[c],
            CustomerSort.Key => Ranks(CustomerRanks.Keys(snapshot)),
            CustomerSort.Name => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Names), columns.Names)),
            CustomerSort.Email => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Emails), columns.Emails)),
            CustomerSort.Country => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Country), columns.Country)),
            CustomerSort.Region => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Region), columns.Region)),
            CustomerSort.City => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.City), columns.City)),
            CustomerSort.Gender => Ranks(CustomerRanks.Texts(snapshot, nameof(columns.Gender), columns.Gender)),
            CustomerSort.Age => c => AgeBands.AgeAt(columns.BirthDay[c], asOfDay) < 0 ? null : -(double)columns.BirthDay[c],
            CustomerSort.FirstOrder => c => totals.FirstOrder[c] == 0 ? null : totals.FirstOrder[c],
            CustomerSort.LastOrder => c => rfm.DaysSinceLastOrder[c] < 0 ? null : -(double)rfm.DaysSinceLastOrder[c],
            CustomerSort.DaysSinceLastOrder => c => rfm.DaysSinceLastOrder[c] < 0 ? null : rfm.DaysSinceLastOrder[c],
            CustomerSort.Orders => c => rfm.Orders[c],
            CustomerSort.Returns => c => totals.Returns[c],
            CustomerSort.Revenue => c => rfm.MoneyE4[c],
            CustomerSort.RevenueInRange => c => activity.RevenueE4[c],
            CustomerSort.AverageOrderValue => c => rfm.Orders[c] == 0 ? null : (double)rfm.MoneyE4[c] / rfm.Orders[c],
            CustomerSort.Segment => c => rfm.Groups[c] == RfmGroups.NotYet ? null : rfm.Groups[c],
            _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Customers cannot be sorted by this."),
        };

        static Func<int, double?> Ranks(int[] ranks) => c => ranks[c] < 0 ? null : ranks[c];
    }

    private ConsentCount ConsentOf(string channel)
    {
        var states = snapshot.Customers.Consent[channel];
        var addresses = channel switch
        {
            "email" => snapshot.Customers.Emails,
            "sms" or "phone" => snapshot.Customers.Phones,
            "post" => snapshot.Customers.Postcodes,
            _ => null,
        };
        var (granted, refused, without) = (0, 0, 0);
        foreach (var customer in customers)
        {
            granted += states[customer] > 0 ? 1 : 0;
            refused += states[customer] < 0 ? 1 : 0;
            without += states[customer] > 0 && addresses is not null && string.IsNullOrEmpty(addresses[customer]) ? 1 : 0;
        }

        return new ConsentCount(channel, granted, refused, customers.Length - granted - refused, without);
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

    private readonly record struct SortKey(double Value, int Rank) : IComparable<SortKey>
    {
        public int CompareTo(SortKey other) => Value < other.Value ? -1 : Value > other.Value ? 1 : Rank.CompareTo(other.Rank);
    }
}
