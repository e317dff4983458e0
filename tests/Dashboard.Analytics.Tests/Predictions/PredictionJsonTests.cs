using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class PredictionJsonTests
{
    [Fact]
    public void ReadReport_OfWhatWasWritten_IsTheSame()
    {
        var report = Report();

        var text = PredictionJson.Write(report);
        var read = PredictionJson.ReadReport(text);

        Assert.Equal(text, PredictionJson.Write(read));
        Assert.Equal(report.Window, read.Window);
        Assert.Equal(report.Unlocks, read.Unlocks);
        Assert.Equal(report.Calibration, read.Calibration);
        Assert.Equal(report.Tracking, read.Tracking);
        Assert.Equal(double.PositiveInfinity, read.Parameters[0].StandardError);
        Assert.Equal(read.Features[0].Values!.Counts, report.Features[0].Values!.Counts);
        Assert.Contains("\"Rung\":\"Learned\"", text, StringComparison.Ordinal);
        Assert.Contains("\n", PredictionJson.Write(report, indented: true), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadModel_OfEitherKind_KeepsItsType()
    {
        var likelihood = new LikelihoodModel
        {
            HorizonDays = 30,
            Kind = ModelKind.Purchase,
            Keys = ["silence"],
            Scorer = new LogisticScorer(0.1, [1], [-0.5], [0], [0]),
            Calibration = PlattScaling.Identity,
        };
        PredictionModel[] models = [new LifetimeModel { TrainedAsOf = new(2025, 6, 30) }, likelihood];

        Assert.All(models, model =>
        {
            var read = PredictionJson.ReadModel(PredictionJson.Write(model));
            Assert.IsType(model.GetType(), read);
            Assert.Equal(PredictionJson.Write(model), PredictionJson.Write(read));
        });
    }

    [Theory]
    [InlineData(0.40, 0.45, false, true)]
    [InlineData(0.45, 0.45, false, true)]
    [InlineData(0.46, 0.45, false, false)]
    [InlineData(0.46, 0.45, true, true)]
    [InlineData(0.44, 0.45, true, false)]
    public void BeatsBaseline_ComparesTheMeanOfTheDecidingMetric(double model, double baseline, bool higher, bool expected)
    {
        ModelBacktest At(int month, double shift) => new(new(2025, month, 1), new(2025, month, 28), 10, [new("Other", 0, 9, true), new("Decides", model + shift, baseline, higher)]);

        Assert.Equal(expected, (Report() with { DecidedBy = "Decides", Backtests = [At(1, -0.001), At(2, 0.001)] }).BeatsBaseline);
    }

    [Fact]
    public void BeatsBaseline_WithoutBacktests_IsTrue() => Assert.True((Report() with { Backtests = [] }).BeatsBaseline);

    private static ModelReport Report() => new()
    {
        Kind = ModelKind.Churn,
        Method = "Boosted trees",
        Definition = "The probability of no order within 90 days.",
        Window = new DateRange(new(2023, 1, 1), new(2025, 6, 30)),
        AsOf = new(2025, 6, 30),
        HorizonDays = 90,
        RowsUsed = 1_234,
        RowsAre = "customers",
        LeftOut = [new LeftOut(3, "without an order")],
        Features = [new("Orders", "Orders so far", 0.5, ValueDistribution.Of([1, 2, 3, float.NaN], 2))],
        Seed = 1,
        Rung = LadderRung.Learned,
        RungReason = "There are enough customers.",
        Unlocks = new NotEnoughData("a yearly season", "months", 24, 13),
        Parameters = [new("r", 0.243, double.PositiveInfinity, "shape")],
        Candidates = [new("Boosted trees", [new("AUC", 0.8, null, true)], true, "lowest log loss")],
        DecidedBy = "Log loss",
        Backtests = [new(new(2025, 3, 31), new(2025, 6, 29), 1_000, [new("Log loss", 0.5, 0.6, false)])],
        Calibration = [new(0.1, 0.12, new Interval(0.1, 0.14, 0.95), 100)],
        Deciles = [new(1, 100, 0.9, 0.85, 1.7)],
        Coverage = [new("Orders of one customer", 0.8, 79, 100)],
        Tracking = [new(new(2025, 1, 1), null, 10, 8, 12, false)],
        Groups = [new("Gender", "female", 50, 0.4, 0.41, [new("AUC", 0.79, null, true)], true)],
        Scores = ValueDistribution.Of([0.1f, 0.5f, 0.9f], 3),
        Details = [new("Iterations", "12")],
    };
}
