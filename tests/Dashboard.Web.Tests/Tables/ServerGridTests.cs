using Bunit;
using Dashboard.Web.Tables;
using Microsoft.AspNetCore.Components;
using Radzen;
using Radzen.Blazor;

namespace Dashboard.Web.Tests.Tables;

public sealed class ServerGridTests : ScreenContext
{
    public ServerGridTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }

    [Fact]
    public async Task ReloadAsync_RowsOfThePage_AreAskedFor()
    {
        var asked = new System.Collections.Concurrent.ConcurrentQueue<GridRequest>();
        var grid = Grid((request, _) =>
        {
            asked.Enqueue(request);
            return Task.FromResult(new GridRows<Row>([.. Enumerable.Range(request.Skip, Math.Min(request.Take, 20)).Select(i => new Row($"Customer {i}"))], 4372));
        });

        await grid.InvokeAsync(grid.Instance.ReloadAsync);

        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.InRange(request.Take, 1, 200));
        grid.WaitForAssertion(() => Assert.Equal("Members", grid.Find("[aria-label=Members]").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Load_ANewerRequest_CancelsTheOlder()
    {
        var tokens = new List<CancellationToken>();
        var grid = Grid(async (request, cancel) =>
        {
            tokens.Add(cancel);
            await Task.Delay(tokens.Count == 1 ? 5000 : 0, cancel);
            return new GridRows<Row>([new Row("Newer")], 1);
        });
        var inner = grid.FindComponent<RadzenDataGrid<Row>>().Instance;
        tokens.Clear();

        var first = grid.InvokeAsync(() => inner.LoadData.InvokeAsync(new LoadDataArgs { Skip = 0, Top = 20 }));
        await grid.InvokeAsync(() => inner.LoadData.InvokeAsync(new LoadDataArgs { Skip = 20, Top = 20 }));
        await first;

        // The grid may ask again while it renders; whatever it asks, only the last request is still wanted.
        Assert.True(tokens.Count >= 2);
        Assert.Equal(tokens.SkipLast(1).Select(_ => true).Append(false), tokens.Select(t => t.IsCancellationRequested));
    }

    private IRenderedComponent<ServerGrid<Row>> Grid(Func<GridRequest, CancellationToken, Task<GridRows<Row>>> load) => Render<ServerGrid<Row>>(p => p
        .Add(g => g.Label, "Members")
        .Add(g => g.Load, load)
        .Add(g => g.ChildContent, (RenderFragment)(builder =>
        {
            builder.OpenComponent<RadzenDataGridColumn<Row>>(0);
            builder.AddAttribute(1, nameof(RadzenDataGridColumn<Row>.Property), nameof(Row.Name));
            builder.AddAttribute(2, nameof(RadzenDataGridColumn<Row>.Title), "Name");
            builder.CloseComponent();
        })));

    private sealed record Row(string Name);
}
