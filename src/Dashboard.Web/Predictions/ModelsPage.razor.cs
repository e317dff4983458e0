using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>The ledger of models: what is in use, its record, every run, training.</summary>
public sealed partial class ModelsPage : IDisposable
{
    private IReadOnlyList<ModelRun>? runs;
    private ModelRun? inUse;
    private ModelReport? report;
    private ModelReport? newest;
    private ModelDrift? drift;
    private ScoredRun? scored;
    private ScoredRun? earlier;
    private bool isEmpty;
    private string? said;

    /// <summary>Name of the kind that is looked at.</summary>
    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindName { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private ModelRunService Runs { get; set; } = null!;

    [Inject]
    private ModelOutcomeService Outcomes { get; set; } = null!;

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    [Inject]
    private ShopSettingsService Shop { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ModelKind Kind => ModelText.KindOf(KindName);

    private PageState State => runs is null ? PageState.Loading : PageState.Result;

    private IReadOnlyList<ModelRun> OfKind => [.. (runs ?? []).Where(r => r.Kind == Kind)];

    /// <inheritdoc/>
    public void Dispose() => Runs.Changed -= OnChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Runs.Changed += OnChanged;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        isEmpty = (await Analyses.RunAsync(new ScopeRequest(Scope.Default), CancellationToken.None)).IsEmpty;
        var (kind, known) = (Kind, await Runs.ListAsync(CancellationToken.None));
        var (used, first) = (known.FirstOrDefault(r => r.Kind == kind && r.InUse), known.FirstOrDefault(r => r.Kind == kind));
        var own = used is null ? null : await Runs.ReportAsync(used.Id, CancellationToken.None);
        newest = first is null ? null : first.Id == used?.Id ? own : await Runs.ReportAsync(first.Id, CancellationToken.None);
        (runs, inUse, report, drift, scored, earlier) = (known, used, own, null, null, null);
        if (used is null || own is null)
            return;

        // What came since, and how far the customers have moved, take a moment at a million customers, and come by themselves.
        StateHasChanged();
        var since = await Outcomes.OfAsync(used.Id, CancellationToken.None);
        var before = since is { Outcome: { IsScored: false } or { IsProvisional: true } }
            ? await Outcomes.EarlierAsync(kind, used.Id, since.Outcome.AsOf, own.HorizonDays, CancellationToken.None)
            : null;
        if (inUse?.Id != used.Id)
            return;
        (scored, earlier) = (since, before);
        StateHasChanged();
        var moved = await Analyses.RunAsync(new ModelDriftRequest(kind, WatchedValues.Of(used.Id, own)), CancellationToken.None);
        if (inUse?.Id == moved.Run)
            drift = moved;
    }

    private async Task UseAsync(ModelRun run)
    {
        said = await Acts.DoAsync(Permission.Import, new AuditEntry("model.use", Formats.Integer(run.Id)), () => Runs.UseAsync(run.Id, CancellationToken.None)) ? $"Run {Formats.Integer(run.Id)} is in use now, and stays until you let the record choose again." : "This run is gone or has no model.";
        await LoadAsync();
    }

    private async Task ReleaseAsync(ModelRun run)
    {
        await Acts.DoAsync(Permission.Import, new AuditEntry("model.release", run.Kind.ToString()), () => Runs.ReleaseAsync(run.Kind, CancellationToken.None));
        said = "The newest run that passes its backtests is in use.";
        await LoadAsync();
    }

    private void OnChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
