using Dashboard.Services.Audit;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Store;

/// <summary>Whether what was done can still be read where it is written down.</summary>
internal static class Audits
{
    /// <summary>Begins a log beside a database, with entries that must still be there later.</summary>
    public static async Task BeginAsync(DashboardStore store)
    {
        using var log = new AuditLog(store, TimeProvider.System);
        for (var i = 1; i <= Entries; i++)
            await log.AppendAsync("somebody", new AuditEntry("segment.save", FormattableString.Invariant($"Segment {i}"), i), CancellationToken.None);
    }

    /// <summary>Checks the chain of entries beside a store, and that it can be added to.</summary>
    public static async Task CheckAsync(DashboardStore store)
    {
        using var log = new AuditLog(store, TimeProvider.System);
        await log.AppendAsync("somebody", new AuditEntry("segment.save", "After the fault"), CancellationToken.None);
        var verdict = log.Verify(CancellationToken.None);
        Assert.Null(verdict.Fault);
        Assert.True(verdict.Entries > Entries, "Entries of the audit are missing.");
    }

    private const int Entries = 5;
}
