using System.Globalization;

namespace Dashboard.Analytics.Segments;

/// <summary>What a receipt says of the definition that groups rest on.</summary>
internal static class RfmFacts
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RfmScores scores)
    {
        var (edges, definition) = (scores.Thresholds, scores.Definition);
        return
        [
            new("Window", definition.WindowMonths is { } months ? $"orders and revenue of the last {months} {(months == 1 ? "month" : "months")}; recency over all history" : "all history"),
            new("Thresholds", scores.FixedThresholds ? "fixed" : "quintiles of the customers with an order" + (definition.WindowMonths is null ? "" : " in the window")),
            new("Days since last order", Edges(edges.DaysSinceLastOrder, 1)),
            new("Orders", Edges(edges.Orders, 1)),
            new("Net revenue", Edges(edges.MoneyE4, 10_000)),
            new("Map of groups", definition.Map.Equals(RfmMap.Default) ? "as usual" : $"the shop's own, {definition.Map}"),
        ];
    }

    private static string Edges(ReadOnlySpan<long> edges, long unit) =>
        string.Join(", ", edges.ToArray().Select(e => ((decimal)e / unit).ToString("0.####", CultureInfo.InvariantCulture)));
}
