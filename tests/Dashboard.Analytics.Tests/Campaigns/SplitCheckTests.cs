using Dashboard.Analytics.Campaigns;

namespace Dashboard.Analytics.Tests.Campaigns;

public sealed class SplitCheckTests
{
    [Fact]
    public void Of_PlannedHalves_GivesThePublishedPValue()
    {
        // The example of Kohavi, Tang and Xu (2020), Trustworthy Online Controlled Experiments, chapter 21: p = 1.8e-6.
        var check = SplitCheck.Of(821_588, 815_482, 0.5)!;

        Assert.Equal(22.774, check.ChiSquare!.Value, 3);
        Assert.InRange(check.PValue!.Value, 1.75e-6, 1.85e-6);
        Assert.True(check.IsMismatch);
        Assert.True(check.IsPlanned);
    }

    [Theory]
    [InlineData(9_000, 1_000, 0.1, false)]
    [InlineData(9_010, 990, 0.1, false)]
    [InlineData(90_400, 9_600, 0.1, true)]
    [InlineData(8_800, 1_200, null, false)]
    public void Of_NoPlan_ComparesWithACustomaryShareNearby(long treated, long control, double? expected, bool mismatch)
    {
        var check = SplitCheck.Of(treated, control, null)!;

        Assert.Equal(expected, check.ExpectedShare);
        Assert.Equal(mismatch, check.IsMismatch);
        Assert.Equal(expected is null, check.PValue is null);
    }

    [Fact]
    public void Of_OneArm_IsNothingToCheck() => Assert.Null(SplitCheck.Of(100, 0, 0.5));
}
