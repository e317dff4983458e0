using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmHistoryTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Of_HandWorkedShop_FindsTheDay()
    {
        // Anna orders once, on 1 January: R5 and FM 1, New, for ten days; on the 12th, 11 days later, R4: Promising until the 21st; R3, Almost lost, from the 22nd to the 31st;
        // from 1 February, 31 days later, R2: Dormant. Ben orders on 1 and 20 February: Dormant never; New since 1 February. Cleo signed up; Dora is in a file without any date.
        var shop = new TestShop().Order("anna", "2025-01-01", 50).Order("ben", "2025-02-01", 60).Order("ben", "2025-02-08", 60);
        shop.Customer("cleo", new CustomerFacts("cleo") { SignUpDay = TestShop.Day("2025-01-05") });
        shop.Customer("dora");
        var snapshot = shop.Order("emil", "2025-03-01", 5).Build();
        RfmSpell On(string day, int customer) => RfmHistory.Of(snapshot, RfmScores.Of(snapshot, TestShop.Day(day), Edges))[customer];

        Assert.Equal(new RfmSpell(new(2025, 1, 1), null), On("2025-01-11", 0));
        Assert.Equal(new RfmSpell(new(2025, 1, 12), RfmGroup.New), On("2025-01-12", 0));
        Assert.Equal(new RfmSpell(new(2025, 1, 22), RfmGroup.Promising), On("2025-01-31", 0));
        Assert.Equal(new RfmSpell(new(2025, 2, 1), RfmGroup.AlmostLost), On("2025-02-28", 0));
        Assert.Equal(new RfmSpell(new(2025, 2, 1), null), On("2025-02-10", 1));
        Assert.Equal(new RfmSpell(new(2025, 1, 5), null), On("2025-02-10", 2));
        Assert.Equal(new RfmSpell(null, null), On("2025-02-10", 3));
        Assert.Equal(new RfmSpell(null, null), On("2025-02-10", 4));
    }

    [Fact]
    public void Of_RandomShopsAndDefinitions_EqualsTheScoresOfEveryDay()
    {
        for (var seed = 0; seed < 24; seed++)
        {
            var snapshot = TestShop.Random(seed, 40, settings: new ShopSettings { Rfm = RfmDefinitionTests.Random(seed) });
            var asOf = snapshot.LastDay.DayNumber - (seed * 15);
            var scores = RfmScores.Of(snapshot, asOf);

            var history = RfmHistory.Of(snapshot, scores);

            var days = new Dictionary<int, byte[]>();
            byte[] GroupsOn(int day) => days.TryGetValue(day, out var groups) ? groups : days[day] = RfmScores.Of(snapshot, day, scores.Definition).Groups;
            for (var c = 0; c < snapshot.Customers.Count; c++)
            {
                Assert.Equal(history[c], RfmHistory.Of(snapshot, scores, c));
                var present = scores.Groups[c];
                if (history[c].Since is not { } since)
                {
                    Assert.True(present == RfmGroups.NotYet || CustomerMembers.KnownSince(snapshot, c) == 0);
                    continue;
                }

                Assert.InRange(since.DayNumber, 1, asOf);
                for (var day = since.DayNumber; day <= asOf; day += 1 + ((asOf - since.DayNumber) / 25))
                    Assert.Equal(present, GroupsOn(day)[c]);
                var before = GroupsOn(since.DayNumber - 1)[c];
                Assert.NotEqual(present, before);
                Assert.Equal(before == RfmGroups.NotYet ? null : (RfmGroup)before, history[c].Previous);
            }
        }
    }

    [Theory]
    [InlineData("2025-01-31", 1, "2025-03-01")]
    [InlineData("2025-01-28", 1, "2025-02-28")]
    [InlineData("2024-02-29", 12, "2025-03-01")]
    [InlineData("2025-03-31", 6, "2025-10-01")]
    [InlineData("2025-05-15", 3, "2025-08-15")]
    public void LeavesOn_AnyDay_IsTheFirstDayWhoseWindowStartsOnOrAfterIt(string document, int months, string expected)
    {
        var yardstick = new RfmYardstick(Edges, RfmMap.Default, months);

        var leaves = yardstick.LeavesOn(TestShop.Day(document));

        Assert.Equal(TestShop.Day(expected), leaves);
        Assert.True(yardstick.WindowStart(leaves) >= TestShop.Day(document));
        Assert.True(yardstick.WindowStart(leaves - 1) < TestShop.Day(document));
    }

    [Fact]
    public void LeavesOn_EveryDayOfFourYears_AgreesWithTheStartOfTheWindow()
    {
        foreach (var months in (int[])[1, 2, 6, 11, 12, 24])
        {
            var yardstick = new RfmYardstick(Edges, RfmMap.Default, months);
            for (var day = TestShop.Day("2023-01-01"); day < TestShop.Day("2027-01-01"); day++)
            {
                var leaves = yardstick.LeavesOn(day);
                Assert.True(yardstick.WindowStart(leaves) >= day && yardstick.WindowStart(leaves - 1) < day);
            }
        }
    }
}
