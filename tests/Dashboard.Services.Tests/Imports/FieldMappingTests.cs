using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports;

public sealed class FieldMappingTests : IDisposable
{
    private static readonly string[] Columns = ["Invoice", "When", "Cust", "City, State", "Sum", "Note"];
    private readonly ImportFixture _files = new();

    [Fact]
    public void Parse_Text_NamesFieldsColumnsAndAttributes()
    {
        var mapped = FieldMapping.Parse("invoice=Document, When=date,Cust=customer-id,\"City, State\"=region,Sum=attribute:Paid,Note=-", ImportKind.Orders, Columns);
        Assert.Equal(
            [new("Invoice", ImportField.Document), new("When", ImportField.Date), new("Cust", ImportField.Customer), new("City, State", ImportField.Region), new("Sum", ImportField.Attribute, "Paid"), new("Note", null)],
            mapped);
    }

    [Theory]
    [InlineData("Invoice", "'Invoice' in the mapping is not written as Column=field.")]
    [InlineData("Bill=document", "The file has no column 'Bill'. Its columns: Invoice, When, Cust, City, State, Sum, Note.")]
    [InlineData("Invoice=document,Invoice=date", "Column 'Invoice' is mapped 2 times. Map it once.")]
    [InlineData("Invoice=document,Note=document", "The field document is given to 'Invoice' and 'Note'. Give it to one column.")]
    [InlineData("Sum=attribute:X,Note=attribute:x", "Two columns are given to the attribute 'X'. Name one of them otherwise.")]
    [InlineData("Sum=discount,Note=discount-percent", "Several columns are discounts: Sum, Note. Keep one.")]
    [InlineData("Sum=amount:x", "The field amount takes no name; write Sum=amount.")]
    public void Parse_WrongText_SaysWhatIsThere(string text, string message)
    {
        var error = Assert.Throws<ImportException>(() => FieldMapping.Parse(text, ImportKind.Orders, Columns));
        Assert.Equal((ImportProblem.Mapping, message), (error.Problem, error.Message));
    }

    [Fact]
    public void Parse_UnknownField_NamesTheFieldsOfTheKind()
    {
        var error = Assert.Throws<ImportException>(() => FieldMapping.Parse("Sum=karma", ImportKind.Products, Columns));
        Assert.Equal("There is no field 'karma' in a file of products. Its fields: product, product-name, category, brand, price, unit-cost.", error.Message);
    }

    [Theory]
    [InlineData(ImportKind.Orders, "A file of orders needs a column for date. The file has: a, b.")]
    [InlineData(ImportKind.Products, "A file of products needs a column for product. The file has: a, b.")]
    [InlineData(ImportKind.Campaigns, "A file of campaigns needs a column for campaign. The file has: a, b.")]
    [InlineData(ImportKind.Contacts, "A file of contacts needs a column for campaign or group or control. The file has: a, b.")]
    public void Read_RequiredFieldMissing_NamesIt(ImportKind kind, string message)
    {
        var plan = ImportFixture.Plan(_files.Write("a.csv", "a,b\nx,1\ny,2\n"), new ImportChoices { Kind = kind });
        Assert.Contains(message, plan.Problems);
        var error = Assert.Throws<ImportException>(() => ImportFixture.Read(plan));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void With_DecidedField_LeavesItsOldColumn()
    {
        var mapping = new FieldMapping([new("Sum", ImportField.Amount, null, 0.9), new("Note", ImportField.Attribute, "Note", 0.5)]).With([new("Invoice", ImportField.Amount)]);
        Assert.Equal([new("Note", ImportField.Attribute, "Note", 0.5), new("Invoice", ImportField.Amount)], mapping.Columns);
    }

    [Fact]
    public void Serialize_Mapping_ComesBack()
    {
        var mapping = new FieldMapping([new("Sum", ImportField.Amount, null, 0.9), new("Note", null), new("X", ImportField.Response, "Campaign 1")]);
        var json = JsonSerializer.Serialize(mapping);
        Assert.Contains("\"Amount\"", json);
        Assert.Equal(mapping.Columns, JsonSerializer.Deserialize<FieldMapping>(json)!.Columns);
    }

    [Theory]
    [InlineData("order_id,customer_id,order_date,total\n1,a,2020-01-31,5\n2,b,2020-02-01,6.5\n2,b,2020-02-02,7\n", ImportKind.Orders)]
    [InlineData("customer_id,email,gender,country\n1,a@b.de,F,DE\n2,b@b.de,M,FR\n3,c@b.de,F,DE\n", ImportKind.Customers)]
    [InlineData("sku,name,category,price\nA1,Tea,Food,1.5\nB2,Cup,Home,4\n", ImportKind.Products)]
    [InlineData("campaign_id,name,channel,start_date,end_date,cost\n1,Spring,email,2020-01-31,2020-02-03,100\n2,May,sms,2020-05-01,2020-05-03,50\n", ImportKind.Campaigns)]
    [InlineData("customer_id,campaign_id,sent_at,group,opened,clicked\n1,A,2020-01-31,control,0,0\n2,A,2020-01-31,treated,1,0\n2,B,2020-02-28,treated,1,1\n", ImportKind.Contacts)]
    public void Propose_Kinds_AreFoundFromColumns(string text, ImportKind kind)
    {
        var plan = ImportFixture.Plan(_files.Write("file.csv", text));
        Assert.Equal(kind, plan.Kind);
        Assert.Empty(plan.Problems);
        var lines = text.Count(c => c == '\n') - 1;
        Assert.Equal(lines, ImportFixture.Read(plan).Counts.Accepted);
    }

    [Theory]
    [InlineData("13/02/2020", DateOrder.DayMonthYear, null)]
    [InlineData("02/13/2020", DateOrder.MonthDayYear, null)]
    [InlineData("02/12/2020", null, "The dates of 'order_date', such as 01/02/2020, may have the day or the month first. Say which: date format dmy or mdy.")]
    public void Propose_DateOrder_IsDecidedByTheColumnOrAsked(string last, DateOrder? order, string? problem)
    {
        var path = _files.Write("file.csv", $"order_id,order_date,total\n1,01/02/2020,5\n2,03/04/2020,6\n3,{last},7\n");
        var plan = ImportFixture.Plan(path);
        Assert.Equal(order, plan.Columns[1].DateOrder);
        Assert.Equal(problem is null ? [] : [problem], plan.Problems);
        var told = ImportFixture.Plan(path, new ImportChoices { DateFormat = last.StartsWith("13", StringComparison.Ordinal) ? "dd/MM/yyyy" : "mdy" });
        var day = told.DateOrder == DateOrder.DayMonthYear ? new DateTimeOffset(2020, 2, 1, 0, 0, 0, TimeSpan.Zero) : new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(day.ToUnixTimeSeconds(), ImportFixture.Read(told).Rows[0].Line!.AtSeconds);
    }

    public void Dispose() => _files.Dispose();
}
