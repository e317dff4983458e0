using System.Globalization;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

/// <summary>Kevin Hillstrom's e-mail test of 2008: 64,000 customers, men's and women's e-mail against none. Expected numbers are the published ones, recomputed.</summary>
public sealed class HillstromTests
{
    private static readonly Lazy<Snapshot?> Shared = new(Parse);

    [Fact]
    public void Run_MensAndWomens_GivesThePublishedCountsAndRates()
    {
        if (Read() is not { } snapshot)
            return;
        var list = new CampaignsRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);

        var (mens, womens) = (list.Campaigns.Single(c => c.Key == "Mens E-Mail"), list.Campaigns.Single(c => c.Key == "Womens E-Mail"));
        Assert.Equal((21_307, 21_306), (mens.Treated, mens.Control));
        Assert.Equal((21_387, 21_306), (womens.Treated, womens.Control));
        Assert.Equal((3_894, 267, 303_116_900L), (mens.Clicked.Count, mens.Converted.Count, mens.RevenueE4));
        Assert.Equal((3_238, 189, 230_381_100L), (womens.Clicked.Count, womens.Converted.Count, womens.RevenueE4));
        Assert.Equal(122, mens.ControlConverted.Count);
        Assert.Equal(0.18276, mens.Clicked.Share!.Value, 5);
        Assert.Equal(0.15140, womens.Clicked.Share!.Value, 5);
        Assert.Equal(0.01253, mens.Converted.Share!.Value, 5);
        Assert.Equal(0.00884, womens.Converted.Share!.Value, 5);
        Assert.Equal(0.00573, womens.ControlConverted.Share!.Value, 5);
        Assert.Equal(OutcomeSource.Recorded, mens.Outcome);
        Assert.False(mens.Delivered.IsRecorded);
        Assert.False(mens.Opened.IsRecorded);
        Assert.True(list.Totals.SharesControl);
        Assert.Equal(2, list.WithoutDates);
    }

    [Theory]
    [InlineData("Mens E-Mail", .076590, .003386, .006805, .000921, .769827, .485144, 1.054510)]
    [InlineData("Womens E-Mail", .045233, .003234, .003111, .000823, .424412, .168960, .679865)]
    public void Run_OneCampaign_GivesThePublishedEffects(
        string key, double visit, double visitError, double conversion, double conversionError, double spend, double spendLow, double spendHigh)
    {
        if (Read() is not { } snapshot)
            return;
        var campaign = Run(snapshot, new CampaignRequest(key, Scope.Default)).Campaign!;

        Assert.Equal(visit, campaign.ClickEffect!.Difference.Value, 6);
        Assert.Equal(visitError, campaign.ClickEffect.Difference.StandardError, 6);
        Assert.Equal(conversion, campaign.ConversionEffect!.Difference.Value, 6);
        Assert.Equal(conversionError, campaign.ConversionEffect.Difference.StandardError, 6);
        Assert.Equal(spend, campaign.RevenueEffect!.Difference.Value, 6);
        // The published ends are of the normal distribution; Welch's t lies a few millionths further out.
        Assert.Equal(spendLow, campaign.RevenueEffect.Difference.Interval.Low, 5e-6);
        Assert.Equal(spendHigh, campaign.RevenueEffect.Difference.Interval.High, 5e-6);
    }

    [Fact]
    public void Run_Mens_ScalesTheEffectToTheTreatedWithNewcombesInterval()
    {
        if (Read() is not { } snapshot)
            return;
        var campaign = Run(snapshot, new CampaignRequest("Mens E-Mail", Scope.Default)).Campaign!;

        var total = campaign.ConversionEffect!.Total;
        Assert.Equal(144.994, total.Value, 3);
        Assert.Equal(106.841, total.Interval.Low, 3);
        Assert.Equal(184.108, total.Interval.High, 3);
        Assert.Equal(.769827 * 21_307, campaign.RevenueEffect!.Total.Value, 0);
        Assert.Equal(new Attributed(AttributionSource.RecordedOutcome, 267, 303_116_900), campaign.Attributed);
    }

    [Fact]
    public void Run_Mens_ShowsStepsThatAreNotRecordedAsSuch()
    {
        if (Read() is not { } snapshot)
            return;
        var result = Run(snapshot, new CampaignRequest("Mens E-Mail", Scope.Default));

        Assert.Equal([true, false, false, true, true], result.Funnel.Select(s => s.Response.IsRecorded));
        Assert.Equal([null, null, null, CampaignStep.Sent, CampaignStep.Clicked], result.Funnel.Select(s => s.Previous));
        Assert.Equal(new Response(267, 3_894), result.Funnel[4].AfterPrevious);
        Assert.Empty(result.Timeline);
        Assert.Equal(0.5, result.Split!.ExpectedShare);
        Assert.False(result.Split.IsMismatch);
    }

    [Fact]
    public void Run_WomensByPastPurchase_GivesThePublishedSubgroupEffects()
    {
        if (Read() is not { } snapshot)
            return;
        // The file's column "womens" stands in the language field, so that the breakdown reaches it.
        var result = Run(snapshot, new CampaignRequest("Womens E-Mail", Scope.Default, Dimension.Language));

        Assert.Equal([("0", 19_260), ("1", 23_433)], result.Breakdown!.Groups.Select(g => (g.Value, (int)(g.Treated + g.Control))).Order());
        var yes = Run(snapshot, new CampaignRequest("Womens E-Mail", Scope.Default with { Filter = new Filter(new Condition(Dimension.Language, "1")) })).Campaign!;
        var no = Run(snapshot, new CampaignRequest("Womens E-Mail", Scope.Default with { Filter = new Filter(new Condition(Dimension.Language, "0")) })).Campaign!;
        Assert.Equal(.073115, yes.ClickEffect!.Difference.Value, 6);
        Assert.Equal(.011078, no.ClickEffect!.Difference.Value, 6);
    }

    private static CampaignResult Run(Snapshot snapshot, CampaignRequest request) => request.Run(snapshot, TestContext.Current.CancellationToken);

    private static Snapshot? Read() => Shared.Value;

    private static Snapshot? Parse()
    {
        if (SharedData.Find("hillstrom-email", "hillstrom.csv") is not { } path)
            return null;
        const ContactFlags Known = ContactFlags.Clicked | ContactFlags.Converted | ContactFlags.Revenue;
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "USD" }, 1);
        var campaigns = new[] { builder.Add(new CampaignFacts("Mens E-Mail")), builder.Add(new CampaignFacts("Womens E-Mail")) };
        var row = 2;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            // One value of history_segment holds a comma, so cells are counted from the end.
            var cells = line.Split(',');
            var customer = builder.Add(new CustomerFacts(row++.ToString(CultureInfo.InvariantCulture)) { Language = cells[^8] });
            var flags = (cells[^3] == "1" ? ContactFlags.Clicked : ContactFlags.None) | (cells[^2] == "1" ? ContactFlags.Converted : ContactFlags.None);
            var revenue = (long)(decimal.Parse(cells[^1], CultureInfo.InvariantCulture) * 10_000);
            foreach (var campaign in campaigns)
            {
                if (cells[^4] == "No E-Mail")
                    builder.Add(new ContactFacts(campaign, customer, 0, 0, flags | ContactFlags.Control, Known, revenue));
                else if (campaign == (cells[^4] == "Mens E-Mail" ? campaigns[0] : campaigns[1]))
                    builder.Add(new ContactFacts(campaign, customer, 0, 0, flags, Known, revenue));
            }
        }

        return builder.Build();
    }
}
