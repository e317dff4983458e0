using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Imports;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Predictions;

public sealed class DecisionServiceTests : IDisposable
{
    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly SnapshotService snapshots;
    private readonly AnalysisEngine engine;
    private readonly DecisionService decisions;

    public DecisionServiceTests()
    {
        snapshots = new SnapshotService(store.Store);
        engine = new AnalysisEngine(snapshots);
        decisions = new DecisionService(store.Store, snapshots, clock);
        for (var c = 0; c < 20; c++)
            Import(store, $"C{c:00}", "2026-10-01", 10);
        Import(store, "Other", "2026-10-31", 500);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DecisionDraft Draft => new()
    {
        Rule = "days_since_last_order>=20",
        Offer = " 10 % by\ne-mail ",
        Due = new(2026, 11, 30),
        Owner = "Anna",
        ExpectedShare = 0.25,
        ExpectedValueE4 = 5_000_000,
        ControlShare = 0.3,
    };

    public void Dispose()
    {
        engine.Dispose();
        snapshots.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task AddAsync_Decision_WritesDownWhomItIsAbout_AndDrawsAControl()
    {
        var decision = await decisions.AddAsync(Draft, Token);

        Assert.Equal((14L, 6L, "10 % by e-mail", "Anna"), (decision.Customers, decision.InControl, decision.Offer, decision.Owner));
        Assert.Equal((new DateOnly(2026, 10, 31), new DateOnly(2026, 11, 30), clock.Now), (decision.MadeOn, decision.Due, decision.MadeAt));
        Assert.Equal(decision, Assert.Single(await decisions.ListAsync(Token)));
        var request = (await decisions.FindAsync(decision.Id, Token))!.Request;
        Assert.Equal(14, request.Target.Keys.Count);
        Assert.Empty(request.Target.Keys.Intersect(request.Control.Keys));
        Assert.DoesNotContain("Other", request.Target.Keys.Concat(request.Control.Keys));
    }

    [Fact]
    public async Task Outcome_OnceTheDataHasReachedTheDueDay_CountsWhatCameAfter()
    {
        var decision = await decisions.AddAsync(Draft, Token);
        var request = (await decisions.FindAsync(decision.Id, Token))!.Request;
        var (first, second, control) = (request.Target.Keys[0], request.Target.Keys[1], request.Control.Keys[0]);

        var early = await engine.RunAsync(request, DataView.Everything, null, Token);
        Import(store, first, "2026-11-05", 30);
        Import(store, first, "2026-11-30", 20);
        Import(store, second, "2026-11-10", 7);
        Import(store, control, "2026-11-11", 9);
        Import(store, second, "2026-12-01", 99);
        var late = await engine.RunAsync(request, DataView.Everything, null, Token);

        Assert.True(early is { IsDue: false, MoreBuyers: null, Target: { Buyers: 0, Found: 14 } });
        Assert.True(late.IsDue);
        Assert.Equal((2L, 3L, 570_000L), (late.Target.Buyers, late.Target.Orders, late.Target.RevenueE4));
        Assert.Equal((1L, 90_000L), (late.Control!.Buyers, late.Control.RevenueE4));
        Assert.Equal((57.0 / 14) - (9.0 / 6), late.MoreRevenue!.Value, 9);
        Assert.Equal(Proportions.Newcombe(1, 6, 2, 14), late.MoreBuyers);
    }

    [Fact]
    public async Task AddAsync_SameDataAgain_DrawsTheSameControl()
    {
        var first = await decisions.AddAsync(Draft, Token);
        var second = await decisions.AddAsync(Draft, Token);

        Assert.Equal((await decisions.FindAsync(first.Id, Token))!.Request, (await decisions.FindAsync(second.Id, Token))!.Request);
    }

    [Fact]
    public async Task AddAsync_WhatCantBe_SaysWhy()
    {
        await ThrowsAsync(Draft with { Offer = " " }, "offered");
        await ThrowsAsync(Draft with { Offer = new string('x', DecisionService.LongestText + 1) }, "Shorten");
        await ThrowsAsync(Draft with { Due = new(2026, 10, 31) }, "2026-10-31");
        await ThrowsAsync(Draft with { ControlShare = 0.6 }, "control");
        await ThrowsAsync(Draft with { ExpectedShare = 1.2 }, "share");
        await ThrowsAsync(Draft with { Rule = "country = \"Nowhere\"" }, "Nobody");
        await Assert.ThrowsAsync<RuleException>(() => decisions.AddAsync(Draft with { Rule = "country =" }, Token));
        Assert.Empty(await decisions.ListAsync(Token));
    }

    [Fact]
    public async Task DeleteAsync_Decision_CanBeRestoredFor30Days()
    {
        var decision = await decisions.AddAsync(Draft, Token);

        Assert.True(await decisions.DeleteAsync(decision.Id, Token));
        Assert.Null(await decisions.FindAsync(decision.Id, Token));
        Assert.Equal(clock.Now, Assert.Single(await decisions.ListDeletedAsync(Token)).DeletedAt);
        Assert.True(await decisions.RestoreAsync(decision.Id, Token));
        Assert.False(await decisions.RestoreAsync(decision.Id, Token));
        await decisions.DeleteAsync(decision.Id, Token);
        clock.Now += TimeSpan.FromDays(31);
        Assert.False(await decisions.RestoreAsync(decision.Id, Token));
        Assert.Empty(await decisions.ListDeletedAsync(Token));
    }

    internal static void Import(TemporaryStore store, string customer, string day, decimal amount)
    {
        var at = new DateTimeOffset(DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds() + 36_000;
        store.Import([new ImportRow { RowNumber = 2, Line = new OrderLineRow { Document = $"{customer}-{day}", CustomerKey = customer, AtSeconds = at, AmountE4 = (long)(amount * 10_000) } }]);
    }

    private async Task ThrowsAsync(DecisionDraft draft, string part) =>
        Assert.Contains(part, (await Assert.ThrowsAsync<ArgumentException>(() => decisions.AddAsync(draft, Token))).Message, StringComparison.Ordinal);
}
