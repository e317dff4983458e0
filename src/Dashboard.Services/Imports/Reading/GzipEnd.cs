using System.Buffers.Binary;
using System.IO.Compression;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Tells a gzip file that ended from one that was cut, which the platform's stream does not.</summary>
internal static class GzipEnd
{
    private const int SealLength = 64;

    /// <summary>
    /// Whether a file that unpacked to so many bytes is whole. A file of one part states its length (modulo 2^32) at its end. If that does
    /// not fit there may be several parts: then the file is unpacked again with a small part added behind it, which comes out only if
    /// the last part of the file had ended.
    /// </summary>
    public static bool IsComplete(string path, long unpackedBytes)
    {
        using var file = File.OpenRead(path);
        if (file.Length < 18) return false;
        file.Seek(-4, SeekOrigin.End);
        Span<byte> last = stackalloc byte[4];
        file.ReadExactly(last);
        if (BinaryPrimitives.ReadUInt32LittleEndian(last) == unchecked((uint)unpackedBytes)) return true;
        file.Seek(0, SeekOrigin.Begin);
        return UnpacksWithSeal(file, unpackedBytes);
    }

    private static bool UnpacksWithSeal(FileStream file, long unpackedBytes)
    {
        using var unpacked = new GZipStream(new SealedStream(file, Seal()), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        var total = 0L;
        try
        {
            for (int read; (read = unpacked.Read(buffer)) > 0;) total += read;
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return total == unpackedBytes + SealLength;
    }

    private static byte[] Seal()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(new byte[SealLength]);
        return packed.ToArray();
    }

    private sealed class SealedStream(Stream first, byte[] second) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = first.Read(buffer, offset, count);
            if (read > 0 || count == 0) return read;
            read = Math.Min(count, second.Length - _at);
            Array.Copy(second, _at, buffer, offset, read);
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
