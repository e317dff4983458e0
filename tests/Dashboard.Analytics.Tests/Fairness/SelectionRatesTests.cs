using Dashboard.Analytics.Fairness;

namespace Dashboard.Analytics.Tests.Fairness;

public sealed class SelectionRatesTests
{
    // The example of the guidelines' questions and answers (1979, question 12): 48 of 80 white and 12 of 40 black applicants hired, ratio 50 %.
    private static readonly GroupCounts Guidelines = new("gender", ["white", "black"], [80, 40, 0], [48, 12, 0]);

    [Fact]
    public void Of_ExampleOfTheGuidelines_HasTheRatioOfOneHalf()
    {
        var groups = SelectionRates.Adjusted([SelectionRates.Of(Guidelines, 1, FairnessReference.HighestRate)])[0].Groups;

        Assert.Equal((0.6, true, 1.0, FairnessVerdict.Reference), (groups[0].Rate, groups[0].IsReference, groups[0].Ratio, groups[0].Verdict));
        Assert.Equal(0.3, groups[1].Rate, 9);
        Assert.Equal(0.5, groups[1].Ratio!.Value, 9);
        Assert.Equal(0.301433, groups[1].RatioInterval!.Value.Low, 6);
        Assert.Equal(0.829372, groups[1].RatioInterval!.Value.High, 6);
        Assert.Equal(0.0034092, groups[1].P!.Value, 7);
        Assert.Equal(FairnessVerdict.Unclear, groups[1].Verdict);
    }

    [Fact]
    public void Of_TenTimesAsMany_IsUnderFourFifths()
    {
        var counts = Guidelines with { People = [800, 400, 0], Selected = [480, 120, 0] };
        foreach (var reference in Enum.GetValues<FairnessReference>())
        {
            var attribute = SelectionRates.Adjusted([SelectionRates.Of(counts, 10, reference)])[0];
            Assert.Equal("black", Assert.Single(attribute.Under).Group);
        }
    }

    [Fact]
    public void ExactP_AgreesWithTheHypergeometricDistribution()
    {
        Assert.Equal(0.6499166, SelectionRates.ExactP(3, 10, 5, 10), 7);
        Assert.Equal(1, SelectionRates.ExactP(5, 10, 5, 10), 9);
        Assert.Equal(SelectionRates.ExactP(1, 30, 9, 40), SelectionRates.ExactP(9, 40, 1, 30), 9);
        Assert.InRange(SelectionRates.ExactP(400_000, 500_000, 300_000, 500_000), 0, 1e-12);
    }

    [Fact]
    public void RatioOf_NobodySelected_IsZeroWithAnUpperEnd()
    {
        var (ratio, interval) = SelectionRates.RatioOf(0, 50, 48, 80)!.Value;

        Assert.Equal((0, 0), (ratio, interval.Low));
        Assert.Equal(0.260625, interval.High, 6);
        Assert.Null(SelectionRates.RatioOf(3, 50, 0, 80));
    }

    [Fact]
    public void Of_SmallGroups_AreTakenTogetherAndCounted()
    {
        var counts = new GroupCounts("country", ["A", "B", "C", "D"], [500, 300, 4, 3, 20], [50, 10, 4, 0, 1]);
        var attribute = SelectionRates.Of(counts, 10, FairnessReference.HighestRate);

        Assert.Equal(["A", "B"], attribute.Groups.Select(g => g.Group));
        Assert.Equal(2, attribute.HiddenGroups);
        Assert.True(attribute.HidesUnknown, "7 people are too few to be shown, and nothing else is as small as those not known.");
        Assert.Equal((27, 5), (attribute.Hidden!.People, attribute.Hidden.Selected));
        Assert.Equal(827, attribute.Groups.Sum(g => g.People) + attribute.Hidden.People);
    }

    [Fact]
    public void Of_FewPeopleWithAHighRate_AreNoReference()
    {
        var counts = new GroupCounts("country", ["A", "B", "C"], [1_000, 900, 12, 0], [100, 90, 12, 0]);

        Assert.Equal("A", SelectionRates.Of(counts, 10, FairnessReference.HighestRate).Groups.Single(g => g.IsReference).Group);
    }

    [Fact]
    public void Of_OneGroupOnly_IsNotCompared()
    {
        var group = Assert.Single(SelectionRates.Adjusted([SelectionRates.Of(new GroupCounts("gender", ["x"], [50, 30], [5, 3]), 10, FairnessReference.HighestRate)])[0].Groups);

        Assert.Equal((FairnessVerdict.NotCompared, null), (group.Verdict, group.Ratio));
    }

    [Theory]
    [InlineData(FairnessReference.HighestRate)]
    [InlineData(FairnessReference.Others)]
    public void Adjusted_RulesThatKnowNothingOfGroups_AreBlamedNoMoreOftenThanTheLevelSays(FairnessReference reference)
    {
        var random = new Random(17);
        var blamed = 0;
        const int Trials = 1_000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var rate = 0.02 + (0.4 * random.NextDouble());
            var attributes = new List<AttributeFairness>();
            foreach (var (name, sizes) in new[] { ("gender", (int[])[400, 350]), ("age", [30, 90, 120, 150, 60, 40]), ("country", [12, 15, 20, 25, 300, 200, 40, 11]) })
                attributes.Add(SelectionRates.Of(new GroupCounts(name, [.. sizes.Select((_, i) => $"{i}")], [.. sizes, 0], [.. sizes.Select(n => Enumerable.Range(0, n).Count(_ => random.NextDouble() < rate)), 0]), 10, reference));
            blamed += SelectionRates.Adjusted(attributes).Any(a => a.Under.Any()) ? 1 : 0;
        }

        Assert.InRange(blamed, 0, Trials * 0.05);
    }
}
