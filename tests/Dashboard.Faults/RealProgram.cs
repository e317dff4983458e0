using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Faults;

/// <summary>How a run of the program ended.</summary>
/// <param name="Code">Exit code; 137 when it was killed.</param>
/// <param name="Words">What it printed, errors too.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Writes">How many times it wrote to anything, as far as was seen.</param>
internal sealed record ProgramEnd(int Code, string Words, double Milliseconds, long Writes);

/// <summary>When to kill: so many milliseconds after the start, or once it has written so many times.</summary>
internal sealed record Moment(double? Milliseconds, long? Writes)
{
    public static Moment Never { get; } = new(null, null);
}

/// <summary>The program itself, as a user runs it, in a process of its own.</summary>
internal static class RealProgram
{
    /// <summary>First argument of what has no command yet: <see cref="Driver"/> runs the services themselves.</summary>
    public const string Driver = "driver";

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.dll");
    private static readonly string DriverAssembly = Path.Combine(AppContext.BaseDirectory, "Dashboard.Faults.dll");

    /// <summary>Runs a command to its end, or to the moment at which it is killed.</summary>
    /// <param name="moment">When.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramEnd Run(Moment moment, params IReadOnlyList<string> arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var watch = Stopwatch.StartNew();
        var writes = 0L;
        while (!process.HasExited)
        {
            writes = Math.Max(writes, Writes(process.Id));
            if (watch.Elapsed.TotalMilliseconds >= moment.Milliseconds || writes >= moment.Writes)
            {
                // SIGKILL: nothing of the program runs any more after it.
                process.Kill();
                break;
            }

            if (watch.Elapsed > TimeSpan.FromMinutes(5))
            {
                process.Kill();
                throw new TimeoutException($"'{string.Join(' ', arguments)}' has not ended after five minutes.");
            }

            // Between two looks the program writes a few times at most.
            if (moment.Writes is null)
                Thread.Sleep(1);
            else
                Thread.SpinWait(200);
        }

        process.WaitForExit();
        return new ProgramEnd(process.ExitCode, output.Result + error.Result, watch.Elapsed.TotalMilliseconds, writes);
    }

    /// <summary>Runs a command to its end, which has to be good.</summary>
    public static ProgramEnd Run(params IReadOnlyList<string> arguments)
    {
        var end = Run(Moment.Never, arguments);
        return end.Code == 0 ? end : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {end.Code}: {end.Words}");
    }

    /// <summary>Starts a command; its output can be read.</summary>
    public static Process Start(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [arguments[0] == Driver ? DriverAssembly : Assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    // Calls that write, whatever they write to, as the kernel counts them for a process.
    private static long Writes(int process)
    {
        try
        {
            var counts = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/io"));
            var at = counts.IndexOf("syscw: ", StringComparison.Ordinal) + 7;
            return long.Parse(counts.AsSpan(at, counts.IndexOf('\n', at) - at), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
