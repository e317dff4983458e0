using System.IO.Compression;
using System.Text;

namespace Dashboard.Services.Store;

/// <summary>Long texts that are read seldom, packed by gzip.</summary>
internal static class PackedText
{
    /// <summary>Packs a text.</summary>
    public static byte[] Pack(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    /// <summary>Unpacks what <see cref="Pack"/> made.</summary>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static string Unpack(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(zip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
