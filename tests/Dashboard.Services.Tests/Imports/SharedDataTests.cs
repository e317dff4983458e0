using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports;

/// <summary>Facts from the READMEs of the data sets.</summary>
public sealed class SharedDataTests
{
    [Fact]
    public void Read_OnlineRetail_GivesItsFacts()
    {
        var plan = ImportFixture.Plan(Repository.Data("online-retail", "online_retail.csv.gz"), new ImportChoices { TimeZone = "Europe/London", AsOf = new DateOnly(2026, 1, 1) });
        Assert.Equal(ImportKind.Orders, plan.Kind);
        Assert.Empty(plan.Problems);
        var counts = new ImportCounts();
        long total = 0, quantity = 0, anonymous = 0, first = long.MaxValue, last = 0, unnamed = 0;
        var documents = new Dictionary<string, (LineKind Kind, string? Customer)>();
        var customers = new HashSet<string>();
        var products = new HashSet<string>();
        var countries = new HashSet<string?>();
        foreach (var item in ImportReader.Read(plan, counts, null, TestContext.Current.CancellationToken))
        {
            var line = item.Row!.Line!;
            total += line.AmountE4;
            quantity += line.QuantityE4;
            products.Add(line.ProductKey!);
            countries.Add(line.Country);
            (first, last) = (Math.Min(first, line.AtSeconds), Math.Max(last, line.AtSeconds));
            if (line.CustomerKey is null) anonymous++;
            else customers.Add(line.CustomerKey);
            if (item.Row.Product!.Name is null) unnamed++;
            Assert.Equal(line.CustomerKey, item.Row.Customer?.Key);
            var known = documents.TryGetValue(line.Document, out var document);
            documents[line.Document] = (known && document.Kind < line.Kind ? document.Kind : line.Kind, line.CustomerKey);
        }

        Assert.Equal(541_909, counts.RowsRead);
        Assert.Equal(541_909, counts.Accepted);
        Assert.Empty(counts.Noticed);
        Assert.Equal(97_477_479_340, total);
        Assert.Equal(51_764_500_000, quantity);
        Assert.Equal(135_080, anonymous);
        Assert.Equal(1_454, unnamed);
        Assert.Equal(4_372, customers.Count);
        Assert.Equal(4_070, products.Count);
        Assert.Equal(38, countries.Count);
        Assert.Equal(25_900, documents.Count);
        Assert.Equal(3_836, documents.Keys.Count(document => document.StartsWith('C')));
        Assert.Equal(3_836, documents.Values.Count(document => document.Kind == LineKind.Return));
        var orders = documents.Values.Where(document => document.Kind == LineKind.Sale && document.Customer is not null).ToList();
        Assert.Equal(18_532, orders.Count);
        Assert.Equal(4_338, orders.Select(document => document.Customer).Distinct().Count());
        Assert.Equal(new DateTimeOffset(2010, 12, 1, 8, 26, 0, TimeSpan.Zero).ToUnixTimeSeconds(), first);
        Assert.Equal(new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero).ToUnixTimeSeconds(), last);
    }

    [Fact]
    public void Read_Hillstrom_GivesArmsAsCampaignsAndControls()
    {
        var plan = ImportFixture.Plan(Repository.Data("hillstrom-email", "hillstrom.csv"));
        Assert.Equal(ImportKind.Contacts, plan.Kind);
        Assert.Equal("segment", plan.Mapping.ColumnOf(ImportField.Campaign));
        Assert.Equal("visit", plan.Mapping.ColumnOf(ImportField.Clicked));
        Assert.Equal("conversion", plan.Mapping.ColumnOf(ImportField.Converted));
        Assert.Equal("spend", plan.Mapping.ColumnOf(ImportField.Revenue));
        Assert.Equal(
            ["recency", "history_segment", "history", "mens", "womens", "zip_code", "newbie", "channel"],
            plan.Mapping.Columns.Where(column => column.Field == ImportField.Attribute).Select(column => column.Name));
        Assert.Contains(plan.Notices, notice => notice.Contains("no column for the customer's id") && notice.Contains("hillstrom#2"));
        var (rows, _, counts) = ImportFixture.Read(plan);
        Assert.Equal(64_000, counts.Accepted);
        Assert.Equal(64_000, rows.Select(row => row.Customer!.Key).Distinct().Count());
        Assert.Equal(["Mens E-Mail", "Womens E-Mail"], rows.SelectMany(row => row.Campaigns).Select(campaign => campaign.Key).Distinct().Order());
        AssertArm(rows, "Mens E-Mail", false, 21_307, 3_894, 267, 303_116_900);
        AssertArm(rows, "Womens E-Mail", false, 21_387, 3_238, 189, 230_381_100);
        AssertArm(rows, "Mens E-Mail", true, 21_306, 2_262, 122, 139_083_300);
        AssertArm(rows, "Womens E-Mail", true, 21_306, 2_262, 122, 139_083_300);
        Assert.All(rows.SelectMany(row => row.Contacts), contact => Assert.Null(contact.AtSeconds));
        Assert.Equal(15_493_481.97m, rows.Sum(row => decimal.Parse(row.Customer!.Attributes["history"])));
    }

    [Fact]
    public void Read_BothFormsOfIfood_GiveTheSameRowsAndTheirFacts()
    {
        var choices = new ImportChoices { AsOf = new DateOnly(2014, 12, 31) };
        var plan = ImportFixture.Plan(Repository.Data("ifood-marketing-campaign", "ml_project1_data.csv"), choices);
        var other = ImportFixture.Plan(Repository.Data("ifood-marketing-campaign", "marketing_campaign_semicolon_bom.csv"), choices);
        Assert.Equal(ImportKind.Customers, plan.Kind);
        Assert.Equal(plan.Mapping.Columns, other.Mapping.Columns);
        Assert.Equal("ID", plan.Mapping.ColumnOf(ImportField.Customer));
        Assert.Equal("Year_Birth", plan.Mapping.ColumnOf(ImportField.BirthYear));
        Assert.Equal("Dt_Customer", plan.Mapping.ColumnOf(ImportField.SignedUp));
        var (rows, _, counts) = ImportFixture.Read(plan);
        var (same, _, _) = ImportFixture.Read(other);
        Assert.Equal(2_240, counts.Accepted);
        Assert.Equal(rows.Select(Flat), same.Select(Flat));
        var accepted = rows.SelectMany(row => row.Contacts).Where(contact => contact.Converted == true).GroupBy(contact => contact.CampaignKey).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(new Dictionary<string, int> { ["Campaign 1"] = 144, ["Campaign 2"] = 30, ["Campaign 3"] = 163, ["Campaign 4"] = 167, ["Campaign 5"] = 163, ["Response"] = 334 }, accepted);
        Assert.Equal(6 * 2_240, rows.Sum(row => row.Contacts.Count));
        Assert.Equal(24, rows.Count(row => !row.Customer!.Attributes.ContainsKey("Income")));
        Assert.Equal(680_816, rows.Sum(row => int.Parse(row.Customer!.Attributes["MntWines"])));
        Assert.Equal(1_127, rows.Count(row => row.Customer!.Attributes["Education"] == "Graduation"));
        Assert.Equal(new DateTimeOffset(2012, 7, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), rows.Min(row => row.Customer!.SignedUpSeconds));
        Assert.Equal(new DateTimeOffset(2014, 6, 29, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), rows.Max(row => row.Customer!.SignedUpSeconds));
        Assert.Equal(2, counts.Noticed[ImportNotice.BirthsLeftOut]);
        Assert.Equal(2_238, rows.Count(row => row.Customer!.BirthDate is not null));
    }

    [Fact]
    public void Read_GroceryLog_GivesAnOrderPerCustomerAndDay()
    {
        var plan = ImportFixture.Plan(Repository.Data("grocery-elog", "groceryElog.csv"));
        Assert.Equal(ImportKind.Orders, plan.Kind);
        Assert.Contains(plan.Notices, notice => notice.Contains("no amounts"));
        var (rows, _, _) = ImportFixture.Read(plan);
        Assert.Equal(10_483, rows.Count);
        Assert.Equal(1_525, rows.Select(row => row.Line!.CustomerKey).Distinct().Count());
        Assert.All(rows, row => Assert.Equal((LineKind.Sale, 0L), (row.Line!.Kind, row.Line.AmountE4)));
        Assert.Equal(new DateTimeOffset(2006, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), rows.Min(row => row.Line!.AtSeconds));
        Assert.Equal(new DateTimeOffset(2007, 12, 30, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), rows.Max(row => row.Line!.AtSeconds));
        Assert.Equal("1@20060101", rows[0].Line!.Document);
    }

    [Theory]
    [InlineData("groceries-baskets", "groceries.csv", false, 32)]
    [InlineData("groceries-baskets", "groceries_items.csv", true, 3)]
    [InlineData("avocado-prices", "avocado.csv", true, 14)]
    [InlineData("orange-juice-price", "oj.csv", true, 5)]
    [InlineData("mmm-weekly", "robyn_dt_simulated_weekly.csv", true, 12)]
    [InlineData("online-shoppers-intention", "online_shoppers_intention_semicolon.csv", true, 18)]
    [InlineData("time-series", "airline-passengers.csv", true, 2)]
    [InlineData("cdnow", "cdnow_customers_summary.csv", true, 4)]
    public void Open_OtherDataSets_FindsHeaderAndColumns(string folder, string name, bool header, int columns)
    {
        var file = TabularFile.Open(Repository.Data(folder, name));
        Assert.Equal(header, file.HasHeader);
        if (header) Assert.Equal(columns, file.Columns.Count);
        Assert.Equal(file.Columns.Count, FileProfile.Read(file, TestContext.Current.CancellationToken).Columns.Count);
    }

    private static void AssertArm(List<ImportRow> rows, string campaign, bool control, int customers, int visits, int conversions, long spend)
    {
        var contacts = rows.SelectMany(row => row.Contacts).Where(contact => contact.CampaignKey == campaign && contact.IsControl == control).ToList();
        Assert.Equal(customers, contacts.Count);
        Assert.Equal(visits, contacts.Count(contact => contact.Clicked == true));
        Assert.Equal(conversions, contacts.Count(contact => contact.Converted == true));
        Assert.Equal(spend, contacts.Sum(contact => contact.RevenueE4));
    }

    private static string Flat(ImportRow row) => string.Join('|', row.RowNumber, row.Customer! with { Attributes = new Dictionary<string, string>() }, string.Join(',', row.Customer.Attributes), string.Join(',', row.Contacts));
}
