using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public class ContingencyTableTests
{
    /// <summary>R's <c>prop.test</c> on smokers among patients (Fleiss 1981).</summary>
    [Fact]
    public void Independence_Smokers_EqualsR()
    {
        var result = ContingencyTable.Independence(new long[,] { { 83, 90, 129, 70 }, { 3, 3, 7, 12 } });

        Assert.Equal(12.6004113, result.Test.Statistic, 1e-7);
        Assert.Equal(0.005585477, result.Test.PValue, 1e-9);
        Assert.Equal(3, result.Test.DegreesOfFreedom);
        Assert.Equal(397, result.Count);
    }

    /// <summary>R's HairEyeColor over both sexes (Snee 1974): hair black, brown, red, blond by eyes brown, blue, hazel, green.</summary>
    [Fact]
    public void Independence_HairAndEyes_EqualsR()
    {
        var result = ContingencyTable.Independence(new long[,] { { 68, 20, 15, 5 }, { 119, 84, 54, 29 }, { 26, 17, 14, 14 }, { 7, 94, 10, 16 } });

        Assert.Equal(138.2898416, result.Test.Statistic, 1e-7);
        Assert.Equal(9, result.Test.DegreesOfFreedom);
        Assert.Equal(Math.Sqrt(138.2898416 / 592 / 3), result.CramersV, 1e-9);
    }

    /// <summary>In a two by two table chi-square is the square of the pooled z.</summary>
    [Fact]
    public void Independence_TwoByTwo_IsSquareOfPooledZ()
    {
        var result = ContingencyTable.Independence(new long[,] { { 200, 1800 }, { 250, 1750 } });

        Assert.Equal(6.259780908, result.Test.Statistic, 1e-9);
        Assert.Equal(0.012350948, result.Test.PValue, 1e-9);
    }

    [Fact]
    public void Independence_FullAndNoAssociation_IsOneAndZero()
    {
        Assert.Equal(1, ContingencyTable.Independence(new long[,] { { 10, 0 }, { 0, 20 } }).CramersV, 1e-12);
        Assert.Equal(0, ContingencyTable.Independence(new long[,] { { 10, 20 }, { 30, 60 } }).CramersV, 1e-12);
    }

    [Fact]
    public void Independence_EmptyRowsOrTable_AreLeftOut()
    {
        var with = ContingencyTable.Independence(new long[,] { { 10, 5, 0 }, { 0, 0, 0 }, { 4, 9, 0 } });
        var without = ContingencyTable.Independence(new long[,] { { 10, 5 }, { 4, 9 } });

        Assert.Equal(without, with);
        Assert.Equal(1, ContingencyTable.Independence(new long[0, 0]).Test.PValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => ContingencyTable.Independence(new long[,] { { -1, 2 }, { 3, 4 } }));
    }
}
