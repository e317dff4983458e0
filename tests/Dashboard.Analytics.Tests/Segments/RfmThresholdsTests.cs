using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmThresholdsTests
{
    [Fact]
    public void Quintiles_TenValues_AreTheSecondFourthSixthAndEighth()
    {
        long[] values = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

        var edges = RfmThresholds.Quintiles([.. values], [.. values], [.. values]);

        Assert.Equal([2, 4, 6, 8], edges.DaysSinceLastOrder.ToArray());
        Assert.Equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5], Enumerable.Range(1, 10).Select(v => edges.FrequencyScore(v)));
        Assert.Equal([5, 5, 4, 4, 3, 3, 2, 2, 1, 1], Enumerable.Range(1, 10).Select(v => edges.RecencyScore(v)));
    }

    [Fact]
    public void Quintiles_MostlyOneValue_GivesEqualValuesOneScore()
    {
        // Seven of ten ordered once: the first three edges coincide at 1, so once scores 1 and the next value jumps to 4.
        long[] orders = [1, 1, 1, 1, 1, 1, 1, 2, 3, 9];

        var edges = RfmThresholds.Quintiles([.. orders], [.. orders], [.. orders]);

        Assert.Equal([1, 1, 1, 2], edges.Orders.ToArray());
        Assert.Equal([1, 4, 5, 5], new long[] { 1, 2, 3, 9 }.Select(edges.FrequencyScore));
    }

    [Fact]
    public void Quintiles_Nothing_AreZero() => Assert.Equal([0, 0, 0, 0], RfmThresholds.Quintiles([], [], []).MoneyE4.ToArray());

    [Fact]
    public void Quintiles_AnyValues_AreMonotoneInTheValueAndBlindToOrder()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 200)).Select(_ => (long)random.Next(30)).ToArray();
            var shuffled = values.ToArray();
            random.Shuffle(shuffled);

            var edges = RfmThresholds.Quintiles([.. values], [.. values], [.. values]);

            Assert.Equal(edges, RfmThresholds.Quintiles([.. shuffled], [.. shuffled], [.. shuffled]));
            Array.Sort(shuffled);
            Assert.Equal([.. Enumerable.Range(1, 4).Select(fifth => shuffled[(int)Math.Ceiling(fifth * shuffled.Length / 5m) - 1])], edges.MoneyE4.ToArray());
            var scores = Enumerable.Range(0, 31).Select(v => edges.MoneyScore(v)).ToArray();
            Assert.Equal(scores.Order(), scores);
            Assert.All(scores, s => Assert.InRange(s, 1, 5));
        }
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(1, 3, 2, 4)]
    [InlineData(1, 2, 3, 4, 5)]
    public void Constructor_NotFourAscending_SaysWhatIsNeeded(params int[] edges)
    {
        long[] wrong = [.. edges.Select(e => (long)e)];

        var error = Assert.Throws<ArgumentException>(() => new RfmThresholds(wrong, [1, 2, 3, 4], [1, 2, 3, 4]));

        Assert.Contains("days since the last order must be four numbers in ascending order", error.Message);
    }

    [Fact]
    public void Of_EveryCell_IsTheDefaultMap()
    {
        // Rows: recency 5 to 1; columns: frequency and money 1 to 5.
        RfmGroup[][] map =
        [
            [RfmGroup.New, RfmGroup.New, RfmGroup.Active, RfmGroup.Champions, RfmGroup.Champions],
            [RfmGroup.Promising, RfmGroup.Promising, RfmGroup.Active, RfmGroup.Loyal, RfmGroup.Loyal],
            [RfmGroup.AlmostLost, RfmGroup.AlmostLost, RfmGroup.NeedsAttention, RfmGroup.Loyal, RfmGroup.Loyal],
            [RfmGroup.Dormant, RfmGroup.Dormant, RfmGroup.AtRisk, RfmGroup.AtRisk, RfmGroup.PreviouslyLoyal],
            [RfmGroup.Dormant, RfmGroup.Dormant, RfmGroup.AtRisk, RfmGroup.AtRisk, RfmGroup.PreviouslyLoyal],
        ];

        for (var r = 5; r >= 1; r--)
        {
            for (var fm = 1; fm <= 5; fm++)
                Assert.Equal(map[5 - r][fm - 1], RfmMap.Default[r, fm]);
        }
    }

    [Fact]
    public void GroupOf_HalfScores_RoundUp()
    {
        // Frequency 2 and money 1 make FM 1.5, which rounds to 2; frequency 3 and money 2 make 2.5, which rounds to 3.
        var edges = new RfmYardstick(new([10, 20, 30, 40], [1, 2, 3, 4], [10, 20, 30, 40]), RfmMap.Default, null);

        Assert.Equal(RfmGroup.New, (RfmGroup)edges.GroupOf(days: 10, orders: 2, moneyE4: 10));
        Assert.Equal(RfmGroup.Active, (RfmGroup)edges.GroupOf(days: 10, orders: 3, moneyE4: 20));
        Assert.Equal(RfmGroup.Champions, (RfmGroup)edges.GroupOf(days: 0, orders: 4, moneyE4: 30));
        Assert.Equal(RfmGroup.PreviouslyLoyal, (RfmGroup)edges.GroupOf(days: 41, orders: 5, moneyE4: 41));
    }

    [Fact]
    public void Find_NameOrSlug_FindsTheGroup()
    {
        Assert.All(RfmGroups.All, g => Assert.Equal((g, g), (RfmGroups.Find(g.Name())!.Value, RfmGroups.Find(g.Slug().ToUpperInvariant())!.Value)));
        Assert.Null(RfmGroups.Find("whales"));
        Assert.Null(RfmGroups.Find(null));
    }
}
