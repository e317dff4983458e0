using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests;

public sealed class PlainConsoleFormatterTests
{
    [Fact]
    public void Write_Exception_IsOneLineWithoutItsStack()
    {
        var output = new StringWriter();
        var error = Assert.Throws<InvalidOperationException>((Action)(() => throw new InvalidOperationException("The store\nis away.")));
        var entry = new LogEntry<string>(LogLevel.Error, "Shop", default, "The analysis\r\nfailed", error, (state, _) => state);

        new PlainConsoleFormatter(TimeProvider.System).Write(entry, null, output);

        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ error Shop: The analysis failed \(InvalidOperationException: The store is away\.\)\r?\n$", output.ToString());
    }

    [Fact]
    public async Task Write_ListWhoseBrowserHasGone_IsNoError()
    {
        var gone = await Assert.ThrowsAsync<TaskCanceledException>(VirtualizeJsInterop.DisposeAsync);
        var elsewhere = await Assert.ThrowsAsync<TaskCanceledException>(() => throw new TaskCanceledException());

        Assert.Equal(("", 1), (Written(gone), Written(elsewhere).Count(c => c == '\n')));

        static string Written(Exception error)
        {
            var output = new StringWriter();
            new PlainConsoleFormatter(TimeProvider.System).Write(new LogEntry<string>(LogLevel.Error, "Circuit", default, "Unhandled", error, (state, _) => state), null, output);
            return output.ToString();
        }
    }

    // As the framework's is called, whose stack is looked for.
    private static class VirtualizeJsInterop
    {
        public static Task DisposeAsync() => throw new TaskCanceledException();
    }
}
