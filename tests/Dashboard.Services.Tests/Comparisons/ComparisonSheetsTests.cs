using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Services.Comparisons;
using Dashboard.Services.Exports;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Comparisons;

public sealed class ComparisonSheetsTests
{
    private static readonly ComparisonResult Result = new ComparisonRequest(
        new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything), RuleText.Parse("gender = \"female\"")).Run(TestShop.Random(6, 300), TestContext.Current.CancellationToken);

    [Fact]
    public async Task All_RandomShop_MakesAValidWorkbookThatReconciles()
    {
        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(Result.Receipt, DateTimeOffset.UnixEpoch, [.. ComparisonSheets.All(Result)]));

        Assert.Equal(["Differences", "Persona", "Facts", "Trend", "Sets", "Methods"], book.SheetNames);
        Assert.Equal(Result.Differences.Tested.Count, book.Rows().Count - 1);
        Assert.Equal("Gender", book.Text("B2"));
        Assert.Equal("female", book.Text("C2"));
        Assert.Equal(1, book.Number("E2"));
        Assert.Equal(Result.Traits.Count, book.Rows(1).Count - 1);
        Assert.Equal(Result.Trend.Months.Count * 2, book.Rows(3).Count - 1);
        Assert.Equal(Result.Everybody, book.Number("C2", 4) + book.Number("C3", 4));
    }

    [Fact]
    public async Task Differences_Money_IsInUnitsOfTheCurrency()
    {
        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(Result.Receipt, DateTimeOffset.UnixEpoch, ComparisonSheets.Part(Result, "differences")!));

        var row = Result.Differences.Tested.Select((d, i) => (d, i)).First(x => x.d.Unit == FactUnit.Money);
        Assert.Equal(row.d.A / 10_000, book.Number($"E{row.i + 2}"), 8);
        Assert.Equal(row.d.Gap.Interval.Low / 10_000, book.Number($"K{row.i + 2}"), 8);
    }

    [Fact]
    public void Part_Names_AreAllKnownAndOthersNot()
    {
        Assert.All(ComparisonSheets.Parts, part => Assert.NotNull(ComparisonSheets.Part(Result, part)));
        Assert.Null(ComparisonSheets.Part(Result, "nothing"));
    }
}
