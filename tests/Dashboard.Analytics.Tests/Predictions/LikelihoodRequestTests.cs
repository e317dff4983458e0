using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class LikelihoodRequestTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_WithoutAModel_SaysSo()
    {
        var result = new LikelihoodRequest(All).Run(BehaviourShop.Build(1, 50), Token);

        Assert.Null(result.Run);
        Assert.Empty(result.Bars);
    }

    [Fact]
    public void Run_AnyShop_AddsUpAtEveryThreshold()
    {
        var snapshot = WithModel(BehaviourShop.Build(2, 400));
        var result = new LikelihoodRequest(All) { Threshold = 40, OfferCostE4 = 15_000, Effect = 20 }.Run(snapshot, Token);

        Assert.Equal(9, result.Run);
        Assert.Equal(result.Customers, result.Bars.Sum(b => b.Customers));
        Assert.Equal(21, result.Curve.Count);
        var all = result.Curve[0];
        Assert.Equal(result.Customers, all.Targeted);
        Assert.Equal(0, all.Missed, 1e-9);
        Assert.All(result.Curve, o =>
        {
            Assert.Equal(o.Targeted, o.Caught + o.FalseAlarms, 1e-9);
            Assert.Equal(all.Caught, o.Caught + o.Missed, 1e-6);
            Assert.Equal(o.Saved - (1.5 * o.Targeted), o.Net, 1e-6);
            Assert.InRange(o.Caught, o.CaughtInterval.Low - 1e-6, o.CaughtInterval.High + 1e-6);
            Assert.InRange(o.Net, o.NetInterval.Low - 1e-6, o.NetInterval.High + 1e-6);
        });
        Assert.True(result.Curve.Zip(result.Curve.Skip(1), (a, b) => a.Targeted >= b.Targeted && a.Saved >= b.Saved - 1e-9).All(r => r));
        Assert.Equal(result.Curve.Max(o => o.Net), result.Best!.Net);

        // By hand, customer by customer.
        var likelihoods = CustomerLikelihoods.Of(snapshot, ModelKind.Churn, result.AsOf.DayNumber, Token)!;
        var values = ValueAtStake.Of(snapshot, result.AsOf.DayNumber, 90);
        var targeted = Enumerable.Range(0, snapshot.Customers.Count).Where(c => likelihoods.Probability[c] >= 0.4f).ToArray();
        Assert.Equal(targeted.Length, result.Chosen!.Targeted);
        Assert.Equal(targeted.Sum(c => (double)likelihoods.Probability[c]), result.Chosen.Caught, 1e-6);
        Assert.Equal(0.2 * targeted.Sum(c => (double)likelihoods.Probability[c] * values[c]), result.Chosen.Saved, 1e-4);
        Assert.Equal(1.5 * targeted.Length / targeted.Sum(c => (double)likelihoods.Probability[c] * values[c]), result.BreakEvenEffect!.Value, 1e-6);
        Assert.Equal(targeted.Length, result.Targeted.Count());
        Assert.Equal(result.Targeted.Take(50).Select(r => r.Key), result.Shown.Select(r => r.Key));
        Assert.All(result.Shown, r => Assert.NotNull(r.Reasons));
    }

    [Fact]
    public void Run_Interval_HoldsTheShareThatTheTruthWouldHave()
    {
        // Draws from the very model: each customer leaves with its probability, spends a random multiple of its value, is kept one time in two.
        var snapshot = WithModel(BehaviourShop.Build(3, 500), exact: true);
        var result = new LikelihoodRequest(All) { Threshold = 20, Effect = 50, OfferCostE4 = 0 }.Run(snapshot, Token);
        var likelihoods = CustomerLikelihoods.Of(snapshot, ModelKind.Churn, result.AsOf.DayNumber, Token)!;
        var values = ValueAtStake.Of(snapshot, result.AsOf.DayNumber, 90);
        var random = new Random(5);
        var inside = 0;
        for (var draw = 0; draw < 400; draw++)
        {
            var saved = 0.0;
            for (var c = 0; c < values.Length; c++)
            {
                if (likelihoods.Probability[c] >= 0.2f && random.NextDouble() < likelihoods.Probability[c] * 0.5)
                    saved += values[c] * -Math.Log(1 - random.NextDouble());
            }

            inside += result.Chosen!.SavedInterval.Contains(saved) ? 1 : 0;
        }

        Assert.InRange(inside / 400.0, 0.90, 0.99);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(101, 10)]
    [InlineData(50, 101)]
    public void Run_NumbersOutOfRange_NameTheRange(int threshold, int effect) =>
        Assert.Throws<ArgumentException>(() => new LikelihoodRequest(All) { Threshold = threshold, Effect = effect }.Run(BehaviourShop.Build(1, 5), Token));

    internal static Snapshot WithModel(Snapshot snapshot, bool exact = false)
    {
        // Silence makes churn likelier, orders less likely.
        var model = new LikelihoodModel
        {
            Kind = ModelKind.Churn,
            HorizonDays = 90,
            Keys = ["silence", "orders"],
            Scorer = new LogisticScorer(-3, [4, 1.5], [0.9, -0.4], [0, 0], [0, 0]),
            Calibration = PlattScaling.Identity,
            Record = exact ? [] : [new(0.2, 0.21, new Interval(0.17, 0.25, 0.95), 300), new(0.7, 0.68, new Interval(0.64, 0.72, 0.95), 300)],
        };
        return snapshot.With(PredictionModels.None.With(ModelKind.Churn, 9, snapshot.LastDay, model));
    }
}
