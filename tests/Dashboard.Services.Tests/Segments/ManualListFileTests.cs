using Dashboard.Services.Segments;
using Dashboard.Services.Tests.Imports;
using Dashboard.Services.Tests.Imports.Reading;

namespace Dashboard.Services.Tests.Segments;

public sealed class ManualListFileTests : IDisposable
{
    private readonly ImportFixture files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Read_OneColumnWithoutHeading_TakesEveryRow() => Assert.Equal(["17850", "0012", "A-3"], Read("17850\n0012\nA-3\n").Entries);

    [Fact]
    public void Read_OneRow_IsAnEntry() => Assert.Equal(["anna@example.com"], Read("anna@example.com\n").Entries);

    [Fact]
    public void Read_SeveralColumns_FindsTheCustomerOrTheAddress()
    {
        var byKey = Read("Name,Customer ID,Country\nAnna,17850,DE\nBob,17851,DE\n");
        Assert.Equal((1, "Customer ID"), (byKey.Column, byKey.Columns[byKey.Column]));
        Assert.Equal(["17850", "17851"], byKey.Entries);
        Assert.Equal(["a@x.de", "b@x.de"], Read("Anna;a@x.de\nBob;b@x.de\n").Entries);
        Assert.Equal(["Anna", "Bob"], Read("Anna;a@x.de\nBob;b@x.de\n", 0).Entries);
    }

    [Fact]
    public void Read_Workbook_TakesItsCells()
    {
        var path = files.Write("list.xlsx", WorkbookFixture.Make([["E-mail", "Customer"], ["a@x.de", 17850d], ["b@x.de", "0012"]]));

        Assert.Equal(["17850", "0012"], ManualListFile.Read(path, "list.xlsx", null, TestContext.Current.CancellationToken).Entries);
        Assert.Equal(["a@x.de", "b@x.de"], ManualListFile.Read(path, "list.xlsx", 0, TestContext.Current.CancellationToken).Entries);
    }

    [Fact]
    public void Pasted_LinesAndSeparators_AreEntries() =>
        Assert.Equal(["A1", "b@x.de", "c@x.de", "17"], ManualListFile.Pasted("A1\r\n\r\nb@x.de, <c@x.de>;\t\"17\"\n"));

    private ManualListFile Read(string text, int? column = null) => ManualListFile.Read(files.Write("list.csv", text), "list.csv", column, TestContext.Current.CancellationToken);
}
