using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>Saves, deletes, restores and goes back to versions. What could not be saved stays in the address.</summary>
public sealed partial class SegmentBuilderPage
{
    private ConfirmDialog? useDialog;
    private IReadOnlyList<SegmentUse> pendingUses = [];
    private string pendingAction = "Save";
    private bool pendingIsDelete;
    private Func<Task>? pending;
    private SegmentConflict? conflict;
    private string? problem;
    private string? said;
    private bool saving;
    private string note = "";

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private SavedSegmentService Segments { get; set; } = null!;

    [Inject]
    private SegmentEvaluator Evaluator { get; set; } = null!;

    [Inject]
    private SnapshotService Snapshots { get; set; } = null!;

    [Inject]
    private EditorName Editor { get; set; } = null!;

    private static string Author(string name) => name.Length > 0 ? name : "Somebody";

    private static string SaidOf(SegmentSaved done) => done.Followers.Count == 0
        ? $"Version {done.Segment.Version} is saved"
        : $"Version {done.Segment.Version} is saved; {string.Join(", ", done.Followers.Select(UseText.Name))} followed the new name";

    private Task SaveAsync(int version, bool confirmed) => stored is null
        ? SaveAsNewAsync()
        : DoAsync(
            () => Acts.DoAsync(Permission.Edit, new AuditEntry("segment.save", Content.Name), () => Segments.SaveAsync(stored.Id, version, Content, Edit(confirmed), CancellationToken.None)),
            "Save for all of them",
            () => SaveAsync(version, confirmed: true));

    private Task SaveAsNewAsync() => DoAsync(() => Acts.DoAsync(Permission.Edit, new AuditEntry("segment.create", Content.Name), () => Segments.CreateAsync(Content, Edit(confirmed: false), CancellationToken.None)), "Save", null);

    private Task ReturnAsync(int earlier) => ReturnAsync(earlier, confirmed: false);

    private Task ReturnAsync(int earlier, bool confirmed) => DoAsync(
        () => Segments.ReturnToAsync(stored!.Id, stored.Version, earlier, Edit(confirmed) with { Note = "" }, CancellationToken.None),
        "Go back for all of them",
        () => ReturnAsync(earlier, confirmed: true));

    private Task RestoreAsync() => DoAsync(() => Segments.RestoreAsync(stored!.Id, CancellationToken.None), "Restore", null);

    private async Task AskDeleteAsync()
    {
        (pendingUses, pendingAction, pendingIsDelete, pending) = (uses, "Delete segment", true, DeleteAsync);
        StateHasChanged();
        await useDialog!.OpenAsync();
    }

    private async Task DeleteAsync()
    {
        if (await Acts.DoAsync(Permission.Edit, new AuditEntry("segment.delete", stored!.Name), () => Segments.DeleteAsync(stored!.Id, Edit(confirmed: true), CancellationToken.None)) is SegmentSaved)
        {
            await Snapshots.NewestAsync(CancellationToken.None);
            Navigation.NavigateTo(Urls.SavedSegments(new KeyValuePair<string, string?>("deleted", stored.Name)));
        }
    }

    private Task ConfirmUseAsync() => pending?.Invoke() ?? Task.CompletedTask;

    private SegmentEdit Edit(bool confirmed) => new(Editor.Value, note, confirmed);

    private void TakeTheirs()
    {
        conflict = null;
        Go(BuilderQuery.Empty with { IsText = Query.IsText });
    }

    private async Task DoAsync(Func<Task<SegmentOutcome>> attempt, string confirm, Func<Task>? again)
    {
        if (saving)
            return;
        (saving, problem, said) = (true, null, null);
        try
        {
            switch (await attempt())
            {
                case SegmentSaved done:
                    (conflict, note) = (null, "");
                    await Snapshots.NewestAsync(CancellationToken.None);
                    await Evaluator.EvaluateAsync(CancellationToken.None);
                    await ShowAsync(done);
                    break;
                case SegmentConflict theirs:
                    conflict = theirs;
                    stored = theirs.Current;
                    break;
                case SegmentInUse used:
                    (pendingUses, pendingAction, pendingIsDelete, pending) = (used.Uses, confirm, false, again);
                    StateHasChanged();
                    await useDialog!.OpenAsync();
                    break;
                case SegmentNameTaken taken:
                    problem = $"There is a segment named “{taken.Holder.Name}” already. Choose another name.";
                    break;
                default:
                    problem = "Somebody deleted this segment meanwhile. What you wrote is kept here: save it as a new segment.";
                    break;
            }
        }
        catch (ArgumentException e)
        {
            problem = e.Message.Split(" (Parameter", StringSplitOptions.None)[0];
        }
        finally
        {
            saving = false;
        }
    }

    private async Task ShowAsync(SegmentSaved done)
    {
        var words = SaidOf(done);
        ahead.Clear();
        var address = Urls.SavedSegment(done.Segment.Id, (BuilderQuery.Empty with { IsText = Query.IsText }).Parameters());
        if (Id == done.Segment.Id)
        {
            await LoadAsync();
            vocabulary = await Analyses.RunAsync(new Analytics.Segments.RuleVocabularyRequest(), CancellationToken.None);
        }

        Navigation.NavigateTo(address);
        said = words;
    }
}
