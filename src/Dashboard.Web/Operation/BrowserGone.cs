using Microsoft.JSInterop;

namespace Dashboard.Web.Operation;

/// <summary>
/// Tells what a circuit reports as an error although only its browser has gone: a virtual list of the framework asks the page to take it down, the page is no longer there, and a minute later the list gives up. Nothing is
/// lost and nobody sees it, so the log does not call it an error.
/// </summary>
public static class BrowserGone
{
    private const string List = "VirtualizeJsInterop.DisposeAsync";

    /// <summary>Whether an exception means no more than that.</summary>
    /// <param name="exception">As it was logged.</param>
    public static bool Is(Exception? exception) => exception is TaskCanceledException or JSDisconnectedException && exception.StackTrace?.Contains(List, StringComparison.Ordinal) == true;
}
