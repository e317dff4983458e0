using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Imports;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Campaigns;

/// <summary>Campaigns through the store: the planted effects of the sample shop, and Hillstrom's published ones.</summary>
public sealed class CampaignTruthTests : IDisposable
{
    private static readonly Scope AllTime = new(new RangeChoice("all"), Comparison.None, Filter.Everything);
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Run_SampleShop_IntervalsHoldThePlantedEffects()
    {
        var sample = new SampleShopService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System);
        await sample.CreateAsync(new SampleOptions { Customers = 30_000, Seed = 3 }, null, TestContext.Current.CancellationToken);
        var truth = SampleTruthFile.Read(temporary.Store.Path)!.Campaigns.ToDictionary(c => c.Key, StringComparer.Ordinal);
        var snapshot = temporary.Snapshot();
        foreach (var outcome in (OutcomeChoice[])[OutcomeChoice.Recorded, OutcomeChoice.Orders])
        {
            var result = new CampaignsRequest(AllTime, new CampaignRules(Outcome: outcome)).Run(snapshot, TestContext.Current.CancellationToken);

            Assert.Equal(truth.Count, result.Campaigns.Count);
            Assert.All(result.Campaigns, c => Assert.Equal((truth[c.Key].Treated, truth[c.Key].Control), ((int)c.Treated, (int)c.Control)));

            // Of 24 intervals at 95 %, four or more miss in one shop of thirty.
            Assert.InRange(result.Campaigns.Count(c => !c.ConversionEffect!.Total.Interval.Contains(truth[c.Key].IncrementalConversions)), 0, 3);
            var solid = result.Campaigns.Where(c => !c.RevenueEffect!.IsRough).ToList();
            Assert.True(solid.Count >= 8);
            Assert.InRange(solid.Count(c => !c.RevenueEffect!.Total.Interval.Contains(truth[c.Key].IncrementalRevenueE4 / 1e4)), 0, 3);
            Assert.True(result.Totals.IncrementalConversions!.Interval.Contains(truth.Values.Sum(t => t.IncrementalConversions)));
        }
    }

    [Fact]
    public void Run_HillstromImported_GivesThePublishedEffects()
    {
        var (rows, _, _) = ImportFixture.Read(Repository.Data("hillstrom-email", "hillstrom.csv"));
        temporary.Import(rows, Services.Imports.ImportKind.Contacts);

        var campaigns = new CampaignsRequest(AllTime).Run(temporary.Snapshot(), TestContext.Current.CancellationToken).Campaigns.ToDictionary(c => c.Key, StringComparer.Ordinal);

        Assert.Equal(.076590, campaigns["Mens E-Mail"].ClickEffect!.Difference.Value, 6);
        Assert.Equal(.006805, campaigns["Mens E-Mail"].ConversionEffect!.Difference.Value, 6);
        Assert.Equal(.769827, campaigns["Mens E-Mail"].RevenueEffect!.Difference.Value, 6);
        Assert.Equal(.045233, campaigns["Womens E-Mail"].ClickEffect!.Difference.Value, 6);
        Assert.Equal(.003111, campaigns["Womens E-Mail"].ConversionEffect!.Difference.Value, 6);
        Assert.Equal(.424412, campaigns["Womens E-Mail"].RevenueEffect!.Difference.Value, 6);
    }
}
