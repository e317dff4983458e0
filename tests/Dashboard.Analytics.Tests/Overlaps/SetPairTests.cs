using Dashboard.Analytics.Overlaps;

namespace Dashboard.Analytics.Tests.Overlaps;

public sealed class SetPairTests
{
    [Fact]
    public void LiftOf_Counts_EqualsTheFormulaByHand()
    {
        // 1,000 customers, sets of 200 and 300, 90 in both: chance gives 60, lift is 1.5; the variance of its logarithm is 1/90 - 1/200 - 1/300 + 2/1000 = 0.0047778.
        var lift = SetPair.LiftOf(200, 300, 90, 1000)!;

        Assert.Equal(1.5, lift.Value, 12);
        Assert.Equal(Math.Sqrt(0.004777777777777778), lift.StandardError, 12);
        Assert.Equal(1.5 * Math.Exp(-1.959963984540054 * lift.StandardError), lift.Interval.Low, 9);
        Assert.Equal(1.5 * Math.Exp(1.959963984540054 * lift.StandardError), lift.Interval.High, 9);
        Assert.Equal(1000, lift.Count);
    }

    [Fact]
    public void LiftOf_TheSameSet_IsTheInverseOfItsShare()
    {
        // Lift is N / n then, and the variance that of the logarithm of a share: (1 - p) / n.
        var lift = SetPair.LiftOf(250, 250, 250, 1000)!;

        Assert.Equal(4, lift.Value, 12);
        Assert.Equal(Math.Sqrt(0.75 / 250), lift.StandardError, 12);
    }

    [Fact]
    public void LiftOf_Edges_AreStated()
    {
        Assert.Null(SetPair.LiftOf(0, 10, 0, 100));
        var apart = SetPair.LiftOf(50, 40, 0, 100)!;
        Assert.Equal((0, 0), (apart.Value, apart.Interval.Low));
        // Wilson's upper end of 0 of 100 is z² / (100 + z²).
        Assert.Equal(3.841458820694124 / 103.841458820694124 / 0.2, apart.Interval.High, 9);
        var everybody = SetPair.LiftOf(100, 100, 100, 100)!;
        Assert.Equal((1, 0), (everybody.Value, everybody.StandardError));
    }

    [Theory]
    [InlineData(0.3, 0.4, 0.2)]
    [InlineData(0.1, 0.2, 0.02)]
    [InlineData(0.5, 0.1, 0.02)]
    public void LiftOf_DrawnCustomers_HoldsTheTrueLiftAsOftenAsItSays(double first, double second, double both)
    {
        const int Draws = 2_000, Customers = 1_500;
        var random = new Random(17);
        var held = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (a, b, ab) = (0, 0, 0);
            for (var i = 0; i < Customers; i++)
            {
                var u = random.NextDouble();
                var (inA, inB) = (u < first, u < both || (u >= first && u < first + second - both));
                a += inA ? 1 : 0;
                b += inB ? 1 : 0;
                ab += inA && inB ? 1 : 0;
            }

            held += SetPair.LiftOf(a, b, ab, Customers)!.Interval.Contains(both / (first * second)) ? 1 : 0;
        }

        Assert.InRange(held / (double)Draws, 0.935, 0.965);
    }
}
