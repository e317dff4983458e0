using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class CoOccurrenceTests
{
    [Fact]
    public void FisherP_TheLadyTastingTea_IsFishers()
    {
        // Fisher 1935, The Design of Experiments: 3 of 4 cups right has 17 / 70, all 4 have 1 / 70.
        Assert.Equal(17.0 / 70, new CoOccurrence(3, 4, 4, 8).FisherP(), 12);
        Assert.Equal(1.0 / 70, new CoOccurrence(4, 4, 4, 8).FisherP(), 12);
        Assert.Equal(1, new CoOccurrence(0, 4, 4, 8).FisherP());
    }

    [Fact]
    public void FisherP_RandomTables_EqualsTheSumOfAllTerms()
    {
        var random = new Random(4);
        for (var round = 0; round < 300; round++)
        {
            var all = random.Next(1, 60);
            var (left, right) = (random.Next(0, all + 1), random.Next(0, all + 1));
            var (least, most) = (Math.Max(0, left + right - all), Math.Min(left, right));
            var both = random.Next(least, most + 1);
            var terms = Enumerable.Range(least, most - least + 1).Select(k => Choose(left, k) * Choose(all - left, right - k)).ToList();

            Assert.Equal(terms.Skip(both - least).Sum() / terms.Sum(), new CoOccurrence(both, left, right, all).FisherP(), 9);
        }
    }

    [Fact]
    public void FisherP_OfMillions_IsQuickAndInRange()
    {
        Assert.InRange(new CoOccurrence(100_000, 1_000_000, 1_000_000, 10_000_000).FisherP(), 0.49, 0.51);
        Assert.InRange(new CoOccurrence(100_600, 1_000_000, 1_000_000, 10_000_000).FisherP(), 0.0165, 0.0185); // z = 2.11
        Assert.Equal(0, new CoOccurrence(900_000, 1_000_000, 1_000_000, 10_000_000).FisherP());
    }

    [Fact]
    public void LiftInterval_ByHand_IsTheDeltaMethods()
    {
        var counts = new CoOccurrence(30, 100, 150, 1000);
        var v = (1.0 / 30) - (1.0 / 100) - (1.0 / 150) + (3.0 / 1000);

        var interval = counts.LiftInterval();

        Assert.Equal(2, counts.Lift, 12);
        Assert.Equal((2 * Math.Exp(-1.959963985 * Math.Sqrt(v)), 2 * Math.Exp(1.959963985 * Math.Sqrt(v))), (interval.Low, interval.High), new Pairs(1e-7));
    }

    [Fact]
    public void LiftInterval_OfMultinomialSamples_HoldsTheTruthAsOftenAsItSays()
    {
        // True lift 1.5: P(left) 0.2, P(right) 0.25, P(both) 0.075.
        var (random, held, samples) = (new Random(42), 0, 2000);
        for (var sample = 0; sample < samples; sample++)
        {
            var (both, left, right) = (0, 0, 0);
            for (var trial = 0; trial < 1500; trial++)
            {
                switch (random.NextDouble())
                {
                    case < 0.075:
                        (both, left, right) = (both + 1, left + 1, right + 1);
                        break;
                    case < 0.2:
                        left++;
                        break;
                    case < 0.375:
                        right++;
                        break;
                    default:
                        break;
                }
            }

            held += new CoOccurrence(both, left, right, 1500).LiftInterval().Contains(1.5) ? 1 : 0;
        }

        Assert.InRange(held / (double)samples, 0.935, 0.965);
    }

    [Fact]
    public void LiftInterval_NeverTogether_HasNoUpperEnd() => Assert.Equal(new Interval(0, double.PositiveInfinity, 0.95), new CoOccurrence(0, 5, 5, 20).LiftInterval());

    [Fact]
    public void LiftInterval_AlwaysEverywhere_IsOne() => Assert.Equal((1.0, 1.0), (new CoOccurrence(7, 7, 7, 7).LiftInterval().Low, new CoOccurrence(7, 7, 7, 7).LiftInterval().High));

    private static double Choose(int n, int k)
    {
        if (k < 0 || k > n)
            return 0;
        double product = 1;
        for (var i = 1; i <= k; i++)
            product = product * (n - k + i) / i;
        return product;
    }

    private sealed class Pairs(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < tolerance && Math.Abs(x.Item2 - y.Item2) < tolerance;

        public int GetHashCode((double, double) obj) => 0;
    }
}
