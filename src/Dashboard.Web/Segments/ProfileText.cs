using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Segments;

/// <summary>Findings about a segment, as titles.</summary>
public static class ProfileText
{
    /// <summary>How long between orders, beside everybody.</summary>
    public static string Rhythm(Histogram gaps) => gaps.Median is { } median
        ? $"Half of the gaps between orders are {Days(median)} or shorter; everybody: {Days(gaps.AllMedian!.Value)}"
        : "Nobody here has ordered on two days yet";

    /// <summary>How long since the last order, beside everybody.</summary>
    public static string Recency(Histogram days) => days.Median is { } median
        ? $"Last order {Days(median)} ago, everybody {Days(days.AllMedian!.Value)} ago (medians)"
        : "Nobody here has ordered yet";

    /// <summary>How full the basket is, beside everybody.</summary>
    public static string Basket(Histogram items) => items.Median is { } median
        ? $"{Formats.Number(median, 0)} items in an order, everybody {Formats.Number(items.AllMedian!.Value, 0)} (medians)"
        : "No goods recorded in this range";

    /// <summary>How many different products an order has, beside everybody.</summary>
    public static string Range(Histogram products) => products.Median is { } median
        ? $"{Formats.Number(median, 0)} different products in an order, everybody {Formats.Number(products.AllMedian!.Value, 0)} (medians)"
        : "No goods recorded in this range";

    /// <summary>What stands out most among values with an index, or that nothing does.</summary>
    /// <param name="rows">The values.</param>
    /// <param name="what">What they are, for the case that nothing stands out: "countries".</param>
    public static string Standout(IEnumerable<ShareRow> rows, string what)
    {
        var best = rows.Where(r => r.Index is not null).MaxBy(r => r.Index);
        return best is { Index: >= 120 } ? $"{best.Label} stands out: index {Formats.Number(best.Index!.Value, 0)}" : $"No {what} stand out";
    }

    /// <summary>How many values share a row because too few people have them, and how many members that is; nothing where none does.</summary>
    public static string SmallGroups(Breakdown breakdown) => breakdown.Rows.FirstOrDefault(r => r.Value is null) is { } few
        ? $"; {Formats.Count(few.Values, "value")} of too few people to be shown alone share one, with {Formats.Count(few.Count, "member")}"
        : "";

    /// <summary>Where the members came from.</summary>
    public static string CameFrom(SegmentProfileResult result)
    {
        var stayed = result.CameFrom.Where(m => m.From == result.Group).Sum(m => m.Customers);
        return result.Profile.Figures.Customers == 0 ? "Nobody is here" : $"{Formats.Percent(stayed / (double)result.Profile.Figures.Customers)} were {result.Receipt.Groups.Name(result.Group)} already";
    }

    private static string Days(double days) => days == 1 ? "1 day" : $"{Formats.Number(days, days % 1 == 0 ? 0 : 1)} days";
}
