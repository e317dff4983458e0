using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class SetPredictionRequestTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_WithoutModels_KnowsNothing()
    {
        var result = new SetPredictionRequest(All).Run(BehaviourShop.Build(1, 80), Token);

        Assert.False(result.IsKnown);
        Assert.InRange(result.Buyers, 1, result.Customers);
        Assert.Equal(result.Buyers, result.Receipt.RowsUsed);
    }

    [Fact]
    public void Run_WithAModel_AddsUpCustomersAndIsNarrowerThanTheirEnds()
    {
        var snapshot = LikelihoodRequestTests.WithModel(BehaviourShop.Build(4, 400));
        var all = CustomerLikelihoods.Of(snapshot, ModelKind.Churn, snapshot.LastDay.DayNumber, Token)!;
        int[] buyers = [.. Enumerable.Range(0, snapshot.Customers.Count).Where(c => !float.IsNaN(all.Probability[c]))];

        var result = new SetPredictionRequest(All).Run(snapshot, Token);

        var churners = result.Churners!;
        Assert.Equal(buyers.Sum(c => (double)all.Probability[c]), churners.Expected, 1e-3);
        Assert.InRange(churners.Expected, churners.Interval.Low, churners.Interval.High);
        Assert.Equal(0.95, churners.Interval.Level);
        var money = buyers.Sum(c => all.Probability[c] * Math.Max(0, Revenue(snapshot, c)));
        Assert.Equal(money, result.RevenueAtRisk!.Expected, money * 1e-5);
        Assert.InRange(money, result.RevenueAtRisk.Interval.Low, result.RevenueAtRisk.Interval.High);
        Assert.Null(result.PurchaseBuyers);
        // The luck of many evens out: the total is known better than the ends of its members added up, where each may be off on its own.
        Assert.True(churners.Interval.Width < buyers.Sum(c => 2 * 1.96 * Math.Sqrt(all.Probability[c] * (1 - all.Probability[c]))));
        Assert.Contains(result.Receipt.Details, d => d.Value.Contains('9', StringComparison.Ordinal));
    }

    [Fact]
    public void Run_PartsOfASet_AddUpToIt()
    {
        var snapshot = LikelihoodRequestTests.WithModel(BehaviourShop.Build(5, 300));
        var whole = new SetPredictionRequest(All).Run(snapshot, Token);
        var recent = new SetPredictionRequest(All, RuleText.Parse("days_since_last_order <= 40")).Run(snapshot, Token);
        var silent = new SetPredictionRequest(All, RuleText.Parse("days_since_last_order > 40")).Run(snapshot, Token);

        Assert.Equal(whole.Buyers, recent.Buyers + silent.Buyers);
        Assert.Equal(whole.Churners!.Expected, recent.Churners!.Expected + silent.Churners!.Expected, 1e-6);
        Assert.Equal(whole.RevenueAtRisk!.Expected, recent.RevenueAtRisk!.Expected + silent.RevenueAtRisk!.Expected, 1e-2);
    }

    [Fact]
    public void Of_OneCustomer_IsWhatTheModelSays()
    {
        var snapshot = LikelihoodRequestTests.WithModel(BehaviourShop.Build(6, 120));
        var day = snapshot.LastDay.DayNumber;
        var all = CustomerLikelihoods.Of(snapshot, ModelKind.Churn, day, Token)!;
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            var said = CustomerPrediction.Of(snapshot, customer, day, Token);
            Assert.Null(said.Value);
            Assert.Null(said.Purchase);
            if (float.IsNaN(all.Probability[customer]))
            {
                Assert.Null(said.Churn);
                continue;
            }

            Assert.Equal(all.Probability[customer], said.Churn!.Probability, 6);
            Assert.Equal(all.IntervalOf(customer), said.Churn.Interval);
            Assert.Equal([new KeyValuePair<string, long>("churn", 9)], said.Runs);
        }
    }

    private static double Revenue(Snapshot snapshot, int customer) => Enumerable
        .Range(snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1] - snapshot.Orders.FirstOfCustomer[customer])
        .Where(o => snapshot.Orders.Day[o] > snapshot.LastDay.DayNumber - SetPredictionRequest.RevenueDays).Sum(o => snapshot.Orders.AmountE4[o] / 1e4);
}
