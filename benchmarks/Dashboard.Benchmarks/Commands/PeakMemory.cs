using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Dashboard.Benchmarks.Commands;

/// <summary>The resident memory of this process, in MiB: what is held while nothing is done, and the most held since then.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const double Mebi = 1024 * 1024;

    /// <summary>Gives back what is free, begins to count the peak anew where the system can, and returns what is held.</summary>
    public static double Settle()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        if (File.Exists("/proc/self/clear_refs"))
            File.WriteAllText("/proc/self/clear_refs", "5"); // "5" resets the peak: man 5 proc
        using var process = Process.GetCurrentProcess();
        return Math.Round(process.WorkingSet64 / Mebi, 1);
    }

    /// <summary>The most held since <see cref="Settle"/>; since the start where the system can't count anew.</summary>
    public static double Peak()
    {
        if (!File.Exists(Status))
        {
            using var process = Process.GetCurrentProcess();
            return Math.Round(process.PeakWorkingSet64 / Mebi, 1);
        }

        // VmHWM:	  123456 kB
        var line = File.ReadLines(Status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return Math.Round(long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024.0, 1);
    }
}
