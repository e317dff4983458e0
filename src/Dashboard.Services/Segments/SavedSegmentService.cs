using System.Data.Common;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Segments;

/// <summary>
/// Saved segments: rules with a name. Every change is a version; a deleted segment can be restored for 30 days. A change reaches analyses with the next data version;
/// the columns of the data stay as they are.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class SavedSegmentService(DashboardStore store, TimeProvider time)
{
    private readonly SoftDeletion deletion = new(time);

    /// <summary>The living segments, by name.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<StoredSegment>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return [.. (await SegmentRows.LivingAsync(context, cancellationToken)).Select(SegmentRows.Of).OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>The deleted segments that can still be restored, last deleted first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<StoredSegment>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return [.. (await deletion.Deleted(context.SavedSegments.AsNoTracking()).ToListAsync(cancellationToken)).Select(SegmentRows.Of)];
    }

    /// <summary>A segment, living or deleted in the last 30 days; null when there is none.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<StoredSegment?> FindAsync(long id, CancellationToken cancellationToken)
    {
        var oldest = deletion.Oldest;
        await using var context = store.CreateDbContext();
        var record = await context.SavedSegments.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && (s.DeletedAt == null || s.DeletedAt > oldest), cancellationToken);
        return record is null ? null : SegmentRows.Of(record);
    }

    /// <summary>All versions of a segment, newest first.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SegmentVersion>> VersionsAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.SegmentVersions.AsNoTracking().Where(v => v.SegmentId == id).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);
        return [.. records.Select(SegmentRows.Of)];
    }

    /// <summary>The living segments and export recipes that use a name, directly or through others, by name.</summary>
    /// <param name="name">Name of a segment.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SegmentUse>> UsesAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await UsesAsync(context, await SegmentRows.LivingAsync(context, cancellationToken), name, cancellationToken);
    }

    /// <summary>For each living segment, those that use it, directly or through others, by name.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<SegmentUse>>> AllUsesAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var living = await SegmentRows.LivingAsync(context, cancellationToken);
        var recipes = await RecipeMentions.LivingAsync(context, cancellationToken);
        return living.ToDictionary(s => s.Id, s => SegmentGraph.UsesOf(living, recipes, RuleMentions.Segment, s.Name));
    }

    /// <summary>Saves a new segment.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="edit">Who saves it, and why.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns><see cref="SegmentSaved"/>, or <see cref="SegmentNameTaken"/>.</returns>
    /// <exception cref="ArgumentException">Something is missing or too long, or the segment would contain itself; the message is for the person.</exception>
    public Task<SegmentOutcome> CreateAsync(SegmentContent content, SegmentEdit edit, CancellationToken cancellationToken)
    {
        var clean = content.Checked();
        return ChangeAsync(
            async context =>
            {
                var living = await SegmentRows.LivingAsync(context, cancellationToken);
                if (SegmentRows.Holder(living, clean.Name) is { } holder)
                    return new SegmentNameTaken(SegmentRows.Of(holder));
                SegmentGraph.RefuseCycle(living, null, clean);
                var record = SegmentRows.New(clean, Now());
                context.SavedSegments.Add(record);
                await context.SaveChangesAsync(cancellationToken);
                SegmentRows.Stamp(context, record, clean, edit, Now());
                return new SegmentSaved(SegmentRows.Of(record), []);
            },
            cancellationToken);
    }

    /// <summary>Saves a newer version of a segment. When the name changes, the rules that mention it follow, each as a version of its own.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="version">The version that was edited.</param>
    /// <param name="content">What it shall say.</param>
    /// <param name="edit">Who saves it, why, and whether the person knows who uses it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>
    /// <see cref="SegmentSaved"/>; <see cref="SegmentConflict"/> when a newer version than the edited one is there; <see cref="SegmentInUse"/> when the rule changes, others
    /// use it and nobody confirmed; <see cref="SegmentNameTaken"/>; <see cref="SegmentGone"/>.
    /// </returns>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync"/>.</exception>
    public Task<SegmentOutcome> SaveAsync(long id, int version, SegmentContent content, SegmentEdit edit, CancellationToken cancellationToken)
    {
        var clean = content.Checked();
        return ChangeAsync(
            async context =>
            {
                var living = await SegmentRows.LivingAsync(context, cancellationToken);
                if (living.Find(s => s.Id == id) is not { } record)
                    return new SegmentGone();
                if (record.Version != version)
                    return new SegmentConflict(SegmentRows.Of(record), await SegmentRows.NoteAsync(context, record, cancellationToken));
                if (SegmentRows.Holder(living, clean.Name) is { } holder && holder.Id != id)
                    return new SegmentNameTaken(SegmentRows.Of(holder));
                if (SegmentRows.Of(record).Content == clean)
                    return new SegmentSaved(SegmentRows.Of(record), []);
                var uses = clean.Rule == record.Rule ? [] : await UsesAsync(context, living, record.Name, cancellationToken);
                if (uses.Count > 0 && !edit.IsConfirmed)
                    return new SegmentInUse(uses);
                var before = record.Name;
                clean = clean with { Rule = RuleMentions.Renamed(clean.Rule, RuleMentions.Segment, before, clean.Name) };
                SegmentGraph.RefuseCycle(living, record, clean);
                SegmentRows.Stamp(context, record, clean, edit, Now());
                var followers = before == clean.Name ? [] : await FollowAsync(context, before, clean.Name, edit, cancellationToken);
                return new SegmentSaved(SegmentRows.Of(record), followers);
            },
            cancellationToken);
    }

    /// <summary>Undoes by saving what an earlier version said as a newer one. Names that it mentions and that have changed since are written as they are now.</summary>
    /// <param name="id">The segment.</param>
    /// <param name="version">The newest version, as the person saw it.</param>
    /// <param name="earlier">The version to go back to.</param>
    /// <param name="edit">Who, and whether the person knows who uses it; the note says which version it was unless it says something else.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>As <see cref="SaveAsync"/>.</returns>
    public async Task<SegmentOutcome> ReturnToAsync(long id, int version, int earlier, SegmentEdit edit, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var record = await context.SegmentVersions.AsNoTracking().FirstOrDefaultAsync(v => v.SegmentId == id && v.Version == earlier, cancellationToken);
        if (record is null)
            return new SegmentGone();
        var living = await SegmentRows.LivingAsync(context, cancellationToken);
        var content = SegmentRows.Of(record).Content;
        foreach (var name in RuleMentions.Names(content.Rule, RuleMentions.Segment).Where(n => SegmentRows.Holder(living, n) is null))
        {
            var known = await context.SegmentVersions.AsNoTracking().Where(v => v.Name == name).Select(v => v.SegmentId).Distinct().ToListAsync(cancellationToken);
            if (living.Find(s => known.Contains(s.Id)) is { } now)
                content = content with { Rule = RuleMentions.Renamed(content.Rule, RuleMentions.Segment, name, now.Name) };
        }

        return await SaveAsync(id, version, content, edit with { Note = edit.Note.Length > 0 ? edit.Note : FormattableString.Invariant($"Back to version {earlier}") }, cancellationToken);
    }

    /// <summary>Deletes a segment, so that it can be restored for 30 days; segments deleted longer ago are removed for good.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="edit">Whether the person knows who uses it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns><see cref="SegmentSaved"/>, <see cref="SegmentInUse"/> when others use it and nobody confirmed, or <see cref="SegmentGone"/>.</returns>
    public Task<SegmentOutcome> DeleteAsync(long id, SegmentEdit edit, CancellationToken cancellationToken) => ChangeAsync(
        async context =>
        {
            await SegmentRows.ForgetAsync(context, deletion.Oldest, cancellationToken);
            var living = await SegmentRows.LivingAsync(context, cancellationToken);
            if (living.Find(s => s.Id == id) is not { } record)
                return new SegmentGone();
            var uses = await UsesAsync(context, living, record.Name, cancellationToken);
            if (uses.Count > 0 && !edit.IsConfirmed)
                return new SegmentInUse(uses);
            record.DeletedAt = Now();
            return new SegmentSaved(SegmentRows.Of(record), []);
        },
        cancellationToken);

    /// <summary>Restores a segment that was deleted in the last 30 days.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns><see cref="SegmentSaved"/>, <see cref="SegmentNameTaken"/> when its name was given away meanwhile, or <see cref="SegmentGone"/>.</returns>
    public Task<SegmentOutcome> RestoreAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        async context =>
        {
            var record = await deletion.FindDeletedAsync(context.SavedSegments, id, cancellationToken);
            if (record is null)
                return new SegmentGone();
            var living = await SegmentRows.LivingAsync(context, cancellationToken);
            if (SegmentRows.Holder(living, record.Name) is { } holder)
                return new SegmentNameTaken(SegmentRows.Of(holder));
            SegmentGraph.RefuseCycle(living, null, SegmentRows.Of(record).Content);
            record.DeletedAt = null;
            return new SegmentSaved(SegmentRows.Of(record), []);
        },
        cancellationToken);

    private static async Task<IReadOnlyList<SegmentUse>> UsesAsync(DashboardDbContext context, IReadOnlyList<SavedSegmentRecord> living, string name, CancellationToken cancellationToken) =>
        SegmentGraph.UsesOf(living, await RecipeMentions.LivingAsync(context, cancellationToken), RuleMentions.Segment, name);

    // Deleted segments and recipes follow too, so that they still mean the same when they are restored.
    private async Task<IReadOnlyList<SegmentUse>> FollowAsync(DashboardDbContext context, string from, string to, SegmentEdit edit, CancellationToken cancellationToken)
    {
        var followers = new List<SegmentUse>();
        foreach (var record in (await context.SavedSegments.ToListAsync(cancellationToken)).Where(s => RuleMentions.Mentions(s.Rule, RuleMentions.Segment, from)))
        {
            var content = SegmentRows.Of(record).Content;
            var follows = edit with { Note = $"Follows the new name of “{from}”: “{to}”" };
            SegmentRows.Stamp(context, record, content with { Rule = RuleMentions.Renamed(content.Rule, RuleMentions.Segment, from, to) }, follows, Now());
            if (record.DeletedAt is null)
                followers.Add(new SegmentUse(RuleMentions.Segment, record.Id, record.Name));
        }

        foreach (var recipe in await context.ExportRecipes.ToListAsync(cancellationToken))
        {
            if (RecipeMentions.Rename(recipe, RuleMentions.Segment, from, to) && recipe.DeletedAt is null)
                followers.Add(new SegmentUse(SegmentGraph.Recipe, recipe.Id, recipe.Name));
        }

        return [.. followers.OrderBy(f => f.Kind == SegmentGraph.Recipe).ThenBy(f => f.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    // One writer at a time: what was read in the transaction still holds when it is written.
    private async Task<SegmentOutcome> ChangeAsync(Func<DashboardDbContext, Task<SegmentOutcome>> change, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var outcome = await change(context);
        if (outcome is not SegmentSaved)
            return outcome;
        if (await context.SaveChangesAsync(cancellationToken) > 0)
            DashboardStore.BumpDataVersion(Connection(context), rows: false);
        await transaction.CommitAsync(CancellationToken.None);
        return outcome;
    }

    private static SqliteConnection Connection(DashboardDbContext context) => (SqliteConnection)(DbConnection)context.Database.GetDbConnection();

    private long Now() => deletion.Now;
}
