using System.Globalization;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>Clocks by which data goes when it has been kept long enough. They are off until somebody sets them, say before what they would take, and run once a day or by command.</summary>
/// <param name="store">The store.</param>
/// <param name="queue">Gives it its turn to write.</param>
/// <param name="snapshots">Where the last order of each customer is known.</param>
/// <param name="erasures">Erases customers.</param>
/// <param name="uploads">Uploaded files.</param>
/// <param name="audit">Notes what went.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionService(DashboardStore store, StoreQueue queue, SnapshotService snapshots, ErasureService erasures, UploadFolder uploads, AuditLog audit, TimeProvider time)
{
    private const string Prefix = "Retain.";

    /// <summary>The settings now.</summary>
    public RetentionSettings Current()
    {
        using var connection = store.Connect();
        return new RetentionSettings
        {
            CustomerMonths = Read(connection, nameof(RetentionSettings.CustomerMonths)),
            ContactMonths = Read(connection, nameof(RetentionSettings.ContactMonths)),
            RejectedDays = Read(connection, nameof(RetentionSettings.RejectedDays)),
            UploadDays = Read(connection, nameof(RetentionSettings.UploadDays)),
            ExportMonths = Read(connection, nameof(RetentionSettings.ExportMonths)),
        };
    }

    /// <summary>Stores settings; they take effect with the next run.</summary>
    /// <exception cref="ArgumentException">A time is out of its range.</exception>
    public async Task SaveAsync(RetentionSettings settings, string who, CancellationToken cancellationToken)
    {
        _ = settings.Checked();
        await queue.RunAsync(
            () =>
            {
                using var connection = store.Connect();
                using var transaction = connection.BeginTransaction(deferred: false);
                Write(connection, nameof(RetentionSettings.CustomerMonths), settings.CustomerMonths);
                Write(connection, nameof(RetentionSettings.ContactMonths), settings.ContactMonths);
                Write(connection, nameof(RetentionSettings.RejectedDays), settings.RejectedDays);
                Write(connection, nameof(RetentionSettings.UploadDays), settings.UploadDays);
                Write(connection, nameof(RetentionSettings.ExportMonths), settings.ExportMonths);
                transaction.Commit();
                return true;
            },
            cancellationToken);
        await audit.AppendAsync(who, new AuditEntry("retention.save", "retention", null, Words(settings)), CancellationToken.None);
    }

    /// <summary>What settings would take away now; nothing changes.</summary>
    /// <param name="settings">The settings, saved or not.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException">A time is out of its range.</exception>
    public async Task<RetentionCounts> PreviewAsync(RetentionSettings settings, CancellationToken cancellationToken)
    {
        _ = settings.Checked();
        var customers = await SilentAsync(settings, cancellationToken);
        return await Task.Run(
            () =>
            {
                using var connection = store.Connect();
                return new RetentionCounts(
                    customers.Count,
                    Count(connection, "Contacts", "At", Before(months: settings.ContactMonths)),
                    RejectedOf(connection, Before(days: settings.RejectedDays)),
                    uploads.CountOlder(BeforeTime(settings.UploadDays)),
                    Count(connection, "ExportHistory", "At", Before(months: settings.ExportMonths)));
            },
            cancellationToken);
    }

    /// <summary>Takes away what has been kept long enough by the saved settings.</summary>
    /// <param name="who">Who runs it; the daily job is "retention".</param>
    /// <param name="cancellationToken">Stops it between its parts.</param>
    public async Task<RetentionCounts> RunAsync(string who, CancellationToken cancellationToken)
    {
        await erasures.CatchUpAsync(cancellationToken);
        var settings = Current();
        if (!settings.IsOn)
            return new RetentionCounts(0, 0, 0, 0, 0);
        var customers = 0L;
        foreach (var part in (await SilentAsync(settings, cancellationToken)).Chunk(ErasureService.MostPeople))
            customers += (await erasures.EraseAsync(part, who, "Retention", withUploads: false, cancellationToken)).Counts.People;
        var (contacts, rejected, exports) = await queue.RunAsync(() => DeleteRows(settings), cancellationToken);
        var counts = new RetentionCounts(customers, contacts, rejected, uploads.RemoveOlder(BeforeTime(settings.UploadDays)), exports);
        if (contacts + rejected + exports > 0)
            await erasures.CatchUpAsync(cancellationToken);
        if (counts.Any)
            await audit.AppendAsync(who, new AuditEntry("retention.run", "retention", counts.Customers + counts.Contacts + counts.RejectedRows + counts.Uploads + counts.Exports, Words(counts)), CancellationToken.None);
        return counts;
    }

    private (long Contacts, long Rejected, long Exports) DeleteRows(RetentionSettings settings)
    {
        using var connection = store.Connect();
        DashboardStore.Execute(connection, PersonEraser.Overwrite);
        using var transaction = connection.BeginTransaction(deferred: false);
        var contacts = Delete(connection, "Contacts WHERE At < @0", Before(months: settings.ContactMonths));
        var rejected = Delete(connection, "RejectedRows WHERE ImportId IN (SELECT Id FROM Imports WHERE FinishedAt < @0)", Before(days: settings.RejectedDays));
        var exports = Delete(connection, "ExportHistory WHERE At < @0", Before(months: settings.ExportMonths));
        if (contacts > 0)
            DashboardStore.BumpDataVersion(connection);
        if (contacts + rejected + exports > 0)
            StoreSweeper.Note(connection);
        transaction.Commit();
        return (contacts, rejected, exports);
    }

    // Customers whose last document, or sign-up, is older. Of whom no day is known at all nobody can say how long they have been kept: they stay.
    private async Task<IReadOnlyList<string>> SilentAsync(RetentionSettings settings, CancellationToken cancellationToken)
    {
        if (settings.CustomerMonths is not { } months)
            return [];
        var snapshot = await snapshots.NewestAsync(cancellationToken);
        var oldest = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddMonths(-months).DayNumber;
        var silent = new List<string>();
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var last = LastDay(snapshot, customer);
            if (last > 0 && last < oldest)
                silent.Add(snapshot.Customers.Keys.Text(customer)!);
        }

        GC.KeepAlive(snapshot);
        return silent;
    }

    private static int LastDay(Snapshot snapshot, int customer)
    {
        var last = snapshot.Customers.SignUpDay[customer];
        for (var order = snapshot.Orders.FirstOfCustomer[customer]; order < snapshot.Orders.FirstOfCustomer[customer + 1]; order++)
            last = Math.Max(last, snapshot.Orders.Day[order]);
        return last;
    }

    private long? Before(int? months = null, int? days = null) =>
        months is { } m ? time.GetUtcNow().AddMonths(-m).ToUnixTimeSeconds() : days is { } d ? time.GetUtcNow().AddDays(-d).ToUnixTimeSeconds() : null;

    private DateTime? BeforeTime(int? days) => days is { } d ? time.GetUtcNow().AddDays(-d).UtcDateTime : null;

    private static long Count(SqliteConnection connection, string table, string column, long? before)
    {
        if (before is not { } at)
            return 0;
        using var reader = new BulkReader(connection, $"SELECT COUNT(*) FROM {table} WHERE {column} < ?");
        reader.Set(0, at);
        return reader.Scalar();
    }

    private static long RejectedOf(SqliteConnection connection, long? before)
    {
        if (before is not { } at)
            return 0;
        using var reader = new BulkReader(connection, "SELECT COUNT(*) FROM RejectedRows WHERE ImportId IN (SELECT Id FROM Imports WHERE FinishedAt < ?)");
        reader.Set(0, at);
        return reader.Scalar();
    }

    private static long Delete(SqliteConnection connection, string what, long? before) => before is { } at ? DashboardStore.Execute(connection, $"DELETE FROM {what}", at) : 0;

    private static int? Read(SqliteConnection connection, string name)
    {
        using var reader = new BulkReader(connection, "SELECT Value FROM Settings WHERE Name = ?");
        reader.SetText(0, Prefix + name);
        return reader.Step() && int.TryParse(reader.Text(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static void Write(SqliteConnection connection, string name, int? value)
    {
        if (value is { } number)
            DashboardStore.Execute(connection, "INSERT OR REPLACE INTO Settings (Name, Value) VALUES (@0, @1)", Prefix + name, number.ToString(CultureInfo.InvariantCulture));
        else
            DashboardStore.Execute(connection, "DELETE FROM Settings WHERE Name = @0", Prefix + name);
    }

    private static string Words(RetentionSettings s) => string.Create(
        CultureInfo.InvariantCulture,
        $"customers {s.CustomerMonths?.ToString(CultureInfo.InvariantCulture) ?? "kept"}, contacts {s.ContactMonths?.ToString(CultureInfo.InvariantCulture) ?? "kept"}, exports {s.ExportMonths?.ToString(CultureInfo.InvariantCulture) ?? "kept"} (months); rejected rows {s.RejectedDays?.ToString(CultureInfo.InvariantCulture) ?? "kept"}, uploads {s.UploadDays?.ToString(CultureInfo.InvariantCulture) ?? "kept"} (days)");

    private static string Words(RetentionCounts c) =>
        string.Create(CultureInfo.InvariantCulture, $"{c.Customers} customers, {c.Contacts} contacts, {c.RejectedRows} rejected rows, {c.Uploads} uploads, {c.Exports} notes of exports");
}
