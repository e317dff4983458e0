using System.CommandLine;
using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.CommandLine;

/// <summary><c>train</c>: trains the models of the predictions, as the site does by itself.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandConsole console)
    {
        var kinds = new Option<string[]>("--kind") { Description = $"What to train: {string.Join(", ", Enum.GetNames<ModelKind>()).ToLowerInvariant()}; may be repeated. Default: all.", HelpName = "KIND" };
        var command = new Command("train", "Train the models of the predictions now and keep them in the ledger.") { kinds };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = (parsed.GetValue(kinds) ?? []).Select(KindOf).Distinct().ToArray();
            await RunAsync(console, console.OpenStore(parsed), chosen.Length == 0 ? TrainingService.AllKinds : chosen, "asked for on the command line", cancellationToken);
            return 0;
        });
        return command;
    }

    /// <summary>Trains and says what came of it.</summary>
    public static async Task RunAsync(CommandConsole console, DashboardStore store, IReadOnlyList<ModelKind> kinds, string why, CancellationToken cancellationToken)
    {
        using var snapshots = new SnapshotService(store);
        using var engine = new AnalysisEngine(snapshots);
        var training = new TrainingService(
            snapshots, engine, new ModelRunService(store, TimeProvider.System), new TrainingScheduleService(store), TimeProvider.System, NullLogger<TrainingService>.Instance);
        foreach (var run in await training.TrainAsync([.. kinds.Select(k => (k, why))], null, cancellationToken))
        {
            var record = run.Deciding is { } m
                ? string.Create(CultureInfo.InvariantCulture, $", {m.Name} {m.Model:0.####}{(m.Baseline is { } b ? $" against {b.ToString("0.####", CultureInfo.InvariantCulture)} of its baseline" : "")}")
                : "";
            await console.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{ModelCard.Title(run.Kind)}: run {run.Id}, {run.Method}{record}, {run.RowsUsed:N0} rows, {run.Took.TotalSeconds:0.0} s{(run.HasModel ? run.InUse ? ", in use" : "" : ", too little data for a model")}."));
        }
    }

    private static ModelKind KindOf(string name) => Enum.TryParse<ModelKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
        ? kind
        : throw new ArgumentException($"There is no model '{name}'. Use one of {string.Join(", ", Enum.GetNames<ModelKind>()).ToLowerInvariant()}.");
}
