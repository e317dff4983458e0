using System.Text;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Customers;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Customers;

public sealed class CustomerSheetsTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_TwoCustomers_HoldsEveryColumnAndKeepsLeadingZeros()
    {
        var lines = await CsvAsync(CustomerSheets.List(Export()));

        Assert.Equal(3, lines.Length);
        var heading = lines[0].Split(',');
        var first = lines[1].Split(',');
        Assert.Equal("007", first[Array.IndexOf(heading, "Customer")]);
        Assert.Equal("1990-02-03", first[Array.IndexOf(heading, "Sign-up")]);
        Assert.Equal("12.34", first[Array.IndexOf(heading, "Revenue")]);
        Assert.Equal("12.34", first[Array.IndexOf(heading, "Average order value")]);
        Assert.Equal("yes", first[Array.IndexOf(heading, "Consent email")]);
        Assert.Equal("038", first[Array.IndexOf(heading, "Shoe size")]);
        Assert.Equal("never asked", lines[2].Split(',')[Array.IndexOf(heading, "Consent email")]);
        Assert.Equal("", lines[2].Split(',')[Array.IndexOf(heading, "Recency score")]);
    }

    [Fact]
    public async Task List_ChosenColumns_AreThoseInThatOrder()
    {
        var lines = await CsvAsync(CustomerSheets.List(Export(), ["orders", "Key", "attribute-Shoe size"]));

        Assert.Equal(["Orders,Customer,Shoe size", "1,007,038", "0,A,"], lines);
    }

    [Fact]
    public void List_UnknownColumn_SaysWhichThereAre()
    {
        var problem = Assert.Throws<ArgumentException>(() => CustomerSheets.List(Export(), ["shoe"]));

        Assert.Contains("no column 'shoe'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("revenue-in-range", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Workbook_List_HasMethods()
    {
        var book = CustomerSheets.Workbook(Export(), Now);

        Assert.Equal("GBP", book.Currency);
        Assert.Contains(book.Methods, m => m.Name == "Rows used" && m.Value == "2 customers");
        Assert.Contains(book.Methods, m => m.Name == "Exported at");
    }

    [Fact]
    public async Task Workbook_Profile_TellsRecordedFromComputedAndPredicted()
    {
        var profile = (CustomerProfile)new CustomerRequest("007", Scope.Default).Run(Shop(), TestContext.Current.CancellationToken);

        var book = CustomerSheets.Workbook(profile, Now);

        Assert.Equal(["Facts", "Documents", "Products", "Campaigns"], book.Sheets.Select(s => s.Name));
        var facts = await CsvAsync(book.Sheets[0]);
        Assert.Contains("computed,Revenue,,12.34", facts);
        Assert.Single(facts, f => f.StartsWith("predicted,", StringComparison.Ordinal));
        Assert.Equal(2, (await CsvAsync(book.Sheets[1])).Length);
        Assert.Equal(2, (await CsvAsync(book.Sheets[2])).Length);
    }

    private static CustomerExport Export() => new CustomerExportRequest(Scope.Default, Sort: CustomerSort.Key).Run(Shop(), TestContext.Current.CancellationToken);

    private static Snapshot Shop()
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "GBP" }, 3);
        builder.Add(new ProductFacts("T", "Tea", "Drinks"));
        var seven = builder.Add(new CustomerFacts("007")
        {
            Name = "=HYPERLINK(1)",
            SignUpDay = new DateOnly(1990, 2, 3).DayNumber,
            Consent = new Dictionary<string, bool> { ["email"] = true },
            Attributes = new Dictionary<string, string> { ["Shoe size"] = "038" },
        });
        builder.Add(new CustomerFacts("A"));
        builder.Add(new DocumentFacts("1", seven, new DateOnly(2024, 1, 1).DayNumber, 75));
        builder.Add(new LineFacts(0, 10_000, 123_400, 0, 123_400));
        return builder.Build();
    }

    private static async Task<string[]> CsvAsync(Sheet sheet)
    {
        using var stream = new MemoryStream();
        await CsvWriter.WriteAsync(sheet, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
    }
}
