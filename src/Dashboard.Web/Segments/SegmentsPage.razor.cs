using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>The eleven groups: whether they mean something, grid, cards, sizes, movements.</summary>
public sealed partial class SegmentsPage
{
    /// <summary>A definition to try, as <see cref="RfmDefinitionText"/> writes it.</summary>
    [SupplyParameterFromQuery(Name = "rfm")]
    public string? Tried { get; set; }

    private bool IsPreview => !string.IsNullOrEmpty(Tried);

    private int Prospects => Result!.Groups.Single(g => g.Group == RfmGroup.Prospects).Customers;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    private KeyValuePair<string, string?> Rfm => new("rfm", Tried);

    /// <inheritdoc/>
    protected override IAnalysis<SegmentsResult> Request() => new SegmentsRequest(Scope, RfmDefinitionText.Parse(Tried));

    private string Export(string what, string extension) => Urls.Export(what, extension, Scope, Rfm);
}
