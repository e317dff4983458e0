using System.IO.Compression;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports.Reading;

/// <summary>Files that cannot be read as a whole: each with the message that a person gets.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly ImportFixture _files = new();

    public static TheoryData<string, byte[], ImportProblem, string> Broken => new()
    {
        { "none.csv", [], ImportProblem.Empty, "none.csv is empty. Export it again." },
        { "blank.csv", "\r\n\r\n\n"u8.ToArray(), ImportProblem.Empty, "blank.csv has no rows. Export it again." },
        { "mark.csv", [0xEF, 0xBB, 0xBF], ImportProblem.Empty, "mark.csv has no rows. Export it again." },
        { "header.csv", "InvoiceNo,InvoiceDate,CustomerID\n"u8.ToArray(), ImportProblem.HeaderOnly, "header.csv has a header and no rows below it. Export it again with its rows." },
        { "nothing.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], ImportProblem.Empty, "nothing.csv.gz is empty inside. Export it again." },
        { "orders.csv", "%PDF-1.7 and so on"u8.ToArray(), ImportProblem.NotATable, "orders.csv is a PDF document, not a table. Save the table as .xlsx or .csv and import that." },
        { "orders.xlsx", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], ImportProblem.NotATable, "orders.xlsx is a picture (PNG), not a table. Save the table as .xlsx or .csv and import that." },
        { "orders.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ImportProblem.NotATable, "orders.xls is an old Excel workbook (.xls), not a table. Save the table as .xlsx or .csv and import that." },
        { "page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray(), ImportProblem.NotATable, "page.csv is a web page, not a table. A download often yields a sign-in page instead of the file: get it again." },
        { "letters.zip", Zip(("letter.txt", "hello")), ImportProblem.NotATable, "letters.zip is a ZIP archive that is no workbook, not a table. Unpack it and import the files in it." },
        { "twice.csv.gz", ImportFixture.Gzip(ImportFixture.Gzip("a,b\n1,2\n"u8.ToArray())), ImportProblem.NotATable, "twice.csv.gz is packed twice, not a table. Unpack it once and import the result." },
        { "inside.csv.gz", ImportFixture.Gzip(Zip(("xl/workbook.xml", "<x/>"))), ImportProblem.NotATable, "inside.csv.gz is a ZIP archive or workbook inside a packed file, not a table. Unpack it and import what is in it." },
        { "program.csv", [.. Enumerable.Range(0, 400).Select(i => (byte)(1 + (i % 8)))], ImportProblem.NotATable, "program.csv is not text, not a table. Save the table as .xlsx or .csv and import that." },
        { "cut.csv.gz", ImportFixture.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"{i},{i * i % 977}"))))[..9_000], ImportProblem.Truncated, "The packed file ends before its content does: it was probably not copied or downloaded completely. Get it again." },
        { "trailer.csv.gz", ImportFixture.Gzip("a,b\n1,2\n3,4\n"u8.ToArray())[..^3], ImportProblem.Truncated, "The packed file ends before its content does: it was probably not copied or downloaded completely. Get it again." },
        { "cut.xlsx", WorkbookFixture.Make([["a", "b"], [1.0, 2.0]])[..^200], ImportProblem.Truncated, "The workbook is damaged or incomplete: its list of contents, which stands at the end, is missing. Get the file again, or open and save it in Excel." },
        { "xml.xlsx", Zip(("xl/workbook.xml", "<workbook><sheets><sheet")), ImportProblem.Damaged, "The workbook is damaged inside. Open it in Excel or LibreOffice, save it again as .xlsx, and import that." },
        { "void.xlsx", WorkbookFixture.Make([]), ImportProblem.NoSheet, "void.xlsx has no sheet with values. Export it again with its rows." },
        { "mixed.csv", "Invoice;Date;Amount\n1,2011-01-02,3\n2,2011-01-03,4\n"u8.ToArray(), ImportProblem.MixedSeparators, "The header is separated by semicolons and the rows by commas. Save the table again with one separator." },
        { "columns.csv", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_001).Select(i => "c" + i)) + "\n1\n"), ImportProblem.TooManyColumns, "Row 1 has more than 1,000 columns. Check the separator, or keep only the columns you need." },
        { "columns.xlsx", WorkbookFixture.Make([[.. Enumerable.Range(0, 1_001).Select(i => (object)("c" + i))], [1.0]]), ImportProblem.TooManyColumns, "Row 1 has more than 1,000 columns. Keep only the columns you need." },
    };

    public static TheoryData<string, byte[], ImportProblem, string, long?> BrokenLater => new()
    {
        { "quote.csv", "CustomerID,Name\n1,Ann\n2,\"Bob\n3,Cy\n"u8.ToArray(), ImportProblem.UnterminatedQuote, "Row 3, column 2: a quote is opened and never closed before the end of the file. Close it, or double quotes that belong to the text.", 3 },
        { "nul.csv", "CustomerID,Name\n1,Ann\n2,B\0b\n"u8.ToArray(), ImportProblem.NulCharacter, "Row 3, column 2 holds a NUL character, which text files never do. Save the table again as CSV in UTF-8.", 3 },
        { "nulquoted.csv", "CustomerID,Name\n1,\"A\0\"\n"u8.ToArray(), ImportProblem.NulCharacter, "Row 2, column 2 holds a NUL character, which text files never do. Save the table again as CSV in UTF-8.", 2 },
        { "long.csv", Encoding.UTF8.GetBytes("CustomerID,Name\n1,Ann\n2," + new string('x', 1_100_000) + "\n"), ImportProblem.FieldTooLong, "Row 3, column 2: the field is longer than 1,048,576 characters. Check that this is a table, and its separator.", 3 },
        { "longquoted.csv", Encoding.UTF8.GetBytes("CustomerID,Name\n1,Ann\n2,\"" + string.Concat(Enumerable.Repeat("x,y\n", 300_000))), ImportProblem.FieldTooLong, "Row 3, column 2: the field is longer than 1,048,576 characters. A quote that opens there is probably never closed.", 3 },
        { "wide.csv", Encoding.UTF8.GetBytes("CustomerID,Name\n1,Ann\n" + new string(',', 1_500) + "\n"), ImportProblem.TooManyColumns, "Row 3 has more than 1,000 columns. Check the separator, or keep only the columns you need.", 3 },
        { "cutlater.csv.gz", ImportFixture.Gzip(Encoding.UTF8.GetBytes("CustomerID,Name\n" + string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"{i},N{i * 7919L % 10_007}"))))[..^5_000], ImportProblem.Truncated, "The packed file ends before its content does: it was probably not copied or downloaded completely. Get it again.", null },
        { "damaged.csv.gz", Damaged(), ImportProblem.Damaged, "The packed file is damaged and cannot be unpacked. Get it again from where it was made.", null },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Open_BrokenFile_SaysWhatIsWrong(string name, byte[] content, ImportProblem problem, string message)
    {
        var path = _files.Write(name, content);
        var error = Assert.Throws<ImportException>(() => TabularFile.Open(path));
        Assert.Equal((problem, message), (error.Problem, error.Message));
    }

    [Theory]
    [MemberData(nameof(BrokenLater))]
    public void Read_FileBrokenInside_SaysWhere(string name, byte[] content, ImportProblem problem, string message, long? row)
    {
        var path = _files.Write(name, content);
        var error = Assert.Throws<ImportException>(() => ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Customers }));
        Assert.Equal((problem, message, row), (error.Problem, error.Message, error.RowNumber));
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        var error = Assert.Throws<ImportException>(() => TabularFile.Open(Path.Combine(_files.Folder, "gone.csv")));
        Assert.Equal("There is no file gone.csv. Check its name and folder.", error.Message);
    }

    [Fact]
    public void Open_WorkbookThatUnpacksFarTooWide_IsRefusedBeforeItIsRead()
    {
        var sheet = "<worksheet><sheetData>" + new string(' ', 40_000_000) + "</sheetData></worksheet>";
        var path = _files.Write("bomb.xlsx", Zip(("xl/workbook.xml", "<workbook/>"), ("xl/worksheets/sheet1.xml", sheet)));
        var error = Assert.Throws<ImportException>(() => TabularFile.Open(path));
        Assert.Equal((ImportProblem.Bomb, "The workbook unpacks to 38 MB, far more than its size allows for a table. Save the sheet as CSV and import that."), (error.Problem, error.Message));
    }

    [Fact]
    public void Open_TextThatUnpacksFarTooWide_IsRefusedWhileItIsRead()
    {
        var path = _files.Write("bomb.csv.gz", ImportFixture.Gzip(Encoding.UTF8.GetBytes("CustomerID,Name\n" + string.Concat(Enumerable.Repeat("1,Ann\n", 1_000_000)))));
        var options = new TabularOptions { Limits = new ReadLimits { RatioFromBytes = 1 << 20, UnpackedRatio = 100 } };
        var error = Assert.Throws<ImportException>(() => ImportFixture.Read(ImportFixture.Plan(path, new ImportChoices { Kind = ImportKind.Customers }, options)));
        Assert.Equal((ImportProblem.Bomb, "The file unpacks to more than 100 times its size, as no table of orders or customers does. If it is right, unpack it yourself and import the result."), (error.Problem, error.Message));
        Assert.True(new FileInfo(path).Length < 60_000);
    }

    [Fact]
    public void Open_TextBeyondTheSizeLimit_IsRefused()
    {
        var path = _files.Write("big.csv.gz", ImportFixture.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 300_000)))));
        var error = Assert.Throws<ImportException>(() => ImportFixture.Read(ImportFixture.Plan(path, new ImportChoices { Kind = ImportKind.Customers }, new TabularOptions { Limits = new ReadLimits { UnpackedBytes = 1 << 20 } })));
        Assert.Equal("The unpacked content is larger than 1 MB. Split the file and import the parts.", error.Message);
    }

    [Fact]
    public void Open_UnknownEncoding_NamesTheKnown()
    {
        var path = _files.Write("a.csv", "id,name\n1,x\n");
        var error = Assert.Throws<ImportException>(() => TabularFile.Open(path, new TabularOptions { Encoding = "klingon" }));
        Assert.Equal("There is no encoding 'klingon'. Use utf-8, utf-16, windows-1252 or iso-8859-1.", error.Message);
    }

    [Fact]
    public void Read_GzipOfSeveralParts_IsReadWhole()
    {
        byte[] bytes = [.. ImportFixture.Gzip("CustomerID,Name\n1,Ann\n"u8.ToArray()), .. ImportFixture.Gzip("2,Bob\n"u8.ToArray())];
        var (rows, _, _) = ImportFixture.Read(_files.Write("parts.csv.gz", bytes), new ImportChoices { Kind = ImportKind.Customers });
        Assert.Equal(["Ann", "Bob"], rows.Select(row => row.Customer!.Name));
    }

    public void Dispose() => _files.Dispose();

    private static byte[] Damaged()
    {
        var bytes = ImportFixture.Gzip(Encoding.UTF8.GetBytes("CustomerID,Name\n" + string.Join('\n', Enumerable.Range(0, 200_000).Select(i => $"{i},N{i * 7919L % 10_007}"))));
        for (var i = bytes.Length - 300; i < bytes.Length - 250; i++) bytes[i] ^= 0x5A;
        return bytes;
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
