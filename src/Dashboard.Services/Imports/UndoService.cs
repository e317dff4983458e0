using Dashboard.Services.Store;

namespace Dashboard.Services.Imports;

/// <summary>Takes imports back when it is their turn, and says before what that would take away.</summary>
/// <param name="store">The store.</param>
/// <param name="imports">Undoes.</param>
/// <param name="queue">Gives it its turn to write.</param>
public sealed class UndoService(DashboardStore store, ImportService imports, StoreQueue queue)
{
    /// <summary>What undoing an import would take away; the store stays as it is.</summary>
    /// <param name="importId">Number of the import.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<UndoPreview> PreviewAsync(long importId, CancellationToken cancellationToken) => Task.Run(() => UndoPreview.Of(store, importId), cancellationToken);

    /// <summary>Takes an import back as a whole.</summary>
    /// <param name="importId">Number of the import.</param>
    /// <param name="cancellationToken">Stops waiting for its turn; once begun, it ends.</param>
    /// <exception cref="StoreException">There is no such import, or it was undone before.</exception>
    public Task UndoAsync(long importId, CancellationToken cancellationToken) => queue.RunAsync(
        () =>
        {
            imports.Undo(importId);
            return true;
        },
        cancellationToken);
}
