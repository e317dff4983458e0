using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Exports;
using Dashboard.Services.Customers;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Exports;

/// <summary>Audiences as files: which columns a purpose allows, and the workbook.</summary>
public static class AudienceSheets
{
    private static readonly string[] ContactColumns = ["name", "email", "phone", "postcode"];

    private static readonly string[] Usual = ["key", "name", "email", "phone", "segment", "country", "language", "last-order", "orders", "revenue"];

    /// <summary>The contact details that a purpose allows: none for analysis, else the name and the address of the channel.</summary>
    /// <param name="channel">The channel, or null for analysis.</param>
    /// <param name="column">A name of a column, as <see cref="CustomerSheets.ColumnNames"/> has it.</param>
    public static bool Allows(string? channel, string column) => !ContactColumns.Contains(column) || (channel is not null && (column, channel.ToLowerInvariant()) switch
    {
        ("name", _) => true,
        ("email", "email") => true,
        ("phone", "sms" or "phone") => true,
        ("postcode", "post") => true,
        _ => false,
    });

    /// <summary>The columns of a file that nobody chose columns for.</summary>
    /// <param name="channel">The channel, or null for analysis.</param>
    public static IReadOnlyList<string> UsualColumns(string? channel) => [.. Usual.Where(c => Allows(channel, c))];

    /// <summary>The workbook of an audience: one sheet of customers, and Methods with rule, purpose and who was left out.</summary>
    /// <param name="audience">Who is in it.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="columns">Names of columns in the order wanted, or none for the usual ones.</param>
    /// <param name="name">Name of the sheet.</param>
    /// <param name="now">The time of the export.</param>
    /// <exception cref="ArgumentException">There is no column of a name, or the purpose does not allow it.</exception>
    public static Workbook Workbook(AudienceResult audience, CustomerExport rows, IReadOnlyList<string> columns, string name, DateTimeOffset now)
    {
        var channel = audience.Channel?.Channel;
        if (columns.FirstOrDefault(c => !Allows(channel, c)) is { } refused)
        {
            throw new ArgumentException(channel is null
                ? $"The column '{refused}' is a contact detail, which a file for analysis does not have. Choose the channel that the file is for, or leave the column out."
                : $"The column '{refused}' is not covered by the consent to {channel}. Leave it out, or choose the channel that it belongs to.");
        }

        return ReceiptSheet.Workbook(CustomerSheets.ReceiptOf(rows, audience.Receipt, columns), now, CustomerSheets.List(rows, columns is [] ? UsualColumns(channel) : columns, name)) with { Purpose = audience.Purpose };
    }
}
