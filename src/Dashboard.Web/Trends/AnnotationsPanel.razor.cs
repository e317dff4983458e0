using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Trends;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Trends;

/// <summary>Notes pinned to days: add, change, delete, restore.</summary>
public sealed partial class AnnotationsPanel
{
    private const string Gone = "Somebody else deleted this note meanwhile. The list is up to date now.";

    private IReadOnlyList<Annotation> deleted = [];
    private Annotation? edited;
    private DateOnly? day;
    private string? text;
    private string? problem;

    /// <summary>The days on the screen.</summary>
    [Parameter, EditorRequired]
    public required DateRange Range { get; set; }

    /// <summary>The notes, by day.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Annotation> Notes { get; set; }

    /// <summary>Notes have changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private AnnotationService Annotations { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        day = Range.To;
        deleted = await Annotations.ListDeletedAsync(CancellationToken.None);
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(object? value) =>
        DateOnly.TryParseExact(value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Edit(Annotation note) => (edited, day, text, problem) = (note, note.Day, note.Text, null);

    private void Clear() => (edited, text, problem) = (null, null, null);

    private async Task SaveAsync()
    {
        if (day is not { } pinned)
        {
            problem = "Give the day of the note.";
            return;
        }

        try
        {
            var done = true;
            if (edited is null)
                await Acts.DoAsync(Permission.Edit, new AuditEntry("note.save", Formats.Date(pinned)), () => Annotations.AddAsync(pinned, text ?? "", CancellationToken.None));
            else
                done = await Acts.DoAsync(Permission.Edit, new AuditEntry("note.save", Formats.Date(pinned)), () => Annotations.EditAsync(edited.Id, pinned, text ?? "", CancellationToken.None));
            Clear();
            await ChangedAsync(done);
        }
        catch (ArgumentException e)
        {
            problem = e.Message.Split(" (Parameter", StringSplitOptions.None)[0];
        }
    }

    private async Task DeleteAsync(Annotation note)
    {
        if (edited == note)
            Clear();
        await ChangedAsync(await Acts.DoAsync(Permission.Edit, new AuditEntry("note.delete", Formats.Date(note.Day)), () => Annotations.DeleteAsync(note.Id, CancellationToken.None)));
    }

    private async Task RestoreAsync(Annotation note) => await ChangedAsync(await Acts.DoAsync(Permission.Edit, new AuditEntry("note.restore", Formats.Date(note.Day)), () => Annotations.RestoreAsync(note.Id, CancellationToken.None)));

    private async Task ChangedAsync(bool done)
    {
        problem = done ? null : Gone;
        deleted = await Annotations.ListDeletedAsync(CancellationToken.None);
        await OnChanged.InvokeAsync();
    }
}
