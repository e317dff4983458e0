using Dashboard.Analytics.Scopes;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Trends;

/// <summary>A note pinned to a day.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Day">The day.</param>
/// <param name="Text">The note, 1 to <see cref="AnnotationService.LongestText"/> characters.</param>
/// <param name="DeletedAt">When it was deleted; null while it is shown.</param>
public sealed record Annotation(long Id, DateOnly Day, string Text, DateTimeOffset? DeletedAt);

/// <summary>
/// Notes that people pin to days, shown as flags on trends. A deleted note can be restored for 30 days and is gone after them.
/// Notes are no data: analyses do not see them, and the data version stays.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class AnnotationService(DashboardStore store, TimeProvider time)
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestText = 200;

    private readonly SoftDeletion deletion = new(time);

    /// <summary>The notes of a range of days, or all of them, by day.</summary>
    /// <param name="range">The days, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<Annotation>> ListAsync(DateRange? range, CancellationToken cancellationToken)
    {
        var (from, to) = (range?.From.DayNumber ?? 0, range?.To.DayNumber ?? int.MaxValue);
        await using var context = store.CreateDbContext();
        var records = await context.Annotations.AsNoTracking().Where(a => a.DeletedAt == null && a.Day >= from && a.Day <= to)
            .OrderBy(a => a.Day).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        return [.. records.Select(Of)];
    }

    /// <summary>The deleted notes that can still be restored, last deleted first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<Annotation>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await deletion.Deleted(context.Annotations.AsNoTracking()).ToListAsync(cancellationToken);
        return [.. records.Select(Of)];
    }

    /// <summary>Pins a note to a day.</summary>
    /// <param name="day">The day, from 1900 to 2199.</param>
    /// <param name="text">The note; space around it is dropped, line breaks and other control characters become spaces.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">The day is out of its range, or the text is empty or too long; the message says which.</exception>
    public async Task<Annotation> AddAsync(DateOnly day, string text, CancellationToken cancellationToken)
    {
        var record = new AnnotationRecord { Day = Checked(day), Text = Cleaned(text), CreatedAt = time.GetUtcNow().ToUnixTimeSeconds() };
        await using var context = store.CreateDbContext();
        context.Annotations.Add(record);
        await context.SaveChangesAsync(cancellationToken);
        return Of(record);
    }

    /// <summary>Changes day and text of a note that is shown.</summary>
    /// <param name="id">The note.</param>
    /// <param name="day">As in <see cref="AddAsync"/>.</param>
    /// <param name="text">As in <see cref="AddAsync"/>.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such note, as when it was deleted meanwhile.</returns>
    /// <exception cref="ArgumentException">As in <see cref="AddAsync"/>.</exception>
    public async Task<bool> EditAsync(long id, DateOnly day, string text, CancellationToken cancellationToken)
    {
        var (number, clean) = (Checked(day), Cleaned(text));
        await using var context = store.CreateDbContext();
        return await context.Annotations.Where(a => a.Id == id && a.DeletedAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(r => r.Day, number).SetProperty(r => r.Text, clean), cancellationToken) == 1;
    }

    /// <summary>Deletes a note, so that it can be restored for 30 days; notes deleted longer ago are removed for good.</summary>
    /// <param name="id">The note.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such note, or it was deleted before.</returns>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await deletion.DeleteAsync(context.Annotations, id, cancellationToken);
    }

    /// <summary>Restores a note that was deleted in the last 30 days.</summary>
    /// <param name="id">The note.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such note, it is not deleted, or it was deleted longer ago.</returns>
    public async Task<bool> RestoreAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await deletion.RestoreAsync(context.Annotations, id, cancellationToken);
    }

    private static int Checked(DateOnly day) => day.Year is >= 1900 and < 2200
        ? day.DayNumber
        : throw new ArgumentException("The day of a note lies between 1900 and 2199. Choose another day.", nameof(day));

    private static string Cleaned(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length switch
        {
            0 => throw new ArgumentException("The note is empty. Write a few words, such as \"Spring sale began\".", nameof(text)),
            > LongestText => throw new ArgumentException(FormattableString.Invariant($"The note has {clean.Length} characters; {LongestText} fit. Shorten it."), nameof(text)),
            _ => clean,
        };
    }

    private static Annotation Of(AnnotationRecord record) => new(
        record.Id, DateOnly.FromDayNumber(record.Day), record.Text, SoftDeletion.At(record.DeletedAt));
}
