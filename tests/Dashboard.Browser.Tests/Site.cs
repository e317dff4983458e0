using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Dashboard.Load;
using Dashboard.Services.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>The real site on a free port with a database of its own, and a real Chromium.</summary>
public sealed class Site : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-browser-").FullName;
    private WebApplication app = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    /// <summary>Whether nobody has to sign in.</summary>
    public bool IsOpen { get; init; } = true;

    public string Address { get; private set; } = "";

    public DashboardStore Store { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        Store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        app = Web.DashboardHost.Build(Store, "http://127.0.0.1:0", open: IsOpen);
        await app.StartAsync();
        Address = app.Urls.Single();
        Assertions.SetDefaultExpectTimeout(60_000);
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.StartAsync(playwright);
    }

    /// <summary>Opens a browser of its own (cookies, storage) that notes every error on its console.</summary>
    public async Task<Visitor> VisitAsync(int width = 1440, int height = 1000, ColorScheme theme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = theme,
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            AcceptDownloads = true,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One person with one browser.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const string Shown = """
        () => {
          const head = document.querySelector("[data-shows]");
          if (head === null) return true;
          const [state, ...address] = head.dataset.shows.split(" ");
          return state !== "loading" && address.join(" ").split("#")[0] === location.pathname + location.search;
        }
        """;

    private readonly IBrowserContext context;

    public Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Errors.Add(message.Text);
        };
        page.PageError += (_, error) => Errors.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                Errors.Add($"{response.Status} {response.Url}");
        };
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    /// <summary>Goes to an address and waits until the page's circuit answers and nothing loads any more.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>
    /// Waits until the page is interactive, shows what the address asks for, and no skeleton is left. The address changes before the page does,
    /// so the page's head has to speak of the address that the browser shows.
    /// </summary>
    public async Task ReadyAsync()
    {
        await Page.WaitForFunctionAsync("() => document.querySelector('[data-interactive=\"true\"]') !== null", null, new PageWaitForFunctionOptions { PollingInterval = 100 });
        await Page.WaitForFunctionAsync(Shown, null, new PageWaitForFunctionOptions { PollingInterval = 100 });
        await Page.WaitForFunctionAsync("() => document.querySelector('.skeleton, [aria-busy=\"true\"]') === null", null, new PageWaitForFunctionOptions { PollingInterval = 100 });
    }

    /// <summary>Waits until every chart is drawn and has come to rest.</summary>
    public async Task DrawnAsync()
    {
        try
        {
            await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chart-stage')].every(s => s.childElementCount > 0)", null, new PageWaitForFunctionOptions { PollingInterval = 100 });
        }
        catch (TimeoutException e)
        {
            var missing = await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.chart-stage')].filter(s => s.childElementCount === 0).map(s => `${s.className}, ${s.clientWidth} px, ${s.getAttribute('aria-label')}`)");
            throw new InvalidOperationException($"Charts are not drawn: {string.Join("; ", missing)}. Console: {string.Join("; ", Errors)}", e);
        }

        await Page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity)", null, new PageWaitForFunctionOptions { PollingInterval = 100 });
    }

    /// <summary>Waits until the address ends in a pattern; it is asked again and again, since a page that changes its address by itself loads nothing.</summary>
    public Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex(pattern + "$", RegexOptions.None, TimeSpan.FromSeconds(1)), new PageAssertionsToHaveURLOptions { Timeout = 60_000 });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
