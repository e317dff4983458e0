using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>What a store holds, to compare a copy with it.</summary>
/// <param name="Imports">Imports, undone ones too.</param>
/// <param name="Documents">Documents in all versions.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Customers">Customers.</param>
/// <param name="Products">Products.</param>
/// <param name="Contacts">Contacts in all versions.</param>
/// <param name="DataVersion">The data version.</param>
public sealed record StoreCounts(long Imports, long Documents, long Lines, long Customers, long Products, long Contacts, long DataVersion)
{
    /// <summary>Counts.</summary>
    /// <param name="connection">A connection, within a transaction where it must agree with something else.</param>
    public static StoreCounts Of(SqliteConnection connection)
    {
        var heads = DocumentBlocks.Heads(connection);
        return new StoreCounts(
            Scalar("SELECT COUNT(*) FROM Imports"),
            heads.Sum(b => (long)b.Documents),
            heads.Sum(b => b.Lines),
            Scalar("SELECT COUNT(*) FROM Customers"),
            Scalar("SELECT COUNT(*) FROM Products"),
            Scalar("SELECT COUNT(*) FROM Contacts"),
            DashboardStore.DataVersion(connection));

        long Scalar(string sql)
        {
            using var reader = new BulkReader(connection, sql);
            return reader.Scalar();
        }
    }
}

/// <summary>Whether a store is whole: SQLite's own check of its pages and indexes, and the checksums of every block of documents and of what it hides.</summary>
public static class StoreCheck
{
    private const int MostFaults = 20;

    /// <summary>Looks at everything.</summary>
    /// <param name="connection">A connection.</param>
    /// <param name="quick">Whether to leave out what takes longest: that indexes hold what their tables do, and the blocks of documents.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    /// <returns>What is wrong, at most twenty sentences; none when the store is whole.</returns>
    public static IReadOnlyList<string> Faults(SqliteConnection connection, bool quick, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA {(quick ? "quick_check" : "integrity_check")}({MostFaults})");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (reader.GetString(0) is not "ok" and var fault)
                    faults.Add(fault);
            }
        }

        if (!quick && faults.Count == 0)
            AddDamagedBlocks(connection, faults, cancellationToken);
        if (!quick && faults.Count == 0)
            AddDamagedHidden(connection, faults);
        return faults;
    }

    private static void AddDamagedHidden(SqliteConnection connection, List<string> faults)
    {
        using var reader = new BulkReader(connection, "SELECT BlockId, Data FROM HiddenDocuments ORDER BY BlockId");
        while (faults.Count < MostFaults && reader.Step())
        {
            try
            {
                HiddenVersions.Decode(reader.Blob(1), reader.Int64(0));
            }
            catch (StoreException e)
            {
                faults.Add(e.Message);
            }
        }
    }

    private static void AddDamagedBlocks(SqliteConnection connection, List<string> faults, CancellationToken cancellationToken)
    {
        foreach (var head in DocumentBlocks.Heads(connection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (faults.Count == MostFaults)
                return;
            try
            {
                using var reader = new BulkReader(connection, "SELECT Data FROM DocumentBlocks WHERE Id = ?");
                reader.Set(0, head.Id);
                if (!reader.Step())
                    continue;
                var block = new DocumentBlock(reader.Blob(0), head.Id);
                var (documents, lines) = (0, 0L);
                while (block.Next(out var document))
                {
                    documents++;
                    for (var read = LineCodec.Read(document.Lines); read.Next(out _);)
                        lines++;
                }

                if ((documents, lines) != (head.Documents, head.Lines))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"A block of import {DocumentBlocks.ImportOf(head.Id)} holds {documents} documents with {lines} lines instead of {head.Documents} with {head.Lines}."));
            }
            catch (StoreException e)
            {
                faults.Add(e.Message);
            }
        }
    }
}
