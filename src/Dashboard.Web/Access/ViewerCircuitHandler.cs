using Dashboard.Web.Operation;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dashboard.Web.Access;

/// <summary>
/// Tells an open page's services who it is before its first component is made, keeps its session alive while somebody works in it, and keeps one account from opening pages without end.
/// </summary>
/// <param name="who">Who it will be.</param>
/// <param name="directory">Where use is noted.</param>
/// <param name="pages">How many pages are open.</param>
/// <param name="states">What the connection was authenticated as.</param>
internal sealed class ViewerCircuitHandler(CurrentViewer who, AccessDirectory directory, OpenPages pages, AuthenticationStateProvider states) : CircuitHandler
{
    private string? counted;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // A page that is refused is closed as any other, so it counts here too.
        Meters.Circuits.Add(1);
        who.Is((await states.GetAuthenticationStateAsync()).User);

        // A site without sign-in has one visitor, who is everybody on this machine.
        if (!who.IsOpen && who.Viewer is { IsSomebody: true } viewer)
            counted = pages.TryOpen(viewer.Name) ? viewer.Name : throw new InvalidOperationException($"An account has {OpenPages.Most} pages open. Close some.");
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (counted is not null)
            pages.Close(counted);
        Meters.Circuits.Add(-1);
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if (who.Principal is { } principal)
            await directory.SeenAsync(principal);
        await next(context);
    };
}
