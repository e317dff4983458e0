using System.Globalization;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Overlaps;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Overlaps;

public sealed class OverlapSheetsTests
{
    private static readonly string[] Names = ["First", "Second", "Third"];

    [Theory]
    [InlineData(OverlapMode.Exclusive)]
    [InlineData(OverlapMode.Inclusive)]
    public async Task All_RandomShop_MakesAValidWorkbookThatReconciles(OverlapMode mode)
    {
        var result = Run(mode);

        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, DateTimeOffset.UnixEpoch, [.. OverlapSheets.All(result, Names)]));

        Assert.Equal(["Intersections", "Pairs", "Sets", "Methods"], book.SheetNames);
        Assert.Equal((4, 4), (book.Rows(1).Count, book.Rows(2).Count));
        // Joined or not, those in exactly the sets of a row add up to everybody.
        Assert.Equal(result.Everybody, Intersections(result).Sum(r => r[2].Length == 0 ? 0 : int.Parse(r[2], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Intersections_OfFewPeople_ShareARowThatSaysHowMany()
    {
        var result = Run(OverlapMode.Exclusive);

        var rows = Intersections(result);

        Assert.NotEmpty(result.Release.Joined);
        Assert.Contains(rows, r => r[0].StartsWith($"{result.Release.Joined.Count} smaller intersections", StringComparison.Ordinal) && r[2] == result.Release.JoinedCustomers.ToString(CultureInfo.InvariantCulture));
        Assert.DoesNotContain(rows, r => int.TryParse(r[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 10 && result.Everybody >= 10);
    }

    [Fact]
    public void Part_Names_AreAllKnownAndOthersNot()
    {
        var result = Run(OverlapMode.Exclusive);

        Assert.All(OverlapSheets.Parts, part => Assert.NotNull(OverlapSheets.Part(result, Names, part)));
        Assert.Null(OverlapSheets.Part(result, Names, "whatever"));
    }

    private static IReadOnlyList<IReadOnlyList<string>> Intersections(OverlapResult result) => SheetPreview.Rows(OverlapSheets.Part(result, Names, "intersections")!, int.MaxValue, "EUR");

    private static OverlapResult Run(OverlapMode mode) => new OverlapRequest(
        new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything),
        [RuleText.Parse("orders(ever) >= 2"), RuleText.Parse("gender = \"female\""), RuleText.Parse("revenue(ever) > 100")],
        mode).Run(TestShop.Random(6, settings: new ShopSettings()), TestContext.Current.CancellationToken);
}
