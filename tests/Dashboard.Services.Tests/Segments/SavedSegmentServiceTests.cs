using Dashboard.Services.Segments;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Segments;

public sealed class SavedSegmentServiceTests : IDisposable
{
    private static readonly SegmentEdit Anna = new("Anna");
    private static readonly SegmentContent Vip = new() { Name = "VIP", Rule = "revenue(ever) >= 1000", Description = "Best customers", Owner = "Anna", Tags = TagList.Parse("email, Best") };

    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly SavedSegmentService service;

    public SavedSegmentServiceTests() => service = new SavedSegmentService(store.Store, clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task CreateAsync_Segment_IsListedAsItsFirstVersion()
    {
        var before = Version();

        var made = await CreateAsync(Vip with { Name = "  VIP\n" });

        Assert.Equal(Vip, made.Content);
        Assert.Equal(["Best", "email"], made.Content.Tags.All);
        Assert.Equal((1, clock.Now, clock.Now, "Anna"), (made.Version, made.CreatedAt, made.ChangedAt, made.ChangedBy));
        Assert.Equal([made], await service.ListAsync(Token));
        Assert.Equal(made, await service.FindAsync(made.Id, Token));
        Assert.Equal([new SegmentVersion(1, clock.Now, "Anna", "", Vip)], await service.VersionsAsync(made.Id, Token));
        Assert.Equal(before + 1, Version());
    }

    [Fact]
    public async Task CreateAsync_NameOfALivingOneInAnotherCase_IsTaken()
    {
        var made = await CreateAsync(Vip);

        var taken = Assert.IsType<SegmentNameTaken>(await service.CreateAsync(Vip with { Name = "vip" }, Anna, Token));

        Assert.Equal(made, taken.Holder);
        Assert.Single(await service.ListAsync(Token));
    }

    [Theory]
    [InlineData("", "everyone", "The segment has no name")]
    [InlineData("A", " ", "The rule is empty")]
    [InlineData("A", "segment(\"a\")", "A → a")]
    public async Task CreateAsync_WhatCannotBe_IsRefusedInWords(string name, string rule, string said)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => service.CreateAsync(new SegmentContent { Name = name, Rule = rule }, Anna, Token));

        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_Change_IsAVersionWithItsNote()
    {
        var made = await CreateAsync(Vip);
        clock.Now = clock.Now.AddHours(1);

        var saved = Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, 1, Vip with { Rule = "revenue(ever) >= 2000" }, new SegmentEdit("Bob", "Too many"), Token));

        Assert.Equal((2, "Bob", clock.Now), (saved.Segment.Version, saved.Segment.ChangedBy, saved.Segment.ChangedAt));
        var versions = await service.VersionsAsync(made.Id, Token);
        Assert.Equal([2, 1], versions.Select(v => v.Number));
        Assert.Equal("Too many", versions[0].Note);
        Assert.Equal(Vip, versions[1].Content);
    }

    [Fact]
    public async Task SaveAsync_NothingChanged_MakesNoVersion()
    {
        var made = await CreateAsync(Vip);
        var before = Version();

        var saved = Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, 1, Vip, Anna, Token));

        Assert.Equal(made, saved.Segment);
        Assert.Equal(before, Version());
    }

    [Fact]
    public async Task SaveAsync_TwoPeopleAtOnce_TheSecondIsToldAndNothingIsLost()
    {
        var made = await CreateAsync(Vip);
        var mine = Vip with { Rule = "revenue(ever) >= 3000" };
        await service.SaveAsync(made.Id, 1, Vip with { Rule = "revenue(ever) >= 2000" }, new SegmentEdit("Bob", "Stricter"), Token);

        var conflict = Assert.IsType<SegmentConflict>(await service.SaveAsync(made.Id, 1, mine, Anna, Token));

        Assert.Equal((2, "Bob", "Stricter"), (conflict.Current.Version, conflict.Current.ChangedBy, conflict.Note));
        Assert.Equal("revenue(ever) >= 2000", (await service.FindAsync(made.Id, Token))!.Rule);

        // What the second wrote goes on from the first's version, and both stay in the history.
        Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, conflict.Current.Version, mine, Anna, Token));
        Assert.Equal(["revenue(ever) >= 3000", "revenue(ever) >= 2000", Vip.Rule], (await service.VersionsAsync(made.Id, Token)).Select(v => v.Content.Rule));
    }

    [Fact]
    public async Task SaveAsync_ManyAtTheSameMoment_ExactlyOneWins()
    {
        var made = await CreateAsync(Vip);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => service.SaveAsync(made.Id, 1, Vip with { Rule = $"revenue(ever) >= {i}" }, Anna, Token))));

        Assert.Single(outcomes.OfType<SegmentSaved>());
        Assert.Equal(7, outcomes.OfType<SegmentConflict>().Count());
        Assert.Equal(2, (await service.VersionsAsync(made.Id, Token)).Count);
    }

    [Fact]
    public async Task SaveAsync_RuleThatOthersUse_AsksFirst()
    {
        var made = await CreateAsync(Vip);
        await CreateAsync(new SegmentContent { Name = "German VIP", Rule = "country = \"Germany\" and segment(\"VIP\")" });
        await CreateAsync(new SegmentContent { Name = "Not them", Rule = "not segment(\"german vip\")" });
        var stricter = Vip with { Rule = "revenue(ever) >= 2000" };

        var used = Assert.IsType<SegmentInUse>(await service.SaveAsync(made.Id, 1, stricter, Anna, Token));
        Assert.Equal(["German VIP", "Not them"], used.Uses.Select(u => u.Name));

        // What is only said about it changes nobody else.
        Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, 1, Vip with { Description = "Other words" }, Anna, Token));
        Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, 2, stricter, Anna with { IsConfirmed = true }, Token));
    }

    [Fact]
    public async Task SaveAsync_NewName_IsFollowedByRulesThatMentionIt()
    {
        var made = await CreateAsync(Vip);
        var user = await CreateAsync(new SegmentContent { Name = "German VIP", Rule = "country = \"Germany\" and segment(\"vip\")" });
        var deleted = await CreateAsync(new SegmentContent { Name = "Old", Rule = "segment(\"VIP\")" });
        await service.DeleteAsync(deleted.Id, Anna, Token);

        var saved = Assert.IsType<SegmentSaved>(await service.SaveAsync(made.Id, 1, Vip with { Name = "Gold" }, Anna, Token));

        Assert.Equal(["German VIP"], saved.Followers.Select(f => f.Name));
        var follower = (await service.FindAsync(user.Id, Token))!;
        Assert.Equal(("country = \"Germany\" and segment(\"Gold\")", 2), (follower.Rule, follower.Version));
        Assert.Contains("“Gold”", (await service.VersionsAsync(user.Id, Token))[0].Note, StringComparison.Ordinal);
        Assert.IsType<SegmentSaved>(await service.RestoreAsync(deleted.Id, Token));
        Assert.Equal("segment(\"Gold\")", (await service.FindAsync(deleted.Id, Token))!.Rule);
    }

    [Fact]
    public async Task SaveAsync_WayBackToItself_IsRefused()
    {
        var a = await CreateAsync(new SegmentContent { Name = "A", Rule = "everyone" });
        await CreateAsync(new SegmentContent { Name = "B", Rule = "segment(\"A\")" });
        await CreateAsync(new SegmentContent { Name = "C", Rule = "segment(\"B\") or everyone" });

        var problem = await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync(a.Id, 1, a.Content with { Rule = "not segment(\"C\")" }, Anna with { IsConfirmed = true }, Token));

        Assert.Contains("A → C → B → A", problem.Message, StringComparison.Ordinal);
        Assert.Equal("everyone", (await service.FindAsync(a.Id, Token))!.Rule);
    }

    [Fact]
    public async Task ReturnToAsync_EarlierVersion_IsANewOneAndFollowsNamesSince()
    {
        var other = await CreateAsync(new SegmentContent { Name = "Old name", Rule = "everyone" });
        var made = await CreateAsync(Vip with { Rule = "segment(\"Old name\")" });
        await service.SaveAsync(made.Id, 1, Vip, Anna, Token);
        await service.SaveAsync(other.Id, 1, other.Content with { Name = "New name" }, Anna, Token);

        var saved = Assert.IsType<SegmentSaved>(await service.ReturnToAsync(made.Id, 2, 1, Anna, Token));

        Assert.Equal((3, "segment(\"New name\")"), (saved.Segment.Version, saved.Segment.Rule));
        Assert.Equal("Back to version 1", (await service.VersionsAsync(made.Id, Token))[0].Note);
        Assert.IsType<SegmentConflict>(await service.ReturnToAsync(made.Id, 2, 1, Anna, Token));
        Assert.IsType<SegmentGone>(await service.ReturnToAsync(made.Id, 3, 99, Anna, Token));
    }

    [Fact]
    public async Task DeleteAsync_UsedOne_AsksFirstAndCanBeRestoredForThirtyDays()
    {
        var made = await CreateAsync(Vip);
        await CreateAsync(new SegmentContent { Name = "User", Rule = "segment(\"VIP\")" });
        Assert.Equal(["User"], Assert.IsType<SegmentInUse>(await service.DeleteAsync(made.Id, Anna, Token)).Uses.Select(u => u.Name));

        Assert.IsType<SegmentSaved>(await service.DeleteAsync(made.Id, Anna with { IsConfirmed = true }, Token));

        Assert.Equal(["User"], (await service.ListAsync(Token)).Select(s => s.Name));
        Assert.Equal(clock.Now, Assert.Single(await service.ListDeletedAsync(Token)).DeletedAt);
        Assert.IsType<SegmentGone>(await service.SaveAsync(made.Id, 1, Vip with { Owner = "Bob" }, Anna, Token));
        clock.Now = clock.Now.AddDays(30).AddSeconds(-1);
        Assert.IsType<SegmentSaved>(await service.RestoreAsync(made.Id, Token));
        Assert.IsType<SegmentGone>(await service.RestoreAsync(made.Id, Token));
        Assert.Equal(made, await service.FindAsync(made.Id, Token));
    }

    [Fact]
    public async Task RestoreAsync_NameGivenAwayMeanwhile_SaysWhoHasIt()
    {
        var made = await CreateAsync(Vip);
        await service.DeleteAsync(made.Id, Anna, Token);
        var next = await CreateAsync(Vip with { Name = "Vip" });

        Assert.Equal(next, Assert.IsType<SegmentNameTaken>(await service.RestoreAsync(made.Id, Token)).Holder);
    }

    [Fact]
    public async Task RestoreAsync_AfterThirtyDays_IsTooLateAndTheSegmentGoes()
    {
        var made = await CreateAsync(Vip);
        var other = await CreateAsync(Vip with { Name = "Other" });
        await service.DeleteAsync(made.Id, Anna, Token);

        clock.Now = clock.Now.AddDays(30);
        Assert.Empty(await service.ListDeletedAsync(Token));
        Assert.IsType<SegmentGone>(await service.RestoreAsync(made.Id, Token));
        Assert.Null(await service.FindAsync(made.Id, Token));
        await service.DeleteAsync(other.Id, Anna, Token);

        Assert.Empty(await service.VersionsAsync(made.Id, Token));
    }

    private long Version()
    {
        using var connection = store.Store.Connect();
        return DashboardStore.DataVersion(connection);
    }

    private async Task<StoredSegment> CreateAsync(SegmentContent content) => Assert.IsType<SegmentSaved>(await service.CreateAsync(content, Anna, Token)).Segment;
}
