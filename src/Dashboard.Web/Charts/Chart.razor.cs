using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dashboard.Web.Charts;

/// <summary>
/// Draws a spec in the browser. <c>&lt;Chart Spec="SegmentCharts.Treemap(result)" OnMark="Open" /&gt;</c>; in a card with a table twin and exports, use <c>ChartPanel</c>.
/// </summary>
public sealed partial class Chart
{
    private const int MostUnplaced = 8;

    private ElementReference stage;
    private IJSObjectReference? script;
    private DotNetObjectReference<Chart>? self;
    private bool isGone;

    /// <summary>What to show. A spec equal to the one on the screen is not drawn again.</summary>
    [Parameter, EditorRequired]
    public required ChartSpec Spec { get; set; }

    /// <summary>A mark was clicked, or chosen by key. Without it marks are not buttons.</summary>
    [Parameter]
    public EventCallback<ChartMark> OnMark { get; set; }

    /// <summary>Called by charts.js.</summary>
    [JSInvokable]
    public Task MarkAsync(int series, int point) => OnMark.InvokeAsync(new ChartMark(series, point));

    /// <summary>Saves what is drawn as a PNG file in the browser.</summary>
    /// <param name="fileName">Name of the file, with its ending.</param>
    /// <param name="title">Written above the chart.</param>
    public async Task ExportPngAsync(string fileName, string title)
    {
        if (script is not null)
            await script.InvokeAsync<bool>("exportPng", stage, fileName, title);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        isGone = true;
        if (script is not null)
        {
            try
            {
                await script.InvokeVoidAsync("dispose", stage);
                await script.DisposeAsync();
            }
            catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
            {
                // The browser has gone, and its charts with it.
            }
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Boxed as the record that it is, so that all its properties are written.
        object spec = Spec is MapSpec map ? new { map.Kind, map.Label, map.ValueName, map.Format, map.Height, map.Places, map.Scale, map.Center, Atlas = Assets["world.json"] } : Spec;
        try
        {
            if (firstRender)
            {
                self = DotNetObjectReference.Create(this);
                script = await JS.InvokeAsync<IJSObjectReference>("import", "./" + Assets["charts.js"]);
                if (isGone)
                {
                    // The page went on while the script came.
                    await script.DisposeAsync();
                    return;
                }

                await script.InvokeVoidAsync("draw", stage, spec, self, OnMark.HasDelegate);
            }
            else if (script is not null)
            {
                await script.InvokeVoidAsync("update", stage, spec, OnMark.HasDelegate);
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone; there is nothing to draw on.
        }
    }
}
