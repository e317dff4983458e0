using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>
/// Writes a zip archive (APPNOTE 6.3) to a stream that need not seek, in constant memory. Entries are packed in blocks on all cores, and where
/// a block ends depends on the content alone: the same content gives the same bytes on any number of cores.
/// </summary>
/// <remarks>
/// What an entry's header can't know yet follows the entry. The directory comes last, so that nobody takes half an archive for a whole
/// one. Archives stay in the form that all programs read, below 4 GiB: Excel takes the longer form (Zip64) for a damaged file.
/// </remarks>
/// <param name="output">Where the archive goes; only written to asynchronously.</param>
/// <param name="blocksAhead">Blocks to be packed on other threads while content is made; 0 packs on the caller's thread.</param>
/// <param name="maximumLength">Bytes that the archive may have, at most 4 GiB.</param>
internal sealed class ZipWriter(Stream output, int blocksAhead, long maximumLength)
{
    private const ushort Version = 20; // 2.0: DEFLATE
    private const ushort Flags = 0x0808; // sizes follow the entry; names are UTF-8
    private const ushort Deflate = 8;
    private const ushort Time = 0;
    private const ushort Date = 0x0021; // 1980-01-01, the earliest that can be stated, so that the same workbook gives the same bytes

    private static readonly byte[] EndOfDeflate = [0x03, 0x00]; // one last block with nothing in it

    private readonly Queue<(ZipBlock Block, Task Packed)> packing = [];
    private readonly Stack<ZipBlock> idle = [];
    private readonly List<Entry> entries = [];
    private readonly ArrayBufferWriter<byte> fields = new();
    private Entry entry = new([], 0);
    private long position;

    /// <summary>Bytes of content that the open entry has taken.</summary>
    public long EntryLength { get; private set; }

    /// <summary>Opens an entry. The one before must have ended.</summary>
    public ValueTask BeginAsync(string name, CancellationToken cancellationToken)
    {
        entry = new Entry(Encoding.UTF8.GetBytes(name), position);
        EntryLength = 0;
        Put32(0x04034B50);
        PutEntry(entry with { Crc = 0, PackedLength = 0, Length = 0 });
        Put16(0); // no extra field
        fields.Write(entry.Name);
        return SendFieldsAsync(cancellationToken);
    }

    /// <summary>Adds what a buffer holds to the open entry, and leaves the buffer empty.</summary>
    public async ValueTask AppendAsync(Utf8Buffer content, CancellationToken cancellationToken)
    {
        if (content.IsEmpty)
            return;
        if (packing.Count > blocksAhead)
            await SendOldestAsync(cancellationToken);
        if (!idle.TryPop(out var block))
            block = new ZipBlock();
        block.Take(content);
        EntryLength += block.Length;
        if (blocksAhead == 0)
            block.Pack();
        packing.Enqueue((block, blocksAhead == 0 ? Task.CompletedTask : Task.Run(block.Pack, CancellationToken.None)));
    }

    /// <summary>Ends the open entry.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        while (packing.Count > 0)
            await SendOldestAsync(cancellationToken);
        entry = entry with { PackedLength = entry.PackedLength + EndOfDeflate.Length };
        entries.Add(entry);
        fields.Write(EndOfDeflate);
        Put32(0x08074B50);
        PutSizes(entry);
        await SendFieldsAsync(cancellationToken);
    }

    /// <summary>Writes the directory, without which the archive is none.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        var start = position;
        foreach (var written in entries)
        {
            Put32(0x02014B50);
            Put16(Version); // made by
            PutEntry(written);
            for (var unused = 0; unused < 6; unused++)
                Put16(0); // no extra field, no comment, first disk, no attributes
            Put32((uint)written.Position);
            fields.Write(written.Name);
        }

        var length = fields.WrittenCount;
        var count = checked((ushort)entries.Count);
        Put32(0x06054B50);
        Put32(0); // one disk
        Put16(count);
        Put16(count);
        Put32((uint)length);
        Put32((uint)start);
        Put16(0); // no comment
        await SendFieldsAsync(cancellationToken);
    }

    private async ValueTask SendOldestAsync(CancellationToken cancellationToken)
    {
        var (block, packed) = packing.Dequeue();
        await packed;
        entry = entry with
        {
            Crc = Crc32.Combine(entry.Crc, block.Crc, block.Length),
            PackedLength = entry.PackedLength + block.Packed.Length,
            Length = entry.Length + block.Length,
        };
        await SendAsync(block.Packed, cancellationToken);
        idle.Push(block);
    }

    private async ValueTask SendFieldsAsync(CancellationToken cancellationToken)
    {
        await SendAsync(fields.WrittenMemory, cancellationToken);
        fields.ResetWrittenCount();
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        position += bytes.Length;
        if (position > maximumLength)
            throw new InvalidOperationException("The workbook is larger than 4 GB, which Excel does not open. Export fewer rows or columns, or a CSV file.");
        return output.WriteAsync(bytes, cancellationToken);
    }

    private void PutEntry(Entry described)
    {
        Put16(Version);
        Put16(Flags);
        Put16(Deflate);
        Put16(Time);
        Put16(Date);
        PutSizes(described);
        Put16((ushort)described.Name.Length);
    }

    private void PutSizes(Entry described)
    {
        Put32(described.Crc);
        Put32(checked((uint)described.PackedLength));
        Put32(checked((uint)described.Length));
    }

    private void Put16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(fields.GetSpan(sizeof(ushort)), value);
        fields.Advance(sizeof(ushort));
    }

    private void Put32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(fields.GetSpan(sizeof(uint)), value);
        fields.Advance(sizeof(uint));
    }

    private sealed record Entry(byte[] Name, long Position)
    {
        public uint Crc { get; init; }

        public long PackedLength { get; init; }

        public long Length { get; init; }
    }
}
