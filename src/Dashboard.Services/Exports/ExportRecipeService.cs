using Dashboard.Analytics.Rules;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Exports;

/// <summary>An export of customers under a name.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, 1 to <see cref="ExportRecipeService.LongestName"/> characters.</param>
/// <param name="Rule">Text of the rule.</param>
/// <param name="Query">The whole choice as a query string.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="DeletedAt">When it was deleted; null while it is there.</param>
public sealed record ExportRecipe(long Id, string Name, string Rule, string Query, DateTimeOffset ChangedAt, DateTimeOffset? DeletedAt);

/// <summary>Exports of customers that a shop repeats: who, which columns, for which purpose. A deleted recipe can be restored for 30 days and is gone after them.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class ExportRecipeService(DashboardStore store, TimeProvider time)
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 80;

    private const int LongestQuery = 32_000;

    private readonly SoftDeletion deletion = new(time);

    /// <summary>The recipes, by name.</summary>
    public async Task<IReadOnlyList<ExportRecipe>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return [.. (await context.ExportRecipes.AsNoTracking().Where(r => r.DeletedAt == null).OrderBy(r => r.NameKey).ToListAsync(cancellationToken)).Select(Of)];
    }

    /// <summary>The deleted recipes that can still be restored, last deleted first.</summary>
    public async Task<IReadOnlyList<ExportRecipe>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return [.. (await deletion.Deleted(context.ExportRecipes.AsNoTracking()).ToListAsync(cancellationToken)).Select(Of)];
    }

    /// <summary>A recipe by its name, whatever the case; null when there is none.</summary>
    public async Task<ExportRecipe?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name.Trim());
        await using var context = store.CreateDbContext();
        return await context.ExportRecipes.AsNoTracking().FirstOrDefaultAsync(r => r.NameKey == key && r.DeletedAt == null, cancellationToken) is { } record ? Of(record) : null;
    }

    /// <summary>Saves a recipe: a new one, or a new content for the one of that name.</summary>
    /// <param name="name">Name; space around it is dropped.</param>
    /// <param name="rule">Text of the rule.</param>
    /// <param name="query">The whole choice as a query string, without a question mark.</param>
    /// <param name="replace">Whether one of that name may be replaced.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or taken, or the rule can't be read; the message says which.</exception>
    public async Task<ExportRecipe> SaveAsync(string name, string rule, string query, bool replace, CancellationToken cancellationToken)
    {
        var clean = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (clean.Length is 0 or > LongestName)
            throw new ArgumentException($"Give the recipe a name of 1 to {LongestName} characters, such as \"Monthly win-back\".");
        if (query.Length > LongestQuery)
            throw new ArgumentException("The recipe is too long. Save its rule as a segment and export that.");
        var (key, now) = (KeyOf(clean), time.GetUtcNow().ToUnixTimeSeconds());
        var text = RuleText.Format(RuleText.Parse(rule));
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var record = await context.ExportRecipes.FirstOrDefaultAsync(r => r.NameKey == key && r.DeletedAt == null, cancellationToken);
        if (record is not null && !replace)
            throw new ArgumentException($"There is a recipe '{record.Name}' already. Choose another name, or replace it.");
        if (record is null)
            context.ExportRecipes.Add(record = new ExportRecipeRecord { Name = clean, NameKey = key, Rule = text, Query = query, CreatedAt = now });
        (record.Name, record.Rule, record.Query, record.ChangedAt) = (clean, text, query, now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Of(record);
    }

    /// <summary>Deletes a recipe, so that it can be restored for 30 days; recipes deleted longer ago are removed for good.</summary>
    /// <returns>False when there is no such recipe, or it was deleted before.</returns>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await deletion.DeleteAsync(context.ExportRecipes, id, cancellationToken);
    }

    /// <summary>Restores a recipe that was deleted in the last 30 days.</summary>
    /// <returns>False when there is no such recipe, or it was deleted longer ago.</returns>
    /// <exception cref="ArgumentException">Another recipe has its name now.</exception>
    public async Task<bool> RestoreAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        if (await deletion.FindDeletedAsync(context.ExportRecipes, id, cancellationToken) is not { } record)
            return false;
        if (await context.ExportRecipes.AnyAsync(r => r.NameKey == record.NameKey && r.DeletedAt == null, cancellationToken))
            throw new ArgumentException($"There is another recipe '{record.Name}' now. Delete it or save it under another name first.");
        record.DeletedAt = null;
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    private static string KeyOf(string name) => name.ToUpperInvariant();

    private static ExportRecipe Of(ExportRecipeRecord record) => new(
        record.Id, record.Name, record.Rule, record.Query, DateTimeOffset.FromUnixTimeSeconds(record.ChangedAt), SoftDeletion.At(record.DeletedAt));
}
