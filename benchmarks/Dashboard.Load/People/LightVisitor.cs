using System.Diagnostics;
using Dashboard.Load.Wire;

namespace Dashboard.Load.People;

/// <summary>The protocol without a browser: many of them fit on one machine. It loads no scripts or styles and draws nothing.</summary>
/// <param name="http">Has the site's address; shared by all.</param>
public sealed class LightVisitor(HttpClient http) : IVisitor
{
    private Circuit? circuit;

    /// <inheritdoc/>
    public string Name => "light";

    /// <inheritdoc/>
    public async Task<StepTimes> LoadAsync(string address, CancellationToken cancellationToken)
    {
        await LeaveAsync();
        var begun = Stopwatch.GetTimestamp();
        var page = PrerenderedPage.Parse(await http.GetStringAsync(new Uri(address, UriKind.Relative), cancellationToken));
        var loaded = Stopwatch.GetTimestamp();
        if (page.Shows == Sign.Problem(address))
            throw new InvalidOperationException("The page shows a problem.");
        (circuit, var live) = await Circuit.OpenAsync(http, page, address, cancellationToken);
        var isResult = page.Shows == Sign.Result(address);
        return new StepTimes(Stopwatch.GetElapsedTime(begun, isResult ? loaded : live), Stopwatch.GetElapsedTime(begun, live));
    }

    /// <inheritdoc/>
    public async Task<StepTimes> GoAsync(string address, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var at = await circuit!.GoAsync(address, cancellationToken);
        return new StepTimes(Stopwatch.GetElapsedTime(begun, at));
    }

    /// <inheritdoc/>
    public TimeSpan? Settled(long begun) => circuit is { } open && open.LastBatch > begun ? Stopwatch.GetElapsedTime(begun, open.LastBatch) : null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => LeaveAsync();

    private async ValueTask LeaveAsync()
    {
        var open = circuit;
        circuit = null;
        if (open is not null)
            await open.DisposeAsync();
    }
}
