using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

/// <summary>Contracts of Fader and Hardie 2007, and of a planted shop.</summary>
public sealed class ContractRequestTests
{
    private const string HighEnd = "High end: 1000, 869, 743, 653, 593, 551, 517, 491";
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);
    private static readonly int Start = new DateOnly(2022, 1, 15).DayNumber;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_TableOfFaderAndHardie_GivesTheirParameters()
    {
        var result = Pasted(HighEnd, ContractPeriod.Year);

        Assert.Null(result.Missing);
        Assert.Equal(0.668088, result.Parameters[0].Value, 1e-4);
        Assert.Equal(3.806095, result.Parameters[1].Value, 4e-4);
        Assert.Equal((1000, 509, 491), (result.Contracts, result.Ended, result.Active));
        Assert.Equal([.869, .743, .653], result.Renewals.Take(3).Select(r => Math.Round(r.Survival!.Value, 3)));
        Assert.Equal(.4604, result.Renewals[7].FittedSurvival.Expected, 4);
        Assert.Null(result.Renewals[7].Survival);
        Assert.True(result.Renewals[7].FittedSurvival.Range80.Contains(.4604));
        Assert.Null(result.ResidualValue);

        // Who has renewed seven times will be there longer than who is new.
        Assert.True(result.ResidualLifetime!.Expected > result.NewLifetime!.Expected - 1);
    }

    [Theory]
    [InlineData("1000, 631, 468, 382, 326, 289, 262, 241")]
    [InlineData("1000, 869, 743, 653, 593, 551, 517, 491")]
    public void Backtest_OfThePaper_BeatsOneRateForAllAges(string table)
    {
        var backtest = Pasted(table, ContractPeriod.Year).Backtests[^1];

        Assert.Equal(3, backtest.Periods);
        Assert.True(backtest.BeatsBaseline, $"{backtest.Error} against {backtest.NaiveError}");
        Assert.True(Math.Abs(backtest.Said.Expected - backtest.Actual) < Math.Abs(backtest.Naive - backtest.Actual));
    }

    [Fact]
    public void Run_PlantedContracts_FindsWhatWasPlanted()
    {
        var truth = new ShiftedBetaGeometric(0.7, 5);
        var snapshot = Shop(truth, 6_000, 30);

        var result = new ContractRequest(All).Run(snapshot, Token);

        Assert.Equal(("contract start", "contract end"), (result.Start, result.End));
        Assert.Equal(6_000, result.Contracts);
        Assert.Equal(0.7 / 5.7, 1 - result.Renewals[0].FittedRetention, 0.012);
        foreach (var renewal in result.Renewals.Where(r => r.Due > 0))
            Assert.Equal(truth.Survival(renewal.Period), renewal.FittedSurvival.Expected, 0.02);
        Assert.All(result.Backtests, b => Assert.True(b.BeatsBaseline));
        Assert.Equal(10, result.RevenueOfPeriod!.Value, 1.0);
        Assert.True(result.ResidualValue!.Range80.Contains(result.ResidualValue.Expected));
        Assert.All(result.Cohorts, c => Assert.True(c.Survival.Zip(c.Survival.Skip(1)).All(p => p.First >= p.Second)));
        Assert.Equal(result.Contracts, result.Cohorts.Sum(c => c.Contracts));
        Assert.True(result.Remaining.Zip(result.Remaining.Skip(1)).All(p => p.First.Expected >= p.Second.Expected));
    }

    [Fact]
    public void Backtest_OfPlantedContracts_HoldsItsLevel()
    {
        ContractBacktest[] backtests = [.. Enumerable.Range(1, 8).SelectMany(seed => new ContractRequest(All).Run(Shop(new(0.7, 5), 3_000, 30, seed: seed), Token).Backtests)];

        Assert.InRange(backtests.Sum(b => b.Held80) / (double)backtests.Sum(b => b.Cohorts), 0.7, 0.9);
        Assert.InRange(backtests.Count(b => b.Said.Range80.Contains(b.Actual)) / (double)backtests.Length, 0.5, 1);
    }

    [Fact]
    public void Run_AsOfAnEarlierDay_SeesNothingLater()
    {
        var until = DateOnly.FromDayNumber(Start).AddMonths(20);
        var scope = All with { Range = new RangeChoice(null, DateOnly.FromDayNumber(Start), until) };
        var (whole, cut) = (new ContractRequest(scope).Run(Shop(new(0.7, 5), 800, 30), Token), new ContractRequest(scope).Run(Shop(new(0.7, 5), 800, 30, until.DayNumber), Token));

        Assert.Equal(cut.Contracts, whole.Contracts);
        Assert.Equal(cut.Ended, whole.Ended);
        Assert.Equal(cut.Parameters, whole.Parameters);
    }

    [Fact]
    public void Run_NoContracts_SaysWhatIsMissing()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        builder.Add(new CustomerFacts("A"));
        builder.Add(new DocumentFacts("1", 0, Start));
        builder.Add(new LineFacts(-1, 10_000, 10, 0, 10));

        var result = new ContractRequest(All).Run(builder.Build(), Token);

        Assert.Equal((null, null, 0.0, ContractModel.LeastContracts), (result.Start, result.End, result.Contracts, result.Missing!.Needed));
        Assert.Equal("periods that are over", Pasted("100, 60", ContractPeriod.Month).Missing!.Unit);
        Assert.Equal("contracts that were not renewed", Pasted("100, 99, 98, 97", ContractPeriod.Month).Missing!.Unit);
    }

    [Theory]
    [InlineData("100, 110", "rises")]
    [InlineData("a, b", "no row of numbers")]
    [InlineData("2024:", "no row of numbers")]
    public void Parse_TableThatCantBeRead_SaysWhichLine(string table, string words) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => ContractBook.Parse("10, 9\n" + table)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2024-01-31", "2024-02-29", 1, 1)]
    [InlineData("2024-01-31", "2024-02-28", 0, 1)]
    [InlineData("2024-01-15", "2024-03-15", 2, 2)]
    [InlineData("2024-01-15", "2024-03-16", 2, 3)]
    [InlineData("2024-01-15", "2024-01-15", 0, 1)]
    public void Periods_OfMonths_EndOnTheirDay(string start, string end, int whole, int leftAt)
    {
        var (from, until) = (Day(start), Day(end));
        Assert.Equal((whole, leftAt), (ContractPeriod.Month.Whole(from, until), ContractPeriod.Month.LeftAt(from, until)));
        Assert.Equal((until - from) / 7, ContractPeriod.Week.Whole(from, until));
    }

    [Fact]
    public void Evaluate_OfOneCohort_IsTheLikelihoodOfThePaper()
    {
        double[] survivors = [1000, 869, 743, 653, 593, 551, 517, 491];
        double[] lost = [.. survivors.Zip(survivors.Skip(1), (a, b) => a - b)];
        double[] log = [Math.Log(0.668088), Math.Log(3.806095)];
        var (mine, theirs) = (new double[2], new double[2]);

        Assert.Equal(ShiftedBetaGeometric.Evaluate(lost, 491, log, theirs), ContractModel.Evaluate(survivors[..^1], lost, log, mine), 6);
        Assert.Equal(theirs[0], mine[0], 6);
        Assert.Equal(theirs[1], mine[1], 6);
    }

    private static ContractResult Pasted(string table, ContractPeriod period) => new ContractRequest(All) { Table = table, Period = period }.Run(new SnapshotBuilder(new ShopSettings(), 1).Build(), Token);

    private static int Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).DayNumber;

    // Contracts of months won evenly, each paid with 10 at the start of every month.
    private static Snapshot Shop(ShiftedBetaGeometric truth, int contracts, int months, int until = int.MaxValue, int seed = 2)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var first = DateOnly.FromDayNumber(Start);
        var (last, number) = (first.AddMonths(months), 0);
        for (var i = 0; i < contracts; i++)
        {
            var random = new SeededRandom(seed, i);
            var start = first.AddMonths(i % months).AddDays(i % 9);
            var chance = RandomVariates.Beta(truth.A, truth.B, ref random);
            var periods = RandomVariates.FirstSuccess(chance, ref random);
            var end = periods < 400 ? start.AddMonths(periods) : DateOnly.MaxValue;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["contract start"] = start.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
            if (end <= last && end.DayNumber <= until)
                attributes["contract end"] = end.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var customer = builder.Add(new CustomerFacts($"C{i}") { Attributes = attributes, Country = "Germany" });
            for (var month = start; month < end && month <= last && month.DayNumber <= until; month = month.AddMonths(1))
            {
                builder.Add(new DocumentFacts($"{number++}", customer, month.DayNumber));
                builder.Add(new LineFacts(-1, 10_000, 100_000, 0, 100_000));
            }
        }

        return builder.Build();
    }
}
