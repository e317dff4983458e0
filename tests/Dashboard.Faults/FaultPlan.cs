using System.Globalization;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Dashboard.Faults;

/// <summary>
/// How much is tried. Without settings a small sample, the same at each run; <c>./test.sh --faults</c> sets DASHBOARD_FAULTS=full, <c>./test.sh --fuzz MINUTES</c> sets DASHBOARD_FUZZ_MINUTES.
/// DASHBOARD_FAULTS_SEED draws other moments and other damage.
/// </summary>
internal static class FaultPlan
{
    /// <summary>Whether everything is tried, or a sample.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("DASHBOARD_FAULTS") == "full";

    /// <summary>Seed of everything that is drawn.</summary>
    public static int Seed { get; } = Number("DASHBOARD_FAULTS_SEED", 20261126);

    /// <summary>Processes that are killed in the middle of each operation.</summary>
    public static int Kills { get; } = Number("DASHBOARD_FAULTS_KILLS", IsFull ? 30 : 2);

    /// <summary>Damaged files of each kind.</summary>
    public static int Damages { get; } = IsFull ? 200 : 25;

    /// <summary>Lines of the order file that is imported, undone and backed up under fire.</summary>
    public static int Lines { get; } = IsFull ? 60_000 : 6_000;

    /// <summary>How long the soak takes; zero to leave it out.</summary>
    public static TimeSpan Soak { get; } = TimeSpan.FromMinutes(Number("DASHBOARD_SOAK_MINUTES", IsFull ? 10 : 0));

    /// <summary>How long each fuzzer goes on; zero for a fixed number of cases.</summary>
    public static TimeSpan Fuzz { get; } = TimeSpan.FromMinutes(Number("DASHBOARD_FUZZ_MINUTES", 0));

    /// <summary>Random numbers for a purpose: the same for the same seed, whatever else is drawn.</summary>
    public static Random Random(string purpose, int number = 0)
    {
        var hash = (uint)Seed;
        foreach (var c in purpose)
            hash = (hash ^ c) * 16_777_619;
        return new Random((int)((hash ^ (uint)number) * 2_654_435_761));
    }

    private static int Number(string name, int standard) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : standard;
}
