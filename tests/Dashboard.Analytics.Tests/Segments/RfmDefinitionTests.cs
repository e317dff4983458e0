using Dashboard.Analytics.Segments;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmDefinitionTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_5000, 300_0000, 400_0001]);

    [Fact]
    public void Format_DefaultAndFull_IsShortAndComplete()
    {
        var full = new RfmDefinition
        {
            WindowMonths = 12,
            Thresholds = Edges,
            Map = RfmMap.Default.With(5, 3, RfmGroup.Champions),
            Names = RfmNames.Default.With(RfmGroup.Champions, "Top | fans: 1", null),
        };

        Assert.Equal("window=all", RfmDefinitionText.Format(RfmDefinition.Default));
        Assert.Equal(
            "window=12|edges=10,20,30,40;1,2,3,4;100,200.5,300,400.0001|map=ddaaa-eecbb-iifbb-jjhhg-jjhhg|champions=Top%20%7C%20fans%3A%201:",
            RfmDefinitionText.Format(full));
        Assert.Equal(full, RfmDefinitionText.Parse(RfmDefinitionText.Format(full)));
        Assert.Equal(RfmDefinition.Default, RfmDefinitionText.Parse("window=all"));
        Assert.Null(RfmDefinitionText.Parse(null));
    }

    [Fact]
    public void ParseOfFormat_AnyDefinition_IsTheSame() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var definition = Random(seed);
            Assert.Equal(definition, RfmDefinitionText.Parse(RfmDefinitionText.Format(definition)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("window=0", "1 to 120 months")]
    [InlineData("window=soon", "1 to 120 months")]
    [InlineData("window=all|edges=1,2,3;1,2,3,4;1,2,3,4", "four numbers")]
    [InlineData("window=all|edges=4,3,2,1;1,2,3,4;1,2,3,4", "ascending")]
    [InlineData("window=all|map=aaaa", "five letters")]
    [InlineData("window=all|map=kaaaa-aaaaa-aaaaa-aaaaa-aaaaa", "five letters")]
    [InlineData("window=all|whales=Big:", "no part 'whales'")]
    [InlineData("window=all|champions=A:B:C", "colon")]
    [InlineData("window=all|champions=Same:|loyal=same:", "Two groups are named")]
    [InlineData("window=all|champions=Dormant:|dormant=Asleep:", "own name of another group")]
    public void Parse_WrongText_SaysWhatIsWrong(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => RfmDefinitionText.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Map_ProspectsOrMissingCells_AreRefused()
    {
        Assert.Contains("R 4, FM 2", Assert.Throws<ArgumentException>(() => RfmMap.Default.With(4, 2, RfmGroup.Prospects)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RfmMap([RfmGroup.New]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RfmMap.Default[0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => RfmDefinition.Default with { WindowMonths = 121 });
    }

    [Fact]
    public void Names_EmptyOrLong_FallBackOrAreRefused()
    {
        var names = RfmNames.Default.With(RfmGroup.Loyal, "  Our   regulars ", "");

        Assert.Equal(("Our regulars", RfmGroup.Loyal.Action()), (names.Name(RfmGroup.Loyal), names.Action(RfmGroup.Loyal)));
        Assert.Equal(RfmNames.Default, names.With(RfmGroup.Loyal, null, null));
        Assert.Equal((RfmGroup.Loyal, RfmGroup.Loyal, null), (names.Find("our regulars"), names.Find("loyal"), names.Find("whales")));
        Assert.Equal("Not known yet", names.Name(null));
        Assert.Throws<ArgumentException>(() => names.With(RfmGroup.New, new string('x', RfmNames.LongestName + 1), null));
    }

    [Fact]
    public void ScoresAs_OtherNames_IsTheSame()
    {
        var renamed = RfmDefinition.Default with { Names = RfmNames.Default.With(RfmGroup.New, "Newcomers", null) };

        Assert.True(renamed.ScoresAs(RfmDefinition.Default));
        Assert.NotEqual(renamed, RfmDefinition.Default);
        Assert.False(renamed.ScoresAs(renamed with { WindowMonths = 3 }));
    }

    internal static RfmDefinition Random(int seed)
    {
        var random = new Random(seed);
        var names = RfmNames.Default;
        foreach (var group in RfmGroups.All.Where(_ => random.Next(3) == 0))
            names = names.With(group, random.Next(2) == 0 ? null : $"G{(int)group} ä|:=%;{random.Next(9)}", random.Next(2) == 0 ? null : $"Do \"this\", then {random.Next(99)} % off + more");
        return new RfmDefinition
        {
            WindowMonths = random.Next(2) == 0 ? null : random.Next(1, 25),
            Thresholds = random.Next(2) == 0 ? null : new RfmThresholds(Edges(400), Edges(6), Edges(1_000_0000)),
            Map = random.Next(3) == 0 ? RfmMap.Default : new RfmMap([.. Enumerable.Range(0, 25).Select(_ => (RfmGroup)random.Next((int)RfmGroup.Prospects))]),
            Names = names,
        };

        long[] Edges(int below) => [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(below)).Order()];
    }
}
