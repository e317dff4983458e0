using System.Diagnostics;
using System.Globalization;
using Dashboard.Load.Reports;

namespace Dashboard.Load;

/// <summary>The process of the site: started here, or only looked at.</summary>
public sealed class Server : IAsyncDisposable
{
    private const int TicksPerSecond = 100;

    private readonly Process process;
    private readonly bool isOurs;

    private Server(Process process, bool isOurs, Uri? address) => (this.process, this.isOurs, Address) = (process, isOurs, address);

    /// <summary>Where it listens, when it was started here.</summary>
    public Uri? Address { get; }

    /// <summary>Processor time so far.</summary>
    public double CpuSeconds
    {
        get
        {
            // The command's name may hold spaces; what counts follows its closing bracket.
            var fields = File.ReadAllText($"/proc/{process.Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / (double)TicksPerSecond;
        }
    }

    /// <summary>Processor time that everything on this machine has used so far.</summary>
    public static double MachineCpuSeconds
    {
        get
        {
            // user nice system idle iowait irq softirq
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..8];
            return fields.Where((_, i) => i is not (3 or 4)).Sum(f => long.Parse(f, CultureInfo.InvariantCulture)) / (double)TicksPerSecond;
        }
    }

    /// <summary>Memory now.</summary>
    public MemoryFigures Memory
    {
        get
        {
            var status = File.ReadAllLines($"/proc/{process.Id}/status");
            return new MemoryFigures(Mib("VmRSS:"), Mib("RssAnon:"));

            double Mib(string name) => long.Parse(status.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
    }

    /// <summary>Looks at a process that runs.</summary>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    public static Server Watch(int id) => new(Process.GetProcessById(id), false, null);

    /// <summary>Starts the site on a database, at a free port of this machine, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<Server> StartAsync(string database, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Program(), "serve", "--demo", "--database", Path.GetFullPath(database), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true, UseShellExecute = false };
        var site = Process.Start(start)!;
        try
        {
            while (await site.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                const string Ready = "Dashboard is ready at ";
                if (!line.StartsWith(Ready, StringComparison.Ordinal))
                    continue;
                _ = site.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new Server(site, true, new Uri(line[Ready.Length..]));
            }

            throw new InvalidOperationException("The site did not start; its message stands above.");
        }
        catch
        {
            site.Kill(entireProcessTree: true);
            site.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isOurs)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    // The site as this very build made it: the same configuration, in the source tree around this program.
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = output;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dashboard.sln")))
            root = root.Parent;
        var program = Path.Combine(root?.FullName ?? "", "src", "Dashboard.Web", "bin", output.Parent!.Name, output.Name, "Dashboard.Web.dll");
        return File.Exists(program) ? program : throw new InvalidOperationException($"The site is not built at {program}.");
    }
}
