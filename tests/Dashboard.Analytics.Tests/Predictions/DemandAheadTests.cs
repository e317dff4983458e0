using Dashboard.Analytics.Predictions;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class DemandAheadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.25, 2, 0.0625)]
    [InlineData(0.25, 0.5, 0.5)]
    [InlineData(0.7, 1, 0.7)]
    [InlineData(0.999999, 3, 0.999997)]
    public void Apply_ChanceOfNoOrder_IsRaisedToThePower(double silence, double factor, double expected)
    {
        var margin = Math.Log(silence / (1 - silence));
        Assert.Equal(expected, Chance(DemandAhead.Apply(margin, factor, ModelKind.Churn)), 1e-9);
        Assert.Equal(1 - expected, Chance(DemandAhead.Apply(-margin, factor, ModelKind.Purchase)), 1e-9);
    }

    [Theory]
    [InlineData(-800)]
    [InlineData(-30)]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(800)]
    public void Apply_ExtremeOdds_StayFiniteAndInOrder(double margin)
    {
        foreach (var kind in new[] { ModelKind.Churn, ModelKind.Purchase })
        {
            var (less, same, more) = (DemandAhead.Apply(margin, 0.5, kind), DemandAhead.Apply(margin, 1, kind), DemandAhead.Apply(margin, 2, kind));
            Assert.True(double.IsFinite(less) && double.IsFinite(same) && double.IsFinite(more));
            Assert.True(kind == ModelKind.Churn ? less >= same && same >= more : less <= same && same <= more);
        }
    }

    [Fact]
    public void Factor_SeasonAndLevel_AreThoseOfTheDaysAhead()
    {
        var season = Enumerable.Range(1, 12).Select(month => month == 12 ? 2.0 : 10 / 11.0).ToArray();
        var ahead = new DemandAhead(season, new DemandLevel(new DateOnly(2024, 1, 1), [1, 0.5], 0.1, 0.1), 31 / 7.0);
        Assert.Equal(2 * 0.5, ahead.Factor(new DateOnly(2025, 11, 30).DayNumber, 31), 1e-9);
        Assert.Equal(10 / 11.0, ahead.Factor(new DateOnly(2023, 12, 31).DayNumber, 31), 1e-9);
    }

    [Fact]
    public void Run_ChristmasAhead_ForetellsMoreOrdersThanTheDaysLearnedFromHad()
    {
        // Learned from are the three months before; ahead lie October to December, in which half of the year's orders come.
        var snapshot = PlantedCustomers.Build(5_000, 1_000, demand: day => day.Month >= 11 ? 2.5 : 0.7);
        var (report, trained) = new LikelihoodTraining(ModelKind.Churn, snapshot.LastDay, 91).Run(snapshot, Token);
        var model = Assert.IsType<LikelihoodModel>(trained);

        var factor = model.Demand!.Factor(snapshot.LastDay.DayNumber, 91);
        Assert.InRange(factor, 1.2, 2.5);
        Assert.Contains(report.Details, detail => detail.Key == "Demand ahead" && detail.Value.Contains("times that of the days learned from", StringComparison.Ordinal));
        Assert.Contains(report.Candidates, candidate => candidate.Note!.EndsWith("with the demand ahead", StringComparison.Ordinal));
        var rows = LikelihoodRows.Read(snapshot, snapshot.LastDay.DayNumber, model.Keys, null, Token);
        var (with, without) = (model.Probabilities(rows, Token), (model with { Demand = null }).Probabilities(rows, Token));
        Assert.All(with.Zip(without), pair => Assert.True(pair.First <= pair.Second));
        Assert.Equal(PredictionJson.Write(model), PredictionJson.Write(PredictionJson.ReadModel(PredictionJson.Write(model))));
    }

    private static double Chance(double margin) => 1 / (1 + Math.Exp(-margin));
}
