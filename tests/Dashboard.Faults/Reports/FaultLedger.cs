using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Faults.Reports;

/// <summary>One kind of fault and what came of it.</summary>
/// <param name="Part">Which table it stands in.</param>
/// <param name="Operation">What was going on.</param>
/// <param name="Fault">What was done to it.</param>
/// <param name="Tried">How often.</param>
/// <param name="Lost">How often something was lost, half done, or silently wrong.</param>
/// <param name="Notes">What else was counted.</param>
internal sealed record FaultEntry(string Part, string Operation, string Fault, int Tried, int Lost, string Notes);

/// <summary>
/// What was tried, written down where DASHBOARD_FAULTS_LEDGER says, an entry a line, so that several runs make one report; an entry replaces the one of the same part, operation and fault.
/// <c>dotnet run --project tests/Dashboard.Faults</c> with DASHBOARD_FAULTS_REPORT puts the entries into the marked place of that file.
/// </summary>
internal static class FaultLedger
{
    public const string Kills = "Ended in the middle (kill -9)";
    public const string Disks = "Full disk";
    public const string Damage = "Damaged files";
    public const string Others = "Two processes, clocks, browsers";
    public const string Fuzzing = "Hostile input";
    private const string Begin = "<!-- tried: begin -->";
    private const string End = "<!-- tried: end -->";
    private static readonly Lock Gate = new();

    /// <summary>Notes what was tried.</summary>
    public static void Add(FaultEntry entry)
    {
        TestContext.Current.SendDiagnosticMessage($"{entry.Operation}, {entry.Fault}: {entry.Tried} tried, {entry.Lost} lost. {entry.Notes}");
        if (Environment.GetEnvironmentVariable("DASHBOARD_FAULTS_LEDGER") is not { Length: > 0 } path)
            return;
        lock (Gate)
        {
            var entries = Read(path);
            entries.RemoveAll(e => (e.Part, e.Operation, e.Fault) == (entry.Part, entry.Operation, entry.Fault));
            entries.Add(entry);
            File.WriteAllLines(path, entries.Select(e => JsonSerializer.Serialize(e)));
            if (Environment.GetEnvironmentVariable("DASHBOARD_FAULTS_REPORT") is { Length: > 0 } report && File.Exists(report))
                File.WriteAllText(report, Replace(File.ReadAllText(report), Table(entries)));
        }
    }

    private static List<FaultEntry> Read(string path) => File.Exists(path) ? [.. File.ReadAllLines(path).Select(line => JsonSerializer.Deserialize<FaultEntry>(line)!)] : [];

    private static string Replace(string text, string table)
    {
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        return from < 0 || to < from ? text : $"{text[..(from + Begin.Length)]}\n{table}{text[to..]}";
    }

    private static string Table(List<FaultEntry> entries)
    {
        var text = new StringBuilder();
        foreach (var part in (string[])[Kills, Disks, Damage, Others, Fuzzing])
        {
            var own = entries.Where(e => e.Part == part).OrderBy(e => e.Operation, StringComparer.Ordinal).ThenBy(e => e.Fault, StringComparer.Ordinal).ToList();
            if (own.Count == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"\n### {part}\n\n| operation | fault | tried | lost | notes |\n| --- | --- | ---: | ---: | --- |\n");
            foreach (var e in own)
                text.Append(CultureInfo.InvariantCulture, $"| {e.Operation} | {e.Fault} | {e.Tried:N0} | {e.Lost} | {e.Notes} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| **together** | | **{own.Sum(e => e.Tried):N0}** | **{own.Sum(e => e.Lost)}** | |\n");
        }

        return text.Append('\n').ToString();
    }
}
