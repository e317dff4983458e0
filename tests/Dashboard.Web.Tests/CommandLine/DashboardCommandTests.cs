using System.Globalization;
using System.Text.Json;
using Dashboard.Services.Samples;
using Dashboard.Services.Tests;
using Dashboard.Web.CommandLine;
using Microsoft.Data.Sqlite;

namespace Dashboard.Web.Tests.CommandLine;

public sealed class DashboardCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-command-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("import", "--help")]
    [InlineData("demo", "--help")]
    [InlineData("describe", "--help")]
    [InlineData("export", "--help")]
    public async Task Run_Help_ExplainsAndNamesTheDatabase(params string[] args)
    {
        var (code, output, _) = await RunAsync(args);

        Assert.Equal(0, code);
        Assert.Contains("--database <PATH>", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'sing'", "sing")]
    [InlineData("Name at least one file to import, or use --undo ID.", "import")]
    [InlineData("There is no import 7", "import", "--undo", "7")]
    [InlineData("'songs' is not a kind of file", "import", "x.csv", "--kind", "songs")]
    [InlineData("1,000 to 1,000,000 customers", "demo", "--customers", "5")]
    [InlineData("There is no segment 'Heroes'. The segments are Champions", "export", "segment", "Heroes", "--out", "x.xlsx")]
    [InlineData("There is no metric 'joy'", "export", "trend", "joy", "--out", "x.xlsx")]
    [InlineData("neither .xlsx nor .csv", "export", "segments", "--out", "x.pdf")]
    [InlineData("A filter is a dimension, a colon and a value", "export", "segments", "--out", "x.csv", "--filter", "Germany")]
    public async Task Run_BadInput_ExitsWithTwoAndSaysWhatToDo(string message, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter '", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Run_MissingFileOrForeignDatabase_ExitsWithTwo()
    {
        var (code, _, error) = await RunAsync("import", Path.Combine(folder, "none.csv"));
        Assert.Equal(2, code);
        Assert.Contains("none.csv", error, StringComparison.Ordinal);

        var foreign = Path.Combine(folder, "notes.db");
        await File.WriteAllTextAsync(foreign, "These are notes and not a database at all, whatever the name of the file may say.", TestContext.Current.CancellationToken);
        var output = new StringWriter();
        var errors = new StringWriter();
        Assert.Equal(2, await DashboardCommand.RunAsync(["describe", "--database", foreign], output, errors));
        Assert.Contains("not a SQLite database", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SmallFile_CountsEveryRow_AndUndoTakesItBack()
    {
        var file = Path.Combine(folder, "orders.csv");
        await File.WriteAllTextAsync(file, "order,customer,date,amount\n1,A,2024-01-05,10.00\n2,B,2024-01-06,20.5\n3,B,not a day,1\n", TestContext.Current.CancellationToken);

        var dry = await JsonAsync("import", file, "--dry-run", "--json", "--currency", "GBP");
        Assert.Equal(JsonValueKind.Null, dry.GetProperty("importId").ValueKind);
        Assert.Equal(0, (await JsonAsync("describe", "--json")).GetProperty("documents").GetInt64());

        var report = await JsonAsync("import", file, "--json", "--currency", "GBP");
        Assert.Equal((3, 2, 1), (report.GetProperty("rowsRead").GetInt64(), report.GetProperty("accepted").GetInt64(), report.GetProperty("rejected").GetInt64()));
        Assert.Equal(1, report.GetProperty("rejectedByReason").EnumerateObject().Sum(r => r.Value.GetInt64()));
        Assert.Equal("30.5", report.GetProperty("total").GetString());
        Assert.Equal("GBP", (await JsonAsync("describe", "--json")).GetProperty("currency").GetString());

        var (conflict, _, error) = await RunAsync("import", file, "--currency", "USD");
        Assert.Equal(2, conflict);
        Assert.Contains("GBP", error, StringComparison.Ordinal);

        var (code, _, _) = await RunAsync("import", "--undo", report.GetProperty("importId").GetInt64().ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, code);
        Assert.Equal(0, (await JsonAsync("describe", "--json")).GetProperty("documents").GetInt64());
    }

    [Fact]
    public async Task Import_OnlineRetail_GivesItsPublishedFacts()
    {
        var file = Repository.Data("online-retail", "online_retail.csv.gz");

        var report = await JsonAsync("import", file, "--currency", "GBP", "--time-zone", "Europe/London", "--json");

        Assert.Equal((541_909, 541_909, 0), (report.GetProperty("rowsRead").GetInt64(), report.GetProperty("accepted").GetInt64(), report.GetProperty("rejected").GetInt64()));
        Assert.Equal((25_900, 0, 0), Records(report));
        Assert.Equal((4_372, 25_900, 541_909), (report.GetProperty("customers").GetInt64(), report.GetProperty("documents").GetInt64(), report.GetProperty("lines").GetInt64()));
        Assert.Equal("9747747.934", report.GetProperty("total").GetString());

        var shop = await JsonAsync("describe", "--json");
        Assert.Equal((4_372, 25_900, 3_836), (shop.GetProperty("customers").GetInt64(), shop.GetProperty("documents").GetInt64(), shop.GetProperty("returns").GetInt64()));
        Assert.Equal(25_900, shop.GetProperty("orders").GetInt64() + shop.GetProperty("returns").GetInt64() + shop.GetProperty("adjustments").GetInt64());
        Assert.Equal(("9747747.934", 135_080, "1447682.12"), (shop.GetProperty("revenue").GetString(), shop.GetProperty("anonymousLines").GetInt64(), shop.GetProperty("anonymousRevenue").GetString()));
        Assert.Equal(("2010-12-01T08:26:00", "2011-12-09T12:50:00"), (shop.GetProperty("firstOrder").GetString(), shop.GetProperty("lastOrder").GetString()));
        Assert.Equal((38, 4_070), (shop.GetProperty("countries").GetInt32(), shop.GetProperty("products").GetInt64()));
        var groups = shop.GetProperty("rfm").EnumerateArray().ToList();
        Assert.Equal(4_372, groups.Sum(g => g.GetProperty("customers").GetInt64()));
        Assert.Equal(18_532, groups.Sum(g => g.GetProperty("orders").GetInt64()));
        Assert.Equal(8_300_065.814m, groups.Sum(g => decimal.Parse(g.GetProperty("revenue").GetString()!, CultureInfo.InvariantCulture)));

        Assert.Equal((0, 0, 25_900), Records(await JsonAsync("import", file, "--json")));
        Assert.Equal(shop.GetProperty("dataVersion").GetInt64(), (await JsonAsync("describe", "--json")).GetProperty("dataVersion").GetInt64());

        var excel = Path.Combine(folder, "champions.xlsx");
        Assert.Equal(0, (await RunAsync("export", "segment", "champions", "--out", excel)).Code);
        Assert.True(new FileInfo(excel).Length > 20_000);
    }

    [Fact]
    public async Task Import_CampaignFiles_GiveTheirPublishedFacts()
    {
        var hillstrom = await JsonAsync("import", Repository.Data("hillstrom-email", "hillstrom.csv"), "--json");
        Assert.Equal((64_000, 64_000), (hillstrom.GetProperty("accepted").GetInt64(), hillstrom.GetProperty("customers").GetInt64()));
        Assert.Equal(21_307 + 21_387 + (2 * 21_306), hillstrom.GetProperty("contacts").GetInt64());

        var comma = await JsonAsync("import", Repository.Data("ifood-marketing-campaign", "ml_project1_data.csv"), "--json", "--kind", "customers");
        Assert.Equal((2_240, 2_240), (comma.GetProperty("accepted").GetInt64(), comma.GetProperty("customers").GetInt64()));
        var semicolon = await JsonAsync("import", Repository.Data("ifood-marketing-campaign", "marketing_campaign_semicolon_bom.csv"), "--json", "--kind", "customers");
        Assert.Equal((0, 0, 2_240), Records(semicolon));
    }

    [Fact]
    public async Task Demo_ThousandCustomers_DescribesAsItsTruthSays()
    {
        Assert.Equal(0, (await RunAsync("demo", "--customers", "1000", "--seed", "3")).Code);

        var shop = await JsonAsync("describe", "--json");
        var truth = SampleTruthFile.Read(Path.Combine(folder, "shop.db"))!.Totals;
        Assert.Equal((truth.Customers, truth.Documents, truth.Lines), (shop.GetProperty("customers").GetInt64(), shop.GetProperty("documents").GetInt64(), shop.GetProperty("lines").GetInt64()));
        Assert.Equal((truth.RevenueE4 / 10_000m).ToString("0.####", CultureInfo.InvariantCulture), shop.GetProperty("revenue").GetString());
        Assert.Equal(2, (await RunAsync("demo", "--customers", "1000")).Code);
    }

    private static (long New, long Updated, long Unchanged) Records(JsonElement report) =>
        (report.GetProperty("new").GetInt64(), report.GetProperty("updated").GetInt64(), report.GetProperty("unchanged").GetInt64());

    private async Task<JsonElement> JsonAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.True(code == 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    [Fact]
    public async Task Backup_Restore_Check_SayWhatTheyDid()
    {
        var file = Path.Combine(folder, "orders.csv");
        await File.WriteAllTextAsync(file, "order,customer,date,amount\n1,A,2024-01-05,10.00\n2,B,2024-01-06,20.5\n", TestContext.Current.CancellationToken);
        await RunAsync("import", file, "--currency", "GBP");
        var backup = Path.Combine(folder, "one.bak");

        Assert.Contains("2 documents, 2 lines, 2 customers", (await RunAsync("backup", backup)).Output, StringComparison.Ordinal);
        Assert.Contains("--overwrite", (await RunAsync("backup", backup)).Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("backup", backup, "--overwrite")).Code);
        Assert.Contains("is kept in", (await RunAsync("restore", backup)).Output, StringComparison.Ordinal);
        Assert.Contains("is whole: 2 documents", (await RunAsync("check")).Output, StringComparison.Ordinal);
        Assert.Contains("There is no file", (await RunAsync("restore", backup + "x")).Error, StringComparison.Ordinal);

        await using (var store = new SqliteConnection($"Data Source={Path.Combine(folder, "shop.db")};Pooling=False"))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
            Dashboard.Services.Store.DashboardStore.Execute(store, "UPDATE DocumentBlocks SET Data = CAST(substr(Data, 1, 20) || x'00' || substr(Data, 22) AS BLOB)");
        }

        var (code, _, error) = await RunAsync("check");
        Assert.Equal(DashboardCommand.BadInput, code);
        Assert.Contains("The database is damaged.", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await DashboardCommand.RunAsync([.. args, "--database", Path.Combine(folder, "shop.db")], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
