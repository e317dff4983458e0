namespace Dashboard.Analytics.Data;

/// <summary>What rows of one check are about.</summary>
public enum QualitySubject
{
    /// <summary>Known customers.</summary>
    Customers,

    /// <summary>Documents: orders, returns, adjustments.</summary>
    Orders,

    /// <summary>Lines of orders and returns.</summary>
    Lines,

    /// <summary>Products that are merchandise.</summary>
    Products,

    /// <summary>Campaigns.</summary>
    Campaigns,

    /// <summary>Contacts of campaigns.</summary>
    Contacts,
}

/// <summary>What can be wrong with one field of one row.</summary>
public enum QualityFault
{
    /// <summary>Nothing: filled and valid.</summary>
    None,

    /// <summary>Not filled.</summary>
    Missing,

    /// <summary>Not of the shape that such values have.</summary>
    Malformed,

    /// <summary>The same value as another row's, where each should have its own.</summary>
    Duplicate,

    /// <summary>It can hardly be true.</summary>
    Implausible,

    /// <summary>A day after the day on which the check is made.</summary>
    Future,

    /// <summary>Zero where something is expected.</summary>
    Zero,
}

/// <summary>A kind of trouble with one field: what a count of it opens.</summary>
/// <param name="Subject">What the rows are.</param>
/// <param name="Field">Key of the field, such as "email".</param>
/// <param name="Fault">What is wrong.</param>
public sealed record QualityIssue(QualitySubject Subject, string Field, QualityFault Fault)
{
    /// <summary>The issue as an address writes it: "customers.email.duplicate".</summary>
    public string Id => $"{Subject}.{Field}.{Fault}".ToLowerInvariant();

    /// <summary>Reads what <see cref="Id"/> writes, in any case; null when it is none.</summary>
    public static QualityIssue? Parse(string? id) =>
        id?.Split('.') is [var subject, var field, var fault]
        && Enum.TryParse<QualitySubject>(subject, ignoreCase: true, out var ofSubject) && Enum.IsDefined(ofSubject)
        && Enum.TryParse<QualityFault>(fault, ignoreCase: true, out var ofFault) && Enum.IsDefined(ofFault) && ofFault != QualityFault.None
            ? new QualityIssue(ofSubject, field.ToLowerInvariant(), ofFault)
            : null;
}
