using System.Text.Json;
using Dashboard.Analytics.Clusters;
using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Clusters;

/// <summary>A saved clustering.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was saved.</param>
/// <param name="ClusterNames">Names of its clusters.</param>
/// <param name="DeletedAt">When it was deleted; null while it is in use.</param>
public sealed record SavedClusters(long Id, string Name, DateTimeOffset CreatedAt, IReadOnlyList<string> ClusterNames, DateTimeOffset? DeletedAt);

/// <summary>
/// Cluster models that people save, to put later customers into the same clusters. Names are their own whatever the case. A deleted model can be restored for 30 days and is gone after them.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class ClusterModelService(DashboardStore store, TimeProvider time)
{
    /// <summary>Most characters of a name, of the model and of a cluster.</summary>
    public const int LongestName = 80;

    private readonly SoftDeletion deletion = new(time);

    /// <summary>The models in use, by name.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SavedClusters>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.ClusterModels.AsNoTracking().Where(m => m.DeletedAt == null).ToListAsync(cancellationToken);
        return [.. records.Select(Of).OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The deleted models that can still be restored, last deleted first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SavedClusters>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await deletion.Deleted(context.ClusterModels.AsNoTracking()).ToListAsync(cancellationToken);
        return [.. records.Select(Of)];
    }

    /// <summary>A model in use, with the names of its clusters; null when there is none.</summary>
    /// <param name="id">The model.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<ClusterModel?> LoadAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var record = await context.ClusterModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id && m.DeletedAt == null, cancellationToken);
        return record is null ? null : JsonSerializer.Deserialize<ClusterModel>(record.Model)! with { Names = Names(record) };
    }

    /// <summary>Saves a model under a name.</summary>
    /// <param name="name">The name; space around it is dropped.</param>
    /// <param name="model">The model with the names of its clusters.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">A name is empty, too long, or there twice; the message says which.</exception>
    public async Task<SavedClusters> SaveAsync(string name, ClusterModel model, CancellationToken cancellationToken)
    {
        var clean = Cleaned(name, "clustering");
        var names = Checked(model.Names, model.Clusters);
        var record = new ClusterModelRecord
        {
            Name = clean,
            CreatedAt = time.GetUtcNow().ToUnixTimeSeconds(),
            Model = JsonSerializer.Serialize(model with { Names = [] }),
            ClusterNames = JsonSerializer.Serialize(names),
        };
        await ChangeAsync(
            async context =>
            {
                await CheckFreeAsync(context, clean, null, cancellationToken);
                context.ClusterModels.Add(record);
                return await context.SaveChangesAsync(cancellationToken) > 0;
            },
            cancellationToken);
        return Of(record);
    }

    /// <summary>Gives a model and its clusters other names; saved segments and export recipes that name them follow.</summary>
    /// <param name="id">The model.</param>
    /// <param name="name">As in <see cref="SaveAsync"/>.</param>
    /// <param name="clusterNames">As many as it has clusters.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such model in use.</returns>
    /// <exception cref="ArgumentException">As in <see cref="SaveAsync"/>.</exception>
    public async Task<bool> RenameAsync(long id, string name, IReadOnlyList<string> clusterNames, CancellationToken cancellationToken)
    {
        var clean = Cleaned(name, "clustering");
        return await ChangeAsync(
            async context =>
            {
                var record = await context.ClusterModels.SingleOrDefaultAsync(m => m.Id == id && m.DeletedAt == null, cancellationToken);
                if (record is null)
                    return false;
                await CheckFreeAsync(context, clean, id, cancellationToken);
                var (before, names) = (Names(record), Checked(clusterNames, Names(record).Length));
                await ClusterMentions.FollowAsync(context, (record.Name, clean), before.Zip(names).ToDictionary(n => n.First, n => n.Second, StringComparer.Ordinal), time.GetUtcNow().ToUnixTimeSeconds(), cancellationToken);
                (record.Name, record.ClusterNames) = (clean, JsonSerializer.Serialize(names));
                await context.SaveChangesAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Deletes a model, so that it can be restored for 30 days; models deleted longer ago are removed for good.</summary>
    /// <param name="id">The model.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such model, or it was deleted before.</returns>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellationToken) =>
        ChangeAsync(context => deletion.DeleteAsync(context.ClusterModels, id, cancellationToken), cancellationToken);

    /// <summary>Restores a model that was deleted in the last 30 days.</summary>
    /// <param name="id">The model.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>False when there is no such model, it is not deleted, or it was deleted longer ago.</returns>
    /// <exception cref="ArgumentException">Another model has taken the name.</exception>
    public Task<bool> RestoreAsync(long id, CancellationToken cancellationToken) => ChangeAsync(
        async context =>
        {
            if (await deletion.FindDeletedAsync(context.ClusterModels, id, cancellationToken) is not { } record)
                return false;
            await CheckFreeAsync(context, record.Name, id, cancellationToken);
            return await deletion.RestoreAsync(context.ClusterModels, id, cancellationToken);
        },
        cancellationToken);

    // Rules refer to clusterings by name, so analyses must see a change: in one transaction with it, the data version grows.
    private async Task<bool> ChangeAsync(Func<DashboardDbContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await change(context))
            return false;
        DashboardStore.BumpDataVersion((SqliteConnection)context.Database.GetDbConnection(), rows: false);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task CheckFreeAsync(DashboardDbContext context, string name, long? own, CancellationToken cancellationToken)
    {
        var taken = await context.ClusterModels.AsNoTracking().Where(m => m.DeletedAt == null && m.Id != own).Select(m => m.Name).ToListAsync(cancellationToken);
        if (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"There is a clustering named '{name}' already. Choose another name, or delete that one first.", nameof(name));
    }

    private static string[] Checked(IReadOnlyList<string> names, int clusters)
    {
        string[] clean = [.. names.Select(n => Cleaned(n, "cluster"))];
        if (clean.Length != clusters)
            throw new ArgumentException(FormattableString.Invariant($"{clusters} clusters need as many names; {clean.Length} are given."), nameof(names));
        return clean.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two clusters are named '{twice.Key}'. Give each a name of its own.", nameof(names))
            : clean;
    }

    private static string Cleaned(string name, string what)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length switch
        {
            0 => throw new ArgumentException($"The name of the {what} is empty. Write a few words, such as \"Buying habits\".", nameof(name)),
            > LongestName => throw new ArgumentException(FormattableString.Invariant($"The name of the {what} has {clean.Length} characters; {LongestName} fit. Shorten it."), nameof(name)),
            _ => clean,
        };
    }

    private static SavedClusters Of(ClusterModelRecord record) => new(
        record.Id, record.Name, DateTimeOffset.FromUnixTimeSeconds(record.CreatedAt), Names(record), SoftDeletion.At(record.DeletedAt));

    private static string[] Names(ClusterModelRecord record) => JsonSerializer.Deserialize<string[]>(record.ClusterNames)!;
}
