using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dashboard.Faults.Damage;
using Dashboard.Faults.Kills;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Segments;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Uploads that are damaged, cut, or made by somebody who means ill: read, with each row accepted or rejected, or refused with a message.</summary>
public sealed class TableFuzzTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "InvoiceNo,InvoiceDate,CustomerID,StockCode,Description,Quantity,UnitPrice,Country\n536365,2010-12-01 08:26:00,17850,85123A,\"White, \"\"hanging\"\" heart\",6,2.55,United Kingdom\nC536379,2010-12-01 09:41:00,14527,D,Discount,-1,27.50,United Kingdom\n536370,2010-12-01 08:45:00,12583,22728,Alarm clock,24,3.75,France\n",
        "Bestellnummer;Datum;Kunde;Artikel;Menge;Preis\n1;01.12.2010;K1;A;2;1.234,50\n2;02.12.2010;K2;B;1;0,99\n3;31.12.2010;K1;C;-1;5,00\n",
        "CustomerID,Name,Email,Birth date,Gender,Country,Signed up,Email consent\nK1,Ann,ann@example.org,1980-02-29,f,Germany,2020-01-01,yes\nK2,\"Bob\nB.\",bob@example.org,,m,France,2020-01-02,no\n",
        "campaign\tcustomer\tat\tgroup\topened\tclicked\tconverted\trevenue\nSpring\tK1\t2024-03-01\ttreatment\t1\t0\t0\t\nSpring\tK2\t2024-03-01\tcontrol\t0\t0\t1\t12.5\n",
        "product_id,name,category,brand,price,cost\nP1,Mug,Kitchen,Acme,5.99,2.10\nP2,Nail,Tools,Acme,0.05,0.01\n",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly DashboardStore store;
    private readonly ImportService imports;

    public TableFuzzTests()
    {
        store = DashboardStore.Open(folder.File("shop.db"));
        imports = new ImportService(store, new ShopSettingsService(store), new FixedClock());
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Import_ChangedText_IsReadOrRefused() => Fuzzer.RunAsync("separated text", "cells, bytes, encodings, packing", 600, random =>
    {
        var text = Texts[random.Next(Texts.Length)];
        if (random.Next(3) > 0)
            text = Cells(text, random);
        if (random.Next(3) == 0)
            text = Hostile.Changed(text, random);
        var bytes = (random.Next(6) switch { 0 => Encoding.Unicode, 1 => Encoding.BigEndianUnicode, 2 => Encoding.Latin1, _ => Encoding.UTF8 }).GetBytes(text);
        if (random.Next(3) == 0)
            bytes = Mutation.Of(bytes, random).Bytes;
        if (random.Next(5) == 0)
            bytes = Packed(bytes);
        if (random.Next(10) == 0)
            bytes = Mutation.Of(bytes, random).Bytes;
        return Task.FromResult(Feed(bytes, random.Next(3) == 0 ? "a.csv.gz" : "a.csv", random));
    });

    [Fact]
    public Task Import_ChangedWorkbook_IsReadOrRefused() => Fuzzer.RunAsync("workbook", "zip bytes, names, XML, entities, dimensions", 300, random =>
    {
        var parts = Parts(random);
        if (random.Next(4) > 0)
            Spoil(parts, random);
        var bytes = Zip(parts);
        if (random.Next(3) == 0)
            bytes = Mutation.Of(bytes, random).Bytes;
        return Task.FromResult(Feed(bytes, "a.xlsx", random));
    });

    [Fact]
    public Task Read_ChangedList_IsReadOrRefused() => Fuzzer.RunAsync("list of customers", "changed files and pasted texts", 400, async random =>
    {
        var text = Hostile.Changed("email\nann@example.org\nbob@example.org\nK17\n\"K 18\"\n", random);
        Assert.All(ManualListFile.Pasted(text), entry => Assert.NotEqual("", entry));
        var bytes = random.Next(3) == 0 ? Zip(Parts(random)) : Encoding.UTF8.GetBytes(text);
        if (random.Next(2) == 0)
            bytes = Mutation.Of(bytes, random).Bytes;
        var path = folder.File("list");
        await File.WriteAllBytesAsync(path, bytes);
        try
        {
            var list = ManualListFile.Read(path, "list.csv", random.Next(4) == 0 ? random.Next(-5, 2_000) : null, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("", list.Entries);
            return "read";
        }
        catch (ImportException e)
        {
            Assert.NotEqual("", e.Message);
            return "refused";
        }
    });

    [Fact]
    public void Import_CutAnywhere_IsRefused()
    {
        var whole = Zip(Parts(new Random(1)));
        for (var length = 1; length < whole.Length; length += Math.Max(1, whole.Length / 150))
            Assert.Equal("refused", Feed(whole[..length], "a.xlsx", new Random(1)));
        var packed = Packed(Encoding.UTF8.GetBytes(Texts[0]));
        for (var length = 1; length < packed.Length; length++)
            Assert.Equal("refused", Feed(packed[..length], "a.csv.gz", new Random(1)));
    }

    // What the fuzzers found.
    [Theory]
    [InlineData("<v>2.5499999999999998</v>", "<v>2.5<x>4</x></v>")]
    [InlineData("<v>40513</v>", "<v>2958466</v>")]
    [InlineData("<v>40513</v>", "<v>2958465.9999999</v>")]
    [InlineData("<v>40513</v>", "<v>2957004</v>")]
    [InlineData("<v>40514.5</v>", "<v>NaN</v>")]
    [InlineData("<v>40514.5</v>", "<v>1E308</v>")]
    public void Import_CellThatNoProgramWrites_IsReadOrRejected(string cell, string instead)
    {
        foreach (var seed in (int[])[1, 2, 3, 4])
        {
            var parts = Parts(new Random(seed)).Select(p => (p.Name, p.Text.Replace(cell, instead, StringComparison.Ordinal)));
            Assert.Equal("read", Feed(Zip(parts), "a.xlsx", new Random(1)));
        }
    }

    [Fact]
    public void Import_AmountsBeyondReason_AreRefusedInWords()
    {
        var path = folder.File("large.csv");
        File.WriteAllText(path, "InvoiceNo,InvoiceDate,CustomerID,StockCode,Quantity,UnitPrice\n" + string.Concat(Enumerable.Range(1, 5).Select(i => FormattableString.Invariant($"{i},2010-12-01,K1,P1,900,1000000000000\n"))));
        var error = Assert.Throws<ImportException>(() => ShopUnderFire.Import(store, path));
        Assert.Contains("900 trillion", error.Message, StringComparison.Ordinal);
    }

    // Plans and reads a file as the wizard does, and tries it on the store.
    private string Feed(byte[] bytes, string name, Random random)
    {
        var path = folder.File("upload");
        File.WriteAllBytes(path, bytes);
        try
        {
            var profile = FileProfile.Read(TabularFile.Open(path, new TabularOptions { FileName = name }), TestContext.Current.CancellationToken);
            var plan = imports.Propose(profile, new ImportChoices { RowNumberIds = random.Next(2) == 0, UnknownAsAttributes = random.Next(2) == 0, Kind = random.Next(5) == 0 ? (ImportKind)random.Next(Enum.GetValues<ImportKind>().Length) : null });
            if (plan.Problems.Count > 0)
                return "read, without what an import needs";
            var (report, rejections) = imports.Run(plan, dryRun: true, null, TestContext.Current.CancellationToken);
            Assert.Equal(report.RowsRead, report.Accepted + report.Rejected);
            Assert.Equal(report.Rejected, rejections.Count);
            return "read";
        }
        catch (Exception e) when (e is ImportException or StoreException)
        {
            Assert.NotEqual("", e.Message);
            return "refused";
        }
    }

    private static string Cells(string text, Random random)
    {
        var separator = text.Contains('\t', StringComparison.Ordinal) ? '\t' : text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var rows = text.Split('\n').Select(row => row.Split(separator)).ToArray();
        for (var change = random.Next(1, 8); change > 0; change--)
        {
            var row = rows[random.Next(rows.Length)];
            var value = Hostile.Value(random);
            row[random.Next(row.Length)] = random.Next(2) == 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
        }

        return string.Join('\n', rows.Select(row => string.Join(separator, row)));
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    // A workbook with what programs write: shared texts, styles, dates, formulas.
    private static List<(string Name, string Text)> Parts(Random random) =>
    [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><workbookPr date1904=\"" + random.Next(2).ToString(CultureInfo.InvariantCulture) + "\"/><sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/sharedStrings.xml", "<sst><si><t>InvoiceNo</t></si><si><t>InvoiceDate</t></si><si><r><t>Customer</t></r><r><t>ID</t></r></si><si><t>Quantity</t></si><si><t>UnitPrice</t></si></sst>"),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd hh:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"21\"/></cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", "<worksheet><dimension ref=\"A1:E3\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\" t=\"s\"><v>4</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>40513</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>K1</t></is></c><c r=\"D2\"><v>2</v></c><c r=\"E2\"><v>2.5499999999999998</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"B3\" s=\"2\"><v>40514.5</v></c><c r=\"C3\" t=\"str\"><f>A1</f><v>K2</v></c><c r=\"D3\"><v>1</v></c><c r=\"E3\"><v>1E-2</v></c></row></sheetData></worksheet>"),
    ];

    private static void Spoil(List<(string Name, string Text)> parts, Random random)
    {
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(parts.Count);
            var (name, text) = parts[at];
            parts[at] = random.Next(12) switch
            {
                0 => (random.Next(3) switch { 0 => "../../" + name, 1 => "/" + name, _ => name.Replace('/', '\\') }, text),
                1 => (name, "<!DOCTYPE x [<!ENTITY a \"" + new string('a', 1_000) + "\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>" + text.Replace("<v>", "<v>&b;&c;", StringComparison.Ordinal)),
                2 => (name, string.Concat(Enumerable.Repeat("<a>", 50_000)) + text),
                3 => (name, text.Replace("<row r=\"2\">", "<row r=\"" + Hostile.Value(random).Replace('"', ' ').Replace('<', ' ').Replace('&', ' ') + "\">", StringComparison.Ordinal)),
                4 => (name, text.Replace("r=\"C2\"", "r=\"" + (random.Next(3) switch { 0 => "XFD1048576", 1 => "ZZZZZZZZZ9", _ => "A2" }) + "\"", StringComparison.Ordinal)),
                5 => (name, text.Replace("<v>0</v>", "<v>" + random.NextInt64(-5, long.MaxValue).ToString(CultureInfo.InvariantCulture) + "</v>", StringComparison.Ordinal)),
                6 => (name, text.Replace("<v>4051", "<v>" + (random.Next(7) switch { 0 => "NaN", 1 => "1E308", 2 => "-5", 3 => "2958465.99999", 4 => "2958466", 5 => "2957003.5", _ => "0" }) + "</v><v>", StringComparison.Ordinal)),
                7 => (name, text.Replace("s=\"1\"", "s=\"" + random.Next(-5, 99_999).ToString(CultureInfo.InvariantCulture) + "\"", StringComparison.Ordinal)),
                8 => (name, ""),
                9 => (name, new string(' ', random.Next(1, 3_000_000)) + text),
                _ => (name, Hostile.Changed(text, random)),
            };
            if (random.Next(10) == 0)
                parts.RemoveAt(random.Next(parts.Count));
            if (random.Next(10) == 0)
                parts.Add(parts[random.Next(parts.Count)]);
        }
    }

    private static byte[] Zip(IEnumerable<(string Name, string Text)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = archive.CreateEntry(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Length == 0 ? "x" : name)), CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
