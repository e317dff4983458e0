using Dashboard.Analytics.Data;
using Dashboard.Services.Exports;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Web.Data;

/// <summary>What data quality calls things.</summary>
public static class QualityText
{
    /// <summary>A kind of data.</summary>
    public static string Subject(QualitySubject subject) => subject switch
    {
        QualitySubject.Orders => "Orders, returns, adjustments",
        QualitySubject.Lines => "Lines of orders",
        QualitySubject.Contacts => "Campaign contacts",
        _ => subject.ToString(),
    };

    /// <summary>What is wrong, as it follows a number of rows.</summary>
    public static string Fault(QualityFault fault) => fault switch
    {
        QualityFault.Missing => "missing",
        QualityFault.Malformed => "not of the right shape",
        QualityFault.Duplicate => "shared with another",
        QualityFault.Implausible => "hardly true",
        QualityFault.Future => "in the future",
        QualityFault.Zero => "zero",
        _ => "valid",
    };

    /// <summary>What to do about it.</summary>
    public static string Advice(QualityIssue issue) => (issue.Subject, issue.Field, issue.Fault) switch
    {
        (QualitySubject.Customers, "email", QualityFault.Duplicate) => "They may be one person with several accounts: merge them in the shop and import its customers again.",
        (QualitySubject.Orders, "customer", _) => "Orders without a customer count in revenue and in no segment. Export with the customer's id, or the e-mail address, if there is one.",
        (QualitySubject.Lines, "price", _) => "Free samples and gifts are fine; otherwise mend the price and import the order again.",
        (QualitySubject.Products, "category", _) => "Import a product list with a category for each: breakdowns by category then cover all revenue.",
        (QualitySubject.Products, "cost", _) => "Import a product list with costs: profit needs them.",
        (_, _, QualityFault.Missing) => "Import a file that has this field: what it says is added to what is known, and nothing is lost.",
        _ => "Mend it where the data comes from and import that file again.",
    };

    /// <summary>The facts of a receipt, as the screen shows them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Facts(Receipt receipt) => [.. ReceiptSheet.Methods(receipt).Select(m => KeyValuePair.Create(m.Name, m.Value))];

    /// <summary>The field that costs the score most, in a sentence; null when nothing is wrong.</summary>
    public static string? Worst(QualityResult result)
    {
        var worst = result.Groups.SelectMany(g => g.Fields).Where(f => f.Rows > 0).MaxBy(f => f.Weight * (1 - f.ValidShare));
        return worst is null || worst.ValidShare >= 1 ? null
            : $"{Subject(worst.Subject)}: {worst.Label.ToLowerInvariant()} costs the score most, with {Formats.Percent(worst.ValidShare, 0)} valid.";
    }
}
