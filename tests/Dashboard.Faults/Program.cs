using Dashboard.Faults;
using Dashboard.Services.Audit;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Dashboard.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

// The tests; or, in a process of its own that a test kills, what the command line has no command for.
if (args is not [RealProgram.Driver, var what, var database, .. var rest])
    return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);

var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(DashboardStore.Open(database)).AddDashboardServices();
services.TryAddSingleton<ErasureService>();
await using var provider = services.BuildServiceProvider();
switch (what)
{
    case "erase":
        var report = await provider.GetRequiredService<ErasureService>().EraseAsync(rest, "somebody", "They asked for it", CancellationToken.None);
        Console.WriteLine($"{report.Pseudonyms.Count} people");
        return report.Pseudonyms.Count > 0 ? 0 : 2;
    case "audit":
        using (var log = new AuditLog(provider.GetRequiredService<DashboardStore>(), TimeProvider.System))
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
