using System.Data.Common;
using Dashboard.Analytics.Customers;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static System.FormattableString;

namespace Dashboard.Services.Segments;

/// <summary>
/// Lists of customers made by hand, which rules name as <c>list("Hand-picked")</c>. What an entry said stays as it was written; one that means no customer is kept,
/// reported, and looked up again when data comes in. Deleted lists can be restored for 30 days.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="snapshots">Where customers are looked up.</param>
/// <param name="time">The clock.</param>
public sealed class ManualListService(DashboardStore store, SnapshotService snapshots, TimeProvider time)
{
    /// <summary>Most entries that are added at once.</summary>
    public const int MostEntries = 1_000_000;

    /// <summary>Most characters of an entry.</summary>
    public const int LongestEntry = 320;

    private readonly SoftDeletion deletion = new(time);

    /// <summary>The living lists, by name.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ManualList>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.ManualLists.AsNoTracking().Where(l => l.DeletedAt == null).ToListAsync(cancellationToken);
        return [.. (await OfAsync(context, records, cancellationToken)).OrderBy(l => l.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    /// <summary>The deleted lists that can still be restored, last deleted first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ManualList>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await OfAsync(context, await deletion.Deleted(context.ManualLists.AsNoTracking()).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>A living list, or null.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<ManualList?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return (await OfAsync(context, await context.ManualLists.AsNoTracking().Where(l => l.Id == id && l.DeletedAt == null).ToListAsync(cancellationToken), cancellationToken)).FirstOrDefault();
    }

    /// <summary>Entries of a list: those that mean nobody first, then in the order of the entries.</summary>
    /// <param name="id">The list.</param>
    /// <param name="skip">Entries before the page.</param>
    /// <param name="take">Entries of the page.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<ManualListEntry>> EntriesAsync(long id, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.ManualListEntries.AsNoTracking().Where(e => e.ListId == id).OrderBy(e => e.CustomerKey != "").ThenBy(e => e.Entry).ThenBy(e => e.CustomerKey)
            .Skip(skip).Take(take).ToListAsync(cancellationToken);
        return [.. records.Select(r => new ManualListEntry(r.Entry, r.CustomerKey.Length == 0 ? null : r.CustomerKey, SegmentRows.At(r.AddedAt), r.Source))];
    }

    /// <summary>The living segments and export recipes that use a list, directly or through others, by name.</summary>
    /// <param name="name">Name of the list.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SegmentUse>> UsesAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return SegmentGraph.UsesOf(
            await SegmentRows.LivingAsync(context, cancellationToken), await RecipeMentions.LivingAsync(context, cancellationToken), RuleMentions.List, name);
    }

    /// <summary>Makes an empty list.</summary>
    /// <param name="name">Its name, of no other living list.</param>
    /// <param name="description">What it is for; may be empty.</param>
    /// <param name="owner">Who answers for it; may be empty.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The list, or null when another one has the name.</returns>
    /// <exception cref="ArgumentException">The name is missing, or a text is too long.</exception>
    public async Task<ManualList?> CreateAsync(string name, string description, string owner, CancellationToken cancellationToken)
    {
        var clean = CheckedName(name);
        var (about, who) = (SegmentContent.Clean(description, "description", SegmentContent.LongestText), SegmentContent.Clean(owner, "owner", SegmentContent.LongestName));
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await HolderAsync(context, clean, cancellationToken) is not null)
            return null;
        var record = new ManualListRecord
        {
            Name = clean,
            NameKey = SegmentContent.KeyOf(clean),
            Description = about,
            Owner = who,
            Version = 1,
            CreatedAt = Now(),
            ChangedAt = Now(),
        };
        context.ManualLists.Add(record);
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(context, transaction);
        return (await OfAsync(context, [record], cancellationToken))[0];
    }

    /// <summary>Adds customers to a list.</summary>
    /// <param name="id">The list.</param>
    /// <param name="entries">Keys and e-mail addresses; space around them, empty ones and doubles are dropped.</param>
    /// <param name="source">Where they come from: a file's name, "pasted", "hand-picked".</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>What came of it, or null when there is no such list.</returns>
    /// <exception cref="ArgumentException">There is no entry, or there are too many.</exception>
    public async Task<ManualListReport?> AddAsync(long id, IEnumerable<string> entries, string source, CancellationToken cancellationToken)
    {
        var given = entries.Select(e => e.Trim()).Where(e => e.Length is > 0 and <= LongestEntry).Distinct(StringComparer.Ordinal).ToList();
        if (given.Count is 0 or > MostEntries)
            throw new ArgumentException(given.Count == 0 ? "There is no customer key or e-mail address in it. Give one a line." : Invariant($"There are {given.Count:N0} entries; {MostEntries:N0} fit. Make a segment by rule instead."), nameof(entries));
        var matches = CustomerMatches.Of(await snapshots.NewestAsync(cancellationToken), given, cancellationToken);
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ManualLists.FirstOrDefaultAsync(l => l.Id == id && l.DeletedAt == null, cancellationToken) is not { } record)
            return null;
        var known = (await context.ManualListEntries.AsNoTracking().Where(e => e.ListId == id && e.CustomerKey != "").Select(e => e.CustomerKey).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var before = known.Count;
        var already = given.Count(e => matches.TryGetValue(e, out var keys) && keys.All(known.Contains));
        foreach (var entry in given)
        {
            Insert(context, id, entry, matches.GetValueOrDefault(entry, [""]), Clean(source));
            known.UnionWith(matches.GetValueOrDefault(entry, []));
        }

        (record.Version, record.ChangedAt) = (record.Version + 1, Now());
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(context, transaction);
        return new ManualListReport(
            (await OfAsync(context, [record], cancellationToken))[0],
            given.Count,
            known.Count - before,
            already,
            [.. given.Where(e => !matches.ContainsKey(e))],
            [.. given.Where(e => matches.TryGetValue(e, out var keys) && keys.Count > 1)]);
    }

    /// <summary>Takes entries off a list.</summary>
    /// <param name="id">The list.</param>
    /// <param name="entries">What was written, or keys of customers.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How many were taken off.</returns>
    public async Task<int> RemoveAsync(long id, IReadOnlyCollection<string> entries, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var removed = 0;
        foreach (var entry in entries)
            removed += await context.ManualListEntries.Where(e => e.ListId == id && (e.Entry == entry || e.CustomerKey == entry)).ExecuteDeleteAsync(cancellationToken);
        if (removed == 0)
            return 0;
        await TouchAsync(context, id, cancellationToken);
        await CommitAsync(context, transaction);
        return removed;
    }

    /// <summary>Looks up again the entries that meant no customer, as after an import.</summary>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>How many mean one now.</returns>
    public async Task<int> MatchAgainAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var open = await context.ManualListEntries.AsNoTracking().Where(e => e.CustomerKey == "").ToListAsync(cancellationToken);
        if (open.Count == 0)
            return 0;
        var matches = CustomerMatches.Of(await snapshots.NewestAsync(cancellationToken), [.. open.Select(e => e.Entry)], cancellationToken);
        var found = open.Where(e => matches.ContainsKey(e.Entry)).ToList();
        if (found.Count == 0)
            return 0;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var entry in found)
        {
            // One that was taken off the list meanwhile stays off.
            if (await context.ManualListEntries.Where(e => e.ListId == entry.ListId && e.Entry == entry.Entry && e.CustomerKey == "").ExecuteDeleteAsync(cancellationToken) == 1)
                Insert(context, entry.ListId, entry.Entry, matches[entry.Entry], entry.Source, entry.AddedAt);
        }

        await CommitAsync(context, transaction);
        return found.Count;
    }

    /// <summary>Changes name, description and owner of a list; the rules that mention it follow a new name as new versions.</summary>
    /// <param name="id">The list.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="owner">Who answers for it.</param>
    /// <param name="edit">Who changes it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">As in <see cref="CreateAsync"/>.</exception>
    public async Task<ManualListProblem> EditAsync(long id, string name, string description, string owner, SegmentEdit edit, CancellationToken cancellationToken)
    {
        var clean = CheckedName(name);
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ManualLists.FirstOrDefaultAsync(l => l.Id == id && l.DeletedAt == null, cancellationToken) is not { } record)
            return ManualListProblem.Gone;
        if (await HolderAsync(context, clean, cancellationToken) is { } holder && holder.Id != id)
            return ManualListProblem.NameTaken;
        var before = record.Name;
        (record.Name, record.NameKey, record.Version, record.ChangedAt) = (clean, SegmentContent.KeyOf(clean), record.Version + 1, Now());
        (record.Description, record.Owner) = (SegmentContent.Clean(description, "description", SegmentContent.LongestText), SegmentContent.Clean(owner, "owner", SegmentContent.LongestName));
        if (before != clean)
        {
            foreach (var segment in (await context.SavedSegments.ToListAsync(cancellationToken)).Where(s => RuleMentions.Mentions(s.Rule, RuleMentions.List, before)))
            {
                var content = SegmentRows.Of(segment).Content;
                SegmentRows.Stamp(context, segment, content with { Rule = RuleMentions.Renamed(content.Rule, RuleMentions.List, before, clean) }, edit with { Note = $"Follows the new name of the list “{before}”: “{clean}”" }, Now());
            }
        }

        foreach (var recipe in before == clean ? [] : await context.ExportRecipes.ToListAsync(cancellationToken))
            RecipeMentions.Rename(recipe, RuleMentions.List, before, clean);
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(context, transaction);
        return ManualListProblem.None;
    }

    /// <summary>Deletes a list, so that it can be restored for 30 days; lists deleted longer ago are removed for good.</summary>
    /// <param name="id">The list.</param>
    /// <param name="isConfirmed">Whether the person knows which segments use it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<ManualListProblem> DeleteAsync(long id, bool isConfirmed, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var old = await deletion.Forgotten(context.ManualLists).Select(l => l.Id).ToListAsync(cancellationToken);
        await context.ManualListEntries.Where(e => old.Contains(e.ListId)).ExecuteDeleteAsync(cancellationToken);
        await context.ManualLists.Where(l => old.Contains(l.Id)).ExecuteDeleteAsync(cancellationToken);
        if (await context.ManualLists.FirstOrDefaultAsync(l => l.Id == id && l.DeletedAt == null, cancellationToken) is not { } record)
            return ManualListProblem.Gone;
        if (!isConfirmed && SegmentGraph.UsesOf(
            await SegmentRows.LivingAsync(context, cancellationToken), await RecipeMentions.LivingAsync(context, cancellationToken), RuleMentions.List, record.Name).Count > 0)
            return ManualListProblem.InUse;
        record.DeletedAt = Now();
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(context, transaction);
        return ManualListProblem.None;
    }

    /// <summary>Restores a list that was deleted in the last 30 days.</summary>
    /// <param name="id">The list.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task<ManualListProblem> RestoreAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await deletion.FindDeletedAsync(context.ManualLists, id, cancellationToken) is not { } record)
            return ManualListProblem.Gone;
        if (await HolderAsync(context, record.Name, cancellationToken) is not null)
            return ManualListProblem.NameTaken;
        record.DeletedAt = null;
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(context, transaction);
        return ManualListProblem.None;
    }

    private static string CheckedName(string name) => SegmentContent.Clean(name, "name", SegmentContent.LongestName) is { Length: > 0 } clean
        ? clean
        : throw new ArgumentException("The list has no name. Give it one, such as \"Press contacts\".", nameof(name));

    private static string Clean(string source) => SegmentContent.Clean(source.Length > SegmentContent.LongestName ? source[..SegmentContent.LongestName] : source, "source", SegmentContent.LongestName);

    private static Task<ManualListRecord?> HolderAsync(DashboardDbContext context, string name, CancellationToken cancellationToken)
    {
        var key = SegmentContent.KeyOf(name);
        return context.ManualLists.FirstOrDefaultAsync(l => l.NameKey == key && l.DeletedAt == null, cancellationToken);
    }

    private static async Task CommitAsync(DashboardDbContext context, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction)
    {
        DashboardStore.BumpDataVersion(Connection(context), rows: false);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static SqliteConnection Connection(DashboardDbContext context) => (SqliteConnection)(DbConnection)context.Database.GetDbConnection();

    private static async Task<List<ManualList>> OfAsync(DashboardDbContext context, List<ManualListRecord> records, CancellationToken cancellationToken)
    {
        var lists = new List<ManualList>();
        foreach (var r in records)
        {
            var customers = await context.ManualListEntries.Where(e => e.ListId == r.Id && e.CustomerKey != "").Select(e => e.CustomerKey).Distinct().CountAsync(cancellationToken);
            var unmatched = await context.ManualListEntries.CountAsync(e => e.ListId == r.Id && e.CustomerKey == "", cancellationToken);
            lists.Add(new ManualList(
                r.Id, r.Version, r.Name, r.Description, r.Owner, customers, unmatched, SegmentRows.At(r.CreatedAt), SegmentRows.At(r.ChangedAt), SoftDeletion.At(r.DeletedAt)));
        }

        return lists;
    }

    private async Task TouchAsync(DashboardDbContext context, long id, CancellationToken cancellationToken)
    {
        var now = Now();
        await context.ManualLists.Where(l => l.Id == id).ExecuteUpdateAsync(l => l.SetProperty(r => r.Version, r => r.Version + 1).SetProperty(r => r.ChangedAt, now), cancellationToken);
    }

    private void Insert(DashboardDbContext context, long id, string entry, IReadOnlyList<string> customers, string source, long? addedAt = null)
    {
        foreach (var customer in customers)
        {
            DashboardStore.Execute(
                Connection(context), "INSERT OR IGNORE INTO ManualListEntries (ListId, Entry, CustomerKey, AddedAt, Source) VALUES (@0, @1, @2, @3, @4)", id, entry, customer, addedAt ?? Now(), source);
        }
    }

    private long Now() => deletion.Now;
}
