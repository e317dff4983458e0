using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Dashboard.Services.Excel;

/// <summary>
/// A stretch of a zip entry, packed by itself. It ends on a whole byte (a sync flush of DEFLATE, RFC 1951), so that packed stretches may be
/// packed at the same time and laid end to end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A stream in memory has nothing to free.")]
internal sealed class ZipBlock
{
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8; // CRC-32 and length of the content

    // Measured on a million customers, against level 1: 22 % smaller for the same time; level 4 takes twice that time and saves another 13 %.
    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 2 };

    private readonly MemoryStream packed = new(Utf8Buffer.FullAt / 4);
    private byte[] content = new byte[Utf8Buffer.Capacity];
    private int packedEnd;

    /// <summary>Bytes of the content.</summary>
    public int Length { get; private set; }

    /// <summary>The check of the content.</summary>
    public uint Crc { get; private set; }

    /// <summary>The content as DEFLATE, without the mark that ends it.</summary>
    public ReadOnlyMemory<byte> Packed => packed.GetBuffer().AsMemory(GzipHeader..packedEnd);

    /// <summary>Takes over what a buffer holds, and leaves it empty.</summary>
    public void Take(Utf8Buffer buffer) => (content, Length) = buffer.Exchange(content);

    public void Pack()
    {
        packed.SetLength(0);

        // The gzip form is the one that also tells the check, computed as the bytes go by.
        using (var gzip = new GZipStream(packed, Level, leaveOpen: true))
        {
            gzip.Write(content, 0, Length);
            gzip.Flush();
            packedEnd = (int)packed.Length;
        }

        Crc = BinaryPrimitives.ReadUInt32LittleEndian(packed.GetBuffer().AsSpan((int)packed.Length - GzipTrailer));
    }
}
