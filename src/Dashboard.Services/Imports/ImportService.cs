using System.Text.Json;
using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Imports;

/// <summary>Imports files, whoever asks: the wizard and the command line.</summary>
/// <param name="store">The store.</param>
/// <param name="settings">Currency and time zone that the shop decided.</param>
/// <param name="time">The clock.</param>
public sealed class ImportService(DashboardStore store, ShopSettingsService settings, TimeProvider time)
{
    /// <summary>Proposes how to read a file; what nobody chose is the shop's setting, else what the file shows.</summary>
    /// <param name="profile">The file.</param>
    /// <param name="choices">What was chosen.</param>
    /// <exception cref="ImportException">A choice can't be understood.</exception>
    public ImportPlan Propose(FileProfile profile, ImportChoices choices)
    {
        var shop = settings.Current();
        var plan = ImportPlan.Propose(profile, choices with
        {
            TimeZone = choices.TimeZone ?? shop.TimeZone,
            AsOf = choices.AsOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1),
        });
        return plan.Currency is not null ? plan
            : settings.HasCurrency() ? plan with { Currency = shop.Currency }
            : plan with { Currency = shop.Currency, Notices = [.. plan.Notices, $"The file names no currency: amounts are taken as {shop.Currency} unless you choose another."] };
    }

    /// <summary>Imports a file by a plan, whole or not at all; or tells what that would do.</summary>
    /// <param name="plan">How to read the file.</param>
    /// <param name="dryRun">True to leave the store as it is.</param>
    /// <param name="progress">Told every few thousand rows; may be null.</param>
    /// <param name="cancellationToken">Cancels; the store stays as it was.</param>
    /// <exception cref="ImportException">The file or the plan can't be used.</exception>
    /// <exception cref="StoreException">The file's currency or time zone is not the store's.</exception>
    public (ImportReport Report, IReadOnlyList<Rejection> Rejections) Run(ImportPlan plan, bool dryRun, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var described = JsonSerializer.Serialize(new { plan.Mapping, plan.Currency, plan.TimeZone, plan.DateOrder, plan.DecimalSeparator, plan.RowNumberIds });
        using var session = ImportSession.Begin(store, plan.File.FileName, plan.Kind.ToString(), described, time.GetUtcNow());
        session.Decide(plan.Currency, plan.TimeZone);
        var counts = new ImportCounts();
        try
        {
            foreach (var batch in ImportReader.Read(plan, asLines: true, counts, progress, cancellationToken))
                session.Add(batch);
        }
        catch (OverflowException e)
        {
            throw new ImportException(ImportProblem.Options, "The amounts of the file add up to more than 900 trillion, as those of no shop do. Look whether quantity and price are the right columns, and at the decimal separator.", null, e);
        }

        return session.Finish(dryRun, [.. plan.Notices, .. counts.Notices], time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Takes an import back as a whole.</summary>
    /// <exception cref="StoreException">There is no such import, or it was undone before.</exception>
    public void Undo(long importId) => ImportUndo.Undo(store, importId, time.GetUtcNow());

    /// <summary>All imports of files, newest first, with their reports.</summary>
    public async Task<IReadOnlyList<PastImport>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.Imports.AsNoTracking().Where(i => i.Kind != HandEdits.Kind).OrderByDescending(i => i.Id).ToListAsync(cancellationToken);
        return [.. records.Select(PastImport.From)];
    }

    /// <summary>Rejected rows of an import, in the order of the file.</summary>
    /// <param name="importId">Number of the import.</param>
    /// <param name="skip">Rows to pass over.</param>
    /// <param name="take">Most rows to return.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<IReadOnlyList<RejectedRow>> RejectionsAsync(long importId, int skip, int take, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await context.RejectedRows.AsNoTracking().Where(r => r.ImportId == importId).OrderBy(r => r.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
    }
}

/// <summary>An import of the past.</summary>
/// <param name="Id">Number.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="Kind">Name of the kind.</param>
/// <param name="At">When it ended.</param>
/// <param name="UndoneAt">When it was undone, or null.</param>
/// <param name="Report">What it did.</param>
public sealed record PastImport(long Id, string FileName, string Kind, DateTimeOffset At, DateTimeOffset? UndoneAt, ImportReport Report)
{
    internal static PastImport From(ImportRecord record) => new(
        record.Id,
        record.FileName,
        record.Kind,
        DateTimeOffset.FromUnixTimeSeconds(record.FinishedAt),
        record.UndoneAt is { } undone ? DateTimeOffset.FromUnixTimeSeconds(undone) : null,
        JsonSerializer.Deserialize<ImportReport>(record.Report)!);
}
