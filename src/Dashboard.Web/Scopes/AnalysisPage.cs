using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Snapshots;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Scopes;

/// <summary>What a page shows.</summary>
public enum PageState
{
    /// <summary>The analysis runs.</summary>
    Loading,

    /// <summary>It failed; <see cref="AnalysisPage{TResult}.Problem"/> says what to do.</summary>
    Problem,

    /// <summary>There is a result, possibly one that says that there is not enough data.</summary>
    Result,
}

/// <summary>
/// A page whose state is its query string and whose content is one analysis. It reads the scope from the address, makes the request, runs it when it changed,
/// and gives up on the request before.
/// </summary>
/// <typeparam name="TResult">The result of the analysis.</typeparam>
public abstract class AnalysisPage<TResult> : ComponentBase, IDisposable
    where TResult : class
{
    private IAnalysis<TResult>? shown;
    private CancellationTokenSource? running;
    private bool isOvertaken;

    /// <summary>Name of a range.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    /// <summary>First day of a custom range.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? FromDay { get; set; }

    /// <summary>Last day of a custom range.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    public string? ToDay { get; set; }

    /// <summary>Comparison.</summary>
    [SupplyParameterFromQuery(Name = "compare")]
    public string? Compare { get; set; }

    /// <summary>Conditions of the filter.</summary>
    [SupplyParameterFromQuery(Name = "f")]
    public string[]? Conditions { get; set; }

    /// <summary>Runs analyses.</summary>
    [Inject]
    protected AnalysisService Analyses { get; set; } = null!;

    /// <summary>Goes to addresses.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>The scope that the address names.</summary>
    protected Scope Scope { get; private set; } = Scope.Default;

    /// <summary>What the page shows.</summary>
    protected PageState State { get; private set; } = PageState.Loading;

    /// <summary>The result, once there is one; it stays while the next one loads, so that the layout does not jump.</summary>
    protected TResult? Result { get; private set; }

    /// <summary>What went wrong and what to do, when <see cref="State"/> says so.</summary>
    protected string? Problem { get; private set; }

    /// <summary>How far a long analysis is, 0 to 1; null while it is not known.</summary>
    protected double? Progress { get; private set; }

    /// <summary>Whether the analysis takes so long that it begins only when the page can say how far it is, and be told to stop.</summary>
    protected virtual bool NeedsCircuit => false;

    /// <summary>The request that the address means.</summary>
    /// <exception cref="ArgumentException">The address asks for something impossible; the message is shown.</exception>
    protected abstract IAnalysis<TResult> Request();

    /// <inheritdoc/>
    protected override void OnInitialized() => Analyses.DataChanged += OnDataChanged;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        Scope = ScopeQuery.Parse(RangeName, FromDay, ToDay, Compare, Conditions);
        if (!NeedsCircuit || RendererInfo.IsInteractive)
            await LoadAsync(again: false);
    }

    /// <summary>Runs the request again, as after a problem.</summary>
    protected Task RetryAsync() => LoadAsync(again: true);

    /// <summary>Stops a long analysis.</summary>
    protected void Cancel()
    {
        running?.Cancel();
        (State, Problem, Progress) = (PageState.Problem, "It was cancelled. Try again, or choose something else.", null);
    }

    /// <summary>Called once a new result is there, before it is shown.</summary>
    protected virtual Task OnResultAsync(TResult result) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up on a running request.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Analyses.DataChanged -= OnDataChanged;
        running?.Cancel();
        running?.Dispose();
        running = null;
    }

    // Newer data shows by itself: the address says what is asked, not what the answer was.
    private void OnDataChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        if (State == PageState.Loading)
        {
            // What is being computed rests on the data before: it is shown, and then computed again.
            isOvertaken = true;
            return;
        }

        await LoadAsync(again: true);
        StateHasChanged();
    });

    private async Task LoadAsync(bool again)
    {
        IAnalysis<TResult> request;
        try
        {
            request = Request();
        }
        catch (ArgumentException e)
        {
            (State, Problem) = (PageState.Problem, e.Message);
            return;
        }

        if (!again && request.Equals(shown) && State == PageState.Result)
            return;
        running?.Cancel();
        running?.Dispose();
        var mine = running = new CancellationTokenSource();
        isOvertaken = false;
        (State, Progress) = (PageState.Loading, null);
        try
        {
            var result = await Analyses.RunAsync(request, new Told(this, mine), mine.Token);
            if (running != mine)
                return;
            await OnResultAsync(result);
            (shown, Result, Problem, State) = (request, result, null, PageState.Result);
            if (isOvertaken)
            {
                StateHasChanged();
                await LoadAsync(again: true);
            }
        }
        catch (OperationCanceledException)
        {
            // A newer request runs, or the browser has gone.
        }
        catch (ArgumentException e) when (running == mine)
        {
            (State, Problem) = (PageState.Problem, e.Message);
        }
        catch (Exception e) when (running == mine)
        {
            Loggers.CreateLogger(GetType()).LogError(e, "The analysis {Request} failed", request.GetType().Name);
            (State, Problem) = (PageState.Problem, "The numbers could not be computed. Try again; if it happens again, look at the program's log.");
        }
    }

    // Passes on each further percent to the page.
    private sealed class Told(AnalysisPage<TResult> page, CancellationTokenSource request) : IProgress<double>
    {
        private double last = -1;

        public void Report(double value)
        {
            if (value < last + 0.01)
                return;
            last = value;
            _ = page.InvokeAsync(() =>
            {
                if (page.running != request || page.State != PageState.Loading)
                    return;
                page.Progress = value;
                page.StateHasChanged();
            });
        }
    }
}
