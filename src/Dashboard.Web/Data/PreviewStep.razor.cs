using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Data;

/// <summary>How a file was read, open to change.</summary>
public sealed partial class PreviewStep
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private static readonly string[] Encodings = ["utf-8", "utf-16", "windows-1252", "iso-8859-1"];
    private static readonly string[] Currencies = ["AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "TRY", "USD", "ZAR"];
    private static readonly (string Value, string Label)[] DateOrders = [("dmy", "The day first: day, month, year"), ("mdy", "The month first: month, day, year"), ("ymd", "The year first: year, month, day")];

    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public required ImportDraft Draft { get; set; }

    /// <summary>On to the mapping.</summary>
    [Parameter]
    public EventCallback OnNext { get; set; }

    /// <summary>The file is given up.</summary>
    [Parameter]
    public EventCallback OnDiscard { get; set; }

    private FileProfile Profile => Draft.Profile!;

    private TabularFile File => Profile.File;

    private ImportPlan Plan => Draft.Plan!;

    private ColumnProfile? Ambiguous => Profile.Columns.FirstOrDefault(c => c.DateOrderIsAmbiguous);

    private static string? CurrencyOf(string text) => text.Trim() is { Length: > 0 } code ? code.ToUpperInvariant() : null;

    private void Choose(Func<ImportChoices, ImportChoices> change) => Draft.Choose(change);

    private void Read(Func<TabularOptions, TabularOptions> change) => _ = Draft.ReadAsync(change);
}
