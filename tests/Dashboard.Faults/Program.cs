using Dashboard.Faults;
using Dashboard.Services.Audit;
using Dashboard.Services.Store;

// The tests; or, in a process of its own that a test kills, what the command line has no command for.
if (args is not [RealProgram.Driver, var what, var database])
    return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

switch (what)
{
    case "audit":
        using (var log = new AuditLog(DashboardStore.Open(database), TimeProvider.System))
        {
            for (var i = 0; ; i++)
            {
                await log.AppendAsync("somebody", new AuditEntry("export", FormattableString.Invariant($"File {i}")), CancellationToken.None);
                Console.WriteLine(i);
            }
        }

    default:
        throw new ArgumentException($"There is nothing called '{what}'.");
}
