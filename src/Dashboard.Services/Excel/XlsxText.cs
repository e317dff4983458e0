using System.Buffers;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>
/// Text in the parts of a workbook. Characters that XML cannot hold are written as <c>_xHHHH_</c>, and text that already looks so
/// gets its underscore written that way (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
/// </summary>
internal static class XlsxText
{
    /// <summary>The most UTF-16 units that Excel keeps in a cell.</summary>
    public const int LongestCell = 32_767;

    private static readonly SearchValues<char> AsciiSpecial = SearchValues.Create([.. "&<>\"_", .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. "&<>\"_\uFFFE\uFFFF", .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code)]);

    /// <summary>Appends text for an element or a double-quoted attribute.</summary>
    public static void AppendEscaped(Utf8Buffer buffer, ReadOnlySpan<char> text)
    {
        var special = Ascii.IsValid(text) ? AsciiSpecial : Special; // the smaller set is searched several times as fast
        while (true)
        {
            var next = text.IndexOfAny(special);
            if (next < 0)
            {
                buffer.Append(text);
                return;
            }

            buffer.Append(text[..next]);
            text = text[(next + AppendSpecial(buffer, text[next..]))..];
        }
    }

    /// <summary>Text that an XML reader would trim or fold unless told to keep its white space.</summary>
    public static bool NeedsPreservedSpace(ReadOnlySpan<char> text) =>
        char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.ContainsAny('\n', '\t');

    /// <summary>The longest beginning of a text with at most so many UTF-16 units that does not end in half a surrogate pair.</summary>
    public static ReadOnlySpan<char> Clip(ReadOnlySpan<char> text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }

    /// <summary>Appends the first character of the text, which is one of <see cref="Special"/>, and returns how many units it was.</summary>
    private static int AppendSpecial(Utf8Buffer buffer, ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '&':
                buffer.Append("&amp;"u8);
                return 1;
            case '<':
                buffer.Append("&lt;"u8);
                return 1;
            case '>':
                buffer.Append("&gt;"u8);
                return 1;
            case '"':
                buffer.Append("&quot;"u8);
                return 1;
            case '_':
                buffer.Append(LooksEscaped(text) ? "_x005F_"u8 : "_"u8);
                return 1;
            case '\t' or '\n':
                buffer.Append((byte)text[0]);
                return 1;
            case var high when char.IsHighSurrogate(high) && text.Length > 1 && char.IsLowSurrogate(text[1]):
                buffer.Append(text[..2]);
                return 2;
            default:
                // A carriage return too: readers of XML turn a bare one into a line feed.
                AppendCode(buffer, text[0]);
                return 1;
        }
    }

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_'
        && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);

    private static void AppendCode(Utf8Buffer buffer, char code)
    {
        buffer.Append("_x"u8);
        for (var shift = 12; shift >= 0; shift -= 4)
            buffer.Append("0123456789ABCDEF"u8[(code >> shift) & 0xF]);
        buffer.Append((byte)'_');
    }
}
