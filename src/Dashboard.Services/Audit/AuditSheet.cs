using System.Globalization;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Audit;

/// <summary>The audit as a workbook.</summary>
public static class AuditSheet
{
    private const int Batch = 1_000;

    /// <summary>All entries of a filter, newest first, with their hashes; entries that are added while it is written are not in it.</summary>
    /// <param name="log">The audit.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="now">The time of the export.</param>
    public static Workbook Workbook(AuditLog log, AuditFilter filter, DateTimeOffset now)
    {
        var count = log.List(filter, 0, 0).Count;
        return new Workbook("XXX", [Sheet(log, filter with { To = filter.To ?? now }, count)], [
            new("Definition", "Who saw, exported, changed, imported, undid or erased what. Each hash is SHA-256 over the entry and the hash before it."),
            new("Entries", count.ToString("N0", CultureInfo.InvariantCulture)),
            new("Exported at", now.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ]);
    }

    private static Sheet Sheet(AuditLog log, AuditFilter filter, long count) => Excel.Sheet.Of(
        "Audit",
        [
            new("No.", CellKind.Integer), new("At (UTC)", CellKind.DateTime), new("Who", CellKind.Text), new("Action", CellKind.Text), new("Subject", CellKind.Text) { Width = 40 }, new("Rows", CellKind.Integer),
            new("Detail", CellKind.Text) { Width = 40 }, new("Hash", CellKind.Text) { Width = 66 },
        ],
        Rows(log, filter, count),
        (row, entry) =>
        {
            row.Integer(entry.Number);
            row.DateTime(entry.At.UtcDateTime);
            row.Text(entry.Who);
            row.Text(entry.Entry.Action);
            row.Text(entry.Entry.Subject);
            row.Integer(entry.Entry.Rows);
            row.Text(entry.Entry.Detail);
            row.Text(entry.Hash);
        });

    private static IEnumerable<AuditRecord> Rows(AuditLog log, AuditFilter filter, long count)
    {
        for (var skip = 0L; skip < count; skip += Batch)
        {
            foreach (var entry in log.List(filter, skip, Batch).Entries)
                yield return entry;
        }
    }
}
