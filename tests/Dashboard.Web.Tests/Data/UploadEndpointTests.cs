using System.Net;
using System.Net.Http.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Dashboard.Web.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Data;

/// <summary>The upload endpoint on a real server and a real disk.</summary>
public sealed class UploadEndpointTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-upload-").FullName;
    private WebApplication app = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Uploads => app.Services.GetRequiredService<UploadFolder>().Folder;

    public async ValueTask InitializeAsync()
    {
        var store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["UploadLimitMegabytes"] = "1";
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(store);
        builder.Services.AddDashboardServices();
        builder.Services.AddAccess(store, new OpenSite(true));
        builder.Services.AddDataScreens(builder.Configuration);
        app = builder.Build();
        app.UseAccess();
        app.MapData();
        await app.StartAsync(Cancel);
        client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Post_File_IsKeptAndLookedAt()
    {
        using var answer = await PostAsync("orders.csv", new ByteArrayContent("order,customer,date,amount\n1,A,2024-01-02,5\n"u8.ToArray()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<Dictionary<string, object>>(Cancel))!["id"].ToString();
        Assert.Equal("orders.csv", app.Services.GetRequiredService<ImportDesk>().Find(id)!.Upload.FileName);
        Assert.True(File.Exists(Path.Combine(Uploads, id!)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Post_WithoutTheRightToken_IsRefusedAndLeavesNoFile(string? token)
    {
        using var answer = await PostAsync("orders.csv", new ByteArrayContent([1, 2, 3]), token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Reload it", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Uploads));
    }

    [Fact]
    public async Task Post_StreamAboveTheLimit_IsRefusedAndLeavesNoFile()
    {
        // Without a length, so that only the bytes themselves can tell.
        using var answer = await PostAsync("big.csv", new StreamContent(new Endless(2 << 20)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("UploadLimitMegabytes", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Uploads));
    }

    [Fact]
    public async Task Post_EmptyFile_IsRefusedAndLeavesNoFile()
    {
        using var answer = await PostAsync("empty.csv", new ByteArrayContent([]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is empty", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Uploads));
    }

    [Fact]
    public async Task Post_Cancelled_LeavesNoFile()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var content = new Endless(long.MaxValue, slow: true);
        var token = await TokenAsync();
        using var request = Request("slow.csv", new StreamContent(content), token);
        var post = client.SendAsync(request, cancel.Token);
        while (!Directory.Exists(Uploads) || Directory.GetFiles(Uploads).Length == 0)
            await Task.Delay(20, Cancel);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => post);
        while (Directory.GetFiles(Uploads).Length > 0)
            await Task.Delay(20, Cancel);
        Assert.Empty(app.Services.GetRequiredService<ImportDesk>().Waiting);
    }

    [Fact]
    public async Task Get_RejectedRowsOfADryRun_AreAllInTheFile()
    {
        var desk = app.Services.GetRequiredService<ImportDesk>();
        using var bytes = new MemoryStream("order,customer,date,amount\n1,A,2024-01-02,5\n2,B,\"=HYPERLINK(1)\",5\n3,C,2024-01-03,6\n"u8.ToArray());
        var draft = await desk.ReceiveAsync("orders.csv", bytes, 1 << 20, Cancel);
        while (draft.Work.IsRunning)
            await Task.Delay(10, Cancel);
        draft.Choose(c => c with { Map = "date=date", Kind = ImportKind.Orders });
        await draft.TryAsync();

        var csv = await client.GetStringAsync($"/data/uploads/{draft.Upload.Id}/rejected.csv", Cancel);

        Assert.Equal(draft.Trial!.Report.Rejected + 1, csv.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/data/uploads/none/rejected.csv", Cancel)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string name, HttpContent content, string? token = "fresh")
    {
        using var request = Request(name, content, token == "fresh" ? await TokenAsync() : token);
        return await client.SendAsync(request, Cancel);
    }

    private async Task<string> TokenAsync() => (await client.GetFromJsonAsync<Dictionary<string, string>>("/data/uploads/token", Cancel))!["token"];

    private static HttpRequestMessage Request(string name, HttpContent content, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/data/uploads?name=" + Uri.EscapeDataString(name)) { Content = content };
        if (token is not null)
            request.Headers.Add(DataEndpoints.TokenHeader, token);
        return request;
    }

    /// <summary>A stream of that many bytes whose length nobody knows.</summary>
    private sealed class Endless(long bytes, bool slow = false) : Stream
    {
        private long left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (slow)
                await Task.Delay(20, cancellationToken);
            var count = (int)Math.Min(left, Math.Min(buffer.Length, slow ? 1000 : 81920));
            buffer.Span[..count].Fill((byte)'a');
            left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
