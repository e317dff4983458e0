using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Samples;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Samples;

/// <summary>Makes the sample shop in an empty database, and shows how far it is.</summary>
public sealed partial class StartPanel
{
    [Inject]
    private Acts Acts { get; set; } = null!;

    // Making the rows is about two thirds of the work; saving, which does not say how far it is, the rest.
    private const double RowsShare = 0.66;

    private CancellationTokenSource? running;
    private SampleProgress? progress;

    /// <summary>Which shop.</summary>
    [Parameter]
    public SampleOptions Options { get; set; } = new();

    private string? Problem { get; set; }

    private double? Done => running is null ? null : RowsShare * (progress?.CustomersDone ?? 0) / Options.Customers;

    private string Step => progress?.CustomersDone == Options.Customers ? "saving" : $"{Formats.Count(progress?.CustomersDone ?? 0, "customer")} so far";

    /// <inheritdoc/>
    public void Dispose() => running?.Cancel();

    private void Cancel() => running?.Cancel();

    private async Task CreateAsync()
    {
        if (running is not null)
            return;
        using var cancellation = new CancellationTokenSource();
        (running, progress, Problem) = (cancellation, null, null);
        try
        {
            await Acts.DoAsync(Permission.Import, new AuditEntry("import", "sample shop", Options.Customers), () => Samples.CreateAsync(Options, new Progress(this), cancellation.Token));
            running = null;
            Navigation.NavigateTo("/", forceLoad: true);
        }
        catch (OperationCanceledException)
        {
            running = null;
        }
        catch (StoreException e)
        {
            (running, Problem) = (null, e.Message);
        }
#pragma warning disable CA1031 // Whatever broke is told on the page and noted in the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            (running, Problem) = (null, "Something unexpected happened, and the database is as it was. Check that its disk has space, then try again; the server's log has the details.");
            Failed(Logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sample shop could not be made.")]
    private static partial void Failed(ILogger logger, Exception exception);

    /// <summary>Reports reach the page in the order in which they were made.</summary>
    private sealed class Progress(StartPanel panel) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => _ = panel.InvokeAsync(() =>
        {
            panel.progress = value;
            panel.StateHasChanged();
        });
    }
}
