using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Predictions;

/// <summary>Models that were trained as of an earlier day, scored on what came after it.</summary>
public sealed class ModelOutcomeRequestTests
{
    private const int Origin = 400;
    private static readonly DateOnly Day = DateOnly.FromDayNumber(BehaviourShop.FirstDay + Origin);
    private static readonly Lazy<Snapshot> Shop = new(() => BehaviourShop.Build(4, 3_000));
    private static readonly Lazy<TrainedModel> Churn = new(() => new LikelihoodTraining(ModelKind.Churn, Day, 60).Run(Shop.Value, CancellationToken.None));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_NothingHasArrived_SaysHowManyDaysAreMissing()
    {
        var outcome = Score(Churn.Value, BehaviourShop.Build(4, 3_000, until: Day.DayNumber + 3));

        Assert.False(outcome.IsScored);
        Assert.Equal((ModelOutcomeRequest.LeastDays, ModelVerdict.TooEarly), (outcome.Missing!.Needed, ModelVerdicts.Of(outcome, Churn.Value.Report)));
    }

    [Fact]
    public void Run_TwoHorizonsHavePassed_ScoresBothAsACountByHandDoes()
    {
        var snapshot = Shop.Value;
        var model = (LikelihoodModel)Churn.Value.Model!;

        var outcome = Score(Churn.Value, snapshot);

        Assert.False(outcome.IsProvisional);
        Assert.Equal([Day, Day.AddDays(60)], outcome.Windows.Select(w => w.Origin));
        Assert.Equal([Day.AddDays(60), Day.AddDays(120)], outcome.Windows.Select(w => w.Until));
        foreach (var window in outcome.Windows)
        {
            var (loss, rows) = (0.0, 0);
            var read = LikelihoodRows.Read(snapshot, window.Origin.DayNumber, model.Keys, null, Token);
            var said = model.Probabilities(read, Token);
            for (var row = 0; row < said.Length; row++)
            {
                var orders = Enumerable.Range(snapshot.Orders.FirstOfCustomer[read.Customers[row]], snapshot.Orders.FirstOfCustomer[read.Customers[row] + 1] - snapshot.Orders.FirstOfCustomer[read.Customers[row]]);
                var silent = !orders.Any(o => snapshot.Orders.Kind[o] == DocumentKind.Order && snapshot.Orders.Day[o] > window.Origin.DayNumber && snapshot.Orders.Day[o] <= window.Until.DayNumber);
                (loss, rows) = (loss - Math.Log(silent ? said[row] : 1 - said[row]), rows + 1);
            }

            Assert.Equal(rows, window.Rows);
            Assert.Equal(loss / rows, window.Metrics.Single(m => m.Name == "Log loss").Model, 9);
        }

        Assert.Equal(outcome.Windows.Sum(w => w.Rows), outcome.Calibration.Sum(b => b.Count));
        Assert.True(outcome.Edge!.Interval.Contains(outcome.Edge.Value));
        Assert.Contains(outcome.Groups, g => g is { Dimension: "Gender", IsSensitive: true });
    }

    [Fact]
    public void Run_TimeThatGoesOn_ChangesNothingOfAWindowThatHasEnded()
    {
        var early = Score(Churn.Value, BehaviourShop.Build(4, 3_000, until: Day.DayNumber + 61));
        var late = Score(Churn.Value, Shop.Value);

        Assert.Equal(Assert.Single(early.Windows).Metrics, late.Windows[0].Metrics);
    }

    [Fact]
    public void Run_PartOfTheHorizon_IsProvisionalAndBroughtToThatPart()
    {
        var outcome = Score(Churn.Value, BehaviourShop.Build(4, 3_000, until: Day.DayNumber + 25));

        Assert.True(outcome.IsProvisional);
        var window = Assert.Single(outcome.Windows);
        Assert.Equal((Day, Day.AddDays(25)), (window.Origin, window.Until));

        // Most customers are silent over 25 days, and the probability of silence over 60 is brought to that.
        Assert.InRange(Math.Abs(outcome.Predicted!.Value - outcome.Observed!.Value), 0, 0.06);
    }

    [Theory]
    [InlineData(ModelKind.Churn, 0.25, 0.5, 0.5)]
    [InlineData(ModelKind.Purchase, 0.75, 0.5, 0.5)]
    [InlineData(ModelKind.Purchase, 0.3, 1, 0.3)]
    public void Over_APart_RaisesSilenceToAPower(ModelKind kind, double probability, double power, double expected) =>
        Assert.Equal(expected, Assert.Single(LikelihoodOutcome.Over(kind, [probability], power)), 12);

    [Fact]
    public void Run_CustomersWhoStopOrdering_AreFoundOut()
    {
        // Nobody orders any more after the training, but for a few: what was said is far too rosy.
        var model = (LikelihoodModel)Churn.Value.Model! with { Calibration = new PlattScaling(1, -3) };
        var outcome = new ModelOutcomeRequest(new KeptModel(1, ModelKind.Churn, Day, 60, model)).Run(Shop.Value, Token);

        Assert.Contains(ModelVerdicts.Of(outcome, Churn.Value.Report), new[] { ModelVerdict.Biased, ModelVerdict.Lost });
        Assert.True(outcome.Predicted < outcome.Observed);
        Assert.True(ModelVerdicts.Of(outcome, Churn.Value.Report).AsksForTraining());
    }

    [Fact]
    public void Run_LifetimeOfPlantedCustomers_HoldsWithItsIntervals()
    {
        var day = PlantedCustomers.Start.AddDays(500);
        var snapshot = PlantedCustomers.Build(3_000, 700);
        var trained = new LifetimeTraining(day).Run(snapshot, Token);

        var outcome = Score(trained, snapshot);

        Assert.Equal(2, outcome.Windows.Count);
        Assert.All(outcome.Windows, w => Assert.True(w.Metrics[0].Model <= w.Metrics[0].Baseline));
        Assert.All(outcome.Totals, t => Assert.True(t.Said.Range95.Contains(t.Actual), t.ToString()));
        Assert.All(outcome.Coverage.Where(c => c.Of.EndsWith("customer", StringComparison.Ordinal)), c => Assert.InRange((double)c.Covered / c.Count, c.Level - 0.04, c.Level + 0.04));
        Assert.All(outcome.Tracking, p => Assert.False(p.SeenByModel));
        Assert.Equal(day.AddDays(7), outcome.Tracking[0].Day);
        Assert.Contains(ModelVerdicts.Of(outcome, trained.Report), new[] { ModelVerdict.Holds, ModelVerdict.Unclear });

        // The total that came is what a count by hand says.
        var came = Enumerable.Range(0, snapshot.Customers.Count).Sum(c => DaysAfter(snapshot, c, day.DayNumber, day.DayNumber + 90));
        Assert.Equal(came, outcome.Totals[0].Actual);
    }

    [Fact]
    public void Run_LifetimeThatPromisesTwiceAsMuch_IsFoundOut()
    {
        var day = PlantedCustomers.Start.AddDays(500);
        var snapshot = PlantedCustomers.Build(3_000, 700);
        var trained = new LifetimeTraining(day).Run(snapshot, Token);
        var bold = (LifetimeModel)trained.Model! with { SpendValues = [], MeanOrderValue = 500, TotalError = 0.05 };

        var outcome = new ModelOutcomeRequest(new KeptModel(1, ModelKind.Lifetime, day, 90, bold)).Run(snapshot, Token);

        Assert.Equal(ModelVerdict.Biased, ModelVerdicts.Of(outcome, trained.Report));
    }

    [Theory]
    [InlineData(0.02, 0.01, 0.03, 0.4, ModelVerdict.Holds)]
    [InlineData(0.02, -0.01, 0.05, 0.4, ModelVerdict.Unclear)]
    [InlineData(-0.02, -0.03, -0.01, 0.6, ModelVerdict.Lost)]
    [InlineData(0.02, 0.01, 0.03, 0.47, ModelVerdict.Weaker)]
    public void Verdict_OfAnEdge_FollowsItsIntervalAndTheBacktests(double edge, double low, double high, double loss, ModelVerdict expected)
    {
        var report = Churn.Value.Report with { DecidedBy = "Log loss", Backtests = [new(Day, Day.AddDays(60), 100, [new("Log loss", 0.4, 0.5, false)])] };
        var outcome = new ModelOutcome
        {
            Kind = ModelKind.Churn,
            Run = 1,
            Origin = Day,
            AsOf = Day.AddDays(60),
            HorizonDays = 60,
            DecidedBy = "Log loss",
            Windows = [new(Day, Day.AddDays(60), 100, [new("Log loss", loss, 0.5, false)])],
            Edge = new Estimate(edge, 0.01, new Interval(low, high, 0.95), 99, 100),
        };

        Assert.Equal(expected, ModelVerdicts.Of(outcome, report));
    }

    [Fact]
    public void Equals_SameRun_IsTheSameQuestion()
    {
        var model = Churn.Value.Model!;
        Assert.Equal(new ModelOutcomeRequest(new(3, ModelKind.Churn, Day, 60, model)), new ModelOutcomeRequest(new(3, ModelKind.Churn, Day, 60, model)));
        Assert.NotEqual(new ModelOutcomeRequest(new(3, ModelKind.Churn, Day, 60, model)), new ModelOutcomeRequest(new(4, ModelKind.Churn, Day, 60, model)));
    }

    private static ModelOutcome Score(TrainedModel trained, Snapshot snapshot) =>
        new ModelOutcomeRequest(new KeptModel(1, trained.Report.Kind, trained.Report.AsOf, trained.Report.HorizonDays, trained.Model!)).Run(snapshot, Token);

    private static int DaysAfter(Snapshot snapshot, int customer, int after, int until)
    {
        var rows = Enumerable.Range(snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1] - snapshot.Orders.FirstOfCustomer[customer]).ToArray();
        return rows.Any(o => snapshot.Orders.Kind[o] == DocumentKind.Order && snapshot.Orders.Day[o] <= after)
            ? rows.Where(o => snapshot.Orders.Kind[o] == DocumentKind.Order && snapshot.Orders.Day[o] > after && snapshot.Orders.Day[o] <= until).Select(o => snapshot.Orders.Day[o]).Distinct().Count()
            : 0;
    }
}
