using Bunit;
using Dashboard.Services.Audit;
using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Privacy;
using Dashboard.Web.Tests.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Privacy;

public sealed class PrivacyPagesTests : DataScreens
{
    private const string People = "customer_id,name,email,consent_email\nK-000001,Eve Adams,eve@example.org,yes\nK-000002,Otto Kern,otto@example.org,no\n";

    [Fact]
    public async Task Overview_SwitchesPseudonymousModeAndNotesIt()
    {
        await FillAsync();
        var page = Show<PrivacyPage>("/privacy");
        page.WaitForState(() => page.FindAll("#pseudonymous-mode").Count > 0);
        page.WaitForAssertion(() => Assert.Contains("2 people known, 0 erased", page.Find("h1").TextContent, StringComparison.Ordinal));

        await page.ActAsync("#pseudonymous-mode", e => e.ChangeAsync(new() { Value = true }));

        page.WaitForAssertion(() => Assert.True(Services.GetRequiredService<ShopSettingsService>().Current().HidesPeople));
        page.WaitForAssertion(() => Assert.Contains(Services.GetRequiredService<AuditLog>().List(AuditFilter.All, 0, 9).Entries, e => e.Entry is { Action: "privacy.pseudonymous", Detail: "on" }));
    }

    [Fact]
    public async Task Person_ByAddress_ShowsTheLedgerAndRecordsAWithdrawal()
    {
        await FillAsync();
        var page = Show<PersonPage>("/privacy/person?who=eve%40example.org");
        page.WaitForState(() => page.FindAll("#consents").Count > 0);
        Assert.Contains("yes, counts now", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("/privacy/person.json?key=K-000001", page.Find("a[download]").GetAttribute("href")));

        page.Act("#consent-source", e => e.Change("call"));
        page.Act("form", f => f.TextContent.Contains("The person says", StringComparison.Ordinal), e => e.Submit());

        page.WaitForState(() => page.Markup.Contains("no, counts now", StringComparison.Ordinal));
        Assert.DoesNotContain("yes, counts now", page.Markup, StringComparison.Ordinal);
        Assert.Equal(-1, (await Services.GetRequiredService<SnapshotService>().NewestAsync(Xunit.TestContext.Current.CancellationToken)).Customers.Consent["email"][0]);
    }

    [Fact]
    public async Task Person_CorrectedInPseudonymousMode_IsPutRightAndNotShown()
    {
        await FillAsync();
        var shop = Services.GetRequiredService<ShopSettingsService>();
        shop.Save(shop.Current() with { HidesPeople = true });
        var page = Show<PersonPage>("/privacy/person?who=K-000001");
        page.WaitForState(() => page.FindAll("#facts").Count > 0);
        Assert.DoesNotContain("Eve Adams", page.Markup, StringComparison.Ordinal);

        page.Act("#fact-value", e => e.Change("Eva Adams"));
        page.Act("form", f => f.TextContent.Contains("What is true", StringComparison.Ordinal), e => e.Submit());

        page.WaitForState(() => page.Markup.Contains("Correction of name", StringComparison.Ordinal));
        Assert.DoesNotContain("Eva Adams", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Eva Adams", (await Services.GetRequiredService<SnapshotService>().NewestAsync(Xunit.TestContext.Current.CancellationToken)).Customers.Names[0]);
    }

    [Fact]
    public async Task Person_UnknownKey_SaysWhatToDo()
    {
        await FillAsync();
        var page = Show<PersonPage>("/privacy/person?who=nobody");
        page.WaitForState(() => page.FindAll(".state").Count > 0);
        Assert.Contains("Nobody by that key or address", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_PreviewThenConfirm_ErasesAndSaysWhatStays()
    {
        await FillAsync();
        var page = Show<ErasePage>("/privacy/erase?who=K-000001");
        page.WaitForState(() => page.FindAll("#what").Count > 0);
        page.WaitForAssertion(() => Assert.Contains("1 person would be erased", page.Find("#what").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, (await Services.GetRequiredService<SnapshotService>().NewestAsync(Xunit.TestContext.Current.CancellationToken)).Customers.Count);

        page.Act("dialog .button.danger", e => e.Click());

        page.WaitForState(() => page.Find("h1").TextContent.Contains("1 person was erased", StringComparison.Ordinal));
        Assert.Equal(["K-000002"], (await Services.GetRequiredService<SnapshotService>().NewestAsync(Xunit.TestContext.Current.CancellationToken)).Customers.Keys);
    }

    [Fact]
    public async Task Retention_IsSavedOnlyAfterALook()
    {
        await FillAsync();
        var page = Show<RetentionPage>("/privacy/retention");
        page.WaitForAssertion(() => Assert.True(page.Find("button[type=submit]").HasAttribute("disabled")));

        page.Act("#keep-exports", e => e.Change("12"));
        page.Act("button", b => b.TextContent == "Show what would go", e => e.Click());
        page.WaitForState(() => page.FindAll("#retention-preview").Count > 0);
        page.Act("form", e => e.Submit());

        page.WaitForAssertion(() => Assert.Equal(12, Services.GetRequiredService<RetentionService>().Current().ExportMonths));
    }

    [Fact]
    public async Task Map_ListsEveryPlaceWithItsCount()
    {
        await FillAsync();
        var page = Show<MapPage>("/privacy/map");
        page.WaitForState(() => page.FindAll("#places").Count > 0);
        Assert.Contains("2 (entries)", page.WaitForSingle("tbody tr", r => r.TextContent.StartsWith("Consents", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
    }

    private async Task FillAsync() => await (await ReadAsync("people.csv", People)).ImportAsync();
}
