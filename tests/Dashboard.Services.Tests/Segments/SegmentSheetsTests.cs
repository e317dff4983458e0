using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Services.Exports;
using Dashboard.Services.Segments;
using Dashboard.Services.Tests.Excel;
using Dashboard.Services.Tests.Overview;

namespace Dashboard.Services.Tests.Segments;

public sealed class SegmentSheetsTests
{
    [Fact]
    public async Task All_RandomShop_MakesAValidWorkbookThatReconciles()
    {
        var result = new SegmentsRequest(Scope.Default).Run(TestShop.Random(6), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, DateTimeOffset.UnixEpoch, [.. SegmentSheets.All(result)]));

        Assert.Equal(["Segments", "Grid", "Movements", "Sizes", "Thresholds", "Methods"], book.SheetNames);
        Assert.Equal(13, book.Rows().Count);
        Assert.Equal(result.Customers, Enumerable.Range(2, 11).Sum(row => book.Number($"B{row}")));
        Assert.Equal(result.RevenueE4 / 10_000.0, Enumerable.Range(2, 12).Sum(row => book.Number($"G{row}")), 3);
        Assert.Equal(26, book.Rows(1).Count);
    }

    [Fact]
    public async Task Thresholds_FixedEdges_SayWhichScoresLieAbove()
    {
        var edges = new RfmThresholds([10, 20, 30, 40], [1, 2, 3, 4], [100_0000, 200_0000, 300_0000, 400_0000]);
        var result = new SegmentsRequest(Scope.Default, new() { Thresholds = edges }).Run(TestShop.Random(6), TestContext.Current.CancellationToken);

        var lines = await OverviewSheetsTests.CsvAsync(SegmentSheets.Thresholds(result));

        Assert.Equal("\"Above: recency 4 or less, frequency and money 2 or more\",10,1,100.00", lines[1]);
        Assert.Equal("\"Above: recency 1 or less, frequency and money 5 or more\",40,4,400.00", lines[4]);
    }

    [Fact]
    public async Task ProfileAll_RandomShop_MakesAValidWorkbook()
    {
        var result = new SegmentProfileRequest(Scope.Default, RfmGroup.Dormant).Run(TestShop.Random(6), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, DateTimeOffset.UnixEpoch, [.. SegmentProfileSheets.All(result)]));

        Assert.Equal(["Figures", "Who they are", "Products", "Rhythm and basket", "Came from", "Campaigns", "Methods"], book.SheetNames);
        Assert.Equal("Dormant", book.Text("A2"));
        Assert.Equal(result.Profile.Figures.Customers, book.Number("B2"));
        Assert.Equal(result.Profile.Figures.Customers, Enumerable.Range(2, book.Rows(4).Count - 1).Sum(row => book.Number($"B{row}", 4)));
    }

    [Fact]
    public void Part_Names_AreAllKnownAndOthersNot()
    {
        var snapshot = new TestShop().Build();
        var result = new SegmentsRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);
        var profile = new SegmentProfileRequest(Scope.Default, RfmGroup.New).Run(snapshot, TestContext.Current.CancellationToken);

        Assert.All(SegmentSheets.Parts, part => Assert.NotNull(SegmentSheets.Part(result, part)));
        Assert.All(SegmentProfileSheets.Parts, part => Assert.NotNull(SegmentProfileSheets.Part(profile, part)));
        Assert.Null(SegmentSheets.Part(result, "nothing"));
        Assert.Null(SegmentProfileSheets.Part(profile, "nothing"));
    }

    [Fact]
    public async Task MovementAndStability_RandomShop_MakeValidWorkbooksThatReconcile()
    {
        var snapshot = TestShop.Random(6, 150);
        var movement = new RfmMovementRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);
        var stability = new RfmStabilityRequest(Scope.Default).Run(snapshot, TestContext.Current.CancellationToken);

        using var moves = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(movement.Receipt, DateTimeOffset.UnixEpoch, MovementSheets.Moves(movement), MovementSheets.Groups(movement)));
        using var trials = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(stability.Receipt, DateTimeOffset.UnixEpoch, StabilitySheets.Trials(stability), StabilitySheets.Groups(stability)));

        Assert.Equal(movement.Customers, Enumerable.Range(2, movement.Moves.Count).Sum(row => moves.Number($"C{row}")));
        Assert.Equal(movement.Known, Enumerable.Range(2, 11).Sum(row => moves.Number($"B{row}", 1)));
        Assert.Equal(17, trials.Rows().Count);
        Assert.Equal(stability.Customers, Enumerable.Range(2, 10).Sum(row => trials.Number($"B{row}", 1)));
    }
}
