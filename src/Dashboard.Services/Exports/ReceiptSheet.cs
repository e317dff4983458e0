using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Exports;

/// <summary>Turns the receipt of a result into the Methods sheet of a workbook, so that a file can be checked without the screen it came from.</summary>
public static class ReceiptSheet
{
    /// <summary>A workbook of sheets that share one receipt.</summary>
    /// <param name="receipt">How the numbers were reached.</param>
    /// <param name="now">The time of the export.</param>
    /// <param name="sheets">The sheets in order.</param>
    public static Workbook Workbook(Receipt receipt, DateTimeOffset now, params IReadOnlyList<Sheet> sheets) =>
        new(receipt.Currency, sheets, Methods(receipt, now)) { DataVersion = receipt.DataVersion };

    /// <summary>The lines of the Methods sheet; the screen's receipt shows the same but for the time.</summary>
    /// <param name="receipt">How the numbers were reached.</param>
    /// <param name="now">The time of the export, or null to leave it out.</param>
    public static IReadOnlyList<MethodsEntry> Methods(Receipt receipt, DateTimeOffset? now = null)
    {
        var entries = new List<MethodsEntry>
        {
            new("Definition", receipt.Definition),
            new("Range", Days(receipt.Range)),
            new("Compared with", receipt.ComparedWith is { } compared ? Days(compared) : "Nothing"),
            new("Time zone", receipt.TimeZone),
            new("Filter", receipt.Filter.IsEmpty ? "None: everything" : string.Join("; ", receipt.Filter.Conditions.GroupBy(c => c.Dimension).Select(Words))),
            new("Currency", receipt.Currency),
            new("Rows used", $"{receipt.RowsUsed.ToString("N0", CultureInfo.InvariantCulture)} {receipt.RowsAre}"),
        };
        entries.AddRange(receipt.LeftOut.Select(l => new MethodsEntry("Left out", $"{l.Rows.ToString("N0", CultureInfo.InvariantCulture)}: {l.Reason}")));
        entries.AddRange(receipt.Details.Select(d => new MethodsEntry(d.Key, d.Value)));
        entries.Add(new("Data version", receipt.DataVersion.ToString(CultureInfo.InvariantCulture)));
        if (now is { } at)
            entries.Add(new("Exported at", at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)));
        return entries;
    }

    private static string Days(DateRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.From:yyyy-MM-dd} to {range.To:yyyy-MM-dd} ({range.Days} days)");

    private static string Words(IGrouping<Dimension, Condition> group) => $"{group.Key} is {string.Join(" or ", group.Select(c => c.Value == Condition.Unknown ? "unknown" : c.Value))}";
}
