using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public class RfmMovementRequestTests
{
    private static readonly RfmThresholds Edges = new([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);

    [Fact]
    public void Run_HandWorkedShop_CountsPeopleAndMoney()
    {
        // From 31 January to 10 February: ten days, so "before" is 22 to 31 January. Anna: 50 on 25 January: New; nothing since, 16 days silent: Promising.
        // Ben: 60 on 30 January, New; 70 on 5 February: 2 orders, 130: F2, M2: still New. Cleo's first order, 20, is on 1 February: New, not known before. Dora appears on 11 February.
        var snapshot = new TestShop().Order("anna", "2025-01-25", 50).Order("ben", "2025-01-30", 60).Order("ben", "2025-02-05", 70)
            .Order("cleo", "2025-02-01", 20).Order("dora", "2025-02-11", 5).Order(null, "2025-02-02", 999).Build();

        var movement = Run(snapshot, "2025-01-31", "2025-02-10", new() { Thresholds = Edges });

        Assert.Equal(
            [
                new(RfmGroup.New, RfmGroup.New, 1, 1, 60_0000, 70_0000),
                new(RfmGroup.New, RfmGroup.Promising, 1, 0, 50_0000, 0),
                new(null, RfmGroup.New, 1, 1, 0, 20_0000),
            ],
            movement.Moves);
        Assert.Equal((3, 2, 1, 1, 0.5), (movement.Customers, movement.Known, movement.Moved, movement.Entries, movement.ShareMoved));
        Assert.Equal(new RfmMovementGroup(RfmGroup.New, "New", 2, 2, 1, 1, 110_0000, 70_0000), movement.Groups[(int)RfmGroup.New]);
        Assert.Equal((1, 1, 0.5), (movement.Groups[(int)RfmGroup.New].Entered, movement.Groups[(int)RfmGroup.New].Left, movement.Groups[(int)RfmGroup.New].OrderedShare));
        Assert.Equal("Not known yet", movement.Groups[^1].Name);
        Assert.Equal(1, movement.Receipt.LeftOut.Single().Rows);
    }

    [Fact]
    public void Run_RandomShops_EqualsCountingOneByOneAndAddsUp()
    {
        for (var seed = 0; seed < 16; seed++)
        {
            var snapshot = TestShop.Random(seed, 120, settings: new ShopSettings { Rfm = RfmDefinitionTests.Random(seed + 7) });
            var (to, length) = (snapshot.LastDay.AddDays(-seed * 7), 20 + (seed * 13));
            var from = to.AddDays(-length);

            var movement = Run(snapshot, from, to);

            var now = RfmScores.Of(snapshot, to.DayNumber);
            var then = RfmScores.Of(snapshot, from.DayNumber, now.Definition);
            int[] people = [.. Enumerable.Range(0, snapshot.Customers.Count).Where(c => now.Groups[c] != RfmGroups.NotYet)];
            var orders = snapshot.Orders;
            var expected = people
                .GroupBy(c => (then.Groups[c], now.Groups[c]))
                .OrderBy(g => g.Key)
                .Select(g => new RfmMove(
                    g.Key.Item1 == RfmGroups.NotYet ? null : (RfmGroup)g.Key.Item1,
                    (RfmGroup)g.Key.Item2,
                    g.Count(),
                    g.Count(c => Documents(c, 0, length).Any(o => orders.Kind[o] == DocumentKind.Order)),
                    g.Sum(c => Documents(c, length, 2 * length).Sum(o => orders.AmountE4[o])),
                    g.Sum(c => Documents(c, 0, length).Sum(o => orders.AmountE4[o]))));
            Assert.Equal(expected, movement.Moves);

            // Rows add up to the sizes then, columns to the sizes now.
            Assert.All(movement.Groups, g => Assert.Equal(people.Count(c => then.Groups[c] == (g.Group is { } group ? (byte)group : RfmGroups.NotYet)), g.Then));
            Assert.All(movement.Groups.SkipLast(1), g => Assert.Equal(people.Count(c => now.Groups[c] == (byte)g.Group!), g.Now));
            Assert.Equal(people.Length, movement.Customers);
            Assert.Equal(movement.Groups.Sum(g => g.Entered), movement.Groups.Sum(g => g.Left));
            Assert.Equal(movement.Moves.Sum(m => m.AfterE4), movement.Groups.Sum(g => g.AfterE4));

            // Whoever is in the present group since before the first day stayed there.
            var history = RfmHistory.Of(snapshot, now);
            Assert.All(people.Where(c => history.Since[c] <= from.DayNumber), c => Assert.Equal(now.Groups[c], then.Groups[c]));

            IEnumerable<int> Documents(int customer, int after, int before) => Enumerable.Range(orders.FirstOfCustomer[customer], orders.FirstOfCustomer[customer + 1] - orders.FirstOfCustomer[customer])
                .Where(o => to.DayNumber - orders.Day[o] is var age && age >= after && age < before);
        }
    }

    [Fact]
    public void Run_Filter_CountsOnlyWhoMeetsIt()
    {
        var snapshot = TestShop.Random(3, 120);
        var (from, to) = (snapshot.LastDay.AddDays(-60), snapshot.LastDay);

        var all = Run(snapshot, from, to);
        var parts = ((string[])["female", "male", Condition.Unknown]).Select(gender => new RfmMovementRequest(
            Scope.Default with { Filter = Filter.Everything.With(Dimension.Gender, gender) }, from, to).Run(snapshot, TestContext.Current.CancellationToken)).ToList();

        Assert.Equal(all.Customers, parts.Sum(p => p.Customers));
        Assert.Equal(all.Moved, parts.Sum(p => p.Moved));
        Assert.Equal(all.Moves.Sum(m => m.AfterE4), parts.Sum(p => p.Moves.Sum(m => m.AfterE4)));
    }

    [Fact]
    public void Run_DaysInTheWrongOrder_Throws() =>
        Assert.Throws<ArgumentException>(() => Run(TestShop.Random(1), "2025-02-01", "2025-02-01"));

    [Fact]
    public void Change_OtherMap_CountsWhoWouldMove()
    {
        var snapshot = TestShop.Random(8, 200);
        var scores = RfmScores.Of(snapshot, snapshot.LastDay.DayNumber);
        var definition = RfmDefinition.Default with { Map = RfmMap.Default.With(1, 1, RfmGroup.AtRisk) };

        var change = new RfmChangeRequest(Scope.Default, definition).Run(snapshot, TestContext.Current.CancellationToken);
        var none = new RfmChangeRequest(Scope.Default, RfmDefinition.Default).Run(snapshot, TestContext.Current.CancellationToken);

        var cell = Enumerable.Range(0, snapshot.Customers.Count).Count(c => scores.Recency[c] == 1 && scores.FrequencyMoney(c) == 1);
        Assert.True(cell > 0);
        Assert.Equal(cell, change.Changed);
        Assert.Equal(new SegmentMove(RfmGroup.Dormant, RfmGroup.AtRisk, cell), Assert.Single(change.Moves, m => m.From != m.To));
        Assert.Equal(0, none.Changed);
        Assert.All(none.Groups, g => Assert.Equal(g.Own, g.Tried));
        Assert.Equal(none.Customers, none.Groups.Sum(g => g.Own));
    }

    private static RfmMovement Run(Snapshot snapshot, string from, string to, RfmDefinition? definition = null) =>
        Run(snapshot, DateOnly.FromDayNumber(TestShop.Day(from)), DateOnly.FromDayNumber(TestShop.Day(to)), definition);

    private static RfmMovement Run(Snapshot snapshot, DateOnly from, DateOnly to, RfmDefinition? definition = null) =>
        new RfmMovementRequest(Scope.Default, from, to, definition).Run(snapshot, TestContext.Current.CancellationToken);
}
