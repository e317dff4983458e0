using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Imports;

public sealed class ImportSessionTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Finish_NewDocuments_AreCountedAndSeenInTheSnapshot()
    {
        var report = temporary.Import([Line("1", "A", 10_000), Line("1", "A", 10_000), Line("2", "B", 25_000), Line("3", null, 5_000), Line("C4", "A", -10_000, LineKind.Return)]);

        Assert.Equal(new RecordCounts(4, 0, 0), report.Records);
        Assert.Equal((5, 5, 0, 4, 5, 40_000, 2, 1), (report.RowsRead, report.Accepted, report.Rejected, report.Documents, report.Lines, report.TotalE4, report.Customers, report.EqualLines));
        var snapshot = temporary.Snapshot();
        Assert.Equal(["A", "B"], snapshot.Customers.Keys);
        Assert.Equal(["1", "C4", "2", "3"], snapshot.Orders.Number);
        Assert.Equal([DocumentKind.Order, DocumentKind.Return, DocumentKind.Order, DocumentKind.Order], snapshot.Orders.Kind);
        Assert.Equal([20_000, -10_000, 25_000, 5_000], snapshot.Orders.AmountE4);
        Assert.Equal(1, snapshot.DataVersion);
    }

    [Fact]
    public void Finish_SameFileAgain_ChangesNothing()
    {
        ImportRow[] rows = [Line("1", "A", 10_000), Line("1", "A", 20_000), Line("2", "B", 25_000)];
        temporary.Import(rows);

        var report = temporary.Import(rows.Reverse());

        Assert.Equal(new RecordCounts(0, 0, 2), report.Records);
        Assert.Equal(2, report.ImportId);
        Assert.Equal(1, temporary.Snapshot().DataVersion);
        using var context = temporary.Store.CreateDbContext();
        Assert.Equal(2, context.Imports.Count());
    }

    [Fact]
    public void Finish_DryRun_ReportsAndLeavesTheStoreAsItWas()
    {
        var report = temporary.Import([Line("1", "A", 10_000)], dryRun: true);

        Assert.Equal(new RecordCounts(1, 0, 0), report.Records);
        Assert.Null(report.ImportId);
        Assert.True(temporary.Snapshot().IsEmpty);
        using var context = temporary.Store.CreateDbContext();
        Assert.Empty(context.Imports);
    }

    [Fact]
    public void Undo_AfterAReplacement_ShowsTheVersionBefore()
    {
        temporary.Import([Line("1", "A", 10_000), Line("2", "A", 10_000)]);
        var second = temporary.Import([Line("1", "A", 99_000), Line("3", "Z", 1_000)]);
        Assert.Equal(new RecordCounts(1, 1, 0), second.Records);
        Assert.Equal(110_000, temporary.Snapshot().Orders.AmountE4.Sum());

        ImportUndo.Undo(temporary.Store, second.ImportId!.Value, TemporaryStore.Now);

        var snapshot = temporary.Snapshot();
        Assert.Equal(["1", "2"], snapshot.Orders.Number);
        Assert.Equal(20_000, snapshot.Orders.AmountE4.Sum());
        Assert.Equal(["A"], snapshot.Customers.Keys);
        Assert.Equal(3, snapshot.DataVersion);
    }

    [Fact]
    public void Undo_OfTheReplacedImport_LeavesTheReplacement()
    {
        var first = temporary.Import([Line("1", "A", 10_000)]);
        temporary.Import([Line("1", "A", 99_000)]);

        ImportUndo.Undo(temporary.Store, first.ImportId!.Value, TemporaryStore.Now);

        Assert.Equal([99_000], temporary.Snapshot().Orders.AmountE4);
    }

    [Fact]
    public void Undo_TwiceOrUnknown_SaysSo()
    {
        var first = temporary.Import([Line("1", "A", 10_000)]);
        ImportUndo.Undo(temporary.Store, first.ImportId!.Value, TemporaryStore.Now);

        Assert.Contains("undone before", Assert.Throws<StoreException>(() => ImportUndo.Undo(temporary.Store, 1, TemporaryStore.Now)).Message, StringComparison.Ordinal);
        Assert.Contains("no import 7", Assert.Throws<StoreException>(() => ImportUndo.Undo(temporary.Store, 7, TemporaryStore.Now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Customers_LaterFilesSpeakOnlyOfTheirFields_AndUndoTakesTheirWordBack()
    {
        temporary.Import([Customer(new CustomerRow { Key = "A", Country = "Spain", City = "Madrid", Consents = [new("email", "marketing", true, "web", 5)] })], ImportKind.Customers);
        var second = temporary.Import(
            [Customer(new CustomerRow { Key = "A", City = "Toledo", Consents = [new("email", "marketing", false, "call", 9)], Attributes = new Dictionary<string, string> { ["Tier"] = "Gold" } })],
            ImportKind.Customers);

        Assert.Equal(new RecordCounts(0, 1, 0), second.Records);
        var now = temporary.Snapshot().Customers;
        Assert.Equal(("Spain", "Toledo", "Gold", (sbyte)-1), (now.Country[0], now.City[0], now.Attributes["Tier"][0], now.Consent["email"][0]));

        ImportUndo.Undo(temporary.Store, second.ImportId!.Value, TemporaryStore.Now);

        var before = temporary.Snapshot().Customers;
        Assert.Equal(("Spain", "Madrid", 0, (sbyte)1), (before.Country[0], before.City[0], before.Attributes.Count, before.Consent["email"][0]));
    }

    [Fact]
    public void Contacts_SameAgain_AreUnchanged_AndChangedOnesReplaceThemselves()
    {
        ImportRow[] rows = [Contact("A", false, null), Contact("B", true, null)];
        Assert.Equal(new RecordCounts(2, 0, 0), temporary.Import(rows, ImportKind.Contacts).Records);
        Assert.Equal(new RecordCounts(0, 0, 2), temporary.Import(rows, ImportKind.Contacts).Records);

        var third = temporary.Import([Contact("A", false, true)], ImportKind.Contacts);

        Assert.Equal(new RecordCounts(0, 1, 0), third.Records);
        Assert.Equal([ContactFlags.Converted, ContactFlags.Control], temporary.Snapshot().Contacts.Flags);
        ImportUndo.Undo(temporary.Store, third.ImportId!.Value, TemporaryStore.Now);
        Assert.Equal([ContactFlags.None, ContactFlags.Control], temporary.Snapshot().Contacts.Flags);
    }

    [Fact]
    public void Contacts_TwiceInOneFile_TakeTheLastWord()
    {
        var report = temporary.Import([Contact("A", false, null), Contact("B", false, null), Contact("A", false, true)], ImportKind.Contacts);

        Assert.Equal((new RecordCounts(2, 0, 0), 2), (report.Records, report.Contacts));
        Assert.Equal([ContactFlags.Converted, ContactFlags.None], temporary.Snapshot().Contacts.Flags);
    }

    [Fact]
    public void Customers_OfWhomOnlyTheIdIsSaid_StayWhileTheirImportDoes()
    {
        var people = temporary.Import([Customer(new CustomerRow { Key = "A" }), Customer(new CustomerRow { Key = "B" })], ImportKind.Customers);
        var orders = temporary.Import([Line("1", "A", 10_000), Line("2", "Z", 10_000)]);
        Assert.Equal((new RecordCounts(2, 0, 0), new RecordCounts(1, 0, 1)), (people.CustomerRecords, orders.CustomerRecords));
        Assert.Equal((1, 1), (UndoPreview.Of(temporary.Store, orders.ImportId!.Value).Customers, UndoPreview.Of(temporary.Store, orders.ImportId.Value).CustomersTold));

        ImportUndo.Undo(temporary.Store, orders.ImportId.Value, TemporaryStore.Now);

        Assert.Equal(["A", "B"], temporary.Snapshot().Customers.Keys);
    }

    [Fact]
    public void Products_NamedDifferently_TakeTheCommonestName()
    {
        string?[] names = ["MUG", "damaged", "MUG", null];
        temporary.Import(names.Select((name, i) => Line(i.ToString(), "A", 10_000) with { Product = new ProductRow { Key = "P", Name = name } }));

        Assert.Equal(["MUG"], temporary.Snapshot().Products.Names);
    }

    [Fact]
    public void Dispose_WithoutFinish_LeavesNothing()
    {
        using (var session = ImportSession.Begin(temporary.Store, "x.csv", "Orders", "{}", TemporaryStore.Now))
            session.Add(Line("1", "A", 10_000));

        Assert.True(temporary.Snapshot().IsEmpty);
    }

    private static ImportRow Line(string document, string? customer, long amountE4, LineKind kind = LineKind.Sale) => new()
    {
        RowNumber = 2,
        Customer = customer is null ? null : new CustomerRow { Key = customer },
        Product = new ProductRow { Key = "P" },
        Line = new OrderLineRow { Document = document, CustomerKey = customer, ProductKey = "P", AtSeconds = 1_291_192_000, AmountE4 = amountE4, UnitPriceE4 = Math.Abs(amountE4), Kind = kind },
    };

    private static ImportRow Customer(CustomerRow row) => new() { RowNumber = 2, Customer = row };

    private static ImportRow Contact(string customer, bool control, bool? converted) => new()
    {
        RowNumber = 2,
        Contacts = [new ContactRow { CampaignKey = "Spring", CustomerKey = customer, IsControl = control, Converted = converted }],
    };
}
