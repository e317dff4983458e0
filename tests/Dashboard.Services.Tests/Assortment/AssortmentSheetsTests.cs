using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;
using Dashboard.Services.Assortment;
using Dashboard.Services.Exports;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Assortment;

public sealed class AssortmentSheetsTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    [Fact]
    public async Task Index_RandomShop_HasARowAnItemAndGroup()
    {
        var result = new AssortmentIndexRequest(All, [], ItemLevel.Product).Run(Shop(), TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, DateTimeOffset.UnixEpoch, AssortmentSheets.Index(result), AssortmentSheets.Groups(result)));

        Assert.Equal(["What they buy", "Groups", "Methods"], book.SheetNames);
        Assert.Equal(1 + (result.Rows.Count * 11), book.Rows().Count);
        Assert.Equal(("Everybody", (double)result.Rows[0].Everybody.Buyers), (book.Text("C2"), book.Number("D2")));
        Assert.Equal(12, book.Rows(1).Count);
    }

    [Fact]
    public async Task RulesAndPaths_RandomShop_MakeAValidWorkbook()
    {
        var shop = Shop();
        var rules = new AffinityRequest(All, null, ItemLevel.Product, 0.005, 0.05).Run(shop, TestContext.Current.CancellationToken);
        var paths = new PathRequest(All, null, ItemLevel.Category, Least: 3).Run(shop, TestContext.Current.CancellationToken);

        using var book = await WrittenWorkbook.WriteAsync(
            ReceiptSheet.Workbook(rules.Receipt, DateTimeOffset.UnixEpoch, AssortmentSheets.Rules(rules), AssortmentSheets.Paths(paths), AssortmentSheets.Starts(paths)));

        Assert.Equal(["What goes together", "What is bought next", "Who came back", "Methods"], book.SheetNames);
        Assert.Equal((1 + rules.Rules.Count, 1 + paths.Links.Count, 1 + paths.Starts.Count), (book.Rows().Count, book.Rows(1).Count, book.Rows(2).Count));
        Assert.Equal(rules.Rules[0].Lift, book.Number("M2"), 9);
    }

    /// <summary>80 customers who buy bread, most with butter, and come back for jam or tea.</summary>
    private static Snapshot Shop()
    {
        var shop = new TestShop();
        for (var i = 0; i < 80; i++)
        {
            shop.Document($"C{i:00}", "2024-02-01", DocumentKind.Order, null, i % 3 == 0 ? [("Bread", 2)] : [("Bread", 2), ("Butter", 3)]);
            if (i % 2 == 0)
                shop.Order($"C{i:00}", "2024-03-01", 4, i % 4 == 0 ? "Jam" : "Tea");
        }

        return shop.Build();
    }
}
