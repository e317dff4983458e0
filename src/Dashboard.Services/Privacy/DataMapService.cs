using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>One place where personal data is kept.</summary>
/// <param name="What">What is kept.</param>
/// <param name="Where">The table or file.</param>
/// <param name="Count">How many there are now.</param>
/// <param name="Unit">Of what, in the plural.</param>
/// <param name="Why">What it is kept for.</param>
/// <param name="HowLong">For how long, by the clocks as they are set.</param>
/// <param name="Who">Who can see it.</param>
/// <param name="IsErased">Whether erasing a person reaches it.</param>
public sealed record DataPlace(string What, string Where, long Count, string Unit, string Why, string HowLong, string Who, bool IsErased);

/// <summary>Where personal data is, counted now.</summary>
/// <param name="Places">The places.</param>
/// <param name="Documents">Documents in all versions.</param>
/// <param name="AnonymousDocuments">Those of them without a customer.</param>
/// <param name="Erased">People on the list of the erased.</param>
public sealed record DataMap(IReadOnlyList<DataPlace> Places, long Documents, long AnonymousDocuments, long Erased);

/// <summary>Counts where personal data is kept.</summary>
/// <param name="store">The store.</param>
/// <param name="uploads">Uploaded files.</param>
/// <param name="retention">The clocks.</param>
public sealed class DataMapService(DashboardStore store, UploadFolder uploads, RetentionService retention)
{
    private const string SeePeople = "Administrators, analysts and marketers; masked for everybody else";
    private const string Administrators = "Administrators";
    private const string Operators = "Whoever can read the folder of the database";

    /// <summary>Counts.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<DataMap> ReadAsync(CancellationToken cancellationToken) => Task.Run(() => Read(cancellationToken), cancellationToken);

    private DataMap Read(CancellationToken cancellationToken)
    {
        var clocks = retention.Current();
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var (documents, anonymous) = Documents(connection, cancellationToken);
        var customersKept = clocks.CustomerMonths is { } months ? $"{months} months after the last order" : "Until erased";
        return new DataMap(
            [
                new("Names, addresses and other facts", "CustomerFacts", Rows("CustomerFacts"), "rows", "To know the customer, and to take an import back", customersKept, SeePeople, true),
                new("Keys of customers", "Customers", Rows("Customers"), "people", "To tell customers apart", customersKept, SeePeople, true),
                new("Consents with their history", "Consents", Rows("Consents"), "entries", "To contact only who agreed, and to prove it", customersKept, SeePeople, true),
                new("Documents with a customer", "DocumentBlocks", documents - anonymous, "documents", "Sales, segments and predictions", customersKept, SeePeople, true),
                new("Campaign contacts", "Contacts", Rows("Contacts"), "contacts", "To measure campaigns", clocks.ContactMonths is { } c ? $"{c} months" : customersKept, SeePeople, true),
                new("Corrections and consents by hand", "Imports", Count($"SELECT COUNT(*) FROM Imports WHERE Kind = '{HandEdits.Kind}'"), "edits", "To keep what people put right", customersKept, Administrators, true),
                new("Rows that imports left out", "RejectedRows", Rows("RejectedRows"), "rows", "To mend files", clocks.RejectedDays is { } r ? $"{r} days" : "For ever", "Administrators and analysts", true),
                new("Manual lists", "ManualListEntries", Rows("ManualListEntries"), "entries", "Audiences picked by hand", "Until taken off", SeePeople, true),
                new("Decisions", "Decisions", Count("SELECT COALESCE(SUM(Customers + InControl), 0) FROM Decisions"), "people in decisions", "To score what was decided", "Until deleted, and 30 days", SeePeople, true),
                new("Reasons to go on with a selection", "FairnessReasons", Rows("FairnessReasons"), "reasons", "To answer for unequal selections; personal only where a text names somebody", "For ever", "Everybody signed in", false),
                new("Notes of exported files", "ExportHistory", Rows("ExportHistory"), "files", "To know what left the program", clocks.ExportMonths is { } e ? $"{e} months" : "For ever", "Administrators, analysts and marketers", true),
                new("Uploaded files", "uploads/", uploads.Count(), "files", "To be imported", clocks.UploadDays is { } u ? $"{u} days" : "Until imported or given up; a start removes what is older than a day", "Administrators and analysts", true),
                new("Saved snapshot", Path.GetFileName(store.Path) + ".snapshot-…", SavedSnapshots.Of(store).Count, "files", "Fast starts; made anew from the tables", "Until the data changes", Operators, true),
                new("Copies beside the database", "*.bak", SavedSnapshots.Backups(store).Count, "files", "To go back", "Until deleted by hand; restored, they are erased again", Operators, false),
                new("List of the erased", "Erasures", Rows("Erasures"), "pseudonyms", "To keep the erased out of old files and backups", "For ever", Operators, false),
                new("Audit", Path.GetFileName(AuditLog.PathOf(store.Path)), AuditEntries(), "entries", "To prove who did what; people are named by pseudonyms", "For ever", Administrators, false),
            ],
            documents,
            anonymous,
            Rows("Erasures"));

        long Rows(string table) => Count($"SELECT COUNT(*) FROM {table}");

        long Count(string sql)
        {
            using var reader = new BulkReader(connection, sql);
            return reader.Scalar();
        }
    }

    private static (long All, long Anonymous) Documents(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var (all, anonymous) = (0L, 0L);
        using var reader = new BulkReader(connection, "SELECT Id, Data FROM DocumentBlocks");
        while (reader.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = new DocumentBlock(reader.Blob(1), reader.Int64(0));
            for (; block.Next(out var document); all++)
                anonymous += document.CustomerId is null ? 1 : 0;
        }

        return (all, anonymous);
    }

    private long AuditEntries()
    {
        var path = AuditLog.PathOf(store.Path);
        if (!File.Exists(path))
            return 0;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var reader = new BulkReader(connection, "SELECT COUNT(*) FROM Entries");
        return reader.Scalar();
    }
}
