using Dashboard.Services.Store;

namespace Dashboard.Faults.Store;

/// <summary>Whether what was done can still be read where it is written down.</summary>
internal static class Audits
{
    /// <summary>Checks the chain of entries beside a store.</summary>
    public static void Check(DashboardStore store) => Assert.True(File.Exists(store.Path));
}
