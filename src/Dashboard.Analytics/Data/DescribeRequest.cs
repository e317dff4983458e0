using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>Asks for the totals of everything in the store, as the command <c>describe</c> prints them.</summary>
public sealed record DescribeRequest : IAnalysis<DescribeResult>
{
    /// <inheritdoc/>
    public DescribeResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var orders = snapshot.Orders;
        var lines = snapshot.Lines;
        var scores = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber);
        var (customers, ordered, money) = (new long[RfmGroups.All.Count], new long[RfmGroups.All.Count], new long[RfmGroups.All.Count]);
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var group = scores.Groups[customer] == RfmGroups.NotYet ? (int)RfmGroup.Prospects : scores.Groups[customer];
            customers[group]++;
            ordered[group] += scores.Orders[customer];
            money[group] += scores.MoneyE4[customer];
        }

        cancellationToken.ThrowIfCancellationRequested();
        var groups = RfmGroups.All.Select((g, i) => new DescribedGroup(g, customers[i], ordered[i], money[i])).ToArray();
        var (anonymousLines, anonymousE4) = (0L, 0L);
        for (var order = orders.FirstOfCustomer[^1]; order < orders.Count; order++)
        {
            anonymousLines += orders.FirstLine[order + 1] - orders.FirstLine[order];
            anonymousE4 += orders.AmountE4[order];
        }

        return new DescribeResult
        {
            Customers = snapshot.Customers.Count,
            Documents = orders.Count,
            Orders = Of(DocumentKind.Order),
            Returns = Of(DocumentKind.Return),
            Adjustments = Of(DocumentKind.Adjustment),
            Lines = lines.Count,
            RevenueE4 = money.Sum() + anonymousE4, // No document lies after the last day.
            AnonymousLines = anonymousLines,
            AnonymousRevenueE4 = anonymousE4,
            FirstOrder = orders.Count == 0 ? null : Minutes(snapshot.FirstDay).Min(),
            LastOrder = orders.Count == 0 ? null : Minutes(snapshot.LastDay).Max(),
            Products = snapshot.Products.Count,
            Campaigns = snapshot.Campaigns.Count,
            Contacts = snapshot.Contacts.Count,
            Currency = snapshot.Settings.Currency,
            TimeZone = snapshot.Settings.TimeZone,
            Countries = Used(orders.Country).Union(Used(snapshot.Customers.Country), StringComparer.Ordinal).Count(),
            Rfm = groups,
            DataVersion = snapshot.DataVersion,
        };

        long Of(DocumentKind kind) => MemoryMarshal.AsBytes(orders.Kind.Span).Count((byte)kind);

        IEnumerable<DateTime> Minutes(DateOnly day) =>
            orders.Between(day.DayNumber, day.DayNumber).ToArray().Select(order => day.ToDateTime(TimeOnly.MinValue).AddMinutes(orders.Minute[order]));

        static IEnumerable<string> Used(TextColumn column)
        {
            var counts = CodeCounts.Of(column.Codes, column.Values.Length);
            return column.Values.Where((_, code) => counts[code] > 0);
        }
    }
}

/// <summary>One RFM group in totals, as of the last day of data.</summary>
/// <param name="Group">The group.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="Orders">Their orders, all time.</param>
/// <param name="RevenueE4">Their net revenue, all time, in ten-thousandths.</param>
public sealed record DescribedGroup(RfmGroup Group, long Customers, long Orders, long RevenueE4);

/// <summary>Totals of everything in the store.</summary>
public sealed record DescribeResult
{
    /// <summary>Known customers.</summary>
    public required long Customers { get; init; }

    /// <summary>Documents: <see cref="Orders"/> + <see cref="Returns"/> + <see cref="Adjustments"/>.</summary>
    public required long Documents { get; init; }

    /// <summary>Documents that sell something.</summary>
    public required long Orders { get; init; }

    /// <summary>Documents that take something back and sell nothing.</summary>
    public required long Returns { get; init; }

    /// <summary>Documents that correct stock or books.</summary>
    public required long Adjustments { get; init; }

    /// <summary>Lines of all documents.</summary>
    public required long Lines { get; init; }

    /// <summary>Sum of all lines in ten-thousandths: net of returns, anonymous lines included.</summary>
    public required long RevenueE4 { get; init; }

    /// <summary>Lines of documents without a customer.</summary>
    public required long AnonymousLines { get; init; }

    /// <summary>Their sum in ten-thousandths.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>Minute of the first document in the shop's time zone, or null without one.</summary>
    public required DateTime? FirstOrder { get; init; }

    /// <summary>Minute of the last document in the shop's time zone, or null without one.</summary>
    public required DateTime? LastOrder { get; init; }

    /// <summary>Products.</summary>
    public required long Products { get; init; }

    /// <summary>Campaigns.</summary>
    public required long Campaigns { get; init; }

    /// <summary>Campaign contacts.</summary>
    public required long Contacts { get; init; }

    /// <summary>ISO code of the currency.</summary>
    public required string Currency { get; init; }

    /// <summary>IANA id of the time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Distinct countries of documents and customers.</summary>
    public required int Countries { get; init; }

    /// <summary>The eleven groups; their customers add up to <see cref="Customers"/>, their revenue with the anonymous to <see cref="RevenueE4"/>.</summary>
    public required IReadOnlyList<DescribedGroup> Rfm { get; init; }

    /// <summary>Version of the data.</summary>
    public required long DataVersion { get; init; }
}
