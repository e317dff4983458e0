using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Tests.Lifetimes;

/// <summary>Fits on planted data and at the extremes.</summary>
public sealed class CountModelFitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CountModelKind.BgNbd, new[] { 0.6, 8, 0.9, 2.5 })]
    [InlineData(CountModelKind.MbgNbd, new[] { 0.8, 6, 0.9, 1.6 })]
    [InlineData(CountModelKind.ParetoNbd, new[] { 0.7, 10, 0.8, 12 })]
    public void Fit_PlantedCustomers_FindsTheParametersWithinTheirErrors(CountModelKind kind, double[] planted)
    {
        var rows = Draw(CountModel.Of(kind, planted), 20_000, 7);
        var fit = CountModel.Fit(kind, rows, Token).Fit!;
        Assert.True(fit.Converged, fit.StopReason);
        Assert.All(planted.Zip(fit.Parameters), pair => Assert.InRange(pair.First, pair.Second.Value - (3.5 * pair.Second.StandardError), pair.Second.Value + (3.5 * pair.Second.StandardError)));
    }

    [Fact]
    public void Fit_OtherUnitOfTime_GivesTheSameModel()
    {
        var model = new BetaGeometric(0.6, 8, 0.9, 2.5, modified: false);
        var weeks = CountModel.Fit(CountModelKind.BgNbd, Draw(model, 2_000, 3), Token).Fit!;
        var days = CountModel.Fit(CountModelKind.BgNbd, Draw(model, 2_000, 3, 7), Token).Fit!;
        Assert.Equal(weeks["r"], days["r"], 1e-6);
        Assert.Equal(7 * weeks["alpha"], days["alpha"], 1e-5);
        Assert.Equal(weeks["a"], days["a"], 1e-5);
    }

    [Theory]
    [InlineData(CountModelKind.BgNbd)]
    [InlineData(CountModelKind.ParetoNbd)]
    public async Task Fit_OneCoreOrTwo_GivesTheSameBits(CountModelKind kind)
    {
        var rows = Draw(new BetaGeometric(0.6, 8, 0.9, 2.5, modified: false), 60_000, 5);
        var two = CountModel.Fit(kind, rows, Token).Fit!;
        using var pair = new OneAtATime();
        var one = await Task.Factory.StartNew(() => CountModel.Fit(kind, rows, Token).Fit!, Token, TaskCreationOptions.None, pair.Scheduler);
        Assert.Equal(two.Parameters, one.Parameters);
        Assert.Equal(two.LogCovariance, one.LogCovariance);
    }

    [Fact]
    public void Fit_NobodyRepeats_SaysWhatIsMissing()
    {
        foreach (var kind in Enum.GetValues<CountModelKind>())
        {
            var nobody = CountModel.Fit(kind, PurchaseRows.Of(new int[500], new double[500], Enumerable.Repeat(30.0, 500).ToArray()), Token);
            Assert.Null(nobody.Model);
            Assert.Equal((20, 0), (nobody.Missing!.Needed, nobody.Missing.Have));
            Assert.NotNull(CountModel.Fit(kind, PurchaseRows.Of([4], [20], [30]), Token).Missing);
            Assert.NotNull(CountModel.Fit(kind, PurchaseRows.Of([], [], []), Token).Missing);
            Assert.NotNull(CountModel.Fit(kind, PurchaseRows.Of(new int[30].Select(_ => 1).ToArray(), new double[30], new double[30]), Token).Missing);
        }
    }

    [Fact]
    public void Fit_EverybodyLeftAfterOneRepeat_SaysThatParametersAreAtTheEdgeOrExpectsNothing()
    {
        var rows = PurchaseRows.Of([.. Enumerable.Repeat(1, 400)], [.. Enumerable.Range(0, 400).Select(i => 1 + (i % 7 / 7.0))], [.. Enumerable.Range(0, 400).Select(i => 90 + (i % 5.0))]);
        foreach (var kind in Enum.GetValues<CountModelKind>())
        {
            var fit = CountModel.Fit(kind, rows, Token);
            Assert.True(fit.Fit!.Notes.Count > 0 || fit.Fit.Converged);
            Assert.InRange(fit.Model!.ExpectedOrders(1, 1, 90, 52), 0, 0.2);
            Assert.True(double.IsFinite(fit.Fit.LogLikelihood));
        }
    }

    [Fact]
    public void Fit_ConstantSpend_SaysThatItsShapeIsUnbounded()
    {
        var fit = GammaGamma.Fit([.. Enumerable.Range(1, 50)], [.. Enumerable.Repeat(20.0, 50)], Token);
        Assert.NotEmpty(fit.Fit!.Notes);
        Assert.False(fit.Fit.Converged);
        Assert.Equal(20, fit.Model!.ExpectedValue(3, 20), 0.01);
        Assert.Equal(20, fit.Model.ExpectedValue(0, 0), 0.01);
        Assert.Equal((0, 50), (fit.Independence.Correlation, fit.Independence.Customers));
        Assert.Equal(20, GammaGamma.Fit([1], [5], Token).Missing!.Needed);
    }

    [Fact]
    public void Of_RowsOutOfRange_SayWhatTheRangeIs()
    {
        Assert.Throws<ArgumentException>(() => PurchaseRows.Of([1], [5], [4]));
        Assert.Throws<ArgumentException>(() => PurchaseRows.Of([0], [1], [4]));
        Assert.Throws<ArgumentException>(() => PurchaseRows.Of([-1], [0], [4]));
        Assert.Throws<ArgumentException>(() => PurchaseRows.Of([1], [double.NaN], [4]));
        Assert.Throws<ArgumentException>(() => PurchaseRows.Of([1, 2], [0], [4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParetoNbd(1, 2, 0, 3));
    }

    /// <summary>Customers of a model, observed for 27 to 104 weeks.</summary>
    internal static PurchaseRows Draw(CountModel model, int customers, int seed, double unit = 1)
    {
        var (orders, last, ages) = (new int[customers], new double[customers], new double[customers]);
        for (var i = 0; i < customers; i++)
        {
            var random = new SeededRandom(seed, i);
            var age = Math.Round((27 + (77 * random.Uniform())) * 7) / 7;
            (orders[i], last[i]) = FutureDraws.History(model, age, ref random);
            (last[i], ages[i]) = (unit * last[i], unit * age);
        }

        return PurchaseRows.Of(orders, last, ages);
    }

    private sealed class OneAtATime : IDisposable
    {
        private readonly ConcurrentExclusiveSchedulerPair pair = new(TaskScheduler.Default, 1);

        public TaskScheduler Scheduler => pair.ExclusiveScheduler;

        public void Dispose() => pair.Complete();
    }
}
