using System.CommandLine;
using Dashboard.Services.Access;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;

namespace Dashboard.Web.CommandLine;

/// <summary>The command line: <c>serve</c> (when nothing is said), <c>import</c>, <c>demo</c>, <c>train</c>, <c>describe</c>, <c>export</c>, <c>person</c>, <c>retention</c>, <c>backup</c>, <c>restore</c>, <c>check</c>, <c>account</c>, <c>audit</c>.</summary>
public static class DashboardCommand
{
    /// <summary>Exit code of a request that can't be carried out as given.</summary>
    public const int BadInput = 2;

    /// <summary>Parses and runs.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where messages go.</param>
    /// <returns>0, or <see cref="BadInput"/> with a message.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var database = new Option<string?>("--database")
        {
            Description = "Path of the database file. Default: the setting Database, else data/dashboard.db beside the program.",
            HelpName = "PATH",
            Recursive = true,
        };
        var console = new CommandConsole(output, error, database);
        var serve = new ServeCommand(console);
        var root = new RootCommand("Understand your shop's customers: segments, trends, campaigns. Without a command it serves the site.") { database };
        serve.AddTo(root);
        root.Add(serve.Command());
        root.Add(new ImportCommand(console).Command());
        root.Add(DemoCommand.Create(console));
        root.Add(TrainCommand.Create(console));
        root.Add(DescribeCommand.Create(console));
        root.Add(new ExportCommand(console).Command());
        root.Add(PersonCommands.Person(console));
        root.Add(PersonCommands.Retention(console));
        root.Add(BackupCommands.Backup(console));
        root.Add(BackupCommands.Restore(console));
        root.Add(BackupCommands.Check(console));
        root.Add(AccountCommands.Account(console));
        root.Add(AccountCommands.Audit(console));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                await error.WriteLineAsync(problem.Message);
            await error.WriteLineAsync("Add --help to see what is possible.");
            return BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is StoreException or ImportException or ArgumentException or AccessDeniedException)
        {
            await error.WriteLineAsync(WithoutParameter(e));
            return BadInput;
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words)
        {
            await error.WriteLineAsync(words);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled; the data is as it was.");
            return 130;
        }
    }

    // What .NET adds to the message of an argument means nothing to somebody at a command line.
    private static string WithoutParameter(Exception e) => e.Message.Split(" (Parameter '", 2)[0];
}
