using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests;

/// <summary>Navigation as over a slow line: where a page went to becomes the address only when the browser has been there.</summary>
internal sealed class SlowNavigation : NavigationManager
{
    private readonly Queue<string> underWay = new();

    public SlowNavigation() => Initialize("http://localhost/", "http://localhost/");

    /// <summary>The browser has followed to wherever the page went.</summary>
    public void Arrive()
    {
        while (underWay.TryDequeue(out var address))
        {
            Uri = address;
            NotifyLocationChanged(isInterceptedLink: false);
        }
    }

    /// <inheritdoc/>
    protected override void NavigateToCore(string uri, NavigationOptions options) => underWay.Enqueue(ToAbsoluteUri(uri).ToString());
}
