using Dashboard.Analytics.Predictions;

namespace Dashboard.Analytics.Tests.Predictions;

public sealed class ControlSizeTests
{
    // By hand: (1.95996 + 0.84162)² × (0.1 × 0.9 + 0.15 × 0.85) / 0.05² = 682.9 a group of equal size; at the best division (0.3 + 0.3571)² takes the place of twice the sum, 1,355 in all.
    [Fact]
    public void LeastEffect_TheTextbookGroups_ShowTheTextbookEffect()
    {
        Assert.Equal(0.05, ControlSize.LeastEffect(2 * 683, 0.5, 0.1)!.Value, 4);
        Assert.InRange(ControlSize.ShareFor(2 * 683, 0.1, 0.05)!.Value, 0.4, 0.5);
        Assert.Null(ControlSize.ShareFor(1_350, 0.1, 0.05));
    }

    [Fact]
    public void LeastEffect_LargerControlAndMoreCustomers_ShowsSmallerEffects()
    {
        var before = 1.0;
        foreach (var share in new[] { 0.02, 0.05, 0.1, 0.2, 0.35, 0.5 })
        {
            var effect = ControlSize.LeastEffect(2_000, share, 0.3)!.Value;
            Assert.True(effect < before);
            Assert.True(ControlSize.LeastEffect(20_000, share, 0.3) < effect);
            Assert.True(ControlSize.ShareFor(2_000, 0.3, effect * 1.0001) <= share);
            before = effect;
        }
    }

    [Theory]
    [InlineData(0, 0.1, 0.2)]
    [InlineData(3, 0.1, 0.2)]
    [InlineData(4, 0.5, 0.2)]
    [InlineData(1_000, 0.1, 1)]
    public void LeastEffect_NobodyOrNothingToGain_IsNull(int customers, double control, double share) => Assert.Null(ControlSize.LeastEffect(customers, control, share));
}
