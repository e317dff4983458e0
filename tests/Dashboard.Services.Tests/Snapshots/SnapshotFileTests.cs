using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void TryOpen_WhatWasSaved_HoldsTheSameColumns()
    {
        var snapshot = Small();
        var file = new SnapshotFile(temporary.Store.Path, NullLogger.Instance);

        Assert.True(file.Save(snapshot, "abc"));
        var opened = file.TryOpen("abc", snapshot.Settings, 7)!;

        // Written again from the mapped columns, every byte must be the same.
        Assert.Equal(7, opened.DataVersion);
        var again = new SnapshotFile(temporary.Store.Path + ".again", NullLogger.Instance);
        Assert.True(again.Save(opened, "abc"));
        Assert.Equal(File.ReadAllBytes(file.PathOf("abc")), File.ReadAllBytes(again.PathOf("abc")));
        Assert.Equal(["A1", "A2", "B1"], opened.Orders.Number);
        Assert.Equal([30_000L, 1_234_567_890_123L, -1], opened.Lines.AmountE4);
        Assert.Equal("Żółw", opened.Customers.Names[0]);
        Assert.Null(opened.Customers.Names[1]);
        Assert.Equal([(sbyte)-1, (sbyte)0], opened.Customers.Consent["email"]);
        Assert.Equal("gold", opened.Customers.Attributes["tier"][1]);
        Assert.Null(opened.Campaigns.Goal[0]);
        Assert.Equal(5, opened.Contacts.RevenueE4[0]);
    }

    [Fact]
    public void TryOpen_BytesDamagedInTurn_NeverGivesOtherColumns()
    {
        var snapshot = Small();
        var file = new SnapshotFile(temporary.Store.Path, NullLogger.Instance);
        Assert.True(file.Save(snapshot, "abc"));
        var bytes = File.ReadAllBytes(file.PathOf("abc"));
        var reference = Rewritten(file.TryOpen("abc", snapshot.Settings, 1)!);

        var (refused, tried) = (0, 0);
        for (var i = 0; i < bytes.Length; i += i < 128 ? 1 : 37)
        {
            tried++;
            bytes[i] ^= 0x41;
            File.WriteAllBytes(file.PathOf("abc"), bytes);
            bytes[i] ^= 0x41;
            if (file.TryOpen("abc", snapshot.Settings, 1) is { } opened)
                Assert.Equal(reference, Rewritten(opened)); // A byte that means nothing: room between columns.
            else
                refused++;
        }

        Assert.True(refused > tried / 3, $"{refused} of {tried} were noticed.");

        byte[] Rewritten(Snapshot of)
        {
            var again = new SnapshotFile(temporary.Store.Path + ".again", NullLogger.Instance);
            Assert.True(again.Save(of, "abc"));
            return File.ReadAllBytes(again.PathOf("abc"));
        }
    }

    [Fact]
    public void TryOpen_CutShortOrForeign_GivesNothing()
    {
        var snapshot = Small();
        var file = new SnapshotFile(temporary.Store.Path, NullLogger.Instance);
        Assert.Null(file.TryOpen("abc", snapshot.Settings, 1));
        Assert.True(file.Save(snapshot, "abc"));
        var bytes = File.ReadAllBytes(file.PathOf("abc"));

        foreach (var length in (int[])[0, 1, 63, 64, 65, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(file.PathOf("abc"), bytes[..length]);
            Assert.Null(file.TryOpen("abc", snapshot.Settings, 1));
        }

        File.WriteAllText(file.PathOf("abc"), new string('x', 10_000));
        Assert.Null(file.TryOpen("abc", snapshot.Settings, 1));
        File.WriteAllBytes(file.PathOf("other"), bytes);
        Assert.Null(file.TryOpen("other", snapshot.Settings, 1));
    }

    [Fact]
    public void Save_OtherRows_DeletesTheFileBefore()
    {
        var file = new SnapshotFile(temporary.Store.Path, NullLogger.Instance);
        Assert.True(file.Save(Small(), "one"));
        Assert.True(file.Save(Small(), "two"));

        Assert.False(File.Exists(file.PathOf("one")));
        Assert.True(File.Exists(file.PathOf("two")));
    }

    [Fact]
    public void Save_FolderThatIsGone_SaysNoAndThrowsNothing() =>
        Assert.False(new SnapshotFile(Path.Combine(temporary.Folder, "gone", "shop.db"), NullLogger.Instance).Save(Small(), "abc"));

    [Fact]
    public async Task CurrentAsync_UnchangedData_OpensTheFileAndReadsNoRow()
    {
        var before = SampleSnapshot();
        using (var connection = temporary.Store.Connect())
            DashboardStore.Execute(connection, "DELETE FROM DocumentBlocks"); // Behind the program's back, so that only the file still knows them.

        using var service = new SnapshotService(temporary.Store);
        var after = await service.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before.Orders.Count, after.Orders.Count);
        Assert.True(after.Orders.Count > 100);
    }

    [Fact]
    public async Task CurrentAsync_DamagedFile_ReadsTheStoreAndMendsTheFile()
    {
        var before = SampleSnapshot();
        var path = Assert.Single(Directory.GetFiles(temporary.Folder, "*.snapshot-*"));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        bytes[bytes.Length / 3] ^= 1;
        File.WriteAllBytes(path, bytes);

        using var service = new SnapshotService(temporary.Store);
        var after = await service.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal(before.Orders.AmountE4.Sum(), after.Orders.AmountE4.Sum());
        Assert.NotNull(new SnapshotFile(temporary.Store.Path, NullLogger.Instance).TryOpen(path.Split(".snapshot-")[1], after.Settings, 1));
    }

    [Fact]
    public async Task CurrentAsync_ChangedSettings_KeepsTheRowsAndTakesTheSettings()
    {
        var before = SampleSnapshot();
        var settings = new ShopSettingsService(temporary.Store);
        using var service = new SnapshotService(temporary.Store);
        settings.Save(settings.Current() with { AgeBands = new AgeBands(30, 60) });

        var after = await service.CurrentAsync(TestContext.Current.CancellationToken);

        Assert.Equal([30, 60], after.Settings.AgeBands.LowerEnds);
        Assert.True(after.DataVersion > before.DataVersion);
        Assert.Single(Directory.GetFiles(temporary.Folder, "*.snapshot-*"));
    }

    private Snapshot SampleSnapshot()
    {
        temporary.Import(Enumerable.Range(0, 300).Select(i => new ImportRow
        {
            RowNumber = i,
            Line = new OrderLineRow { Document = $"D{i}", CustomerKey = $"C{i % 40}", AtSeconds = 1_700_000_000 + (i * 86_400L), QuantityE4 = 10_000, UnitPriceE4 = i * 100, AmountE4 = i * 100 },
        }));
        return temporary.Snapshot();
    }

    private static Snapshot Small()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 7);
        var tea = builder.Add(new ProductFacts("T", "Tea", "Drinks", null, 10_000));
        var anna = builder.Add(new CustomerFacts("A") { Name = "Żółw", Consent = new Dictionary<string, bool> { ["email"] = false } });
        var ben = builder.Add(new CustomerFacts("B") { Country = "Spain", Attributes = new Dictionary<string, string> { ["tier"] = "gold" } });
        builder.Add(new DocumentFacts("B1", ben, 739_000));
        builder.Add(new LineFacts(-1, -10_000, 1, 0, -1));
        builder.Add(new DocumentFacts("A2", anna, 739_001, 5, DocumentKind.Return, "web", "France"));
        builder.Add(new LineFacts(tea, 20_000, 5, 1, 1_234_567_890_123));
        builder.Add(new DocumentFacts("A1", anna, 738_000));
        builder.Add(new LineFacts(tea, 10_000, 30_000, 0, 30_000));
        var campaign = builder.Add(new CampaignFacts("C", Channel: "email"));
        builder.Add(new ContactFacts(campaign, ben, 738_500, 3, ContactFlags.Control, ContactFlags.Control, 5));
        return builder.Build();
    }
}
