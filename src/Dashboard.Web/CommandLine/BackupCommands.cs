using System.CommandLine;
using System.Globalization;
using Dashboard.Services.Store;

namespace Dashboard.Web.CommandLine;

/// <summary><c>backup</c>, <c>restore</c> and <c>check</c>: copies of the whole store, read again before they count, while the site may run.</summary>
internal static class BackupCommands
{
    public static Command Backup(CommandConsole console)
    {
        var path = new Argument<string>("path") { Description = "File to write, such as shop-2026-11-25.bak.", HelpName = "FILE" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a file of that name, once the new one is whole." };
        var command = new Command("backup", "Copy the whole database into one file and check the copy. The site may go on.") { path, overwrite };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                var report = StoreBackups.Write(console.OpenStore(parsed), parsed.GetValue(path)!, parsed.GetValue(overwrite), cancellationToken);
                console.Output.WriteLine($"Backed up to {report.Path} ({Formats.FileSize(report.Bytes)}) and checked: {Holds(report.Counts)}.");
                return 0;
            },
            cancellationToken));
        return command;
    }

    public static Command Restore(CommandConsole console)
    {
        var path = new Argument<string>("path") { Description = "A file that backup wrote.", HelpName = "FILE" };
        var command = new Command("restore", "Put a backup in the place of the database. The database that is there now is kept beside it.") { path };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                var report = StoreBackups.Restore(console.DatabasePath(parsed), parsed.GetValue(path)!, DateTimeOffset.UtcNow, cancellationToken);
                console.Output.WriteLine($"Restored {Path.GetFullPath(console.DatabasePath(parsed))} from {report.Path}: {Holds(report.Counts)}.");
                if (report.ErasedAgain > 0)
                    console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.ErasedAgain:N0} people whom it held had been erased since, and were erased again."));
                if (report.Kept is { } kept)
                    console.Output.WriteLine(report.WasDamaged
                        ? $"The database before it was damaged; it is kept as it was in {kept}. If the site runs, start it again: it still has the damaged one."
                        : $"The database before it is kept in {kept}.");
                return 0;
            },
            cancellationToken));
        return command;
    }

    public static Command Check(CommandConsole console)
    {
        var command = new Command("check", "Read the whole database and say whether it is whole.");
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                var store = console.OpenStore(parsed);
                using var connection = store.Connect();
                var faults = StoreCheck.Faults(connection, quick: false, cancellationToken);
                foreach (var fault in faults)
                    console.Error.WriteLine(fault);
                if (faults.Count > 0)
                {
                    console.Error.WriteLine("The database is damaged. Go back to a backup with restore FILE; keep this file until you have.");
                    return DashboardCommand.BadInput;
                }

                console.Output.WriteLine($"{store.Path} is whole: {Holds(StoreCounts.Of(connection))}.");
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static string Holds(StoreCounts counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{counts.Documents:N0} documents, {counts.Lines:N0} lines, {counts.Customers:N0} customers, {counts.Contacts:N0} contacts, {counts.Imports:N0} imports");
}
