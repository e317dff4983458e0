using Dashboard.Load.People;

namespace Dashboard.Load.Reports;

/// <summary>What all people noted; they write from many threads.</summary>
public sealed class Measurements
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Client, string Screen, string Kind), Series> series = [];

    /// <summary>Notes a step that had its effect.</summary>
    /// <param name="client">Name of the visitor.</param>
    /// <param name="step">The step.</param>
    /// <param name="times">When its result was there.</param>
    /// <param name="settled">When nothing more came.</param>
    /// <param name="cpu">Processor seconds that the server spent on it, when that is known.</param>
    public void Add(string client, Step step, StepTimes times, TimeSpan? settled, double? cpu)
    {
        lock (gate)
        {
            Of(client, step, NameOf(step.Kind)).Add(times.Painted, settled, cpu);
            if (times.Live is { } live)
                Of(client, step, "live").Add(live, null, null);
        }
    }

    /// <summary>Notes a step that failed.</summary>
    public void Fail(string client, Step step, string problem)
    {
        lock (gate)
            Of(client, step, NameOf(step.Kind)).Fail($"{step.Address}: {problem}");
    }

    /// <summary>A row for each client, screen and kind, then one for each client and kind over all screens.</summary>
    public IReadOnlyList<ReportRow> Rows()
    {
        lock (gate)
        {
            var all = series.GroupBy(s => (s.Key.Client, s.Key.Kind)).Select(g => Series.Joined(g.Select(s => s.Value)).Row(g.Key.Client, "all", g.Key.Kind));
            return [.. series.Select(s => s.Value.Row(s.Key.Client, s.Key.Screen, s.Key.Kind)).Concat(all)
                .OrderBy(r => r.Client, StringComparer.Ordinal).ThenBy(r => r.Screen == "all").ThenBy(r => r.Screen, StringComparer.Ordinal).ThenBy(r => Array.IndexOf(Kinds, r.Kind))];
        }
    }

    private static readonly string[] Kinds = ["first view", "live", "open", "change"];

    private static string NameOf(StepKind kind) => Kinds[kind switch { StepKind.FirstView => 0, StepKind.Open => 2, _ => 3 }];

    private Series Of(string client, Step step, string kind)
    {
        var key = (client, step.Screen, kind);
        if (!series.TryGetValue(key, out var found))
            series[key] = found = new Series();
        return found;
    }

    private sealed class Series
    {
        private const int MostProblems = 3;

        private readonly List<double> painted = [];
        private readonly List<double> settled = [];
        private readonly List<string> problems = [];
        private readonly List<double> cpu = [];
        private int errors;

        public static Series Joined(IEnumerable<Series> parts)
        {
            var joined = new Series();
            foreach (var part in parts)
            {
                joined.painted.AddRange(part.painted);
                joined.settled.AddRange(part.settled);
                joined.cpu.AddRange(part.cpu);
                joined.errors += part.errors;
            }

            return joined;
        }

        public void Add(TimeSpan time, TimeSpan? end, double? spent)
        {
            painted.Add(time.TotalMilliseconds);
            if (end is { } known)
                settled.Add(known.TotalMilliseconds);
            if (spent is { } seconds)
                cpu.Add(1_000 * seconds);
        }

        public void Fail(string problem)
        {
            errors++;
            if (problems.Count < MostProblems)
                problems.Add(problem);
        }

        public ReportRow Row(string client, string screen, string kind)
        {
            painted.Sort();
            settled.Sort();
            return new ReportRow(
                client, screen, kind, painted.Count, errors,
                Percentiles.Of(painted, 0.5), Percentiles.Of(painted, 0.95), Percentiles.Of(painted, 0.99), Percentiles.Of(painted, 1),
                Percentiles.Of(settled, 0.5), Percentiles.Of(settled, 0.95), cpu.Count == 0 ? null : cpu.Average(), [.. problems]);
        }
    }
}

/// <summary>Times of one kind of step on one screen, in milliseconds; null where nothing was measured.</summary>
/// <param name="Client">"light" or "browser".</param>
/// <param name="Screen">Name of the screen, or "all".</param>
/// <param name="Kind">"first view": from the request to the page with its result; "live": until its circuit shows it too; "open" and "change": from the new address to its result.</param>
/// <param name="Count">Steps with a result.</param>
/// <param name="Errors">Steps without.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95 % were faster.</param>
/// <param name="P99">99 % were faster.</param>
/// <param name="Max">The slowest.</param>
/// <param name="SettledP50">Median until the last render batch before the next step, tables and menus included.</param>
/// <param name="SettledP95">95 % had settled by then.</param>
/// <param name="Cpu">Processor time of the server on average, think time included; known only when one person is alone there.</param>
/// <param name="Problems">Some of the errors.</param>
public sealed record ReportRow(
    string Client, string Screen, string Kind, int Count, int Errors, double? P50, double? P95, double? P99, double? Max, double? SettledP50, double? SettledP95, double? Cpu, IReadOnlyList<string> Problems);

/// <summary>Percentiles by the nearest rank.</summary>
public static class Percentiles
{
    /// <summary>The smallest value that is not below the given share of them.</summary>
    /// <param name="sorted">Values in ascending order.</param>
    /// <param name="share">Above 0, up to 1.</param>
    /// <returns>Null when there are no values.</returns>
    public static double? Of(IReadOnlyList<double> sorted, double share) => sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
