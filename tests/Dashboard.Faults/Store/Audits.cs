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
    /// <param name="store">The store.</param>
    /// <param name="more">How many entries there must be beside those of <see cref="BeginAsync"/>.</param>
    public static async Task CheckAsync(DashboardStore store, int more = 0)
    {
        using var log = new AuditLog(store, TimeProvider.System);
        await log.AppendAsync("somebody", new AuditEntry("segment.save", "After the fault"), CancellationToken.None);
        var verdict = log.Verify(CancellationToken.None);
        Assert.Null(verdict.Fault);
        Assert.True(verdict.Entries > Entries + more, $"Of {Entries + more + 1} entries of the audit {verdict.Entries} are there.");
    }

    private const int Entries = 5;
}
