using Dashboard.Services.Imports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Data;

/// <summary>The import wizard: upload, preview, mapping, dry run, import. The address names the file and the step, so Back, a reload and a second tab find the same.</summary>
public sealed partial class ImportPage : IDisposable
{
    private ImportDraft? draft;
    private ImportStep step;
    private bool gone;
    private string? firstOfUploads;

    /// <summary>Id of the file.</summary>
    [SupplyParameterFromQuery(Name = "file")]
    public string? FileId { get; set; }

    /// <summary>Name of the step.</summary>
    [SupplyParameterFromQuery(Name = "step")]
    public string? StepName { get; set; }

    [Inject]
    private ImportDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Heading => draft is null ? "Import data" : step == ImportStep.Done ? $"{draft.Upload.FileName} is imported" : $"Import {draft.Upload.FileName}";

    private string? Lead => step switch
    {
        ImportStep.Upload => "Order histories, customers, products, campaigns: as your shop, till or mailing tool exports them. Nothing leaves this machine, and nothing is stored before you say so.",
        ImportStep.Preview => "This is how the file was read. Change what is not right.",
        ImportStep.Mapping => "What each column means. A column has one meaning; what you leave out is not stored.",
        ImportStep.Check => "What the import would do. The data is not changed yet.",
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose() => Follow(null);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Follow(Desk.Find(FileId));
        gone = FileId is not null && draft is null;
        step = ImportSteps.Resolve(draft, StepName);
    }

    private void Follow(ImportDraft? next)
    {
        if (draft is not null)
            draft.Work.Changed -= OnChanged;
        draft = next;
        if (draft is not null)
            draft.Work.Changed += OnChanged;
    }

    private void OnChanged(object? sender, EventArgs e) => _ = InvokeAsync(() =>
    {
        step = ImportSteps.Resolve(draft, StepName);
        StateHasChanged();
    });

    private void OnUploaded((string Id, int Waiting) upload)
    {
        firstOfUploads ??= upload.Id;
        if (upload.Waiting > 0)
            return;
        var first = firstOfUploads;
        firstOfUploads = null;
        Navigation.NavigateTo(Urls.Import(first));
    }

    private void GoTo(ImportStep next) => Navigation.NavigateTo(Urls.Import(draft!.Upload.Id, next.ToString().ToLowerInvariant()));

    private void Check()
    {
        if (draft!.Trial is null)
            _ = draft.TryAsync();
        GoTo(ImportStep.Check);
    }

    private void Discard()
    {
        Desk.Discard(draft!.Upload.Id);
        Navigation.NavigateTo(Urls.Import());
    }
}
