using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Campaigns;

namespace Dashboard.Web.Tests.Campaigns;

public sealed class CampaignWordsTests
{
    [Theory]
    [InlineData(60, 10, "Of 60 conversions after contact, about 50 (")]
    [InlineData(10, 60, "There were about 50 conversions fewer (")]
    [InlineData(20, 18, "it may as well have changed nothing.")]
    public void Incremental_TreatedAgainstControl_SaysWhatTheIntervalAllows(int treated, int control, string expected) =>
        Assert.Contains(expected, CampaignWords.Incremental(Result(treated, control).Campaign!), StringComparison.Ordinal);

    [Fact]
    public void RoughNote_FewBuyers_IsSaidWithTheInterval()
    {
        var (few, many) = (Result(60, 10).Campaign!, Result(60, 30).Campaign!);

        Assert.Contains("fewer than 20 buyers", CampaignWords.RoughNote([few.RevenueEffect]), StringComparison.Ordinal);
        Assert.Null(CampaignWords.RoughNote([many.RevenueEffect]));
        Assert.EndsWith(" (rough)", CampaignCharts.Results(few, "EUR", _ => "").Rows[1][4].Text, StringComparison.Ordinal);
        Assert.False(few.RevenueEffect!.StandsOut);
    }

    [Fact]
    public void Results_WithoutControl_KeepBothColumns()
    {
        var campaign = Result(60, -1).Campaign!;
        var table = CampaignCharts.Results(campaign, "EUR", did => "/" + did);

        Assert.Equal(["Result", "After contact", "Attributed: last click", "Incremental: against control", "95% interval"], table.Columns.Select(c => c.Title));
        Assert.Equal(["Conversions", "60", "60", "not known", ""], table.Rows[0].Select(c => c.Text));
        Assert.Equal("/attributed", table.Rows[0][2].Href);
    }

    [Fact]
    public void Groups_Effects_AreDotsWithIntervalsThatTheTableRepeats()
    {
        var result = Result(60, 30);
        var spec = CampaignCharts.Groups(result, byRevenue: false);
        var group = result.Breakdown!.Groups[0];

        Assert.Equal(["Germany", "Unknown"], spec.Rows.Select(r => r.Name));
        Assert.Equal(group.ConversionEffect!.Difference.Value, spec.Rows[0].Value);
        Assert.Equal(group.ConversionEffect.Difference.Interval.High, spec.Rows[0].High);
        Assert.Equal(["/Germany", "/(unknown)"], CampaignCharts.GroupTable(result, value => "/" + value).Rows.Select(r => r[0].Href));
    }

    [Fact]
    public void Funnel_StepsNotRecorded_AreNamedAndNotDrawn()
    {
        var result = Result(60, 30);

        Assert.Equal(["Sent", "Clicked", "Converted"], CampaignCharts.Funnel(result).Steps.Select(s => s.Name));
        Assert.Equal("Not recorded: delivered, opened.", CampaignCharts.NotRecorded(result));
        Assert.Equal(5, CampaignCharts.FunnelTable(result, _ => "").Rows.Count);
        Assert.Equal(CampaignStep.Clicked, CampaignCharts.StepOf(result, 1));
    }

    /// <summary>Two hundred treated and two hundred held out, of whom so many bought for 10; no control group for a negative number.</summary>
    private static CampaignResult Result(int treatedBuyers, int controlBuyers)
    {
        const ContactFlags Known = ContactFlags.Clicked | ContactFlags.Converted | ContactFlags.Revenue;
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = 1 }, 1);
        var campaign = builder.Add(new CampaignFacts("mail"));
        for (var i = 0; i < (controlBuyers < 0 ? 200 : 400); i++)
        {
            var customer = builder.Add(new CustomerFacts("k" + i) { Country = i % 4 == 0 ? null : "Germany" });
            var bought = i < 200 ? i < treatedBuyers : i - 200 < controlBuyers;
            var flags = (i >= 200 ? ContactFlags.Control : ContactFlags.None) | (bought ? ContactFlags.Clicked | ContactFlags.Converted : ContactFlags.None);
            builder.Add(new ContactFacts(campaign, customer, 0, 0, flags, Known, bought ? 100_000 : 0));
        }

        return new CampaignRequest("mail", Scope.Default, Dimension.Country).Run(builder.Build(), TestContext.Current.CancellationToken);
    }
}
