using System.Globalization;

namespace Dashboard.Analytics.Segments;

/// <summary>Thresholds as text: <c>10,20,30,40;1,2,3,4;100,200,300,400</c> for days, orders, and money in units of the currency.</summary>
public static class RfmThresholdsText
{
    /// <summary>Writes thresholds.</summary>
    public static string Format(RfmThresholds thresholds) => string.Join(
        ';',
        Join(thresholds.DaysSinceLastOrder, 1),
        Join(thresholds.Orders, 1),
        Join(thresholds.MoneyE4, 10_000));

    /// <summary>Reads thresholds; null when there are none.</summary>
    /// <exception cref="ArgumentException">The text is not three lists of four ascending numbers; the message is for the person who wrote them.</exception>
    public static RfmThresholds? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var lists = text.Split(';');
        return lists.Length == 3
            ? new RfmThresholds(Numbers(lists[0], 1), Numbers(lists[1], 1), Numbers(lists[2], 10_000))
            : throw new ArgumentException("Thresholds need three lists of four numbers: days, orders, money. Set them on the RFM set-up page.");
    }

    private static string Join(ReadOnlySpan<long> edges, long unit) =>
        string.Join(',', edges.ToArray().Select(e => (e / (decimal)unit).ToString("0.####", CultureInfo.InvariantCulture)));

    private static long[] Numbers(string list, long unit) => Array.ConvertAll(list.Split(','), item =>
        decimal.TryParse(item, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1_000_000_000_000
            ? (long)Math.Round(number * unit)
            : throw new ArgumentException($"'{item}' is not a number between plus and minus one trillion. Thresholds are numbers in ascending order."));
}
