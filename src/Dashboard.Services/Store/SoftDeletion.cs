using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Store;

/// <summary>A row that people delete and can restore for a while.</summary>
internal interface ISoftDeleted
{
    /// <summary>Key.</summary>
    long Id { get; }

    /// <summary>When it was deleted, seconds since 1970-01-01T00:00:00Z; null while it lives.</summary>
    long? DeletedAt { get; set; }
}

/// <summary>How rows are deleted: they are hidden first, can be restored for 30 days, and are removed for good with the next deletion after that.</summary>
/// <param name="time">The clock.</param>
internal sealed class SoftDeletion(TimeProvider time)
{
    /// <summary>How long a deleted row can be restored.</summary>
    public static readonly TimeSpan Restorable = TimeSpan.FromDays(30);

    /// <summary>Now, in seconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What was deleted until this instant can't be restored any more.</summary>
    public long Oldest => (time.GetUtcNow() - Restorable).ToUnixTimeSeconds();

    /// <summary>The instant that a column holds.</summary>
    public static DateTimeOffset? At(long? seconds) => seconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>The rows that live.</summary>
    public static IQueryable<T> Living<T>(IQueryable<T> rows)
        where T : class, ISoftDeleted => rows.Where(r => r.DeletedAt == null);

    /// <summary>The deleted rows that can still be restored, last deleted first.</summary>
    public IQueryable<T> Deleted<T>(IQueryable<T> rows)
        where T : class, ISoftDeleted
    {
        var oldest = Oldest;
        return rows.Where(r => r.DeletedAt > oldest).OrderByDescending(r => r.DeletedAt).ThenByDescending(r => r.Id);
    }

    /// <summary>The rows that can't be restored any more.</summary>
    public IQueryable<T> Forgotten<T>(IQueryable<T> rows)
        where T : class, ISoftDeleted
    {
        var oldest = Oldest;
        return rows.Where(r => r.DeletedAt <= oldest);
    }

    /// <summary>Hides a row, and removes for good those hidden too long ago.</summary>
    /// <returns>False when there is no such row, or it was deleted before.</returns>
    public async Task<bool> DeleteAsync<T>(IQueryable<T> rows, long id, CancellationToken cancellationToken)
        where T : class, ISoftDeleted
    {
        var now = Now;
        await Forgotten(rows).ExecuteDeleteAsync(cancellationToken);
        return await Living(rows).Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.DeletedAt, now), cancellationToken) == 1;
    }

    /// <summary>Shows a hidden row again.</summary>
    /// <returns>False when there is no such row, it lives, or it was deleted too long ago.</returns>
    public async Task<bool> RestoreAsync<T>(IQueryable<T> rows, long id, CancellationToken cancellationToken)
        where T : class, ISoftDeleted
    {
        var oldest = Oldest;
        return await rows.Where(r => r.Id == id && r.DeletedAt > oldest).ExecuteUpdateAsync(r => r.SetProperty(x => x.DeletedAt, (long?)null), cancellationToken) == 1;
    }

    /// <summary>A deleted row that can still be restored, to look at it first; null when there is none.</summary>
    public Task<T?> FindDeletedAsync<T>(IQueryable<T> rows, long id, CancellationToken cancellationToken)
        where T : class, ISoftDeleted => Deleted(rows).FirstOrDefaultAsync(r => r.Id == id, cancellationToken);
}
