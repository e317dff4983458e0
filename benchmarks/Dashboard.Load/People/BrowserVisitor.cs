using Microsoft.Playwright;

namespace Dashboard.Load.People;

/// <summary>A real browser: times are taken inside it, up to the frame after the result came into the page.</summary>
public sealed class BrowserVisitor : IVisitor
{
    // Notes when the head first says that it shows the result of an address, after the frame in which it does.
    private const string Watch = """
        window.shownAt = {};
        window.shown = address => new Promise((resolve, reject) => {
          const look = () => {
            const head = document.querySelector("[data-shows]");
            if (head?.dataset.shows === "problem " + address) reject(new Error("The page shows a problem."));
            if (head?.dataset.shows !== "result " + address) return false;
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
            return true;
          };
          if (look()) return;
          const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
          observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-shows"] });
        });
        window.first = window.shown(location.pathname + location.search);
        window.first.catch(() => {});
        """;

    private readonly IBrowserContext context;
    private readonly IPage page;

    private BrowserVisitor(IBrowserContext context, IPage page) => (this.context, this.page) = (context, page);

    /// <inheritdoc/>
    public string Name => "browser";

    /// <summary>Opens a window with cookies and storage of its own.</summary>
    public static async Task<BrowserVisitor> OpenAsync(IBrowser browser, Uri site)
    {
        var window = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = site.ToString(), ViewportSize = new ViewportSize { Width = 1440, Height = 1000 }, Locale = "en-GB" });
        window.SetDefaultTimeout(LoadOptions.PatienceSeconds * 1000);
        await window.AddInitScriptAsync(Watch);
        return new BrowserVisitor(window, await window.NewPageAsync());
    }

    /// <inheritdoc/>
    public async Task<StepTimes> LoadAsync(string address, CancellationToken cancellationToken)
    {
        // The page's own clock starts with the navigation.
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        var painted = await page.EvaluateAsync<double>("() => window.first");
        await page.WaitForSelectorAsync("[data-interactive=true]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        var live = await page.EvaluateAsync<double>("address => window.shown(address)", address);
        return new StepTimes(TimeSpan.FromMilliseconds(painted), TimeSpan.FromMilliseconds(live));
    }

    /// <inheritdoc/>
    public async Task<StepTimes> GoAsync(string address, CancellationToken cancellationToken)
    {
        var painted = await page.EvaluateAsync<double>("async address => { const begun = performance.now(); Blazor.navigateTo(address); return await window.shown(address) - begun; }", address);
        return new StepTimes(TimeSpan.FromMilliseconds(painted));
    }

    /// <inheritdoc/>
    public TimeSpan? Settled(long begun) => null;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => context.DisposeAsync();
}
