using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class PredictedFieldsTests
{
    private static readonly LikelihoodModel Model = new()
    {
        HorizonDays = 90,
        Kind = ModelKind.Churn,
        Keys = ["silence"],
        Scorer = new LogisticScorer(0.1, [1], [-0.5], [0], [0]),
        Calibration = PlattScaling.Identity,
    };

    [Theory]
    [InlineData("churn_risk > 0.6", "churn_risk")]
    [InlineData("purchase_likelihood > 0.6", "purchase_likelihood")]
    [InlineData("clv_365 > 200", "clv_365")]
    [InlineData("p_alive < 0.5", "p_alive")]
    public void Rule_WithoutAModel_SaysWhatToDo(string rule, string field)
    {
        var count = Assert.Single(new RuleCountsRequest([RuleText.Parse(rule)]).Run(TestShop.Random(5), CancellationToken.None).Counts);

        Assert.Equal($"There is no model for {field} yet. Train one under Predictions, Models.", count.Problem);
    }

    [Fact]
    public void ChurnRisk_WithAModel_TakesWhoLiesAboveTheThreshold()
    {
        var snapshot = TestShop.Random(5).With(PredictionModels.None.With(ModelKind.Churn, 7, new(2025, 1, 1), Model));
        var day = snapshot.LastDay.DayNumber;
        var chances = CustomerLikelihoods.Of(snapshot, ModelKind.Churn, day, CancellationToken.None)!.Probability;
        var middle = chances.Where(p => !float.IsNaN(p)).Order().ElementAt(chances.Count(p => !float.IsNaN(p)) / 2);
        var threshold = Math.Round((decimal)middle, 4);

        var members = RuleMembers.Of(snapshot, RuleText.Parse(FormattableString.Invariant($"churn_risk > {threshold}")), day, CancellationToken.None).ToArray();

        Assert.Equal([.. Enumerable.Range(0, chances.Length).Where(c => !float.IsNaN(chances[c]) && Math.Round((decimal)chances[c], 4) > threshold)], members);
    }

    [Fact]
    public void NextOrderDue_NeedsNoModel_AndIsTheMedianDay()
    {
        var snapshot = TestShop.Random(5, 400);
        var day = snapshot.LastDay.DayNumber;
        var next = NextOrders.Of(snapshot, day);

        var members = RuleMembers.Of(snapshot, RuleText.Parse("next_order_due is known"), day, CancellationToken.None).ToArray();

        Assert.Equal([.. Enumerable.Range(0, snapshot.Customers.Count).Where(c => next.MedianDay(c) > 0)], members);
    }
}
