using System.Text;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Finds the encoding of a text from its first bytes.</summary>
internal static class TextEncodings
{
    private static readonly UTF8Encoding Utf8 = new(false);

    /// <summary>Windows-1252, of which ISO 8859-1 text is a part.</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>
    /// A byte order mark decides; else zeros in every second byte mean UTF-16; else valid UTF-8 is UTF-8; else Windows-1252.
    /// Text that is ASCII as far as the sample goes is UTF-8, whose later invalid bytes the reader takes as Windows-1252.
    /// </summary>
    /// <param name="sample">First bytes of the text.</param>
    /// <param name="isAll">True when there are no more.</param>
    public static (Encoding Encoding, int MarkLength) Detect(ReadOnlySpan<byte> sample, bool isAll)
    {
        if (sample.StartsWith<byte>([0xEF, 0xBB, 0xBF])) return (Utf8, 3);
        if (sample.StartsWith<byte>([0xFF, 0xFE])) return (Encoding.Unicode, 2);
        if (sample.StartsWith<byte>([0xFE, 0xFF])) return (Encoding.BigEndianUnicode, 2);
        var (even, odd) = ZeroShares(sample);
        if (odd > 0.4 && even < 0.05) return (Encoding.Unicode, 0);
        if (even > 0.4 && odd < 0.05) return (Encoding.BigEndianUnicode, 0);
        return (IsUtf8(sample, isAll) ? Utf8 : Windows1252, 0);
    }

    /// <summary>The encoding of a name that a person gave, such as "utf-8", "windows-1252" or "latin1"; null when unknown.</summary>
    public static Encoding? Find(string name)
    {
        try
        {
            return name.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                ? Utf8
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> sample, bool isAll)
    {
        if (Utf8Valid(sample)) return true;
        if (isAll) return false;
        for (var cut = 1; cut <= 3 && cut < sample.Length; cut++)
        {
            if (Utf8Valid(sample[..^cut])) return true;
        }

        return false;
    }

    private static bool Utf8Valid(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static (double Even, double Odd) ZeroShares(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < 4) return (0, 0);
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }

        var pairs = sample.Length / 2;
        return ((double)even / pairs, (double)odd / pairs);
    }
}

/// <summary>Reads bytes that are not valid UTF-8 as Windows-1252, which is what a file with both nearly always means, and counts them.</summary>
internal sealed class Windows1252Fallback : DecoderFallback
{
    public long Count { get; private set; }

    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(Windows1252Fallback owner) : DecoderFallbackBuffer
    {
        private string _text = "";
        private int _at;

        public override int Remaining => _text.Length - _at;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            _text = TextEncodings.Windows1252.GetString(bytesUnknown);
            _at = 0;
            owner.Count += _text.Length;
            return _text.Length > 0;
        }

        public override char GetNextChar() => _at < _text.Length ? _text[_at++] : '\0';

        public override bool MovePrevious()
        {
            if (_at == 0) return false;
            _at--;
            return true;
        }

        public override void Reset()
        {
            _text = "";
            _at = 0;
        }
    }
}
