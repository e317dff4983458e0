using Dashboard.Analytics.Lifetimes;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Lifetimes;

/// <summary>Values of the count models that papers and manuals print, and what must hold of any.</summary>
public sealed class CountModelTests
{
    private static readonly BetaGeometric Published = new(0.243, 4.414, 0.793, 2.426, modified: false);

    [Fact]
    public void BgNbd_AtThePublishedParameters_EqualsTheManual()
    {
        Assert.Equal(0.5737864, Published.Probabilities(0, 0, 0, 39, 0)[0], 1e-7);
        Assert.Equal(1.07869e-7, Published.Probabilities(0, 0, 0, 2, 10)[10], 1e-12);
        double[] times = [1, 3, 39, 52];
        double[] expected = [0.0532679, 0.1508652, 1.1967232, 1.4460506];
        Assert.All(times.Zip(expected), pair => Assert.Equal(pair.Second, Published.ExpectedOrdersOfNew(pair.First), 1e-7));
        Assert.Equal(1.226028, Published.ExpectedOrders(2, 30.43, 38.86, 39), 1e-6);
        Assert.Equal(0.726579, Published.ProbabilityAlive(2, 30.43, 38.86), 1e-6);
        Assert.Equal(0.968852, Published.ProbabilityAlive(26, 30.857143, 31), 1e-6);
        Assert.Equal(25.756492, Published.ExpectedOrders(26, 30.857143, 31, 52), 1e-6);
    }

    [Fact]
    public void BgNbd_MoreOrdersBeforeTheSameSilence_ExpectsLess()
    {
        int[] orders = [10, 15, 20, 25];
        double[] expected = [0.3474606, 0.04283391, 0.004158973, 0.0003583685];
        var model = new BetaGeometric(0.2425945, 4.4136019, 0.7929199, 2.4258881, modified: false);
        Assert.All(orders.Zip(expected), pair => Assert.Equal(pair.Second, model.ExpectedOrders(pair.First, 20, 39, 52), 2e-4 * pair.Second));
    }

    [Fact]
    public void ParetoNbd_AtThePublishedParameters_EqualsTheManual()
    {
        var model = new ParetoNbd(0.553, 10.578, 0.606, 11.669);
        double[] times = [1, 39, 52];
        double[] expected = [0.0510065, 1.2134081, 1.4734414];
        Assert.All(times.Zip(expected), pair => Assert.Equal(pair.Second, model.ExpectedOrdersOfNew(pair.First), 2e-3 * pair.Second));
        Assert.Equal(25.45647, model.ExpectedOrders(26, 30.857, 31, 52), 5e-3);
        Assert.Equal(0.997874, model.ProbabilityAlive(26, 30.857, 31), 1e-5);
    }

    [Fact]
    public void ProbabilityAlive_NothingRepeated_IsOneOnlyWhereNobodyLeavesAfterTheFirstOrder()
    {
        Assert.Equal(1, Published.ProbabilityAlive(0, 0, 39));
        Assert.InRange(new BetaGeometric(0.525, 6.183, 0.891, 1.614, modified: true).ProbabilityAlive(0, 0, 39), 0.1, 0.9);
        Assert.InRange(new ParetoNbd(0.553, 10.578, 0.606, 11.669).ProbabilityAlive(0, 0, 39), 0.1, 0.9);
    }

    [Fact]
    public void ProbabilityAlive_ManyOrdersThenSilence_IsZeroWithoutOverflow()
    {
        Assert.Equal(0, Published.ProbabilityAlive(1000, 10, 100));
        Assert.Equal(0, Published.ExpectedOrders(1000, 10, 100, 52));
        Assert.Equal(0, new ParetoNbd(0.553, 10.578, 0.606, 11.669).ProbabilityAlive(1000, 10, 100), 1e-100);
    }

    [Theory]
    [InlineData(750)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void ExpectedOrders_VeryManyOrders_StaysNearTheRate(int orders)
    {
        foreach (var model in Models())
        {
            var expected = model.ExpectedOrders(orders, 200, 200, 20);
            Assert.InRange(expected, 0.5 * orders / 10, 1.1 * orders / 10);
            Assert.InRange(model.ProbabilityAlive(orders, 200, 200), 0.99, 1);
        }
    }

    [Fact]
    public void ParetoNbd_OrderedOnTheLastDay_IsFiniteAndSmooth()
    {
        var model = new ParetoNbd(0.553, 10.578, 0.606, 11.669);
        Assert.Equal(1, model.ProbabilityAlive(132, 200, 200));
        Assert.Equal(1, model.ProbabilityAlive(133, 200, 200));
        Assert.Equal(
            Likelihood(CountModelKind.ParetoNbd, model.Values, [132], [200], [200]) + Math.Log(132.553 / 210.578),
            Likelihood(CountModelKind.ParetoNbd, model.Values, [133], [200], [200]),
            1e-9);
        Assert.Equal(model.ProbabilityAlive(133, 199.999, 200), model.ProbabilityAlive(133, 200, 200), 1e-4);
    }

    [Fact]
    public void ExpectedOrders_BesideTheHolesOfTheFormula_IsSmooth()
    {
        double At(double a, double b) => new BetaGeometric(0.4, 5, a, b, modified: false).ExpectedOrders(0, 0, 20, 52);
        Assert.Equal((At(0.999, 2) + At(1.001, 2)) / 2, At(1, 2), 1e-6);
        Assert.Equal((At(0.9997, 2) + At(1.0003, 2)) / 2, At(1.00003, 2), 1e-4);
        Assert.Equal((At(0.3, 0.699) + At(0.3, 0.701)) / 2, At(0.3, 0.7), 1e-6);
        var pareto = new ParetoNbd(0.4, 5, 1, 9).ExpectedOrders(3, 10, 20, 52);
        Assert.Equal(new ParetoNbd(0.4, 5, 1.0000001, 9).ExpectedOrders(3, 10, 20, 52), pareto, 1e-6);
    }

    [Theory]
    [InlineData(63.9, 700)]
    [InlineData(64, 64)]
    [InlineData(300, 3600)]
    [InlineData(300, 0.5)]
    [InlineData(5000, 20)]
    [InlineData(229_302, 2_769_827)]
    [InlineData(1e8, 1e9)]
    public void ExpectedOrders_ChancesToLeaveThatHardlyDiffer_AreTheMeanOfTheProbabilities(double a, double b)
    {
        foreach (var model in new[] { new BetaGeometric(0.506, 0.96, a, b, modified: false), new BetaGeometric(0.61, 1.1, a, b, modified: true), new BetaGeometric(900, 1000, a, b, modified: true) })
        {
            foreach (var (orders, last, age, horizon) in new[] { (0, 0.0, 30.0, 52.0), (0, 0, 0, 26), (3, 20, 30, 52), (12, 29, 30, 10), (115, 140, 150, 26) })
            {
                var probabilities = model.Probabilities(orders, last, age, horizon, 4000);
                Assert.Equal(1, probabilities.Sum(), 1e-6);
                Assert.Equal(1, model.ExpectedOrders(orders, last, age, horizon) / probabilities.Select((p, k) => p * k).Sum(), 1e-6);
            }
        }

        // All leave with the same chance: the limit has a form of its own.
        var (shape, ratio, p) = (0.506 + 3, 52 / 30.96, 229_302 / (229_302 + 2_769_827.0));
        Assert.Equal((1 - Math.Pow(1 + (p * ratio), -shape)) / p, new BetaGeometric(0.506, 0.96, 229_302e3, 2_769_827e3, modified: false).ExpectedOrdersIfAlive(3, 30, 52), 1e-6);
    }

    [Fact]
    public void ExpectedOrders_IsTheMeanOfTheProbabilities()
    {
        foreach (var model in Models())
        {
            foreach (var (orders, last, age, horizon) in new[] { (0, 0.0, 30.0, 52.0), (0, 0, 0, 26), (3, 20, 30, 52), (12, 29, 30, 10), (1, 1, 90, 52) })
            {
                var probabilities = model.Probabilities(orders, last, age, horizon, 2000);
                Assert.Equal(1, probabilities.Sum(), 1e-8);
                Assert.Equal(model.ExpectedOrders(orders, last, age, horizon), probabilities.Select((p, k) => p * k).Sum(), 1e-6);
            }
        }
    }

    [Fact]
    public void Any_ModelAndHistory_KeepsItsPromises()
    {
        var positive = Gen.Choose(-250, 300).Select(n => Math.Exp(n / 100.0));
        var cases =
            from kind in Gen.Elements(CountModelKind.BgNbd, CountModelKind.MbgNbd, CountModelKind.ParetoNbd)
            from values in positive.ArrayOf(4)
            from orders in Gen.Frequency((3, Gen.Choose(0, 3)), (1, Gen.Choose(4, 300)))
            from last in Gen.Choose(0, 1000)
            from silence in Gen.Choose(0, 1000)
            from horizon in Gen.Choose(1, 2000)
            select (Model: CountModel.Of(kind, values), Orders: orders, Last: orders == 0 ? 0 : last / 10.0, Silence: silence / 10.0, Horizon: horizon / 10.0);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var age = c.Last + c.Silence;
            var alive = c.Model.ProbabilityAlive(c.Orders, c.Last, age);
            Assert.InRange(alive, 0, 1);
            Assert.True(c.Model.ProbabilityAlive(c.Orders, c.Last, age + 5) <= alive + 1e-12, "P(alive) falls with silence");
            var expected = c.Model.ExpectedOrders(c.Orders, c.Last, age, c.Horizon);
            Assert.True(double.IsFinite(expected) && expected >= 0, $"{expected}");
            Assert.True(c.Model.ExpectedOrders(c.Orders, c.Last, age, c.Horizon * 1.5) >= expected * (1 - 1e-9), "expected orders rise with the horizon");

            // Nobody orders more than at the rate of one who never leaves.
            Assert.True(expected <= (c.Model.R + c.Orders) / (c.Model.Alpha + age) * c.Horizon * (1 + 1e-9));
            var probabilities = c.Model.Probabilities(c.Orders, c.Last, age, c.Horizon, 20);
            Assert.All(probabilities, p => Assert.InRange(p, -1e-12, 1 + 1e-9));
            Assert.InRange(probabilities.Sum(), 0, 1 + 1e-8);
        }).QuickCheckThrowOnFailure();
    }

    internal static double Likelihood(CountModelKind kind, IReadOnlyList<double> values, int[] orders, double[] last, double[] age)
    {
        var rows = PurchaseRows.Of(orders, last, age);
        Span<double> gradient = stackalloc double[4];
        double[] log = [.. values.Select(value => Math.Log(value))];
        return kind == CountModelKind.ParetoNbd
            ? new ParetoNbdLikelihood(rows, default).Evaluate(log, gradient)
            : new BetaGeometricLikelihood(rows, kind == CountModelKind.MbgNbd, default).Evaluate(log, gradient);
    }

    private static CountModel[] Models() =>
        [Published, new BetaGeometric(0.525, 6.183, 0.891, 1.614, modified: true), new ParetoNbd(0.553, 10.578, 0.606, 11.669), new BetaGeometric(50, 100, 1.5, 2, modified: false), new ParetoNbd(2, 30, 1.2, 4)];
}
