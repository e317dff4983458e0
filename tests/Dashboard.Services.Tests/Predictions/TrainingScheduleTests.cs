using Dashboard.Analytics.Predictions;
using Dashboard.Services.Predictions;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Predictions;

public sealed class TrainingScheduleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1_000, "same", null)]
    [InlineData(30, 1_000, "same", null)]
    [InlineData(3, 1_050, "other", null)]
    [InlineData(7, 1_001, "other", "on schedule")]
    [InlineData(0, 1_120, "other", "the documents grew by 12 %")]
    [InlineData(0, 600, "other", "the documents shrank by 40 %")]
    [InlineData(9, 0, "other", null)]
    public void Reason_AfterDays_WithDocuments(int days, int documents, string content, string? expected) =>
        Assert.Equal(expected, TrainingSchedule.Default.Reason(Run(), Monday.AddDays(days), content, documents));

    [Fact]
    public void Reason_NeverTrained_IsThatThereIsNoModel() => Assert.Equal("there was no model yet", new TrainingSchedule(null, null).Reason(null, Monday, "x", 1));

    [Fact]
    public void Reason_ScheduleOfNever_IsNone() => Assert.Null(new TrainingSchedule(null, null).Reason(Run(), Monday.AddDays(900), "other", 9_000));

    [Fact]
    public async Task SaveAsync_Schedule_IsReadBack()
    {
        using var store = new TemporaryStore();
        var service = new TrainingScheduleService(store.Store);
        Assert.Equal(TrainingSchedule.Default, await service.CurrentAsync(Token));

        foreach (var schedule in (TrainingSchedule[])[new(30, 0.25), new(null, 0.5), new(1, null), new(null, null)])
        {
            await service.SaveAsync(schedule, Token);
            Assert.Equal(schedule, await service.CurrentAsync(Token));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync(new(0, null), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => service.SaveAsync(new(null, 2), Token));
    }

    private static ModelRun Run() => new()
    {
        Id = 1,
        Kind = ModelKind.Churn,
        TrainedAt = Monday,
        Why = "",
        Took = TimeSpan.Zero,
        DataVersion = 1,
        Content = "same",
        Documents = 1_000,
        AsOf = new(2026, 11, 22),
        Method = "",
        Rung = LadderRung.Learned,
        RowsUsed = 1,
        Deciding = null,
        BeatsBaseline = true,
        HasModel = true,
        InUse = true,
        IsPinned = false,
    };
}
