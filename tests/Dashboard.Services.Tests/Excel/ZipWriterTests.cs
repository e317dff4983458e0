using System.IO.Compression;
using System.Text;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Tests.Excel;

public sealed class ZipWriterTests
{
    [Fact]
    public void Combine_TwoStretches_IsTheCheckOfBoth()
    {
        // The check value of CRC-32 in every catalogue: of the ASCII digits 1 to 9.
        Assert.Equal(0xCBF43926u, Crc32.Combine(CheckOf("12345"), CheckOf("6789"), 4));
        Assert.Equal(0xCBF43926u, Crc32.Combine(0, CheckOf("123456789"), 9));
        Assert.Equal(0xCBF43926u, Crc32.Combine(CheckOf("123456789"), CheckOf(""), 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task EntriesOfManyBlocks_ReadBack(int blocksAhead)
    {
        var random = new Random(7);
        var blocks = Enumerable.Range(0, 9).Select(_ => Enumerable.Range(0, random.Next(1, 300_000)).Select(_ => (byte)random.Next(40)).ToArray()).ToList();
        using var output = new MemoryStream();
        var zip = new ZipWriter(output, blocksAhead, uint.MaxValue);
        var buffer = new Utf8Buffer();
        await zip.BeginAsync("blöcke.xml", TestContext.Current.CancellationToken);
        foreach (var block in blocks)
        {
            buffer.Append(block);
            await zip.AppendAsync(buffer, TestContext.Current.CancellationToken);
        }

        await zip.EndAsync(TestContext.Current.CancellationToken);
        await zip.BeginAsync("empty.xml", TestContext.Current.CancellationToken);
        await zip.AppendAsync(buffer, TestContext.Current.CancellationToken);
        await zip.EndAsync(TestContext.Current.CancellationToken);
        await zip.BeginAsync("none.xml", TestContext.Current.CancellationToken);
        await zip.EndAsync(TestContext.Current.CancellationToken);
        await zip.FinishAsync(TestContext.Current.CancellationToken);

        output.Position = 0;
        using var archive = new ZipArchive(output);
        Assert.Equal(["blöcke.xml", "empty.xml", "none.xml"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal(blocks.SelectMany(block => block), Content(archive.Entries[0]));
        Assert.Empty(Content(archive.Entries[1]));
        Assert.Empty(Content(archive.Entries[2]));
        Assert.Equal(CheckOf(blocks.SelectMany(block => block).ToArray()), archive.Entries[0].Crc32);
        Assert.Equal(1980, archive.Entries[0].LastWriteTime.Year);
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static uint CheckOf(string text) => CheckOf(Encoding.ASCII.GetBytes(text));

    private static uint CheckOf(byte[] bytes)
    {
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(bytes);
        return gzip.Length == 0 ? 0 : BitConverter.ToUInt32(gzip.ToArray(), (int)gzip.Length - 8);
    }
}
