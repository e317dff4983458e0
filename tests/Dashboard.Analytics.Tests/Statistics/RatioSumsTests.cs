using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class RatioSumsTests
{
    [Fact]
    public void OverInterval_OfSharesOfCustomers_IsThatOfALift()
    {
        var counts = new CoOccurrence(30, 100, 150, 1000);

        var interval = Shares(30, 100).OverInterval(Shares(150, 1000))!.Value;

        Assert.Equal(counts.LiftInterval().Low, interval.Low, 10);
        Assert.Equal(counts.LiftInterval().High, interval.High, 10);
    }

    [Fact]
    public void Intervals_OfDrawnCustomers_HoldTheTruthAsOftenAsTheySay()
    {
        // A customer makes 1 to 6 orders, each with the item at the customer's own chance: orders of a customer go together. A third are members, who like it more.
        var (random, shareHeld, indexHeld, samples) = (new Random(8), 0, 0, 1500);
        const double Members = 0.35, Others = 0.2, Share = 1.0 / 3;
        for (var sample = 0; sample < samples; sample++)
        {
            var (mine, all) = (default(RatioSums), default(RatioSums));
            for (var customer = 0; customer < 900; customer++)
            {
                var isMember = random.NextDouble() < Share;
                var chance = (isMember ? Members : Others) * 2 * random.NextDouble();
                var orders = random.Next(1, 7);
                var with = Enumerable.Range(0, orders).Count(_ => random.NextDouble() < chance);
                all = Add(all, with, orders);
                mine = isMember ? Add(mine, with, orders) : mine;
            }

            shareHeld += mine.ShareInterval()!.Value.Contains(Members) ? 1 : 0;
            indexHeld += mine.OverInterval(all)!.Value.Contains(Members / ((Members * Share) + (Others * (1 - Share)))) ? 1 : 0;
        }

        Assert.InRange(shareHeld / (double)samples, 0.93, 0.965);
        Assert.InRange(indexHeld / (double)samples, 0.93, 0.965);
    }

    [Fact]
    public void Intervals_WithoutAPlaceOnTheScale_AreMissing()
    {
        Assert.Null(Shares(0, 10).ShareInterval());
        Assert.Null(Shares(10, 10).ShareInterval());
        Assert.Null(Shares(0, 10).OverInterval(Shares(5, 20)));
        Assert.Equal((0, null), (Shares(0, 10).Over(Shares(5, 20)), Shares(0, 0).Over(Shares(5, 20))));
    }

    private static RatioSums Add(RatioSums sums, long r, long t) => new(sums.Part + r, sums.Whole + t, sums.PartSquared + (r * r), sums.PartByWhole + (r * t), sums.WholeSquared + (t * t));

    private static RatioSums Shares(int buyers, int customers) => new(buyers, customers, buyers, buyers, customers);
}
