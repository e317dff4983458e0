using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Segments;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RfmRuleFieldsTests
{
    [Fact]
    public void GroupOn_EveryMove_FindsItsCustomers()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var snapshot = TestShop.Random(seed, 120, settings: new ShopSettings { Rfm = RfmDefinitionTests.Random(seed) });
            var (from, to) = (snapshot.LastDay.AddDays(-75), snapshot.LastDay);
            var movement = new RfmMovementRequest(Dashboard.Analytics.Scopes.Scope.Default, from, to).Run(snapshot, TestContext.Current.CancellationToken);

            foreach (var move in movement.Moves)
            {
                var then = move.From is { } group ? $"= \"{group.Name()}\"" : "is unknown";
                Assert.Equal(move.Customers, Members(snapshot, $"rfm.group = \"{move.To.Name()}\" and rfm.group_on(\"{from:yyyy-MM-dd}\") {then}", to).Count());
            }
        }
    }

    [Fact]
    public void PreviousGroupAndSince_RandomShops_AreThoseOfTheHistory()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var snapshot = TestShop.Random(seed, 120);
            var history = RfmHistory.Of(snapshot, RfmScores.Of(snapshot, snapshot.LastDay.DayNumber));
            var groups = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber).Groups;
            var day = snapshot.LastDay.AddDays(-50);

            foreach (var group in RfmGroups.All)
                Assert.Equal(Customers(c => history[c].Previous == group), Members(snapshot, $"rfm.previous_group = \"{group.Name()}\"", snapshot.LastDay).ToArray());
            Assert.Equal(Customers(c => history[c].Since >= day), Members(snapshot, $"rfm.group_since >= {day:yyyy-MM-dd}", snapshot.LastDay).ToArray());
            Assert.Equal(Customers(c => history[c].Since is null && groups[c] != RfmGroups.NotYet), Members(snapshot, "rfm.group_since is unknown", snapshot.LastDay).ToArray());

            int[] Customers(Func<int, bool> wanted) => [.. Enumerable.Range(0, snapshot.Customers.Count).Where(wanted)];
        }
    }

    [Fact]
    public void GroupOn_NoDay_IsAnError() =>
        Assert.Throws<RuleException>(() => Members(TestShop.Random(1), "rfm.group_on(\"soon\") = \"Loyal\"", TestShop.Random(1).LastDay));

    private static Bitmap Members(Snapshot snapshot, string rule, DateOnly day) =>
        RuleMembers.Of(snapshot, RuleText.Parse(rule), day.DayNumber, TestContext.Current.CancellationToken);
}
