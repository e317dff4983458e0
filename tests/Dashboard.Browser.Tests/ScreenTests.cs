using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Every screen, wide and light, narrow and dark: what axe finds, what the console says, what the server answers, and what does not fit.</summary>
public sealed class ScreenTests(SampleSite shop, EmptySite empty)
{
    private const int Wide = 1440;
    private const int Narrow = 390;

    /// <summary>Addresses; {customer} and {campaign} stand for one of the shop's.</summary>
    public static TheoryData<string> Screens { get; } =
    [
        "/", "/segments", "/segments/champions", "/segments/movement", "/segments/stability", "/segments/setup", "/segments/saved", "/segments/new",
        "/segments/profile?range=365d", "/segments/compare?range=365d&b=rfm.group%20%3D%20%22Dormant%22",
        "/segments/assortment", "/segments/assortment/together", "/segments/assortment/next", "/segments/overlap", Overlapping, "/clusters",
        "/customers", "/customers/{customer}", "/demographics", "/campaigns", "/campaigns/{campaign}",
        "/predictions", "/predictions?by=cohort&h=90", "/predictions/next", "/predictions/likelihood", "/predictions/likelihood?of=purchase",
        "/predictions/contracts", "/predictions/contracts?every=year&table=2010%3A%201000%2C%20869%2C%20743%2C%20653%2C%20593%7C2011%3A%20900%2C%20780%2C%20660%2C%20590",
        "/predictions/models", "/predictions/models?kind=churn", "/predictions/models/1", "/predictions/decisions", "/trends", "/exports", "/data", "/data/import", Unknown,
    ];

    private const string Unknown = "/no-such-page";

    private const string Overlapping = "/segments/overlap?range=all&s=orders(last%2090%20days)%20%3E%3D%201&s=orders(ever)%20%3E%3D%202&s=gender%20%3D%20%22female%22&s=returns(ever)%20%3E%3D%201&s=consent(%22email%22)%20%3D%20granted&s=age%20%3E%2040";

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_OfTheSampleShop_HasNoFaultWide(string screen) => await InspectAsync(screen, Wide);

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_OfTheSampleShop_HasNoFaultNarrow(string screen) => await InspectAsync(screen, Narrow);

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_OfAnEmptyStore_IsWritten(string screen)
    {
        await using var visitor = await empty.VisitAsync();
        await visitor.GoAsync(Address(screen));
        Assert.Equal(0, await visitor.Page.Locator(".state.problem").CountAsync());
        // The data pages have a form instead of a state: what is said there is how to begin. A table of contracts that was pasted needs no data.
        var written = screen == "/data/import" ? visitor.Page.GetByText("Drop files here") : screen.Contains("table=", StringComparison.Ordinal) ? visitor.Page.Locator("main .panel").First : visitor.Page.Locator("main .state h2, main .state p").First;
        await Assertions.Expect(written).ToBeVisibleAsync();
        Assert.Empty(Unexpected(visitor, screen));
    }

    [Theory]
    [InlineData("/fairness?rule=rfm.group%20%3D%20%22Champions%22")]
    [InlineData("/privacy")]
    [InlineData("/privacy/map")]
    [InlineData("/accounts")]
    [InlineData("/audit")]
    [InlineData("/program")]
    public async Task Screen_ForAdministrators_HasNoFault(string screen)
    {
        foreach (var (width, theme) in ((int, ColorScheme)[])[(Wide, ColorScheme.Light), (Narrow, ColorScheme.Dark)])
        {
            await using var visitor = await shop.VisitAsync(width, theme: theme);
            await visitor.GoAsync(screen);
            await visitor.DrawnAsync();
            var faults = await FaultsAsync(visitor.Page, theme.ToString());
            Assert.Empty(Unexpected(visitor, screen).Concat(faults));
        }
    }

    [Fact]
    public async Task Assets_OfThePage_HaveABody()
    {
        await using var visitor = await shop.VisitAsync();
        await visitor.GoAsync("/");
        var addresses = await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon]')].map(e => e.src || e.href)");
        Assert.Contains(addresses, a => a.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(addresses, a => a.Contains("dashboard", StringComparison.Ordinal));
        Assert.Contains(addresses, a => a.Contains("site", StringComparison.Ordinal));
        foreach (var address in addresses)
        {
            var answer = await visitor.Page.APIRequest.GetAsync(address);
            Assert.True(answer.Ok, $"{address} was answered with {answer.Status}.");
            Assert.True((await answer.BodyAsync()).Length > 0, $"{address} has no body.");
        }
    }

    private async Task InspectAsync(string screen, int width)
    {
        var faults = new List<string>();
        // Wide and light, narrow and dark: each theme and each width once. A theme has a page of its own: axe takes several times as long on one whose theme was changed.
        var theme = width == Wide ? ColorScheme.Light : ColorScheme.Dark;
        await using var visitor = await shop.VisitAsync(width, theme: theme);
        await visitor.GoAsync(Address(screen));
        await visitor.DrawnAsync();
        faults.AddRange(Unexpected(visitor, screen));
        if (await visitor.Page.Locator(".state.problem").CountAsync() > 0)
            faults.Add($"A problem is shown: {await visitor.Page.Locator(".state.problem").First.InnerTextAsync()}");
        faults.AddRange(await FaultsAsync(visitor.Page, theme.ToString()));

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>What does not fit on a page that is drawn, and what axe finds.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string theme) => [.. await OverflowAsync(page), .. await ViolationsAsync(page, theme)];

    private string Address(string screen) => screen
        .Replace("{customer}", Uri.EscapeDataString(shop.Customer), StringComparison.Ordinal)
        .Replace("{campaign}", Uri.EscapeDataString(shop.Campaign), StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> ViolationsAsync(IPage page, string theme)
    {
        // The page of its own that axe opens by default leaves this one in the background, where it answers no more.
#pragma warning disable CS0618 // The other way opens that page.
        var found = await page.RunAxeLegacy();
#pragma warning restore CS0618
        return found.Violations.SelectMany(v => v.Nodes.Take(4).Select(n => string.Create(CultureInfo.InvariantCulture, $"{theme}: {v.Id}: {v.Help}: {n.Target}: {Shorten(n.Html)} {string.Join(' ', n.Any.Select(c => c.Message))}")));
    }

    /// <summary>What stands further right than the window, when the page can be scrolled sideways.</summary>
    private static Task<string[]> OverflowAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const wide = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).slice(0, 5);
            return [`The page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px: ` + wide.map(e => e.tagName + '.' + e.getAttribute('class')).join(', ')];
        }
        """);

    /// <summary>Everything on the console, but for the answer 404 that an unknown address is meant to get.</summary>
    private static IEnumerable<string> Unexpected(Visitor visitor, string screen) =>
        visitor.Errors.Where(e => screen != Unknown || !e.Contains("404", StringComparison.Ordinal));

    private static string Shorten(string html) => html.Length <= 160 ? html : html[..160];
}
