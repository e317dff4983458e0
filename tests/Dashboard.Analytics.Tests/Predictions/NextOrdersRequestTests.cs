using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class NextOrdersRequestTests
{
    [Fact]
    public void Run_SmallShop_SortsCustomersByTheirSilence()
    {
        // On day 70: Anna and Zoë are silent for 10 days, Óscar for 60; 9 comes later, P and Q never ordered.
        var result = Run(SmallShop.Build(), SmallShop.Between(0, 70), new ChurnDefinition { AtRiskAfterDays = 9, LapsedAfterDays = 30 });

        Assert.Equal([0, 2, 1], result.States.Select(s => s.Customers));
        Assert.Equal([0, (190L + 40) * 10_000, 30 * 10_000], result.States.Select(s => s.RevenueE4));
        Assert.Equal(["A1", "B2", "10"], result.Silent.Select(s => s.Key));
        Assert.Equal([SilenceState.AtRisk, SilenceState.AtRisk, SilenceState.Lapsed], result.Silent.Select(s => s.State));
        Assert.Equal((3, 260 * 10_000L), (result.SilentCustomers, result.SilentRevenueE4));
        Assert.Equal((3, 10, new DateOnly(2024, 3, 1)), (result.Silent[0].Orders, result.Silent[0].SilentDays, result.Silent[0].LastOrder));
        Assert.All(result.Due, week => Assert.Equal((0, 2), (week.Customers.Value, week.Customers.Count)));
        // Zoë said yes to e-mail and has no address.
        Assert.Equal([0, 1, 0], result.States.Select(s => s.Contactable.Single(c => c.Channel == "email").Customers));
        Assert.Null(result.Backtest);
        Assert.Equal([("not known yet at the end of the range", 1L), ("without an order until the end of the range", 2L)], result.Receipt.LeftOut.Select(l => (l.Reason, l.Rows)));
    }

    [Fact]
    public void Run_Filter_LeavesTheShopsRhythm()
    {
        var snapshot = SmallShop.Random(8, 800);
        var all = Run(snapshot, SmallShop.Between(0, 330), null);
        var german = Run(snapshot, SmallShop.Between(0, 330, new Condition(Dimension.Country, "Germany")), null);

        Assert.Equal(all.Churn, german.Churn);
        Assert.Equal(all.Shop, german.Shop);
        Assert.InRange(german.Customers, 1, all.Customers - 1);
    }

    [Fact]
    public void Run_AnyShop_AddsUp()
    {
        foreach (var (seed, customers) in (ReadOnlySpan<(int, int)>)[(1, 3), (2, 90), (3, 2_000), (4, 40_000)])
        {
            var snapshot = SmallShop.Random(seed, customers);
            var result = Run(snapshot, SmallShop.Between(0, 330), null);

            Assert.InRange(result.Due.Sum(w => w.Customers.Value), 0, result.Customers - result.States[(int)SilenceState.Lapsed].Customers);
            Assert.Equal(result.Customers, result.Receipt.RowsUsed);
            Assert.Equal(result.SilentCustomers, result.AllSilent.Count());
            Assert.Equal(result.SilentRevenueE4, result.AllSilent.Sum(c => c.RevenueE4));
            Assert.Equal(result.AllSilent.Take(NextOrdersRequest.ShownRows).Select(c => c.Key), result.Silent.Select(c => c.Key));
            Assert.All(result.AllSilent.Zip(result.AllSilent.Skip(1)), pair => Assert.True(pair.First.RevenueE4 >= pair.Second.RevenueE4));
            Assert.All(result.AllSilent, c => Assert.True(c.SilentDays > result.Churn.AtRiskAfter && c.RevenueE4 > 0));
        }
    }

    [Fact]
    public void Run_PlantedRhythms_WindowsHoldAsOftenAsTheySay()
    {
        // Every customer keeps an own rhythm for good: log-normal gaps around a mean that differs between customers.
        var random = new Random(3);
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        for (var i = 0; i < 3_000; i++)
        {
            var customer = builder.Add(new CustomerFacts($"K{i}"));
            var mean = 4 + (0.5 * Gaussian());
            for (var (day, n) = (random.Next(60), 0); day < 2_400; day += Math.Max(1, (int)Math.Ceiling(Math.Exp(mean + (0.45 * Gaussian())))), n++)
            {
                builder.Add(new DocumentFacts($"D{i}-{n}", customer, SmallShop.Day(day), 600, DocumentKind.Order, "web"));
                builder.Add(new LineFacts(-1, 10_000, 100_000, 0, 100_000));
            }
        }

        var result = Run(builder.Build(), SmallShop.Between(0, 2_399), null);

        var held = Assert.IsType<NextOrderBacktest>(result.Backtest);
        Assert.InRange(held.Customers, 1_000, 3_000);
        Assert.InRange(held.Share80, 0.75, 0.85);
        Assert.InRange(held.Share50, 0.45, 0.55);
        Assert.True(held.MedianError < held.NaiveError, $"{held.MedianError} days, naive {held.NaiveError}");
        Assert.Equal(0.45 * 0.45, result.Shop.Within, 0.02);

        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void Run_PlantedRhythms_ExpectsTheOrdersThatCome()
    {
        // As of day 800 of 900: what the weeks to come hold is known.
        var random = new Random(9);
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var came = new int[NextOrdersRequest.Weeks];
        for (var i = 0; i < 4_000; i++)
        {
            var customer = builder.Add(new CustomerFacts($"K{i}"));
            var mean = 3.5 + (0.4 * Gaussian());
            var seen = false;
            for (var (day, n) = (random.Next(60), 0); day < 900; day += Math.Max(1, (int)Math.Ceiling(Math.Exp(mean + (0.5 * Gaussian())))), n++)
            {
                builder.Add(new DocumentFacts($"D{i}-{n}", customer, SmallShop.Day(day), 600, DocumentKind.Order, "web"));
                builder.Add(new LineFacts(-1, 10_000, 100_000, 0, 100_000));
                if (day <= 800 || seen)
                    continue;
                seen = true;
                if ((day - 801) / 7 < came.Length)
                    came[(day - 801) / 7]++;
            }
        }

        var result = Run(builder.Build(), SmallShop.Between(0, 800), new ChurnDefinition { AtRiskAfterDays = 300, LapsedAfterDays = 3_000 });

        for (var week = 0; week < 8; week++)
            Assert.Equal(1, result.Due[week].Customers.Value / came[week], 0.15);

        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void Run_ImpossibleDefinition_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Run(SmallShop.Build(), Scope.Default, new ChurnDefinition { AtRiskAfterDays = 40, LapsedAfterDays = 30 }));

    private static NextOrdersResult Run(Snapshot snapshot, Scope scope, ChurnDefinition? churn) => new NextOrdersRequest(scope, churn).Run(snapshot, TestContext.Current.CancellationToken);
}
