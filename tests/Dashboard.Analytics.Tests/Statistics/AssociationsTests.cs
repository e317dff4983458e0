using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class AssociationsTests
{
    [Fact]
    public void CramersV_WorkedByHand_TakesChanceOff()
    {
        // χ² = 34.0278 of 100: φ² = 0.340278 − 1/99, the smaller side 2 − 1/99.
        Assert.Equal(0.583333, ContingencyTable.Independence(new long[,] { { 30, 10 }, { 10, 50 } }).CramersV, 6);
        Assert.Equal(0.577534, Associations.CramersV(new long[,] { { 30, 10 }, { 10, 50 } }), 6);
        Assert.Equal(1, Associations.CramersV(new long[,] { { 30, 0 }, { 0, 50 } }), 9);
        Assert.Equal(0, Associations.CramersV(new long[,] { { 20, 20 }, { 30, 30 } }), 9);
        Assert.Equal(0, Associations.CramersV(new long[,] { { 20, 20 }, { 0, 0 } }), 9);
    }

    [Fact]
    public void CramersV_ManyValuesOfChance_IsNearZeroWhereThePlainOneIsNot()
    {
        var random = new Random(1);
        var counts = new long[20, 20];
        for (var i = 0; i < 1_000; i++)
            counts[random.Next(20), random.Next(20)]++;

        Assert.InRange(ContingencyTable.Independence(counts).CramersV, 0.1, 0.2);
        Assert.InRange(Associations.CramersV(counts), 0, 0.06);
    }

    [Fact]
    public void CorrelationRatio_TwoGroups_IsThePointBiserialCorrelation()
    {
        double[] numbers = [1, 2, 3, 4, 6];
        double[] groups = [0, 0, 0, 1, 1];
        Moments[] moments = [Of(1, 2, 3), Of(4, 6)];

        Assert.Equal(0.854242, Associations.CorrelationRatio(moments, corrected: false), 6);
        Assert.Equal(Math.Abs(MathNet.Numerics.Statistics.Correlation.Pearson(numbers, groups)), Associations.CorrelationRatio(moments, corrected: false), 9);
        Assert.Equal(0.799775, Associations.CorrelationRatio(moments, corrected: true), 6);
        Assert.Equal(0, Associations.CorrelationRatio([Of(1, 2), default], corrected: true));
        Assert.Equal(0, Associations.CorrelationRatio([Of(3, 3), Of(3)], corrected: true));
    }

    [Fact]
    public void Moments_OfParts_AddUp()
    {
        var whole = Of(1e6 + 1, 1e6 + 2, 1e6 + 4, 1e6 + 9);
        var parts = Of(1e6 + 1, 1e6 + 2).With(Of(1e6 + 4, 1e6 + 9));

        Assert.Equal(4, whole.Count);
        Assert.Equal(1e6 + 4, whole.Mean, 6);
        Assert.Equal(38, whole.Squares, 6);
        Assert.Equal(whole.Mean, parts.Mean, 6);
        Assert.Equal(whole.Squares, parts.Squares, 6);
    }

    private static Moments Of(params double[] numbers) => numbers.Aggregate(default(Moments), (m, n) => m.With(n));
}
