using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>The shop's definition of RFM: tried in the address, saved, undone.</summary>
public sealed partial class RfmSetupPage
{
    private RfmDefinition? replaced;
    private string? saved;

    /// <summary>A definition to try, as <see cref="RfmDefinitionText"/> writes it.</summary>
    [SupplyParameterFromQuery(Name = "rfm")]
    public string? Tried { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private ShopSettingsService Settings { get; set; } = null!;

    private bool IsPreview => !string.IsNullOrEmpty(Tried);

    private RfmDefinition Tested { get; set; } = RfmDefinition.Default;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <inheritdoc/>
    protected override IAnalysis<RfmChange> Request() => new RfmChangeRequest(Scope, RfmDefinitionText.Parse(Tried) ?? Settings.Current().Rfm);

    /// <inheritdoc/>
    protected override Task OnResultAsync(RfmChange result)
    {
        Tested = RfmDefinitionText.Parse(Tried) ?? Settings.Current().Rfm;
        replaced = Settings.ReplacedRfm();
        return Task.CompletedTask;
    }

    private void Preview(RfmDefinition definition)
    {
        saved = null;
        Navigation.NavigateTo(Urls.SegmentSetup(Scope, new KeyValuePair<string, string?>("rfm", RfmDefinitionText.Format(definition))));
    }

    private Task SaveAsync(RfmDefinition definition) => ReplaceAsync(definition, "The definition is saved");

    private Task UndoAsync() => ReplaceAsync(replaced!, "The last save is undone");

    private async Task ReplaceAsync(RfmDefinition definition, string said)
    {
        await Acts.DoAsync(Permission.Import, new AuditEntry("settings.rfm", said), () => Settings.SaveRfm(definition));
        saved = said;
        if (IsPreview)
            Navigation.NavigateTo(Urls.SegmentSetup(Scope));
        else
            await RetryAsync();
    }
}
