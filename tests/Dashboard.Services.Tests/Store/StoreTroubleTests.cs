using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Store;

public sealed class StoreTroubleTests
{
    [Fact]
    public void Words_FullDisk_SaysWhatToDo()
    {
        using var temporary = new TemporaryStore();
        using var connection = temporary.Store.Connect();
        DashboardStore.Execute(connection, "PRAGMA max_page_count = 1");

        var fault = Assert.Throws<SqliteException>(() => DashboardStore.Execute(connection, "CREATE TABLE T AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) SELECT i, hex(randomblob(99)) FROM n"));

        Assert.StartsWith("The disk is full. Nothing was changed.", StoreTrouble.Words(fault), StringComparison.Ordinal);
        Assert.Equal(StoreTrouble.Words(fault), StoreTrouble.Words(new InvalidOperationException("outer", fault)));
    }

    [Fact]
    public void Words_ReadOnly_SaysWhatToDo()
    {
        using var temporary = new TemporaryStore();
        using var connection = new SqliteConnection($"Data Source={temporary.Store.Path};Mode=ReadOnly;Pooling=False");
        connection.Open();

        var fault = Assert.Throws<SqliteException>(() => DashboardStore.Execute(connection, "CREATE TABLE T (A)"));

        Assert.Contains("can't be written", StoreTrouble.Words(fault), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_SomebodyWrites_SaysWhatToDo()
    {
        using var temporary = new TemporaryStore();
        using var first = temporary.Store.Connect();
        using var writing = first.BeginTransaction(deferred: false);
        using var second = new SqliteConnection($"Data Source={temporary.Store.Path};Pooling=False;Default Timeout=1");
        second.Open();

        var fault = Assert.Throws<SqliteException>(() => DashboardStore.Execute(second, "CREATE TABLE T (A)"));

        Assert.Contains("Another program is writing", StoreTrouble.Words(fault), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_AnythingElse_AreNone() => Assert.Null(StoreTrouble.Words(new InvalidOperationException("no such thing", new ArgumentException("x"))));

    [Fact]
    public void Faults_DamagedPagesAndBlocks_AreFound()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Enumerable.Range(0, 2_000).Select(i => new ImportRow
        {
            RowNumber = 2,
            Line = new OrderLineRow { Document = $"N{i}", CustomerKey = $"K{i}", ProductKey = "P1", AtSeconds = 1_291_192_000 + i, AmountE4 = 1_000, UnitPriceE4 = 1_000 },
        }));
        using var connection = temporary.Store.Connect();
        Assert.Empty(StoreCheck.Faults(connection, quick: true, TestContext.Current.CancellationToken));
        Assert.Empty(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken));

        // SQLite knows nothing of what is in a block: its checksum does.
        DashboardStore.Execute(connection, "UPDATE DocumentBlocks SET Data = CAST(substr(Data, 1, 200) || x'00' || substr(Data, 202) AS BLOB)");

        Assert.Empty(StoreCheck.Faults(connection, quick: true, TestContext.Current.CancellationToken));
        Assert.Contains("damaged", Assert.Single(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_DamageToWhatAnImportReplaced_IsFound()
    {
        using var temporary = new TemporaryStore();
        foreach (var amount in (long[])[1_000, 2_000])
        {
            temporary.Import([new ImportRow
            {
                RowNumber = 2,
                Line = new OrderLineRow { Document = "1", CustomerKey = "K1", ProductKey = "P1", AtSeconds = 1_291_192_000, AmountE4 = amount, UnitPriceE4 = amount },
            }]);
        }

        using var connection = temporary.Store.Connect();
        Assert.Empty(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken));
        DashboardStore.Execute(connection, "UPDATE HiddenDocuments SET Data = CAST(Data || x'00' AS BLOB)");

        Assert.Contains("What import 2 replaced is damaged", Assert.Single(StoreCheck.Faults(connection, quick: false, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }
}
