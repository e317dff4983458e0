using Bunit;
using Dashboard.Services.Clusters;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Clusters;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Clusters;

public sealed class ClustersPageTests : ShopPages
{
    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void ClustersPage_BeforeTheCircuit_WaitsWithAProgressBar()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Show<ClustersPage>("/clusters");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("progress")));
    }

    [Fact]
    public void ClustersPage_ThreeCustomers_SaysHowManyAreNeeded()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Fill();

        var page = Show<ClustersPage>("/clusters?range=all");

        page.WaitForAssertion(() => Assert.Contains("30 customers with an order are needed for clusters; there are 3.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClustersPage_SampleShop_ShowsNamesAndSaves()
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        await Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);

        var page = Show<ClustersPage>("/clusters?range=all&k=3&n=1:Regulars");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".cluster-names input")));

        Assert.Contains("adjusted Rand index", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("Regulars", page.FindAll(".cluster-names label input")[0].GetAttribute("value")));
        await page.ActAsync(".cluster-names .scope input", e => e.ChangeAsync(new ChangeEventArgs { Value = "Buying habits" }));
        await page.ActAsync(".cluster-names", e => e.SubmitAsync());
        page.WaitForAssertion(() => Assert.Contains("Buying habits is saved with 3 clusters", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Regulars", Assert.Single(await Services.GetRequiredService<ClusterModelService>().ListAsync(Token)).ClusterNames[0]);

        // Other names make newer data: the page looks for clusters again and keeps what it has just said.
        var saving = page.FindComponent<ClusterSaving>();
        await page.ActAsync("button[aria-label='Rename Buying habits']", e => e.ClickAsync());
        await page.ActAsync("form[aria-label='Rename Buying habits']", e => e.SubmitAsync());
        var version = (await Services.GetRequiredService<SnapshotService>().NewestAsync(Token)).DataVersion;
        page.WaitForAssertion(() => Assert.Equal(version, page.FindComponent<ClusterSaving>().Instance.Result.Receipt.DataVersion));
        Assert.Same(saving.Instance, page.FindComponent<ClusterSaving>().Instance);
        Assert.Contains("Buying habits has its new names.", page.Markup, StringComparison.Ordinal);

        page.Act(".feature input[type=checkbox]", 2, e => e.Change(true));
        Assert.Contains("x=revenue", Navigation.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain("n=1", Navigation.Uri, StringComparison.Ordinal);
    }
}
