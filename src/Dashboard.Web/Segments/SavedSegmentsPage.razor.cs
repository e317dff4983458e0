using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Tables;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>The saved segments and lists, templates to begin with, and what was deleted.</summary>
public sealed partial class SavedSegmentsPage : IDisposable
{
    private IReadOnlyList<Row>? rows;
    private IReadOnlyList<ManualList> lists = [];
    private IReadOnlyList<StoredSegment> deleted = [];
    private IReadOnlyList<ManualList> deletedLists = [];
    private IReadOnlyList<(SegmentTemplate Template, RuleCount Count)> templates = [];
    private bool isLoading = true;
    private string? problem;

    /// <summary>What is looked for.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    /// <summary>A tag.</summary>
    [SupplyParameterFromQuery(Name = "tag")]
    public string? TagText { get; set; }

    /// <summary>Name of what was deleted just now.</summary>
    [SupplyParameterFromQuery(Name = "deleted")]
    public string? Deleted { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private SavedSegmentService Segments { get; set; } = null!;

    [Inject]
    private ManualListService Lists { get; set; } = null!;

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    [Inject]
    private SnapshotService Snapshots { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<string> Tags => [.. (rows ?? []).SelectMany(r => r.Segment.Content.Tags.All).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.CurrentCultureIgnoreCase)];

    private IReadOnlyList<Row> Shown => [.. (rows ?? []).Where(r => Matches(r.Segment))];

    private TableModel ListTable => new(
        "Lists made by hand",
        [new TableColumn("Name"), new TableColumn("Customers", IsNumber: true), new TableColumn("Mean nobody", IsNumber: true), new TableColumn("Owner"), new TableColumn("Changed")],
        [.. lists.Select(l => (IReadOnlyList<TableCell>)
        [
            new TableCell(l.Name, Href: Urls.ManualList(l.Id)),
            new TableCell(Formats.Integer(l.Customers), l.Customers),
            new TableCell(Formats.Integer(l.Unmatched), l.Unmatched),
            new TableCell(l.Owner),
            new TableCell(Formats.Date(DateOnly.FromDateTime(l.ChangedAt.UtcDateTime)), l.ChangedAt.ToUnixTimeSeconds()),
        ])]);

    /// <inheritdoc/>
    public void Dispose() => Analyses.DataChanged -= OnDataChanged;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Analyses.DataChanged += OnDataChanged;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        lists = await Lists.ListAsync(CancellationToken.None);
        (deleted, deletedLists) = (await Segments.ListDeletedAsync(CancellationToken.None), await Lists.ListDeletedAsync(CancellationToken.None));
        var uses = await Segments.AllUsesAsync(CancellationToken.None);
        var stored = await Segments.ListAsync(CancellationToken.None);
        var rules = stored.Select(s => (Rule)new SegmentRule(s.Name)).ToList();
        var counts = await Analyses.RunAsync(new RuleCountsRequest([.. rules]), CancellationToken.None);
        IReadOnlyList<Row> loaded = [.. stored.Select((s, i) => new Row(s, counts.Counts[i], null, uses.GetValueOrDefault(s.Id) ?? []))];
        rows = loaded;
        templates = await TemplatesAsync(stored);
        isLoading = false;
        StateHasChanged();

        // The sizes of past months take longer and come by themselves, unless a newer list has been loaded meanwhile.
        var history = await Analyses.RunAsync(new RuleHistoryRequest([.. rules]), CancellationToken.None);
        if (rows == loaded)
            rows = [.. loaded.Select((r, i) => r with { Sizes = history.Sizes[i] })];
    }

    private async Task<IReadOnlyList<(SegmentTemplate Template, RuleCount Count)>> TemplatesAsync(IReadOnlyList<StoredSegment> stored)
    {
        var offered = SegmentTemplates.All.Where(t => !stored.Any(s => string.Equals(s.Name, t.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        var counts = await Analyses.RunAsync(new RuleCountsRequest([.. offered.Select(t => RuleText.Parse(t.Rule))]), CancellationToken.None);
        return counts.Everyone == 0 ? [] : [.. offered.Zip(counts.Counts).Where(p => p.Second.Problem is null)];
    }

    private bool Matches(StoredSegment segment)
    {
        var content = segment.Content;
        var words = (SearchText ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (string.IsNullOrEmpty(TagText) || content.Tags.Has(TagText))
            && words.All(w => $"{content.Name} {content.Description} {content.Owner} {content.Tags}".Contains(w, StringComparison.CurrentCultureIgnoreCase));
    }

    private void Go(string? search, string? tag) => Navigation.NavigateTo(Urls.SavedSegments([new("q", search?.Trim()), new("tag", tag)]));

    private async Task RestoreAsync(StoredSegment segment)
    {
        problem = await Acts.DoAsync(Permission.Edit, new AuditEntry("segment.restore", segment.Name), () => Segments.RestoreAsync(segment.Id, CancellationToken.None)) switch
        {
            SegmentSaved => null,
            SegmentNameTaken taken => $"Another segment is named “{taken.Holder.Name}” now. Rename it, then restore this one.",
            _ => "The 30 days of this segment are over, or somebody else restored it.",
        };
        await RestoredAsync();
    }

    private async Task RestoreAsync(ManualList list)
    {
        problem = await Acts.DoAsync(Permission.Edit, new AuditEntry("list.restore", list.Name), () => Lists.RestoreAsync(list.Id, CancellationToken.None)) switch
        {
            ManualListProblem.None => null,
            ManualListProblem.NameTaken => $"Another list is named “{list.Name}” now. Rename it, then restore this one.",
            _ => "The 30 days of this list are over, or somebody else restored it.",
        };
        await RestoredAsync();
    }

    private async Task RestoredAsync()
    {
        await Snapshots.NewestAsync(CancellationToken.None);
        await LoadAsync();
    }

    private void OnDataChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private sealed record Row(StoredSegment Segment, RuleCount? Count, IReadOnlyList<int>? Sizes, IReadOnlyList<SegmentUse> Uses);
}
