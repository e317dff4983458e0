using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Exports;

namespace Dashboard.Web.Exports;

/// <summary>The receipt of a result as names and values for panels: the lines of the Methods sheet.</summary>
public static class ReceiptText
{
    /// <summary>Names and values, in order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Facts(Receipt receipt) =>
        [.. ReceiptSheet.Methods(receipt).Select(entry => KeyValuePair.Create(entry.Name, entry.Value))];
}
