using System.Text.Json;
using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Tests.Excel;

namespace Dashboard.Services.Tests.Privacy;

public sealed class PersonServiceTests : IDisposable
{
    private readonly PrivacyBench bench = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    public PersonServiceTests()
    {
        bench.Import("people.csv", "customer_id,name,email,consent_email\nK-000001,=HYPERLINK(1),eve@example.org,yes\nK-000002,Otto,otto@example.org,no\n", ImportKind.Customers);
        bench.Import("orders.csv", "order_id,date,customer_id,product,quantity,unit_price\n1,2026-01-05,K-000001,Shoe,2,50.00\n2,2026-02-05,K-000002,Shoe,1,50.00\n", ImportKind.Orders);
        bench.Import("orders2.csv", "order_id,date,customer_id,product,quantity,unit_price\n1,2026-01-05,K-000001,Shoe,3,50.00\n", ImportKind.Orders);
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Find_APerson_HoldsAllVersionsAndIsNoted()
    {
        Assert.Equal(["K-000001"], await bench.People.KeysAsync(" EVE@example.org ", stop));
        await bench.Edits.CorrectAsync("K-000001", new Correction("name", "Eve Adams"), "ana", stop);

        var person = await bench.People.FindAsync("K-000001", "ana", stop);

        Assert.NotNull(person);
        Assert.Equal([true, false], person.Documents.Select(d => d.IsCurrent).OrderDescending());
        Assert.Equal(150_0000, person.Documents.Single(d => d.IsCurrent).Lines.Sum(l => l.AmountE4));
        Assert.Contains(KeyValuePair.Create("name", "Eve Adams"), person.Facts);
        Assert.Equal(["=HYPERLINK(1)", "Eve Adams"], person.Told.SelectMany(t => t.Facts).Where(f => f.Key == "name").Select(f => f.Value));
        Assert.True(Assert.Single(person.Consents).Granted);
        Assert.Contains(person.Estimates, e => e.Key == "Orders" && e.Value == "1");
        var entry = bench.Audit.List(AuditFilter.All, 0, 1).Entries[0].Entry;
        Assert.Equal(("person.access", person.Pseudonym), (entry.Action, entry.Subject));
        Assert.Null(await bench.People.FindAsync("nobody", "ana", stop));
    }

    [Fact]
    public async Task Files_OfAPerson_HoldTheSameAndNoFormula()
    {
        var person = await bench.People.FindAsync("K-000001", "ana", stop);

        using var json = JsonDocument.Parse(PersonSheets.Json(person!));
        Assert.Equal("K-000001", json.RootElement.GetProperty("key").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("documents").GetArrayLength());
        Assert.Equal("=HYPERLINK(1)", json.RootElement.GetProperty("facts").GetProperty("name").GetString());

        using var written = await WrittenWorkbook.WriteAsync(PersonSheets.Workbook(person!));
        var xml = written.SheetNames.Select((_, i) => written.Worksheet(i).OuterXml).ToList();
        Assert.DoesNotContain(xml, part => part.Contains("<x:f>", StringComparison.Ordinal));
        Assert.Contains(xml, part => part.Contains("=HYPERLINK(1)", StringComparison.Ordinal));
        Assert.DoesNotContain(xml, part => part.Contains("otto@example", StringComparison.OrdinalIgnoreCase));
    }
}
