using Dashboard.Services.Access;
using Dashboard.Services.Samples;
using Dashboard.Web.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests;

/// <summary>The door of a site with sign-in, from the first start to the end of a session, in a browser with a live connection.</summary>
public sealed class AccessJourneyTests : IAsyncLifetime
{
    private const string Password = "six orange garden chairs";
    private readonly Site site = new() { IsOpen = false };

    public ValueTask InitializeAsync() => site.InitializeAsync();

    [Fact]
    public async Task FirstStart_MakesAnAdministratorWhoLetsAViewerIn()
    {
        await site.Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, TestContext.Current.CancellationToken);
        await using var first = await site.VisitAsync();
        var page = first.Page;
        await page.GotoAsync("/");
        await first.AtAsync("/set-up");
        await page.GetByLabel("Token").FillAsync(site.Services.GetRequiredService<SetUpToken>().Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await page.GetByLabel("Your name, to sign in with").FillAsync("ada");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Password again").FillAsync(Password);
        Assert.Equal([], await ScreenTests.FaultsAsync(page, "Light"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await first.ReadyAsync();

        await first.GoAsync("/accounts");
        await page.GetByLabel("Name to sign in with").FillAsync("vera");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        var given = await page.Locator(".secret").InnerTextAsync();
        await Assertions.Expect(page.Locator("tbody th", new() { HasTextString = "vera" })).ToBeVisibleAsync();

        await using var second = await site.VisitAsync(width: 390);
        var other = second.Page;
        await other.GotoAsync("/customers?range=all");
        await second.AtAsync("/sign-in.*");
        Assert.Equal([], await ScreenTests.FaultsAsync(other, "Light"));
        await other.GetByLabel("Name").FillAsync("vera");
        await other.GetByLabel("Password").FillAsync(given);
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await other.GetByLabel("New password", new() { Exact = true }).FillAsync("nine violet harbour lights");
        await other.GetByLabel("New password again").FillAsync("nine violet harbour lights");
        await other.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }).ClickAsync();
        await second.AtAsync(@"/customers\?range=all");
        await second.ReadyAsync();
        await Assertions.Expect(other.Locator("nav a[href='/accounts']")).ToHaveCountAsync(0);
        await second.GoAsync("/accounts");
        await second.AtAsync("/denied");
        await Assertions.Expect(other.GetByText("This is for other roles")).ToBeVisibleAsync();

        // Kept out by the administrator, an open page closes by itself.
        await second.GoAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change vera" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep out" }).ClickAsync();
        await second.AtAsync("/sign-in.*");

        await first.GoAsync("/account");
        await Assertions.Expect(page.GetByText("this one")).ToBeVisibleAsync();
        Assert.Equal([], await ScreenTests.FaultsAsync(page, "Light"));
        await first.GoAsync("/audit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Assertions.Expect(page.GetByText("are as they were written")).ToBeVisibleAsync();
        await first.GoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await first.AtAsync("/sign-in.*");
        Assert.Equal(Role.Viewer, (await site.Services.GetRequiredService<AccountService>().ListAsync()).Single(a => a.UserName == "vera").Role);
        Assert.Empty(first.Errors);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
