using Dashboard.Services.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>Takes the pictures that the README shows; docs/screenshots/make.sh keeps them, otherwise they only have to be possible.</summary>
public sealed class ScreenshotTests : IClassFixture<Site>, IDisposable
{
    private readonly Site site;
    private readonly string temporary = Directory.CreateTempSubdirectory("dashboard-pictures-").FullName;

    public ScreenshotTests(Site site) => this.site = site;

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public async Task Pictures_OfTheReadme_CanBeTaken()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = 3_000 }, null, cancellationToken);
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS") ?? temporary;
        (string Name, string Path, ColorScheme Theme)[] pictures =
        [
            ("overview", "/?range=365d", ColorScheme.Light),
            ("segments", "/segments?range=365d", ColorScheme.Light),
            ("trends", "/trends?range=365d&compare=year", ColorScheme.Light),
            ("demographics-dark", "/demographics?range=365d", ColorScheme.Dark),
        ];
        foreach (var (name, path, theme) in pictures)
            await TakeAsync(name, theme, visitor => visitor.GoAsync(path));
        await TakeAsync("campaign", ColorScheme.Light, async visitor =>
        {
            await visitor.GoAsync("/campaigns?range=365d");
            await visitor.Page.Locator("table a[href*='/campaigns/']", new PageLocatorOptions { HasText = "We miss you" }).First.ClickAsync();
            await visitor.AtAsync("/campaigns/[^/]+");
            await visitor.ReadyAsync();
        });

        async Task TakeAsync(string name, ColorScheme theme, Func<Visitor, Task> go)
        {
            await using var visitor = await site.VisitAsync(1280, 860, theme);
            await go(visitor);
            await visitor.Page.WaitForTimeoutAsync(1_000);
            var file = Path.Combine(folder, name + ".png");
            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
            Assert.True(new FileInfo(file).Length > 20_000, $"The picture {name} is blank.");
            Assert.Empty(visitor.Errors);
        }
    }
}
