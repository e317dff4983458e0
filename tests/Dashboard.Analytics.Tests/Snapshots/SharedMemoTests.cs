using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Predictions;
using Dashboard.Analytics.Tests.Privacy;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Snapshots;

/// <summary>What a snapshot has computed is shared with those of the same columns under other settings, segments and models: none of it may say what was decided before.</summary>
public sealed class SharedMemoTests
{
    private static readonly ShopSettings Before = new() { SmallestGroup = 1 };

    private static readonly ShopSettings After = Before with
    {
        SmallestGroup = 4,
        AgeBands = new AgeBands(30, 50),
        Rfm = new RfmDefinition { WindowMonths = 6, Thresholds = new RfmThresholds([20, 40, 80, 160], [1, 2, 3, 4], [100_000, 300_000, 600_000, 900_000]) },
        Churn = new ChurnDefinition { AtRiskAfterDays = 40, LapsedAfterDays = 90 },
        Sensitive = new SensitiveAttributes(["gender"]),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void With_OtherDecisions_EveryAnalysisIsThatOfAFreshSnapshot()
    {
        var (before, after) = (Segments("gender = \"female\""), Segments("orders(last 200 days) >= 1"));
        var models = Train(new ViewShop(3, 300).Everything());
        var warm = new ViewShop(3, 300).Everything().With(Before, before, PredictionModels.None, 7);
        var fresh = new ViewShop(3, 300).Everything().With(After, after, models, 8);
        var year = TestShop.Scope("2024-06-01", "2025-05-31");
        Scope[] scopes =
        [
            year,
            year with { Filter = Filter.Everything.With(Dimension.Country, "Germany") },
            year with { Filter = Filter.Everything.With(Dimension.Segment, "champions").With(Dimension.Segment, "loyal") },
            year with { Filter = Filter.Everything.With(Dimension.AgeBand, After.AgeBands.Labels[1]) },
            year with { Filter = Filter.Everything.With(Dimension.Rule, "segment(\"Named\")").With(Dimension.Category, "Category 1") },
        ];

        foreach (var scope in scopes)
        {
            foreach (var request in Requests(scope))
                request(warm);
        }

        // Settings back and forth, so that what was computed under either meets the other.
        var changed = warm.With(After, after, models, 8);
        foreach (var scope in scopes)
        {
            foreach (var request in Requests(scope))
                Assert.Equal(request(fresh), request(changed));
        }

        var back = changed.With(Before, before, PredictionModels.None, 9);
        var fromStart = new ViewShop(3, 300).Everything().With(Before, before, PredictionModels.None, 9);
        foreach (var scope in scopes)
        {
            foreach (var request in Requests(scope))
                Assert.Equal(request(fromStart), request(back));
        }
    }

    [Fact]
    public void With_OtherDecisions_ValuesByRatesFollowTheDefinitionOfGroups()
    {
        var shop = PlantedCustomers.Build(120, 90);
        var (_, model) = new LifetimeTraining().Run(shop, Token);
        Assert.NotEmpty(((LifetimeModel)model!).Rates);
        var models = PredictionModels.None.With(ModelKind.Lifetime, 1, shop.LastDay, model!);
        var request = new LifetimeValueRequest(Scope.Default);
        var usual = shop.With(shop.Settings, shop.Segments, models, 2);
        request.Run(usual, Token);

        Assert.Equal(
            ResultText.Of(request.Run(PlantedCustomers.Build(120, 90).With(After, shop.Segments, models, 3), Token)),
            ResultText.Of(request.Run(usual.With(After, shop.Segments, models, 3), Token)));
    }

    [Fact]
    public void With_ASegmentMore_WhatTheDataAloneSaysIsNotComputedAgain()
    {
        var shop = new ViewShop(3, 300).Everything();
        var models = Train(shop);
        var known = shop.With(models);
        var day = known.LastDay.DayNumber;
        var more = known.With(known.Segments.With(new SavedSegment("Named", RuleText.Parse("orders(ever) > 2"))));

        Assert.Same(NextOrders.Of(known, day), NextOrders.Of(more, day));
        Assert.Same(RfmScores.Of(known, day), RfmScores.Of(more, day));
        Assert.Same(CustomerLikelihoods.Of(known, ModelKind.Churn, day, Token), CustomerLikelihoods.Of(more, ModelKind.Churn, day, Token));
        Assert.Same(CustomerValues.Of(known, day, 90, Token), CustomerValues.Of(more, day, 90, Token));
        Assert.Same(Selection.Of(known, Filter.Everything, day), Selection.Of(more, Filter.Everything, day));
        Assert.NotSame(Selection.Of(known, new Filter(new Condition(Dimension.Rule, "segment(\"Women\")")), day), Selection.Of(more, new Filter(new Condition(Dimension.Rule, "segment(\"Women\")")), day));
    }

    private static SegmentCatalog Segments(string rule) => new([new SavedSegment("Named", RuleText.Parse(rule))], [new CustomerList("Picked", ["C0002", "C0003"])]);

    private static PredictionModels Train(Snapshot shop)
    {
        var models = PredictionModels.None.With(ModelKind.Lifetime, 1, shop.LastDay, new LifetimeTraining().Run(shop, Token).Model!);
        return models.With(ModelKind.Churn, 2, shop.LastDay, new LikelihoodTraining(ModelKind.Churn, shop.LastDay, 60).Run(shop, Token).Model!);
    }

    private static IEnumerable<Func<Snapshot, string>> Requests(Scope scope)
    {
        yield return Of(new OverviewRequest(scope));
        foreach (var metric in Enum.GetValues<TrendMetric>())
            yield return Of(new TrendRequest(scope, metric));
        yield return Of(new TrendRequest(scope, TrendMetric.Revenue) { By = Dimension.Segment });
        yield return Of(new CohortsRequest(scope));
        yield return Of(new SegmentsRequest(scope));
        yield return Of(new SegmentProfileRequest(scope, RfmGroup.Champions));
        yield return Of(new RfmMovementRequest(scope));
        yield return Of(new RfmStabilityRequest(scope));
        yield return Of(new DemographicsRequest(scope));
        yield return Of(new CustomerListRequest(scope));
        yield return Of(new CustomerRequest("C0003", scope));
        yield return Of(new CampaignsRequest(scope));
        yield return Of(new CampaignRequest("K1", scope, Dimension.AgeBand));
        yield return Of(new PathRequest(scope));
        yield return Of(new FairnessRequest(scope, RuleText.Parse("segment(\"Named\")")));
        yield return Of(new ComparisonRequest(scope, RuleText.Parse("segment(\"Named\")")));
        yield return Of(new OverlapRequest(scope, [RuleText.Parse("segment(\"Named\")"), RuleText.Parse("rfm.group = \"champions\""), RuleText.Parse("list(\"Picked\")")]));
        yield return Of(new RuleCountsRequest([RuleText.Parse("segment(\"Named\") and orders(last 300 days) >= 1"), RuleText.Parse("rfm.group in (\"champions\", \"loyal\")"), RuleText.Parse("age >= 30")]));
        yield return Of(new NextOrdersRequest(scope));
        yield return Of(new LikelihoodRequest(scope));
        yield return Of(new LifetimeValueRequest(scope, 90));
        yield return Of(new SetPredictionRequest(scope, RuleText.Parse("segment(\"Named\")")));
        yield return snapshot => string.Join(", ", new ScopeRequest(scope).Run(snapshot, Token).Labels.Values);
        yield return snapshot => $"{snapshot.FirstDay} {snapshot.LastDay} {snapshot.ConsentTo("email").Count()}";

        static Func<Snapshot, string> Of<T>(IAnalysis<T> request) => snapshot => ResultText.Of(request.Run(snapshot, Token)!);
    }
}
