using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dashboard.Load.Reports;

/// <summary>What a run showed.</summary>
/// <param name="Day">When.</param>
/// <param name="Options">What was asked.</param>
/// <param name="Shop">What the shop had to choose from.</param>
/// <param name="Seconds">How long people walked about.</param>
/// <param name="Rows">Times.</param>
/// <param name="Server">The server's side; null when its process is not known.</param>
/// <param name="ClientCpuSeconds">Processor time of this program and, not counted, of the browsers.</param>
public sealed record LoadReport(DateTimeOffset Day, LoadOptions Options, string Shop, double Seconds, IReadOnlyList<ReportRow> Rows, ServerFigures? Server, double ClientCpuSeconds)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Everything for other programs.</summary>
    public string Json() => JsonSerializer.Serialize(this, Indented);

    /// <summary>A table in Markdown, which reads as plain text too.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Options.People} people and {Options.Browsers} browsers for {Seconds:F0} s, {Options.Think:0.#} s between steps, seed {Options.Seed}; {Shop}.\n\n");
        string[] heads = ["client", "screen", "step", "count", "errors", "p50 ms", "p95 ms", "p99 ms", "max ms", "settled p50 ms", "settled p95 ms", "server CPU ms"];
        var cells = Rows.Select(r => (string[])[r.Client, r.Screen, r.Kind, Whole(r.Count), Whole(r.Errors), Whole(r.P50), Whole(r.P95), Whole(r.P99), Whole(r.Max), Whole(r.SettledP50), Whole(r.SettledP95), Whole(r.Cpu)]).ToList();
        var widths = heads.Select((head, column) => cells.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        Line(heads);
        Line([.. widths.Select((width, column) => column < 3 ? new string('-', width) : new string('-', width - 1) + ":")]);
        cells.ForEach(Line);
        foreach (var problem in Rows.SelectMany(r => r.Problems).Distinct(StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"\nError: {problem}");
        text.Append('\n');
        if (Server is { } server)
        {
            text.Append(CultureInfo.InvariantCulture, $"Server: {server.CpuSeconds:F1} s of processor time ({server.CpuSeconds / Seconds:P0} of one core), other programs {server.OtherCpuSeconds / Seconds:P0}; working set {server.Before.WorkingSet:F0} MiB before and {server.After.WorkingSet:F0} MiB after, ");
            text.Append(CultureInfo.InvariantCulture, $"of it not backed by files {server.Before.Private:F0} and {server.After.Private:F0} MiB.");
            if (server.PerCircuit is { } each)
                text.Append(CultureInfo.InvariantCulture, $" {Options.Held} circuits held open on the Overview took {each.Private:F2} MiB each ({each.WorkingSet:F2} of working set).");
            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"Light client: {ClientCpuSeconds:F1} s of processor time on the same machine.\n");
        return text.ToString();

        void Line(string[] row) => text.Append("| ").AppendJoin(" | ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");
    }

    private static string Whole(double? value) => value is { } known ? known.ToString("F0", CultureInfo.InvariantCulture) : "–";
}

/// <summary>The server's side of a run.</summary>
/// <param name="CpuSeconds">Processor time while people walked about.</param>
/// <param name="OtherCpuSeconds">Processor time of everything else on the machine but this program meanwhile; times mean little where it fills the cores.</param>
/// <param name="Before">Memory after every screen was loaded once.</param>
/// <param name="After">Memory at the end, people still there.</param>
/// <param name="PerCircuit">What a circuit that is held open adds; null when it was not asked.</param>
public sealed record ServerFigures(double CpuSeconds, double OtherCpuSeconds, MemoryFigures Before, MemoryFigures After, MemoryFigures? PerCircuit);

/// <summary>Memory in MiB.</summary>
/// <param name="WorkingSet">All that is resident.</param>
/// <param name="Private">Of it what is not backed by a file.</param>
public sealed record MemoryFigures(double WorkingSet, double Private);
