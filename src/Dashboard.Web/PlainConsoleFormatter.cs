using System.Globalization;
using Dashboard.Web.Operation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Dashboard.Web;

/// <summary>
/// Writes a log entry as one line: time, level, category, message, and of an exception its type and message but never its stack,
/// such as <c>2026-11-23 12:00:00Z error Dashboard.Web.Overview.OverviewPage: The analysis failed (InvalidOperationException: …)</c>.
/// </summary>
public sealed class PlainConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name by which the console logger finds it.</summary>
    public const string FormatterName = "plain";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (BrowserGone.Is(logEntry.Exception))
            return;
        var message = OneLine(logEntry.Formatter(logEntry.State, null));
        var reason = logEntry.Exception is { } e ? $" ({e.GetType().Name}: {OneLine(e.Message)})" : "";
        textWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z {logEntry.LogLevel.ToString().ToLowerInvariant()} {logEntry.Category}: {message}{reason}"));
    }

    // What came from a file must not be able to write a second line into the log.
    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
