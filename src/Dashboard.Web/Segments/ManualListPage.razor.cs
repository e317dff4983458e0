using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Components;
using Dashboard.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>A list of customers made by hand: paste, import, take off, rename, delete.</summary>
public sealed partial class ManualListPage
{
    private const int MostEntries = 500;
    private const string Example = "17850\nanna@example.com";

    private ManualList? list;
    private IReadOnlyList<ManualListEntry> entries = [];
    private IReadOnlyList<SegmentUse> uses = [];
    private ManualListReport? report;
    private ManualListFile? file;
    private Upload? upload;
    private ConfirmDialog? confirm;
    private string? pasted;
    private string name = "";
    private string description = "";
    private string owner = "";
    private string? problem;
    private bool isLoading = true;
    private bool isBusy;
    private long? shown = -1;
    private int shownPage;

    /// <summary>Number of the list; null for a new one.</summary>
    [Parameter]
    public long? Id { get; set; }

    /// <summary>Keys of customers to begin with, with commas between them.</summary>
    [SupplyParameterFromQuery(Name = "keys")]
    public string? Keys { get; set; }

    /// <summary>Page of the entries, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private ManualListService Lists { get; set; } = null!;

    [Inject]
    private SnapshotService Snapshots { get; set; } = null!;

    [Inject]
    private ImportDesk Desk { get; set; } = null!;

    [Inject]
    private UploadLimit UploadLimit { get; set; } = null!;

    [Inject]
    private EditorName Editor { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static KeyValuePair<string, string>[] Crumbs => [new("Saved segments", Urls.SavedSegments())];

    private int Pages => list is null ? 0 : Math.Max(1, (list.Customers + list.Unmatched + MostEntries - 1) / MostEntries);

    private int PageNow => Math.Clamp((Page ?? 1) - 1, 0, Math.Max(0, Pages - 1));

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (shown == Id)
        {
            if (list is not null && shownPage != PageNow)
                await LoadAsync(Id);
            return;
        }

        shown = Id;
        pasted = Id is null ? Keys?.Replace(',', '\n') : null;
        await LoadAsync(Id);
        isLoading = false;
    }

    private static string RuleOf(ManualList list) => $"list({RuleMentions.Quoted(list.Name)})";

    private async Task LoadAsync(long? number)
    {
        list = number is { } id ? await Lists.FindAsync(id, CancellationToken.None) : null;
        (entries, uses) = list is null ? ([], []) : (await Lists.EntriesAsync(list.Id, PageNow * MostEntries, MostEntries, CancellationToken.None), await Lists.UsesAsync(list.Name, CancellationToken.None));
        shownPage = PageNow;
        if (list is not null)
            (name, description, owner) = (list.Name, list.Description, list.Owner);
    }

    private Task AddPastedAsync() => AddAsync(ManualListFile.Pasted(pasted ?? ""), "pasted");

    private Task AddAsync(IReadOnlyList<string> added, string source) => TryAsync(async () =>
    {
        if (added.Count == 0)
            throw new ArgumentException("There is no customer key or e-mail address in it. Give one a line.");
        var made = list is null;
        list ??= await Acts.DoAsync(Permission.Edit, new AuditEntry("list.create", name.Trim()), () => Lists.CreateAsync(name, description, owner, CancellationToken.None)) ?? throw new ArgumentException($"There is a list named “{name.Trim()}” already. Choose another name.");
        var id = list.Id;
        report = await Acts.DoAsync(Permission.Edit, new AuditEntry("list.add", list!.Name, added.Count), () => Lists.AddAsync(id, added, source, CancellationToken.None));
        (pasted, file) = (null, null);
        if (upload is not null)
            Desk.Discard(upload.Id);
        upload = null;
        await Snapshots.NewestAsync(CancellationToken.None);
        if (made)
        {
            // The page stays, so that the report does.
            shown = id;
            Navigation.NavigateTo(Urls.ManualList(id), replace: true);
        }

        await LoadAsync(id);
    });

    private Task SaveAsync() => list is null ? AddPastedAsync() : TryAsync(async () =>
    {
        switch (await Acts.DoAsync(Permission.Edit, new AuditEntry("list.save", name.Trim()), () => Lists.EditAsync(list.Id, name, description, owner, new SegmentEdit(Editor.Value), CancellationToken.None)))
        {
            case ManualListProblem.NameTaken:
                throw new ArgumentException($"There is a list named “{name.Trim()}” already. Choose another name.");
            case ManualListProblem.Gone:
                throw new ArgumentException("Somebody deleted this list meanwhile.");
        }

        await Snapshots.NewestAsync(CancellationToken.None);
        await LoadAsync(list!.Id);
    });

    private Task RemoveAsync(ManualListEntry entry) => TryAsync(async () =>
    {
        await Acts.DoAsync(Permission.Edit, new AuditEntry("list.remove", list!.Name, 1), () => Lists.RemoveAsync(list!.Id, [entry.Entry], CancellationToken.None));
        report = null;
        await LoadAsync(list!.Id);
    });

    private Task DeleteAsync() => TryAsync(async () =>
    {
        await Acts.DoAsync(Permission.Edit, new AuditEntry("list.delete", list!.Name), () => Lists.DeleteAsync(list!.Id, isConfirmed: true, CancellationToken.None));
        Navigation.NavigateTo(Urls.SavedSegments(new KeyValuePair<string, string?>("deleted", list.Name)));
    });

    private Task UploadedAsync((string Id, int Waiting) came) => TryAsync(() =>
    {
        upload = Desk.Find(came.Id)?.Upload;
        file = upload is null ? null : ManualListFile.Read(upload.Path, upload.FileName, null, CancellationToken.None);
        return Task.CompletedTask;
    });

    private Task ChooseColumnAsync(ChangeEventArgs e) => TryAsync(() =>
    {
        file = ManualListFile.Read(upload!.Path, upload.FileName, int.Parse((string)e.Value!, CultureInfo.InvariantCulture), CancellationToken.None);
        return Task.CompletedTask;
    });

    private async Task TryAsync(Func<Task> work)
    {
        if (isBusy)
            return;
        (isBusy, problem) = (true, null);
        try
        {
            await work();
        }
        catch (Exception e) when (e is ArgumentException or ImportException)
        {
            problem = e.Message.Split(" (Parameter", StringSplitOptions.None)[0];
        }
        finally
        {
            isBusy = false;
        }
    }
}
