using Dashboard.Analytics.Customers;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class NextOrderEstimateTests
{
    private static readonly int AsOf = new DateOnly(2024, 6, 30).DayNumber;

    [Fact]
    public void Of_NoOwnGap_IsTheShopsOwnInterval()
    {
        var shop = new ShopRhythm(Math.Log(30), 0.25, 0.11, 100, 500);

        var next = NextOrderEstimate.Of(shop, new OrderRhythm { Gaps = [], DaysSinceLastOrder = 0 }, AsOf);

        // z(0.9) = 1.281552, deviation 0.6: 30 e^(±0.768931) = 13.91 and 64.72.
        Assert.Equal((14, 30, 65), (Days(next.Earliest), Days(next.Median), Days(next.Latest)));
        Assert.Equal((0.0, 0.0), (next.OwnWeight, next.ShareEnded));
    }

    [Fact]
    public void Of_FourOwnGapsOf10Days_IsDrawnTowardsThem()
    {
        var shop = new ShopRhythm(Math.Log(40), 0.5, 0.5, 100, 500);

        var next = NextOrderEstimate.Of(shop, new OrderRhythm { Gaps = [10, 10, 10, 10], TypicalGap = 10, DaysSinceLastOrder = 0 }, AsOf);

        // Weight 0.5 / (0.5 + 0.125) = 0.8, so the median is 10^0.8 × 40^0.2 = 13.195 days.
        Assert.Equal(0.8, next.OwnWeight, 12);
        Assert.Equal(14, Days(next.Median));
    }

    [Fact]
    public void Of_SilenceSoFar_MovesTheIntervalLater()
    {
        var shop = new ShopRhythm(Math.Log(30), 0.25, 0, 100, 500);

        var next = NextOrderEstimate.Of(shop, new OrderRhythm { Gaps = [30, 30], TypicalGap = 30, DaysSinceLastOrder = 30 }, AsOf);

        // Half of the gaps have ended; the rest has its median at the 75 % quantile, 30 e^(0.67449 × 0.5) = 42.03.
        Assert.Equal(0.5, next.ShareEnded, 12);
        Assert.Equal(43 - 30, Days(next.Median));
        Assert.True(Days(next.Earliest) > 0);
    }

    [Fact]
    public void Of_SilenceBeyondNearlyAllGaps_GivesNoDate()
    {
        var next = NextOrderEstimate.Of(new ShopRhythm(Math.Log(30), 0.25, 0.1, 100, 500), new OrderRhythm { Gaps = [], DaysSinceLastOrder = 400 }, AsOf);

        Assert.Null(next.Median);
        Assert.Contains("99 of 100", next.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_PlantedRhythm_IsRecovered()
    {
        var random = new Random(7);
        var shop = ShopRhythm.Fit([.. Customers(random, 4000, 3.4, 0.3, 0.4).Select(c => (c.Length, c.Sum(), c.Sum(g => g * g)))]);

        Assert.Equal(3.4, shop.Mean, 0.03);
        Assert.Equal(0.3, shop.Within, 0.015);
        Assert.Equal(0.4, shop.Between, 0.03);
        Assert.True(shop.IsEnough);
    }

    [Fact]
    public void Of_PlantedRhythm_HoldsTheNextOrderFourTimesOutOfFive()
    {
        var random = new Random(11);
        var customers = Customers(random, 4000, 3.4, 0.3, 0.4);
        var shop = ShopRhythm.Fit([.. customers.Select(c => (c.Length - 1, c[..^1].Sum(), c[..^1].Sum(g => g * g))).Where(c => c.Item1 > 0)]);
        var (held, asked) = (0, 0);
        foreach (var logs in customers)
        {
            var next = Math.Exp(logs[^1]);
            var silent = (int)(next * random.NextDouble());
            var own = new OrderRhythm { Gaps = [.. logs[..^1].Select(g => (int)Math.Max(1, Math.Round(Math.Exp(g))))], TypicalGap = 1, DaysSinceLastOrder = silent };
            var estimate = NextOrderEstimate.Of(shop, own, AsOf);
            if (estimate.Latest is null)
                continue;
            asked++;
            held += next > Days(estimate.Earliest) + silent - 1 && next <= Days(estimate.Latest) + silent ? 1 : 0;
        }

        // The silence was drawn as a share of the gap itself, which favours long gaps a little: the interval must hold about as often as it says.
        Assert.InRange((double)held / asked, 0.72, 0.88);
    }

    [Fact]
    public void Fit_Nothing_IsNotEnough() => Assert.False(ShopRhythm.Fit([]).IsEnough);

    private static double[][] Customers(Random random, int count, double mean, double within, double between) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var own = mean + (Math.Sqrt(between) * Gaussian(random));
            return Enumerable.Range(0, random.Next(1, 9)).Select(_ => own + (Math.Sqrt(within) * Gaussian(random))).ToArray();
        })];

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int Days(DateOnly? day) => day!.Value.DayNumber - AsOf;
}
