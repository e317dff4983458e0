using System.Collections.Concurrent;
using Dashboard.Services.Store;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Imports;

/// <summary>The uploaded files on their way in. Everybody who opens the wizard sees the same ones, so that a lost page loses no upload.</summary>
/// <param name="uploads">Where the files lie.</param>
/// <param name="imports">Imports them.</param>
/// <param name="queue">Gives each its turn to write.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where unexpected failures go.</param>
public sealed class ImportDesk(UploadFolder uploads, ImportService imports, StoreQueue queue, TimeProvider time, ILogger<ImportDesk> log)
{
    private readonly ConcurrentDictionary<string, ImportDraft> drafts = new();

    /// <summary>Raised, on any thread, when a draft came or went.</summary>
    public event EventHandler? Changed;

    /// <summary>Files that are not imported yet, oldest first.</summary>
    public IReadOnlyList<ImportDraft> Waiting => [.. drafts.Values.Where(d => d.Report is null).OrderBy(d => d.AddedAt)];

    /// <summary>A draft by the id of its upload; null when there is none, or no longer.</summary>
    public ImportDraft? Find(string? id) => id is null ? null : drafts.GetValueOrDefault(id);

    /// <summary>Takes a file that was streamed to the folder, and begins to look at it.</summary>
    /// <param name="fileName">Its name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="limitBytes">Most bytes that are taken.</param>
    /// <param name="cancellationToken">Cancels; nothing of the file stays.</param>
    /// <exception cref="ImportException">The file is larger than the limit, or empty.</exception>
    public async Task<ImportDraft> ReceiveAsync(string fileName, Stream content, long limitBytes, CancellationToken cancellationToken)
    {
        var upload = await uploads.SaveAsync(fileName, content, limitBytes, cancellationToken);
        foreach (var (id, old) in drafts)
        {
            if (time.GetUtcNow() - old.AddedAt > UploadFolder.MostAge && !old.Work.IsRunning)
                Discard(id);
        }

        var draft = new ImportDraft(upload, imports, queue, log, time.GetUtcNow());
        drafts[upload.Id] = draft;
        _ = draft.ReadAsync();
        Changed?.Invoke(this, EventArgs.Empty);
        return draft;
    }

    /// <summary>Gives up all files that are not imported yet, as when one of them may name a person who was erased.</summary>
    /// <returns>How many.</returns>
    public int DiscardWaiting()
    {
        var waiting = Waiting;
        foreach (var draft in waiting)
            Discard(draft.Upload.Id);
        return waiting.Count;
    }

    /// <summary>Gives a file up: stops what runs and removes it. What was imported stays imported.</summary>
    public void Discard(string id)
    {
        if (!drafts.TryRemove(id, out var draft))
            return;
        draft.Work.Cancel();
        UploadFolder.Remove(draft.Upload);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
