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
}
