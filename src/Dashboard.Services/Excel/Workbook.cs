namespace Dashboard.Services.Excel;

/// <summary>
/// What goes into one workbook: sheets, the currency of their amounts, and how the numbers were reached.
/// The last sheet is always named Methods and holds <see cref="Methods"/>.
/// </summary>
/// <param name="Currency">ISO 4217 code of all amounts, three letters: GBP.</param>
/// <param name="Sheets">The sheets in order; may be empty.</param>
/// <param name="Methods">
/// The receipt of the export, in the order to be read: definition, filters, range and time zone, currency, rows used and
/// left out, data version, model versions, time. The writer adds what it had to change, such as clipped text.
/// </param>
public sealed record Workbook(string Currency, IReadOnlyList<Sheet> Sheets, IReadOnlyList<MethodsEntry> Methods)
{
    /// <summary>Version of the data that the numbers rest on; 0 where they rest on none.</summary>
    public long DataVersion { get; init; }

    /// <summary>Whether a row of a sheet stands for a person: such a sheet has a text column of that name.</summary>
    public bool ListsPeople => Sheets.Any(sheet => sheet.Columns.Any(column => column is { Title: PersonColumn, Kind: CellKind.Text }));

    /// <summary>Title of the column that holds the shop's own ids of customers.</summary>
    public const string PersonColumn = "Customer";

    /// <summary>What the file is for, where somebody chose it; null for what a screen shows.</summary>
    public string? Purpose { get; init; }
}

/// <summary>One line of the Methods sheet.</summary>
/// <param name="Name">What is stated: "Time zone".</param>
/// <param name="Value">The statement: "Europe/London".</param>
public readonly record struct MethodsEntry(string Name, string Value);
