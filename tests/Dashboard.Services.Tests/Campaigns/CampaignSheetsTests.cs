using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Campaigns;
using Dashboard.Services.Exports;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Campaigns;

public sealed class CampaignSheetsTests
{
    private static readonly Scope Scope = new(new RangeChoice("all"), Comparison.None, Filter.Everything);
    private static readonly DateTimeOffset Now = new(2025, 7, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_TwoCampaigns_WritesEmptyCellsForWhatIsNotRecorded()
    {
        var result = new CampaignsRequest(Scope).Run(Shop(), TestContext.Current.CancellationToken);
        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, Now, CampaignListSheet.Of(result)));

        Assert.Equal(["Campaigns", "Methods"], book.SheetNames);
        Assert.Equal(4, book.Rows().Count);
        var row = Enumerable.Range(2, 3).Single(r => book.Text("A" + r) == "007");
        Assert.Equal("=1+1", book.Text("B" + row));
        Assert.Equal(3, book.Number("H" + row));
        Assert.Equal(2, book.Number("I" + row));
        Assert.Null(Content(book, "K" + row));
        Assert.Equal(2, book.Number("O" + row));
        Assert.Equal(100, book.Number("U" + row));
        var bare = Enumerable.Range(2, 3).Single(r => book.Text("A" + r) == "bare");
        Assert.Null(Content(book, "U" + bare));
        Assert.Null(Content(book, "AC" + bare));
    }

    [Fact]
    public async Task All_OneCampaign_WritesEverySheetWithItsInterval()
    {
        var result = new CampaignRequest("007", Scope, Dimension.Country).Run(Shop(), TestContext.Current.CancellationToken);
        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, Now, [.. CampaignSheets.All(result)]));

        Assert.Equal(["Results", "Funnel", "By Country", "Days since contact", "Methods"], book.SheetNames);
        var effect = result.Campaign!.RevenueEffect!;
        var row = Enumerable.Range(2, 14).Single(r => book.Text("A" + r) == "Incremental revenue");
        Assert.Equal(effect.Total.Value, book.Number("C" + row), 9);
        Assert.Equal(effect.Total.Interval.Low, book.Number("D" + row), 9);
        Assert.Equal(effect.Total.Interval.High, book.Number("E" + row), 9);
        Assert.Equal("Delivered", book.Text("A3", 1));
        Assert.Null(Content(book, "C3", 1));
        Assert.Equal(2, book.Number("C5", 1));
        Assert.Equal("Germany", book.Text("A2", 2));
    }

    [Fact]
    public async Task Contacts_Rows_AreThoseOfTheResult()
    {
        var result = new CampaignContactsRequest("007", Scope, new ContactFilter()).Run(Shop(), TestContext.Current.CancellationToken);
        using var book = await WrittenWorkbook.WriteAsync(ReceiptSheet.Workbook(result.Receipt, Now, CampaignSheets.Contacts(result)));

        Assert.Equal(6, book.Rows().Count);
        Assert.Equal("00", book.Text("A2"));
        Assert.Equal("@SUM(A1)", book.Text("B2"));
        Assert.Null(Content(book, "H2"));
        Assert.Equal(10, book.Number("L2"));
    }

    [Fact]
    public void Part_NoBreakdownOrNoCampaign_HasNoSheet()
    {
        var found = new CampaignRequest("007", Scope).Run(Shop(), TestContext.Current.CancellationToken);
        var missing = new CampaignRequest("none", Scope).Run(Shop(), TestContext.Current.CancellationToken);

        Assert.Null(CampaignSheets.Part(found, "groups"));
        Assert.Null(CampaignSheets.Part(found, "nonsense"));
        Assert.Empty(CampaignSheets.All(missing));
    }

    private static string? Content(WrittenWorkbook book, string reference, int sheet = 0) =>
        book.Cell(reference, sheet)?.InnerText is { Length: > 0 } text ? text : null;

    private static Snapshot Shop()
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "GBP", SmallestGroup = 1 }, 3);
        var start = new DateOnly(2025, 6, 1).DayNumber;
        var campaign = builder.Add(new CampaignFacts("007", "=1+1", "email", StartDay: start, CostE4: 1_000_000));
        builder.Add(new CampaignFacts("bare"));
        builder.Add(new CampaignFacts("dated", StartDay: start));
        for (var i = 0; i < 5; i++)
        {
            var customer = builder.Add(new CustomerFacts("0" + i) { Name = "@SUM(A1)", Country = "Germany" });
            builder.Add(new ContactFacts(campaign, customer, start, 600, i >= 3 ? ContactFlags.Control : i < 2 ? ContactFlags.Clicked : ContactFlags.None, ContactFlags.Clicked));
            if (i == 4)
                continue;
            builder.Add(new DocumentFacts("D" + i, customer, start + i, 700));
            builder.Add(new LineFacts(-1, 10_000, 100_000, 0, 100_000 + i));
        }

        return builder.Build();
    }
}
