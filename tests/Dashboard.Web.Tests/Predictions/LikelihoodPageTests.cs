using Bunit;
using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Samples;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Predictions;

public sealed class LikelihoodPageTests : ShopPages
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void LikelihoodPage_WithoutAModel_SaysWhereOneIsTrained()
    {
        Fill();

        var page = Show<LikelihoodPage>("/predictions/likelihood?range=all");

        page.WaitForAssertion(() => Assert.Contains("No model of this likelihood is in use yet", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotNull(page.Find("a[href='/predictions/models']")));
    }

    [Fact]
    public void LikelihoodPage_ImpossibleAddress_SaysWhatToGive()
    {
        var page = Show<LikelihoodPage>("/predictions/likelihood?t=200");

        page.WaitForAssertion(() => Assert.Contains("Give the threshold as a whole number of percent from 0 to 100.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfferControls_Slider_ShowsWhatItMeansAndThenGoesThere()
    {
        var result = await ResultAsync();
        LikelihoodQuery? asked = null;
        var controls = Render<OfferControls>(p => p.Add(c => c.Query, new LikelihoodQuery()).Add(c => c.Result, result).Add(c => c.OnChange, q => asked = q));

        await controls.ActAsync("input[type=range]", e => e.InputAsync(new ChangeEventArgs { Value = "20" }));
        controls.WaitForAssertion(() => Assert.Contains($"{Formats.Integer(result.Curve[4].Targeted)} targeted", controls.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Null(asked);
        await controls.ActAsync("input[type=range]", e => e.ChangeAsync(new ChangeEventArgs { Value = "20" }));
        Assert.Equal(20, asked!.Threshold);

        await controls.ActAsync("#offer-cost", e => e.ChangeAsync(new ChangeEventArgs { Value = "1,5" }));
        Assert.Equal(1.5m, asked.Cost);
        await controls.ActAsync("#offer-effect", e => e.ChangeAsync(new ChangeEventArgs { Value = "much" }));
        controls.WaitForAssertion(() => Assert.Contains("whole number of percent", controls.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Charts_OfAResult_ShowTheSameNumbersAsItsTables()
    {
        var result = await ResultAsync();

        var bars = LikelihoodCharts.Distribution(result);
        Assert.Equal(result.Customers, bars.Series[0].Values.Sum());
        Assert.Equal(8, bars.PointColors!.Count(c => c == bars.PointColors![^1]));
        var net = LikelihoodCharts.Net(result);
        Assert.Equal(21, net.Labels.Count);
        Assert.All(net.Bands[0].Low.Zip(net.Series[0].Values), p => Assert.True(p.First <= p.Second + 1e-6));
        Assert.Equal(21, LikelihoodCharts.Offer(result).Rows.Count);
        var customers = LikelihoodCharts.Customers(result, All);
        Assert.Equal(result.Shown.Count, customers.Rows.Count);
        Assert.All(customers.Rows, r => Assert.StartsWith("/customers/", r[0].Href, StringComparison.Ordinal));
        Assert.Equal("churn_risk >= 0.6", LikelihoodText.Rule(result, All));
        Assert.Equal(
            "(country = \"Germany\") and churn_risk >= 0.6",
            LikelihoodText.Rule(result, All with { Filter = Filter.Everything.With(Dimension.Country, "Germany") }));
        Assert.StartsWith("/predictions/decisions?rule=churn_risk%20%3E%3D%200.6", LikelihoodText.Decision(result, "churn_risk >= 0.6", 0.2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("both", null, null, null)]
    [InlineData(null, "-1", null, null)]
    [InlineData(null, "0.5", null, null)]
    [InlineData(null, null, "free", null)]
    [InlineData(null, null, "1e9", null)]
    [InlineData(null, null, null, "101")]
    public void Parse_NonsenseInTheAddress_SaysSo(string? of, string? threshold, string? cost, string? effect) => Assert.Throws<ArgumentException>(() => LikelihoodQuery.Parse(of, threshold, cost, effect));

    [Fact]
    public void Parse_OfParameters_IsTheSameQuery()
    {
        var query = new LikelihoodQuery { Kind = ModelKind.Purchase, Threshold = 45, Cost = 1.25m, Effect = 15 };
        var read = query.Parameters().ToDictionary(p => p.Key, p => p.Value);

        Assert.Equal(query, LikelihoodQuery.Parse(read["of"], read["t"], read["cost"], read["effect"]));
        Assert.All(LikelihoodQuery.UsualOf(ModelKind.Churn).Parameters(), p => Assert.Null(p.Value));
    }

    private async Task<LikelihoodResult> ResultAsync()
    {
        await Services.GetRequiredService<SampleShopService>().CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Token);
        var snapshot = await Services.GetRequiredService<SnapshotService>().CurrentAsync(Token);
        var model = new LikelihoodModel
        {
            Kind = ModelKind.Churn,
            HorizonDays = 90,
            Keys = ["silence", "orders"],
            Scorer = new LogisticScorer(-3, [4, 1.5], [0.9, -0.4], [0, 0], [0, 0]),
            Calibration = PlattScaling.Identity,
            Record = [new(0.2, 0.21, new Interval(0.17, 0.25, 0.95), 300), new(0.7, 0.68, new Interval(0.64, 0.72, 0.95), 300)],
        };
        return new LikelihoodRequest(All).Run(snapshot.With(PredictionModels.None.With(ModelKind.Churn, 9, snapshot.LastDay, model)), Token);
    }
}
