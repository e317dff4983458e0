using Dashboard.Services.Imports;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Imports;

public sealed class UploadFolderTests : IDisposable
{
    private readonly TemporaryStore temporary = new();
    private readonly UploadFolder folder;

    public UploadFolderTests() => folder = new UploadFolder(temporary.Store, TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task SaveAsync_AtTheLimit_KeepsEveryByteUnderAnIdOfItsOwn()
    {
        var upload = await folder.SaveAsync("../../etc/orders\u0001.csv", new MemoryStream([1, 2, 3]), 3, Cancel);

        Assert.Equal("orders.csv", upload.FileName);
        Assert.Equal(folder.Folder, Path.GetDirectoryName(upload.Path));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(upload.Path, Cancel));
        UploadFolder.Remove(upload);
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task SaveAsync_AboveTheLimit_LeavesNoFile()
    {
        var e = await Assert.ThrowsAsync<ImportException>(() => folder.SaveAsync("big.csv", new MemoryStream(new byte[2 << 20]), 1 << 20, Cancel));

        Assert.Equal(ImportProblem.Bomb, e.Problem);
        Assert.Contains("1 MB", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task SaveAsync_Nothing_LeavesNoFile()
    {
        Assert.Equal(ImportProblem.Empty, (await Assert.ThrowsAsync<ImportException>(() => folder.SaveAsync("", Stream.Null, 10, Cancel))).Problem);
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task SaveAsync_Cancelled_LeavesNoFile()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.SaveAsync("a.csv", new MemoryStream([1]), 10, new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(folder.Folder));
    }

    [Fact]
    public async Task RemoveOld_ADayLater_RemovesOnlyWhatWaitedLonger()
    {
        var old = await folder.SaveAsync("old.csv", new MemoryStream([1]), 10, Cancel);
        var young = await folder.SaveAsync("young.csv", new MemoryStream([1]), 10, Cancel);
        File.SetLastWriteTimeUtc(old.Path, DateTime.UtcNow.AddHours(-25));

        Assert.Equal(1, folder.RemoveOld());
        Assert.Equal([young.Path], Directory.GetFiles(folder.Folder));
    }
}
