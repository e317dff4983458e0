using System.Text;
using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Demographics;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Demographics;

public sealed class DemographicsSheetsTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Workbook_WholeScreen_HasEveryTableAndMethods()
    {
        var book = DemographicsSheets.Workbook(Result(), Now);

        Assert.Equal(
            ["Country by gender", "Age by gender", "By age", "By gender", "By country", "By region", "By city", "By language", "By acquisition channel", "By segment"],
            book.Sheets.Select(s => s.Name));
        Assert.Contains(book.Methods, m => m.Name == "Age bands");
    }

    [Fact]
    public async Task Breakdown_Country_AddsUpWithUnknown() => Assert.Equal(
        [
            "Country,Customers,Share,Customers before,Orders,Revenue,Share of revenue,Revenue before,Average order value",
            "Germany,2,0.666666666666667,1,1,10.00,1,0.00,10.00",
            "Unknown,1,0.333333333333333,1,0,0.00,0,0.00,",
        ],
        (await CsvAsync(DemographicsSheets.Breakdown(Result().By(Dimension.Country)))).Select(Plain));

    [Fact]
    public async Task Cross_Cells_AreOneARow()
    {
        var lines = await CsvAsync(DemographicsSheets.Cross(Result().Cross!));

        Assert.Equal(1 + (2 * 3), lines.Length);
        Assert.StartsWith("Country,Gender,Customers,", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith("Unknown,Unknown,1,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sheets_SmallShop_HideWhatSinglesPeopleOut()
    {
        var result = Result(smallestGroup: 10);

        Assert.StartsWith("1 smaller group or unknown,3,1,", (await CsvAsync(DemographicsSheets.Breakdown(result.By(Dimension.Country))))[1], StringComparison.Ordinal);
        Assert.All((await CsvAsync(DemographicsSheets.Cross(result.Cross!)))[1..], line => Assert.EndsWith(",,,,,FALSE,,TRUE", line, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(DemographicsSheets.Workbook(result, Now).Methods, m => m.Name == "Small groups" && m.Value.Contains("fewer than 10 customers", StringComparison.Ordinal));
    }

    private static string Plain(string line) => line.Replace("0.6666666666666666", "0.666666666666667", StringComparison.Ordinal).Replace("0.3333333333333333", "0.333333333333333", StringComparison.Ordinal);

    private static DemographicsResult Result(int smallestGroup = 1)
    {
        var builder = new SnapshotBuilder(new ShopSettings { SmallestGroup = smallestGroup }, 3);
        var anna = builder.Add(new CustomerFacts("A") { Country = "Germany", Gender = "female" });
        builder.Add(new CustomerFacts("B") { Country = "Germany", Gender = "male" });
        builder.Add(new CustomerFacts("C"));
        builder.Add(new DocumentFacts("1", anna, new DateOnly(2024, 1, 1).DayNumber));
        builder.Add(new LineFacts(-1, 10_000, 100_000, 0, 100_000));
        var scope = new Scope(new RangeChoice(null, new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 31)), Comparison.PreviousPeriod, Filter.Everything);
        return new DemographicsRequest(scope, Dimension.Country, Dimension.Gender).Run(builder.Build(), TestContext.Current.CancellationToken);
    }

    private static async Task<string[]> CsvAsync(Sheet sheet)
    {
        using var stream = new MemoryStream();
        await CsvWriter.WriteAsync(sheet, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF').TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
    }
}
