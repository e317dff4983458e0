using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Tests.Store;

public sealed class StoreBackupsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Restore_AfterMoreImports_BringsTheMomentBackAndKeepsWhatWasThere()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1", "2"));
        var backup = Path.Combine(temporary.Folder, "backups", "one.bak");
        var written = StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        temporary.Import(Rows("3"));
        var later = Version(temporary.Store);

        var report = StoreBackups.Restore(temporary.Store.Path, backup, TemporaryStore.Now, Token);

        Assert.Equal((2, 2, 1), (written.Counts.Documents, written.Counts.Lines, written.Counts.Imports));
        Assert.Equal(new FileInfo(backup).Length, written.Bytes);
        Assert.Equal(["1", "2"], temporary.Snapshot().Orders.Number.Order(StringComparer.Ordinal));
        Assert.True(Version(temporary.Store) > later, "A running site must see that the data is other data.");
        Assert.Equal(temporary.Store.Path + ".20261123-120000.bak", report.Kept);
        Assert.Equal(3, Documents(DashboardStore.Open(report.Kept!)));
        Assert.Equal(["one.bak"], Directory.GetFiles(Path.GetDirectoryName(backup)!).Select(Path.GetFileName));
        Assert.DoesNotContain(Directory.GetFiles(temporary.Folder), f => f.Contains("restoring", StringComparison.Ordinal) || f.Contains("unfinished", StringComparison.Ordinal));

        // Going back once more leads to where it began.
        StoreBackups.Restore(temporary.Store.Path, report.Kept!, TemporaryStore.Now, Token);
        Assert.Equal(["1", "2", "3"], temporary.Snapshot().Orders.Number.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Restore_WithoutADatabase_MakesOne()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1"));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        var other = Path.Combine(temporary.Folder, "new", "shop.db");

        Assert.Null(StoreBackups.Restore(other, backup, TemporaryStore.Now, Token).Kept);

        Assert.Equal(1, Documents(DashboardStore.Open(other)));
    }

    [Fact]
    public void Restore_OfADatabaseWithOtherPages_StillWorks()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1"));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        var other = Path.Combine(temporary.Folder, "old.db");
        using (var old = new SqliteConnection($"Data Source={other};Pooling=False"))
        {
            old.Open();
            DashboardStore.Execute(old, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; CREATE TABLE Kept (A)");
        }

        StoreBackups.Restore(other, backup, TemporaryStore.Now, Token);

        using var connection = DashboardStore.Open(other).Connect();
        Assert.Equal(1, StoreCounts.Of(connection).Documents);
        Assert.Empty(StoreCheck.Faults(connection, quick: false, Token));
    }

    [Fact]
    public async Task Write_WhileImportsGoOn_IsOneMoment()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("0"));
        using var stop = new CancellationTokenSource();
        var imports = Task.Run(
            () =>
            {
                for (var i = 1; i < 200 && !stop.IsCancellationRequested; i++)
                    temporary.Import(Rows($"{i}a", $"{i}b", $"{i}c"));
            },
            Token);
        for (var i = 0; i < 5; i++)
        {
            var report = StoreBackups.Write(temporary.Store, Path.Combine(temporary.Folder, "moment.bak"), overwrite: true, Token);
            // Each import brings three documents: a half of one would show.
            Assert.Equal(report.Counts.Documents - 1, 3 * (report.Counts.Imports - 1));
        }

        await stop.CancelAsync();
        await imports;
    }

    [Fact]
    public void Write_AFileIsThere_LeavesIt()
    {
        using var temporary = new TemporaryStore();
        var path = Path.Combine(temporary.Folder, "mine.txt");
        File.WriteAllText(path, "mine");

        var problem = Assert.Throws<StoreException>(() => StoreBackups.Write(temporary.Store, path, overwrite: false, Token));

        Assert.Contains("--overwrite", problem.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Fact]
    public void Restore_DamagedBackup_LeavesTheDatabase()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows([.. Enumerable.Range(0, 3_000).Select(i => $"N{i}")]));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        var random = new Random(5);
        var refused = 0;
        for (var trial = 0; trial < 8; trial++)
        {
            var damaged = Path.Combine(temporary.Folder, $"damaged{trial}.bak");
            var bytes = File.ReadAllBytes(backup);
            if (trial == 0)
                bytes = bytes[..(bytes.Length / 2)];
            else
                bytes.AsSpan(random.Next(bytes.Length - 4_096), 4_096).Fill(0x5A);
            File.WriteAllBytes(damaged, bytes);

            try
            {
                // What lies between the rows of a page means nothing; harm to it is none.
                StoreBackups.Restore(temporary.Store.Path, damaged, TemporaryStore.Now, Token);
            }
            catch (StoreException)
            {
                refused++;
            }

            Assert.Equal(3_000, temporary.Snapshot().Orders.Count);
        }

        Assert.InRange(refused, 6, 8);
        Assert.DoesNotContain(Directory.GetFiles(temporary.Folder), f => f.Contains(".restoring", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_AFileWithoutAByte_IsNewOnlyWhereNoShopWas()
    {
        using var temporary = new TemporaryStore();
        var path = Path.Combine(temporary.Folder, "other.db");
        File.WriteAllText(path, "");
        DashboardStore.Open(path);
        SqliteConnection.ClearAllPools();

        File.WriteAllText(path, "");
        File.Delete(path + "-wal");
        File.WriteAllText(path + ".snapshot-0", "");

        Assert.Contains("has lost its content", Assert.Throws<StoreException>(() => DashboardStore.Open(path)).Message, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Restore_OverADamagedDatabase_KeepsItAsItIsAndTakesItsPlace(int where)
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows([.. Enumerable.Range(0, 3_000).Select(i => $"N{i}")]));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        var later = Version(temporary.Store);
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        var bytes = File.ReadAllBytes(temporary.Store.Path);
        bytes.AsSpan(where * (bytes.Length / 3), 20_000).Fill(0x5A);
        File.WriteAllBytes(temporary.Store.Path, bytes);

        var report = StoreBackups.Restore(temporary.Store.Path, backup, TemporaryStore.Now, Token);

        Assert.True(report.WasDamaged);
        Assert.Equal(bytes, File.ReadAllBytes(report.Kept!));
        Assert.Equal(3_000, temporary.Snapshot().Orders.Count);
        Assert.True(where == 0 || Version(temporary.Store) > later);
        using var check = temporary.Store.Connect();
        Assert.Empty(StoreCheck.Faults(check, quick: false, Token));
    }

    [Fact]
    public void Restore_TheLogOfAnotherDatabaseLiesThere_IsNotTakenForItsOwn()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1", "2"));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);
        var target = Path.Combine(temporary.Folder, "other.db");
        temporary.Import(Rows([.. Enumerable.Range(0, 3_000).Select(i => $"N{i}")]));
        File.Copy(temporary.Store.Path + "-wal", target + "-wal");

        StoreBackups.Restore(target, backup, TemporaryStore.Now, Token);

        Assert.Equal(2, Documents(DashboardStore.Open(target)));
        using var check = DashboardStore.Open(target).Connect();
        Assert.Empty(StoreCheck.Faults(check, quick: false, Token));
    }

    [Fact]
    public void Write_AProgramEndedInTheMiddleBefore_TakesWhatItLeftAway()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1"));
        var backup = Path.Combine(temporary.Folder, "one.bak");
        foreach (var left in (string[])[".unfinished", ".unfinished-journal", ".unfinished-2", ".unfinished-2-wal"])
            File.WriteAllText(backup + left, "half");
        using (var others = WorkFile.Begin(backup + ".unfinished"))
        {
            Assert.Equal(backup + ".unfinished", others.Path);

            StoreBackups.Write(temporary.Store, backup, overwrite: false, Token);

            Assert.True(File.Exists(others.Path), "Somebody still works on that one.");
        }

        Assert.Equal(["one.bak"], Directory.GetFiles(temporary.Folder, "one.bak*").Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(null, "There is no file")]
    [InlineData("", "is no backup of this program")]
    [InlineData("Dear diary", "no backup of this program")]
    public void Restore_NoBackup_SaysSo(string? content, string words)
    {
        using var temporary = new TemporaryStore();
        var path = Path.Combine(temporary.Folder, "other.bak");
        if (content is not null)
            File.WriteAllText(path, content);

        var problem = Assert.Throws<StoreException>(() => StoreBackups.Restore(temporary.Store.Path, path, TemporaryStore.Now, Token));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfANewerVersion_IsRefusedAndLeft()
    {
        using var temporary = new TemporaryStore();
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, """INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Telepathy', '99')""");

        var problem = Assert.Throws<StoreException>(() => DashboardStore.Open(temporary.Store.Path));

        Assert.Contains("newer version", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Telepathy", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NeedsAMigration_CopiesTheDatabaseFirst()
    {
        using var temporary = new TemporaryStore();
        temporary.Import(Rows("1"));
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, """DROP TABLE ExportHistory; DROP TABLE ExportRecipes; DELETE FROM "__EFMigrationsHistory" WHERE MigrationId LIKE '%_Exports'""");

        DashboardStore.Open(temporary.Store.Path);

        var copy = Assert.Single(Directory.GetFiles(temporary.Folder, "*.before-*_Exports.bak"));
        using var check = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
        check.Open();
        Assert.Equal(1, StoreCounts.Of(check).Documents);
    }

    private static IEnumerable<ImportRow> Rows(params IEnumerable<string> documents) => documents.Select(number => new ImportRow
    {
        RowNumber = 2,
        Line = new OrderLineRow { Document = number, CustomerKey = "K1", ProductKey = "P1", AtSeconds = 1_291_192_000, AmountE4 = 1_000, UnitPriceE4 = 1_000 },
    });

    private static long Documents(DashboardStore store)
    {
        using var connection = store.Connect();
        return StoreCounts.Of(connection).Documents;
    }

    private static long Version(DashboardStore store)
    {
        using var connection = store.Connect();
        return DashboardStore.DataVersion(connection);
    }
}
