using System.Diagnostics;
using System.Globalization;
using System.Net;
using Dashboard.Load.People;
using Dashboard.Load.Reports;
using Dashboard.Load.Wire;
using Microsoft.Playwright;

namespace Dashboard.Load;

/// <summary>One run: learn the shop, see what a circuit costs, let people walk about, report.</summary>
/// <param name="options">What to do.</param>
/// <param name="site">The site's address, on this machine.</param>
/// <param name="server">Its process; null when it is not known.</param>
/// <param name="console">Told what happens.</param>
public sealed class LoadRun(LoadOptions options, Uri site, Server? server, TextWriter console)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>Runs from beginning to end; stops by itself.</summary>
    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false, UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(5 * LoadOptions.PatienceSeconds) };
        var shop = await Shop.ReadAsync(http, cancellationToken);
        await console.WriteLineAsync($"The shop: {shop}.");
        await Task.Delay(Rest, cancellationToken);
        var before = server?.Memory;
        var each = options.Held > 0 && server is not null ? await HoldAsync(http, cancellationToken) : null;

        using var playwright = options.Browsers > 0 ? await Playwright.CreateAsync() : null;
        await using var browser = playwright is null ? null : await Chromium.StartAsync(playwright);
        await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{options.People} people and {options.Browsers} browsers walk about for {options.Warm} s, then for {options.Seconds} s measured."));
        if (options.Warm > 0)
            await WalkAsync(options.Warm, firstSeed: 1_000_000, new Measurements());
        var (log, cpu, all, own) = (new Measurements(), server?.CpuSeconds ?? 0, Server.MachineCpuSeconds, Own());
        MemoryFigures? after = null;
        var seconds = await WalkAsync(options.Seconds, firstSeed: 0, log, () => (after, cpu, all, own) = (server?.Memory, (server?.CpuSeconds ?? 0) - cpu, Server.MachineCpuSeconds - all, Own() - own));
        return new LoadReport(DateTimeOffset.UtcNow, options, shop.ToString(), seconds, log.Rows(), server is null ? null : new ServerFigures(cpu, all - cpu - own, before!, after!, each), own);

        async Task<double> WalkAsync(int length, int firstSeed, Measurements notes, Action? atEnd = null)
        {
            var people = new List<IVisitor>();
            for (var i = 0; i < options.Browsers; i++)
                people.Add(await BrowserVisitor.OpenAsync(browser!, site));
            for (var i = 0; i < options.People; i++)
                people.Add(new LightVisitor(http));
            Func<double>? alone = people.Count == 1 && server is not null ? () => server.CpuSeconds : null;
            var begun = Stopwatch.GetTimestamp();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var walking = people.Select((visitor, i) => new Person(visitor, new Script(shop, Seed(firstSeed + i)), TimeSpan.FromSeconds(options.Think), Seed(firstSeed + i) + 1, notes, alone).WalkAsync(stop.Token)).ToList();
            await Task.Delay(TimeSpan.FromSeconds(length), cancellationToken);
            var lasted = Stopwatch.GetElapsedTime(begun).TotalSeconds;

            // What the server holds for people is looked at while they are there.
            atEnd?.Invoke();
            await stop.CancelAsync();
            await Task.WhenAll(walking);
            return lasted;
        }
    }

    private static double Own()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private int Seed(int person) => unchecked((options.Seed * 100_003) + (2 * person));

    // All on the same page, whose analyses are kept: what grows is the circuits.
    private async Task<MemoryFigures> HoldAsync(HttpClient http, CancellationToken cancellationToken)
    {
        // The first ones make the server's own buffers grow.
        await HeldAsync(Math.Min(options.Held, 10));
        var before = server!.Memory;
        var with = await HeldAsync(options.Held);
        var each = new MemoryFigures((with.WorkingSet - before.WorkingSet) / options.Held, (with.Private - before.Private) / options.Held);
        await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{options.Held} circuits held open: {each.Private:F2} MiB each."));
        return each;

        async Task<MemoryFigures> HeldAsync(int count)
        {
            var circuits = new List<Circuit>();
            try
            {
                for (var i = 0; i < count; i++)
                {
                    var page = PrerenderedPage.Parse(await http.GetStringAsync(new Uri("/", UriKind.Relative), cancellationToken));
                    circuits.Add((await Circuit.OpenAsync(http, page, "/", cancellationToken)).Circuit);
                }

                await Task.Delay(Rest, cancellationToken);
                return server!.Memory;
            }
            finally
            {
                foreach (var circuit in circuits)
                    await circuit.DisposeAsync();
                await Task.Delay(Rest, CancellationToken.None);
            }
        }
    }
}
