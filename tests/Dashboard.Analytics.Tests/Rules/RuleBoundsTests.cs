using Dashboard.Analytics.Rules;

namespace Dashboard.Analytics.Tests.Rules;

/// <summary>Whoever asks "what if" or "what would it take" gets numbers that a customer can have.</summary>
public sealed class RuleBoundsTests
{
    [Theory]
    [InlineData("rfm.r >= 4", new[] { 1.0, 2, 3, 5 })]
    [InlineData("rfm.r > 4", new[] { 1.0, 2, 3 })]
    [InlineData("rfm.f < 2", new[] { 3.0, 4, 5 })]
    [InlineData("rfm.m <= 5", new[] { 2.0, 3, 4 })]
    [InlineData("birthday_month = 12", new[] { 9.0, 10, 11 })]
    [InlineData("orders >= 2", new[] { 0.0, 1, 3, 4, 5 })]
    [InlineData("discount_share(ever) > 0.8", new[] { 0.4, 0.6, 0.72, 0.88 })]
    public void Alternatives_OfAThreshold_StayWithinWhatCustomersCanHave(string rule, double[] numbers) =>
        Assert.Equal(numbers, RuleNumbers.Alternatives(RuleNumbers.Of(RuleText.Parse(rule))[0]).Select(n => (double)n));

    [Theory]
    // A score of 5 that must not be 5 goes down, since there is no 6.
    [InlineData("rfm.r != 5", true, 5, 4.0)]
    [InlineData("rfm.r != 3", true, 3, 4.0)]
    [InlineData("rfm.r > 5", true, 3, null)]
    [InlineData("rfm.r >= 1", false, 3, null)]
    [InlineData("rfm.r between 2 and 5", false, 4, 1.0)]
    [InlineData("rfm.r between 1 and 5", false, 4, null)]
    [InlineData("rfm.r in (6, 2)", true, 5, 2.0)]
    [InlineData("rfm.r in (4, 5)", false, 5, 3.0)]
    [InlineData("rfm.r not in (1, 2, 3, 4, 5)", true, 5, null)]
    [InlineData("rfm.r > 3.5", true, 2, 4.0)]
    [InlineData("rfm.r < 2.5", true, 5, 2.0)]
    public void TargetOf_Scores_IsTheNearestThatCanBeReached(string text, bool mustMeet, int value, double? target)
    {
        var rule = Assert.IsType<FieldRule>(RuleText.Parse(text));

        Assert.Equal((decimal?)target, RuleSteps.TargetOf(rule.Test, mustMeet, value, 1, 1, 5));
    }
}
