using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports;

/// <summary>Rows that are not accepted, and rows that look dangerous and are kept as they are.</summary>
public sealed class BadRowTests : IDisposable
{
    private const string OrderHeader = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    private const string Good = "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom";
    private readonly ImportFixture _files = new();

    public static TheoryData<string, string?, string?, string, string> BadOrders => new()
    {
        { "1,A,x,6,2010-12-01,2.55,7,UK,extra", null, "extra", RejectionReason.TooManyFields, "The row has 9 fields where the header has 8." },
        { "1,A,x,6,2010-12-01", null, "1", RejectionReason.TooFewFields, "The row has 5 fields where the header has 8." },
        { "1;A;x;6;2010-12-01;2.55;7;UK", null, "1;A;x;6;2010-12-01;2.55;7;UK", RejectionReason.TooFewFields, "The row has 1 fields where the header has 8." },
        { "1,A,\"5\" nail\",6,2010-12-01,2.55,7,UK", null, "1", RejectionReason.BadQuotes, "There is text after the closing quote of column 3." },
        { ",A,x,6,2010-12-01,2.55,7,UK", "InvoiceNo", "", RejectionReason.MissingValue, "The row has no document." },
        { "1,A,x,,2010-12-01,2.55,7,UK", "Quantity", "", RejectionReason.MissingValue, "The row has no quantity." },
        { "1,A,x,6,,2.55,7,UK", "InvoiceDate", "", RejectionReason.MissingValue, "The row has no date." },
        { "1,A,x,6,2010-12-01,NULL,7,UK", "UnitPrice", "NULL", RejectionReason.MissingValue, "The row has no unit price." },
        { "1,A,x,six,2010-12-01,2.55,7,UK", "Quantity", "six", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-12-01,2.5.5,7,UK", "UnitPrice", "2.5.5", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-12-01,\"1,2\",7,UK", "UnitPrice", "1,2", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-12-01,0x1F,7,UK", "UnitPrice", "0x1F", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-12-01,=1+1,7,UK", "UnitPrice", "=1+1", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-12-01,１２,7,UK", "UnitPrice", "１２", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,5e12,2010-12-01,2,7,UK", "Quantity", "5e12", RejectionReason.NumberTooLarge, "This number is larger than a million millions." },
        { "1,A,x,1e11,2010-12-01,1e11,7,UK", "UnitPrice", "1e11", RejectionReason.NumberTooLarge, "Quantity times price is too large." },
        { "1,A,x,1e400,2010-12-01,2,7,UK", "Quantity", "1e400", RejectionReason.BadNumber, "This is not a number with a decimal point." },
        { "1,A,x,6,2010-02-30,2.55,7,UK", "InvoiceDate", "2010-02-30", RejectionReason.BadDate, "This is not a date between 1900 and 2100 in the order year, month, day." },
        { "1,A,x,6,1899-12-31,2.55,7,UK", "InvoiceDate", "1899-12-31", RejectionReason.BadDate, "This is not a date between 1900 and 2100 in the order year, month, day." },
        { "1,A,x,6,2010-12-01 25:00,2.55,7,UK", "InvoiceDate", "2010-12-01 25:00", RejectionReason.BadDate, "This is not a date between 1900 and 2100 in the order year, month, day." },
        { "1,A,x,6,yesterday,2.55,7,UK", "InvoiceDate", "yesterday", RejectionReason.BadDate, "This is not a date between 1900 and 2100 in the order year, month, day." },
        { "1,A,x,6,2031-01-01,2.55,7,UK", "InvoiceDate", "2031-01-01", RejectionReason.FutureDate, "This date lies after 2026-11-22." },
        { new string('9', 300) + ",A,x,6,2010-12-01,2.55,7,UK", "InvoiceNo", new string('9', 199) + "…", RejectionReason.IdTooLong, "An id has at most 256 characters." },
    };

    [Theory]
    [MemberData(nameof(BadOrders))]
    public void Read_BadOrderRow_IsRejectedWithItsReason(string row, string? column, string? value, string reason, string message)
    {
        var (rows, rejections, counts) = ReadOrders(row);
        Assert.Equal([2L, 4L, 5L, 6L], rows.Select(accepted => accepted.RowNumber));
        Assert.Equal(new Rejection(3, column, value, reason, message), Assert.Single(rejections));
        Assert.Equal(1, counts.RejectedByReason[reason]);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+1+cmd|' /C calc'!A0")]
    [InlineData("@SUM(1)")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'; DROP TABLE orders; --")]
    [InlineData("a\r\nb")]
    public void Read_FormulasAndScripts_AreTextLikeAnyOther(string text)
    {
        var (rows, rejections, _) = ReadOrders($"1,A,\"{text.Replace("\"", "\"\"")}\",6,2010-12-01,2.55,7,UK");
        Assert.Empty(rejections);
        Assert.Equal(text, rows[1].Product!.Name);
    }

    [Fact]
    public void Read_ShortRow_IsFilledUpWhenOnlyTextsAreMissing()
    {
        var (rows, rejections, counts) = ReadOrders("1,A,x,6,2010-12-01,2.55,7");
        Assert.Empty(rejections);
        Assert.Null(rows[1].Line!.Country);
        Assert.Equal(1, counts.Noticed[ImportNotice.RowsFilledUp]);
    }

    [Fact]
    public void Read_RowsOfSeparatorsOnly_ArePassedOverAndCounted()
    {
        var (rows, rejections, counts) = ReadOrders(",,,,,,,");
        Assert.Equal((4, 0, 4L), (rows.Count, rejections.Count, counts.RowsRead));
        Assert.Equal(["1 rows without any value were passed over."], counts.Notices);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public void Read_Encodings_AreFound(string name, bool mark)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        var text = "CustomerID,Name,City\r\n1,Zoë Müller,Köln\r\n2,Ann – “A”,Łódź\r\n";
        if (name == "windows-1252") text = text.Replace("Łódź", "Málaga");
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        var (rows, _, counts) = ImportFixture.Read(_files.Write("people.csv", bytes), new ImportChoices { Kind = ImportKind.Customers });
        Assert.Equal([("1", "Zoë Müller", "Köln"), ("2", "Ann – “A”", name == "windows-1252" ? "Málaga" : "Łódź")], rows.Select(row => (row.Customer!.Key, row.Customer.Name!, row.Customer.City!)));
        Assert.Empty(counts.Noticed);
    }

    [Fact]
    public void Read_Windows1252FarBelowAsciiText_IsRepairedAndCounted()
    {
        var text = "CustomerID,Name\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},Someone\n")) + "x,Zo\u00EB\n";
        var (rows, _, counts) = ImportFixture.Read(_files.Write("people.csv", Encoding.Latin1.GetBytes(text)), new ImportChoices { Kind = ImportKind.Customers });
        Assert.Equal("Zoë", rows[^1].Customer!.Name);
        Assert.Equal(1, counts.Noticed[ImportNotice.CharactersRepaired]);
    }

    [Fact]
    public void Open_RepeatedAndEmptyHeaders_AreNamedApart()
    {
        var file = TabularFile.Open(_files.Write("a.csv", "CustomerID,Country,Country,,country\n1,UK,FR,x,DE\n"));
        Assert.Equal(["CustomerID", "Country", "Country (2)", "Column 4", "country (3)"], file.Columns);
        Assert.Contains("There is more than one column Country; this one is called Country (2).", file.Notices);
    }

    [Theory]
    [InlineData("a.xlsx", "a.xlsx is plain text although its name does not say so; it is read as separated text.")]
    [InlineData("a.csv.gz", "a.csv.gz is plain text although its name does not say so; it is read as separated text.")]
    public void Open_TextByAnotherName_IsReadWithANotice(string name, string notice) => Assert.Contains(notice, TabularFile.Open(_files.Write(name, "id,name\n1,x\n")).Notices);

    [Theory]
    [InlineData("sep=;\r\nCustomerID;Name\r\n1;A,B\r\n2;C\r\n", ';')]
    [InlineData("CustomerID\tName\r1\tA,B\r2\tC;D\r", '\t')]
    [InlineData("CustomerID|Name\n1|A\n2|C\n", '|')]
    [InlineData("CustomerID;Name;Spent\n1;A;1,5\n2;C;2,5\n", ';')]
    [InlineData("CustomerID,Name\n1,\"A;B;C\"\n2,\"C;D;E\"\n", ',')]
    public void Read_Separators_AreFound(string text, char delimiter)
    {
        var plan = ImportFixture.Plan(_files.Write("a.txt", text), new ImportChoices { Kind = ImportKind.Customers });
        Assert.Equal(delimiter, plan.File.Delimiter);
        Assert.Equal(["1", "2"], ImportFixture.Read(plan).Rows.Select(row => row.Customer!.Key));
    }

    public void Dispose() => _files.Dispose();

    private (List<ImportRow> Rows, List<Rejection> Rejections, ImportCounts Counts) ReadOrders(string row)
    {
        var text = string.Join('\n', OrderHeader, Good, row, Good, Good, Good) + "\n";
        var path = _files.Write("orders.csv", text);
        var plan = ImportFixture.Plan(path, new ImportChoices { Kind = ImportKind.Orders, AsOf = new DateOnly(2026, 11, 22), Map = "Quantity=quantity,UnitPrice=unit-price,InvoiceDate=date,CustomerID=customer" }, new TabularOptions { Delimiter = ',' });
        return ImportFixture.Read(plan);
    }
}
