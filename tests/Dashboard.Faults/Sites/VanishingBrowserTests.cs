using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Services.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Faults.Sites;

/// <summary>A browser that has gone in the middle of a download or an upload: the site stops working for it, notes no export, keeps nothing, and answers the next one.</summary>
public sealed class VanishingBrowserTests(ShopUnderFire shop)
{
    private static readonly int Times = FaultPlan.IsFull ? 100 : 12;

    private static readonly int Customers = FaultPlan.IsFull ? 60_000 : 8_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Download_BrowserGoes_IsNoExportAndNoError()
    {
        await using var site = await FaultSite.StartAsync(shop, TimeSpan.FromMinutes(1));
        // More than the buffers of the machine take before anybody has read it.
        await File.WriteAllTextAsync(site.Store.Path + ".csv", "CustomerID,Name,Email,Country\n" + string.Concat(Enumerable.Range(0, Customers).Select(i => FormattableString.Invariant($"V{i},Somebody with a long name {i},somebody.{i}@example.org,Germany\n"))), Token);
        ShopUnderFire.Import(site.Store, site.Store.Path + ".csv");
        var whole = await ListAsync(site);
        var random = FaultPlan.Random("vanish");
        for (var time = 0; time < Times; time++)
            await VanishAsync(site.Http.BaseAddress!, $"/export/customers.{(time % 2 == 0 ? "xlsx" : "csv")}", random.Next(1, 20_000));

        Assert.Equal(whole, await ListAsync(site));
        var noted = await site.Services.GetRequiredService<ExportHistoryService>().ListAsync(1_000, Token);
        // What was small enough to lie in the machine's buffers before the browser went counts as sent; nothing else does.
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "download", "the browser vanishes after 1 to 20,000 bytes", Times, site.Errors.Count, $"the next download is whole; {noted.Count - 2} of {Times} were sent to the end before it was noticed"));
        Assert.Empty(site.Errors);
    }

    [Fact]
    public async Task Upload_BrowserGoes_NothingIsKept()
    {
        await using var site = await FaultSite.StartAsync(shop, TimeSpan.FromMinutes(1));
        var answer = await site.Http.GetAsync(new Uri("/data/uploads/token", UriKind.Relative), Token);
        var token = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["token"]!.ToString();
        var cookie = answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        for (var time = 0; time < Times; time++)
        {
            using var client = await ConnectAsync(site.Http.BaseAddress!);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /data/uploads?name=a.csv HTTP/1.1\r\nHost: {site.Http.BaseAddress!.Authority}\r\nCookie: {cookie}\r\nRequestVerificationToken: {token}\r\nContent-Length: 1000000\r\n\r\na,b\n1,2\n"), Token);
            await Task.Delay(20, Token);
            client.LingerState = new LingerOption(true, 0);
        }

        await Task.Delay(1_000, Token);
        var folder = Path.Combine(Path.GetDirectoryName(site.Store.Path)!, "uploads");
        var left = Directory.Exists(folder) ? Directory.GetFiles(folder).Length : 0;
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "upload", "the browser vanishes in the middle", Times, left + site.Errors.Count, "nothing is kept of it"));
        Assert.Equal(0, left);
        Assert.Empty(site.Errors);
    }

    // The sheet of customers; another sheet of the workbook says when it was made.
    private static async Task<byte[]> ListAsync(FaultSite site)
    {
        await using var workbook = await ZipArchive.CreateAsync(await site.Http.GetStreamAsync(new Uri("/export/customers.xlsx", UriKind.Relative), Token), ZipArchiveMode.Read, leaveOpen: false, null, Token);
        await using var sheet = await workbook.Entries.MaxBy(e => e.Length)!.OpenAsync(Token);
        using var bytes = new MemoryStream();
        await sheet.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    private static async Task VanishAsync(Uri site, string address, int after)
    {
        using var client = await ConnectAsync(site);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: {site.Authority}\r\n\r\n"), Token);
        var buffer = new byte[4_096];
        for (var got = 0; got < after;)
        {
            var read = await client.GetStream().ReadAsync(buffer, Token);
            if (read == 0)
                break;
            got += read;
        }

        // Gone without a farewell: the other end learns it by a reset.
        client.LingerState = new LingerOption(true, 0);
    }

    private static async Task<TcpClient> ConnectAsync(Uri site)
    {
        var client = new TcpClient { ReceiveBufferSize = 8_192, NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, site.Port, Token);
        return client;
    }
}
