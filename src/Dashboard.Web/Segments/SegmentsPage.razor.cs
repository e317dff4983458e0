using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>The eleven groups: grid, cards, sizes, movements, and the thresholds behind them.</summary>
public sealed partial class SegmentsPage
{
    /// <summary>Thresholds to try, as <see cref="ThresholdsQuery"/> writes them.</summary>
    [SupplyParameterFromQuery(Name = "t")]
    public string? ThresholdsText { get; set; }

    [Inject]
    private ShopSettingsService Settings { get; set; } = null!;

    private bool IsPreview => !string.IsNullOrEmpty(ThresholdsText);

    private int Prospects => Result!.Groups.Single(g => g.Group == RfmGroup.Prospects).Customers;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<SegmentsResult> Request() => new SegmentsRequest(Scope, ThresholdsQuery.Parse(ThresholdsText));

    private string Export(string what, string extension) => Urls.Export(what, extension, Scope, new KeyValuePair<string, string?>("t", ThresholdsText));

    private void Preview(RfmThresholds? thresholds) =>
        Navigation.NavigateTo(Urls.Segments(Scope, new KeyValuePair<string, string?>("t", thresholds is null ? null : ThresholdsQuery.Format(thresholds))));

    private async Task SaveAsync(RfmThresholds? thresholds)
    {
        Settings.Save(Settings.Current() with { RfmThresholds = thresholds });
        if (IsPreview)
            Preview(null);
        else
            await RetryAsync();
    }
}
