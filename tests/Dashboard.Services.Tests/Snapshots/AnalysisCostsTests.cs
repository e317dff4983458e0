using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Tests.Snapshots;

public class AnalysisCostsTests
{
    private static readonly Snapshot Empty = new SnapshotBuilder(new ShopSettings(), 1).Build();

    [Fact]
    public void Expected_NothingRanYet_IsTheUsual() => Assert.Equal(AnalysisCosts.Unknown, new AnalysisCosts().Expected("any"));

    [Fact]
    public void Expected_SomeRan_FollowsTheLastOnes()
    {
        var costs = new AnalysisCosts();
        costs.Add("kind", TimeSpan.FromMilliseconds(200));
        Assert.Equal(TimeSpan.FromMilliseconds(200), costs.Expected("kind"));

        costs.Add("kind", TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(170), costs.Expected("kind"));
        for (var i = 0; i < 30; i++)
            costs.Add("kind", TimeSpan.FromMilliseconds(10));
        Assert.Equal(10, costs.Expected("kind").TotalMilliseconds, 0.1);
        Assert.Equal(AnalysisCosts.Unknown, costs.Expected("other"));
    }

    [Fact]
    public void KindOf_Requests_TellsTypesLengthsAndFiltersApart()
    {
        var scope = Scope.Default;
        var kind = AnalysisCosts.KindOf(new OverviewRequest(scope), Empty);

        Assert.Equal(kind, AnalysisCosts.KindOf(new OverviewRequest(scope, TimeStep.Month), Empty));
        Assert.NotEqual(kind, AnalysisCosts.KindOf(new TrendRequest(scope, TrendMetric.Revenue), Empty));
        Assert.NotEqual(kind, AnalysisCosts.KindOf(new OverviewRequest(scope with { Range = new RangeChoice("7d") }), Empty));
        Assert.NotEqual(kind, AnalysisCosts.KindOf(new OverviewRequest(scope with { Filter = scope.Filter.With(Dimension.Country, "Spain") }), Empty));
        Assert.Equal(
            AnalysisCosts.KindOf(new OverviewRequest(scope with { Filter = scope.Filter.With(Dimension.Country, "France") }), Empty),
            AnalysisCosts.KindOf(new OverviewRequest(scope with { Filter = scope.Filter.With(Dimension.Country, "Spain") }), Empty));
    }
}
