using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Segments;

/// <summary>A count among the members beside the count among everybody.</summary>
/// <param name="Value">
/// The value as filters and links have it; <see cref="Condition.Unknown"/> where it is not recorded, null where several values of too few people share the row.
/// </param>
/// <param name="Label">The value as screens show it.</param>
/// <param name="Count">Members (or their orders) with the value.</param>
/// <param name="AllCount">The same of everybody, members included.</param>
/// <param name="Share">Share among the members, 0 to 1.</param>
/// <param name="AllShare">Share among everybody, 0 to 1.</param>
/// <param name="Index">100 × <paramref name="Share"/> ÷ <paramref name="AllShare"/>; null where fewer than <see cref="MinimumCount"/> were seen and expected.</param>
public sealed record ShareRow(string? Value, string Label, int Count, int AllCount, double Share, double AllShare, double? Index)
{
    /// <summary>An index is given only where at least this many members have the value, or would have it if they were like everybody.</summary>
    public const int MinimumCount = 10;

    /// <summary>How many values share the row.</summary>
    public int Values { get; init; } = 1;

    /// <summary>Makes a row from counts and their totals.</summary>
    /// <param name="value">The value as filters have it.</param>
    /// <param name="label">The value as screens show it.</param>
    /// <param name="count">Members with the value.</param>
    /// <param name="total">All members that the question applies to.</param>
    /// <param name="allCount">Everybody with the value.</param>
    /// <param name="allTotal">Everybody that the question applies to.</param>
    public static ShareRow Of(string? value, string label, int count, int total, int allCount, int allTotal)
    {
        var share = total == 0 ? 0 : (double)count / total;
        var allShare = allTotal == 0 ? 0 : (double)allCount / allTotal;
        var enough = allCount > 0 && total > 0 && Math.Max(count, total * allShare) >= MinimumCount;
        return new ShareRow(value, label, count, allCount, share, allShare, enough ? 100 * share / allShare : null);
    }
}

/// <summary>Members beside everybody by the values of a dimension.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Rows">All values, those of too few people in one row, Unknown last; the counts add up to the totals.</param>
/// <param name="Total">Members (or their orders).</param>
/// <param name="AllTotal">Everybody (or all orders).</param>
public sealed record Breakdown(Dimension Dimension, IReadOnlyList<ShareRow> Rows, int Total, int AllTotal)
{
    /// <summary>Whether any value is recorded at all.</summary>
    public bool IsRecorded => Rows.Any(row => row.Value != Condition.Unknown && row.AllCount > 0);
}

/// <summary>What the members buy.</summary>
/// <param name="Buyers">Members who bought it in the range, beside everybody; shares are of those who ordered in the range.</param>
/// <param name="RevenueE4">What the members paid for it in the range, returns subtracted, in ten-thousandths.</param>
public sealed record TasteRow(ShareRow Buyers, long RevenueE4);

/// <summary>The products or categories that brought the most revenue from the members.</summary>
/// <param name="Rows">Largest revenue first.</param>
/// <param name="More">How many more there are.</param>
/// <param name="Few">How many of these are not listed because too few people bought them, or all but a few.</param>
/// <param name="Buyers">Members who ordered in the range.</param>
/// <param name="AllBuyers">Everybody who ordered in the range.</param>
public sealed record Taste(IReadOnlyList<TasteRow> Rows, int More, int Few, int Buyers, int AllBuyers);

/// <summary>A distribution of whole numbers among the members beside that among everybody.</summary>
/// <param name="Bins">The bins; counts add up to the totals. Where they count people, a bin of too few is one with its neighbour.</param>
/// <param name="Median">Median of the members, null without values.</param>
/// <param name="AllMedian">Median of everybody.</param>
/// <param name="Total">Values of the members.</param>
/// <param name="AllTotal">Values of everybody.</param>
public sealed record Histogram(IReadOnlyList<ShareRow> Bins, double? Median, double? AllMedian, int Total, int AllTotal);

/// <summary>How contacts of campaigns answered. Each rate rests on the contacts whose file speaks of it.</summary>
/// <param name="Sent">Contacts that were not held out.</param>
/// <param name="Delivered">Delivered.</param>
/// <param name="Opened">Opened.</param>
/// <param name="Clicked">Clicked, or visited.</param>
/// <param name="Converted">Bought in the outcome window, as the file says.</param>
public sealed record CampaignResponse(int Sent, ResponseCount Delivered, ResponseCount Opened, ResponseCount Clicked, ResponseCount Converted);

/// <summary>A count of answers and what it rests on.</summary>
/// <param name="Count">Contacts that answered.</param>
/// <param name="Known">Contacts of which it is known whether they did.</param>
public sealed record ResponseCount(int Count, int Known)
{
    /// <summary>Answers among the known, 0 to 1; null when none is known.</summary>
    public double? Rate => Known == 0 ? null : (double)Count / Known;
}

/// <summary>What a set of customers came to in a range, and the same customers in the comparison.</summary>
/// <param name="Customers">Members.</param>
/// <param name="Active">Members with an order in the range.</param>
/// <param name="Orders">Their orders.</param>
/// <param name="RevenueE4">Their revenue net of returns, in ten-thousandths.</param>
public sealed record SetFigures(int Customers, int Active, int Orders, long RevenueE4)
{
    /// <summary>Revenue divided by orders, null without an order.</summary>
    public double? AverageOrderValueE4 => Orders == 0 ? null : (double)RevenueE4 / Orders;
}

/// <summary>Any set of customers, described beside everybody.</summary>
public sealed record CustomerSetProfile
{
    /// <summary>The members in the range.</summary>
    public required SetFigures Figures { get; init; }

    /// <summary>The same members in the comparison, null without one.</summary>
    public required SetFigures? Previous { get; init; }

    /// <summary>Everybody that the filter leaves, anonymous revenue and orders not included.</summary>
    public required SetFigures Everybody { get; init; }

    /// <summary>Anonymous revenue of the range, in ten-thousandths.</summary>
    public required long AnonymousRevenueE4 { get; init; }

    /// <summary>Days between the days on which a customer ordered, over all orders until the end of the range.</summary>
    public required Histogram OrderGaps { get; init; }

    /// <summary>Days since the last order, of customers with one.</summary>
    public required Histogram DaysSinceLastOrder { get; init; }

    /// <summary>Items of an order in the range, where goods are recorded.</summary>
    public required Histogram ItemsPerOrder { get; init; }

    /// <summary>Distinct products of an order in the range, where goods are recorded.</summary>
    public required Histogram ProductsPerOrder { get; init; }

    /// <summary>Products bought in the range.</summary>
    public required Taste Products { get; init; }

    /// <summary>Categories bought in the range.</summary>
    public required Taste Categories { get; init; }

    /// <summary>Customers by age band, gender, country, language, acquisition; values of too few people share a row.</summary>
    public required IReadOnlyList<Breakdown> Demographics { get; init; }

    /// <summary>Orders of the range by sales channel.</summary>
    public required Breakdown Channels { get; init; }

    /// <summary>Orders of the range by day of the week, Monday first.</summary>
    public required IReadOnlyList<ShareRow> Weekdays { get; init; }

    /// <summary>Orders of the range by hour of the day; empty when the data has days only.</summary>
    public required IReadOnlyList<ShareRow> Hours { get; init; }

    /// <summary>Answers of the members to the campaigns of the range.</summary>
    public required CampaignResponse Response { get; init; }

    /// <summary>The same of everybody.</summary>
    public required CampaignResponse AllResponse { get; init; }

    /// <summary>Members who granted consent, by channel.</summary>
    public required IReadOnlyList<ShareRow> Contactable { get; init; }
}
