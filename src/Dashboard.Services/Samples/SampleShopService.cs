using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Predictions;
using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Services.Samples;

/// <summary>Puts a sample shop into an empty store, and takes it out again.</summary>
/// <param name="store">The store.</param>
/// <param name="settings">The shop's settings.</param>
/// <param name="clock">The time for the notes of the import.</param>
public sealed class SampleShopService(DashboardStore store, ShopSettingsService settings, TimeProvider clock)
{
    /// <summary>Kind under which a sample shop is listed among the imports.</summary>
    public const string ImportKind = "sample";

    /// <summary>Makes a sample shop: all of it appears at once, or nothing. The truth about it is written beside the database.</summary>
    /// <param name="options">What fixes the shop.</param>
    /// <param name="progress">Told how far it is; may be null. When all customers are done, saving goes on for a while.</param>
    /// <param name="cancellationToken">Cancels; the store stays as it was.</param>
    /// <returns>The report of the import.</returns>
    /// <exception cref="StoreException">The store has data already.</exception>
    public Task<ImportReport> CreateAsync(SampleOptions options, IProgress<SampleProgress>? progress, CancellationToken cancellationToken) =>
        Task.Run(() => Create(options, progress, cancellationToken), cancellationToken);

    /// <summary>Whether the store has no data, so that a sample shop can be made.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => Task.Run(IsEmpty, cancellationToken);

    /// <summary>Takes the sample shop out, with the truth about it; other imports stay. The shop's currency and time zone are undecided afterwards.</summary>
    /// <param name="cancellationToken">Cancels before anything is done.</param>
    /// <exception cref="StoreException">There is no sample shop.</exception>
    public Task RemoveAsync(CancellationToken cancellationToken) => Task.Run(Remove, cancellationToken);

    private ImportReport Create(SampleOptions options, IProgress<SampleProgress>? progress, CancellationToken cancellationToken)
    {
        RefuseData();
        var shop = new SampleShop(options);
        using var session = ImportSession.Begin(store, SampleShop.Name, ImportKind, JsonSerializer.Serialize(options), clock.GetUtcNow());
        foreach (var row in shop.Rows(progress, cancellationToken))
            session.Add(row);
        var (report, _) = session.Finish(
            dryRun: false, [$"An invented shop of {options.Customers} customers, made with seed {options.Seed}."], clock.GetUtcNow(), cancellationToken);
        settings.Save(settings.Current() with { Currency = SampleShop.Settings.Currency, TimeZone = SampleShop.Settings.TimeZone, IsSample = true });
        SampleTruthFile.Write(shop.Truth, store.Path);
        return report;
    }

    private bool IsEmpty()
    {
        using var connection = store.Connect();
        using var any = new BulkReader(connection, "SELECT EXISTS (SELECT 1 FROM Customers) OR EXISTS (SELECT 1 FROM DocumentBlocks) OR EXISTS (SELECT 1 FROM Products)");
        return any.Scalar() == 0;
    }

    private void RefuseData()
    {
        if (!IsEmpty())
            throw new StoreException("The sample shop needs an empty database, and this one has data. Undo its imports first, or choose another database with --database.");
    }

    private void Remove()
    {
        var ids = new List<long>();
        using (var connection = store.Connect())
        using (var find = new BulkReader(connection, "SELECT Id FROM Imports WHERE Kind = ? AND UndoneAt IS NULL AND FinishedAt IS NOT NULL"))
        {
            find.SetText(0, ImportKind);
            while (find.Step())
                ids.Add(find.Int64(0));
        }

        if (ids.Count == 0)
            throw new StoreException("There is no sample shop to remove.");
        ids.AddRange(OnlyEdits(ids));
        foreach (var id in ids)
            ImportUndo.Undo(store, id, clock.GetUtcNow());
        using (var connection = store.Connect())
            ModelRunService.ForgetAll(connection);
        settings.ForgetShop();
        SampleTruthFile.Delete(store.Path);
    }

    // What people wrote by hand about invented customers goes with them; where there are other imports it may be about others.
    private List<long> OnlyEdits(List<long> samples)
    {
        using var connection = store.Connect();
        var edits = new List<long>();
        using var find = new BulkReader(connection, "SELECT Id, Kind FROM Imports WHERE UndoneAt IS NULL ORDER BY Id");
        while (find.Step())
        {
            if (find.Text(1) == HandEdits.Kind)
                edits.Add(find.Int64(0));
            else if (!samples.Contains(find.Int64(0)))
                return [];
        }

        return edits;
    }
}
