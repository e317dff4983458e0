using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class ModelDriftRequestTests
{
    [Fact]
    public void Run_ModelThatIsNotInUse_HasNothingToWatch()
    {
        var drift = new ModelDriftRequest(ModelKind.Churn, Watched(3)).Run(new TestShop().Order("A", "2025-01-01", 10).Build(), CancellationToken.None);

        Assert.Empty(drift.Rows);
        Assert.Equal((0.0, DriftLevel.Steady), (drift.Largest, drift.Level));
    }

    [Fact]
    public void Equals_SameRun_IsTheSameQuestion()
    {
        Assert.Equal(new ModelDriftRequest(ModelKind.Churn, Watched(3)), new ModelDriftRequest(ModelKind.Churn, Watched(3)));
        Assert.NotEqual(new ModelDriftRequest(ModelKind.Churn, Watched(3)), new ModelDriftRequest(ModelKind.Churn, Watched(4)));
    }

    [Theory]
    [InlineData(0.1, DriftLevel.Steady)]
    [InlineData(0.11, DriftLevel.Moved)]
    [InlineData(0.25, DriftLevel.Moved)]
    [InlineData(0.3, DriftLevel.MovedMuch)]
    public void Level_OfAnIndex_FollowsTheUsualBounds(double index, DriftLevel level) => Assert.Equal(level, DriftLevels.Of(index));

    private static WatchedValues Watched(long run) => new(run, new Dictionary<string, ValueDistribution>(StringComparer.Ordinal) { [PredictionModel.Scores] = ValueDistribution.Of([1, 2, 3]) });
}
