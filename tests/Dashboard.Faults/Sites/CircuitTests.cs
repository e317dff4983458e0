using System.Diagnostics;
using System.Globalization;
using Dashboard.Faults.Kills;
using Dashboard.Faults.Reports;
using Dashboard.Load.Wire;
using Microsoft.Data.Sqlite;

namespace Dashboard.Faults.Sites;

/// <summary>Visitors come by the hundred and go, with a farewell or without: what the site kept for them is given back.</summary>
public sealed class CircuitTests(ShopUnderFire shop)
{
    private static readonly int Circuits = FaultPlan.IsFull ? 200 : 10;
    private static readonly int Rounds = FaultPlan.IsFull ? 8 : 2;
    private const int Parts = 3;
    private const long MostGrowth = 16 << 20;

    // A page that vanishes while it is asked something is waited for a minute by the framework, and held as long.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(75);
    private static readonly string[] Addresses = ["/", "/segments", "/customers", "/trends", "/demographics", "/campaigns", "/data"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_ManyCircuitsAndDropThem_MemoryGoesBack()
    {
        await using var site = await FaultSite.StartAsync(shop, TimeSpan.FromSeconds(1));
        var (held, settled) = (0L, new List<long>());
        for (var round = 0; round < Rounds; round++)
        {
            held = Math.Max(held, await RoundAsync(site, Circuits));
            settled.Add(await SettledBytesAsync());
        }

        // What the analyses keep, pools and compiled code come with the first rounds.
        var each = Rounds < 6 ? 0 : (double)(settled[^1] - settled[Rounds / 2]) / (Circuits * (Rounds - 1 - (Rounds / 2)));
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "circuits", $"{Circuits} opened, half closed and half dropped, {Rounds} times", Rounds * Circuits, site.Errors.Count, string.Create(
            CultureInfo.InvariantCulture, $"managed memory {held >> 20} MB while {Circuits} are open; after each round {string.Join(", ", settled.Select(b => Math.Round(b / 1048576.0, 1).ToString(CultureInfo.InvariantCulture)))} MB")));
        Assert.True(site.Errors.Count == 0, string.Join(Environment.NewLine, site.Errors));
        // A circuit takes hundreds of kilobytes while it is open; counters and pools may stay.
        Assert.True(each < 16_384, string.Create(CultureInfo.InvariantCulture, $"{each:0} bytes stay of each circuit: {string.Join(", ", settled)}."));
    }

    [Fact]
    public async Task Soak_ManyMinutes_NothingGrows()
    {
        Assert.SkipUnless(FaultPlan.Soak > TimeSpan.Zero, "The soak takes minutes: ./test.sh --faults runs it.");
        await using var site = await FaultSite.StartAsync(shop, TimeSpan.FromSeconds(1));
        var (watch, levels, visits, edits) = (Stopwatch.StartNew(), new List<long>(), 0, 0);
        for (var part = 1; part <= Parts; part++)
        {
            while (watch.Elapsed < FaultPlan.Soak * part / Parts)
            {
                await RoundAsync(site, 10);
                visits += 10;
                using (await site.Http.GetAsync(new Uri("/export/customers.csv", UriKind.Relative), Token))
                    visits++;
                if (visits % 55 == 0)
                {
                    // The data changes now and then, so that snapshots come and go.
                    await File.WriteAllTextAsync(site.Store.Path + ".csv", string.Create(CultureInfo.InvariantCulture, $"InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice\nSOAK,2025-03-01 10:00:00,C1,P1,1,{++edits}.00\n"), Token);
                    ShopUnderFire.Import(site.Store, site.Store.Path + ".csv");
                }
            }

            watch.Stop();
            await Task.Delay(Rest, Token);
            levels.Add(await SettledBytesAsync());
            watch.Start();
        }

        var all = string.Join(", ", levels.Select(b => (b / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture)));
        FaultLedger.Add(new FaultEntry(FaultLedger.Others, "soak", string.Create(CultureInfo.InvariantCulture, $"{FaultPlan.Soak.TotalMinutes:0} minutes of visits, exports and imports"), visits, site.Errors.Count, string.Create(
            CultureInfo.InvariantCulture, $"{edits} imports; managed memory at rest, after each third: {all} MB")));
        Assert.True(site.Errors.Count == 0, string.Join(Environment.NewLine, site.Errors));
        Assert.True(levels[^1] < levels[0] + MostGrowth, $"Memory at rest, after each third: {all} MB.");
    }

    // Opens circuits side by side, and lets them go: every second one closes as a tab does, the others are simply gone. Returns the memory while all are open.
    private static async Task<long> RoundAsync(FaultSite site, int circuits)
    {
        var open = new List<Circuit>();
        try
        {
            for (var at = 0; at < circuits; at += 10)
                open.AddRange(await Task.WhenAll(Enumerable.Range(at, Math.Min(10, circuits - at)).Select(i => OpenAsync(site, Addresses[i % Addresses.Length]))));
            return GC.GetTotalMemory(forceFullCollection: false);
        }
        finally
        {
            await Task.WhenAll(open.Select((circuit, i) => i % 2 == 0 ? circuit.DisposeAsync().AsTask() : circuit.DropAsync().AsTask()));
        }
    }

    private static async Task<Circuit> OpenAsync(FaultSite site, string address)
    {
        var page = PrerenderedPage.Parse(await site.Http.GetStringAsync(new Uri(address, UriKind.Relative), Token));
        return (await Circuit.OpenAsync(site.Http, page, address, Token)).Circuit;
    }

    // The lowest of several looks: circuits whose browser has gone are kept for a second, and what is collected is finalized a while later.
    private static async Task<long> SettledBytesAsync()
    {
        var least = long.MaxValue;
        for (var look = 0; look < 6; look++)
        {
            await Task.Delay(1_000, Token);
            if (look == 3)
                SqliteConnection.ClearAllPools();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
        }

        return least;
    }
}
