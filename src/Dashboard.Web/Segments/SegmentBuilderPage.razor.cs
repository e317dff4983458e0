using System.Globalization;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Components;
using Dashboard.Web.Customers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>
/// A segment's rule as form, sentence and text, counted while it is edited. The rule under edit is in the address, so that Back undoes and a lost connection loses nothing.
/// Saving is in the other half.
/// </summary>
public sealed partial class SegmentBuilderPage : IDisposable
{
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Views = [new("", "Form"), new("text", "Text")];
    private static readonly CustomerQuery ListQuery = CustomerQuery.Parse(null, null, null, null, null, null);
    private static readonly IReadOnlyList<ListColumn> PreviewColumns = ListColumns.Chosen("name,email,country,last,orders,revenue,rfm", hasNames: true, []);

    private RuleVocabulary? vocabulary;
    private StoredSegment? stored;
    private IReadOnlyList<SegmentUse> uses = [];
    private bool isGone;
    private Rule? rule;
    private RuleException? unread;
    private RuleEvaluation? live;
    private Rule? compared;
    private bool counting;
    private CancellationTokenSource? running;
    private long? shown;

    // What was written here and has not come back as the address yet, the oldest first; and the address that came last.
    private readonly List<BuilderQuery> ahead = [];
    private BuilderQuery? arrived;

    /// <summary>Number of the saved segment; null for a new one.</summary>
    [Parameter]
    public long? Id { get; set; }

    /// <summary>Text of the rule under edit.</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    public string? RuleUnderEdit { get; set; }

    /// <summary>"text" for the text.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewName { get; set; }

    /// <summary>The version that the edit began with.</summary>
    [SupplyParameterFromQuery(Name = "v")]
    public string? BeganWith { get; set; }

    /// <summary>Name under edit.</summary>
    [SupplyParameterFromQuery(Name = "n")]
    public string? NameText { get; set; }

    /// <summary>Description under edit.</summary>
    [SupplyParameterFromQuery(Name = "d")]
    public string? DescriptionText { get; set; }

    /// <summary>Owner under edit.</summary>
    [SupplyParameterFromQuery(Name = "o")]
    public string? OwnerText { get; set; }

    /// <summary>Tags under edit.</summary>
    [SupplyParameterFromQuery(Name = "t")]
    public string? TagsText { get; set; }

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static KeyValuePair<string, string>[] Crumbs => [new("Saved segments", Urls.SavedSegments())];

    /// <summary>What is under edit: what was written last, though the browser may still be on its way to that address, so that whoever saves with the next click saves what is seen.</summary>
    private BuilderQuery Query => ahead.Count > 0 ? ahead[^1] : Addressed;

    private BuilderQuery Addressed => new(
        RuleUnderEdit,
        ViewName == "text",
        int.TryParse(BeganWith, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        NameText,
        DescriptionText,
        OwnerText,
        TagsText);

    private SegmentContent Content => Query.Over(stored?.Content);

    private string Lead => stored is null
        ? "Customers by rule: choose conditions, or write the rule as text; what it means is counted as you go"
        : stored.Content.Description.Length > 0 ? stored.Content.Description
        : $"Version {stored.Version} of {Formats.Date(DateOnly.FromDateTime(stored.ChangedAt.UtcDateTime))}{(stored.ChangedBy.Length > 0 ? $" by {stored.ChangedBy}" : "")}";

    /// <summary>What is wrong with the rule: as a text, else with what it refers to.</summary>
    private TextProblem? Problem => unread is not null ? new TextProblem(unread.Message, unread.Position, unread.Length)
        : live is { IsUsable: false } && live.Rule.Equals(rule) ? PlaceOf(live.Issues[0])
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Analyses.DataChanged -= OnDataChanged;
        running?.Cancel();
        running?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Analyses.DataChanged += OnDataChanged;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Follow();
        vocabulary ??= await Analyses.RunAsync(new RuleVocabularyRequest(), CancellationToken.None);
        if (shown != Id || stored is null)
            await LoadAsync();
        await ReadAsync();
    }

    // Addresses come in the order in which they were written; any other one was chosen elsewhere, as by Back, and holds.
    private void Follow()
    {
        if (Addressed.Equals(arrived))
            return;
        arrived = Addressed;
        ahead.RemoveRange(0, ahead.IndexOf(arrived) is >= 0 and var place ? place + 1 : ahead.Count);
    }

    private async Task LoadAsync()
    {
        if (shown != Id)
            (problem, conflict) = (null, null);
        shown = Id;
        stored = Id is { } id ? await Segments.FindAsync(id, CancellationToken.None) : null;
        isGone = Id is not null && stored is null;
        uses = stored is null ? [] : await Segments.UsesAsync(stored.Name, CancellationToken.None);
    }

    // Reads the rule of the address and counts it; a newer one takes over.
    private async Task ReadAsync(bool again = false)
    {
        if (isGone)
            return;
        rule = RuleText.TryParse(Content.Rule, out var read, out unread) ? read : null;
        var against = stored is not null && Query.Rule is not null && RuleText.TryParse(stored.Rule, out var saved, out _) ? saved : null;
        if (rule is null || (!again && live is not null && rule.Equals(live.Rule) && Equals(against, compared)))
            return;
        running?.Cancel();
        running?.Dispose();
        var mine = running = new CancellationTokenSource();
        counting = true;
        StateHasChanged();
        try
        {
            var counted = await Analyses.RunAsync(new RuleEvaluationRequest(rule, RuleScope.AllTime, against, stored?.Name, 100), mine.Token);
            if (running == mine)
                (live, compared) = (counted, against);
        }
        catch (OperationCanceledException)
        {
            // A newer rule is counted, or the browser has gone.
        }
        finally
        {
            if (running == mine)
                counting = false;
        }
    }

    private void Change(Rule changed)
    {
        rule = changed;
        Go(Query with { Rule = RuleText.Format(changed) });
    }

    private Task WriteAsync(string text)
    {
        // Letters typed one after the other are one step back.
        var first = Query.Rule is null;
        Go(Query with { Rule = text }, replace: !first);
        return Task.CompletedTask;
    }

    private void WriteAbout(SegmentContent content) => Go(
        Query with { Name = content.Name, Description = content.Description, Owner = content.Owner, Tags = content.Tags.ToString() },
        replace: true);

    private void Go(BuilderQuery query, bool replace = false)
    {
        said = null;
        var written = query.Since(stored?.Content, stored?.Version);
        if (!written.Equals(Query))
            ahead.Add(written);
        Navigation.NavigateTo(AddressOf(written), replace: replace);
    }

    private string AddressOf(BuilderQuery query) => Id is { } id ? Urls.SavedSegment(id, query.Parameters()) : Urls.NewSegment(query.Parameters());

    // What is missing is marked where it is named.
    private TextProblem PlaceOf(RuleIssue issue)
    {
        var parsed = ParsedRule.Of(Content.Rule);
        var node = parsed.Rule.Nodes().FirstOrDefault(n => n.Equals(issue.Node));
        return node is not null && parsed.PartOf(node) is { } part ? new TextProblem(issue.Message, part.Start, part.Length) : new TextProblem(issue.Message);
    }

    private void OnDataChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        vocabulary = await Analyses.RunAsync(new RuleVocabularyRequest(), CancellationToken.None);
        await LoadAsync();
        await ReadAsync(again: true);
        StateHasChanged();
    });
}
