using System.Text;
using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Overview;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Overview;

public sealed class OverviewSheetsTests
{
    [Fact]
    public async Task All_RandomShop_MakesAValidWorkbookWhoseDriversAddUp()
    {
        var result = new OverviewRequest(Scope.Default).Run(TestShop.Random(3), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, DateTimeOffset.UnixEpoch, [.. OverviewSheets.All(result)]));

        Assert.Equal(["Figures", "Revenue trend", "Drivers", "Segments", "Campaigns", "Methods"], book.SheetNames);
        Assert.Equal(result.Current.RevenueE4 / 10_000.0, book.Number("D2"), 4);
        var drivers = Enumerable.Range(2, book.Rows(2).Count - 1).Where(row => book.Text($"A{row}", 2) == "Country").Sum(row => book.Number($"E{row}", 2));
        Assert.Equal(result.Drivers!.ChangeE4 / 10_000.0, drivers, 3);
        Assert.Contains("1.5 times their typical gap", book.Methods()["Definition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_NoComparison_LeavesItsRowOut()
    {
        var snapshot = new TestShop().Order("anna", "2025-03-01", 10).Build();
        var result = new OverviewRequest(TestShop.Scope("2025-03-01", "2025-03-01", Comparison.None)).Run(snapshot, TestContext.Current.CancellationToken);

        var lines = await CsvAsync(OverviewSheets.Figures(result));

        Assert.Equal("Range,2025-03-01,2025-03-01,10.00,1,10.00,1,1,0,0,0,0.00", lines[1]);
        Assert.Equal(3, lines.Length);
        Assert.Single(await CsvAsync(OverviewSheets.Drivers(result)));
    }

    [Fact]
    public void Part_Names_AreAllKnownAndOthersNot()
    {
        var result = new OverviewRequest(Scope.Default).Run(new TestShop().Build(), TestContext.Current.CancellationToken);

        Assert.All(OverviewSheets.Parts, part => Assert.NotNull(OverviewSheets.Part(result, part)));
        Assert.Null(OverviewSheets.Part(result, "nothing"));
    }

    internal static async Task<string[]> CsvAsync(Sheet sheet)
    {
        using var stream = new MemoryStream();
        await CsvWriter.WriteAsync(sheet, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
