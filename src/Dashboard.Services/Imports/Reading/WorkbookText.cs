using System.Globalization;
using System.Text;

namespace Dashboard.Services.Imports.Reading;

/// <summary>What a cell style makes of a number.</summary>
internal enum CellStyle : byte
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, perhaps with a time.</summary>
    Date,

    /// <summary>A time of day or a duration.</summary>
    Time,
}

/// <summary>Cells of a workbook as text: numbers with a point, dates as 2011-12-09 or 2011-12-09 12:50:00.</summary>
internal static class WorkbookText
{
    /// <summary>What a number format shows, from its number (built in) or its code (made by a person).</summary>
    public static CellStyle StyleOf(int format, string? code)
    {
        if (code is null)
        {
            return format switch
            {
                (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) => CellStyle.Date,
                (>= 18 and <= 21) or (>= 32 and <= 35) or (>= 45 and <= 47) => CellStyle.Time,
                _ => CellStyle.Number,
            };
        }

        bool day = false, time = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    var close = code.IndexOf('"', i + 1);
                    i = close < 0 ? code.Length : close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = code.IndexOf(']', i + 1);
                    if (end < 0) return CellStyle.Number;
                    time |= code[i + 1] is 'h' or 'H' or 'm' or 's';
                    i = end;
                    break;
                case ';':
                    i = code.Length;
                    break;
                case 'y' or 'Y' or 'd' or 'D':
                    day = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    time = true;
                    break;
                case 'G' or 'g' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += 6;
                    break;
                case 'E' or 'e' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    return CellStyle.Number;
                case 'm' or 'M':
                    day |= !time && !code.AsSpan(i).Contains('s');
                    break;
                default:
                    break;
            }
        }

        return day ? CellStyle.Date : time ? CellStyle.Time : CellStyle.Number;
    }

    /// <summary>Writes a cell's number; what is no number is written as it stands.</summary>
    public static int Write(ReadOnlySpan<char> value, CellStyle style, bool from1904, Span<char> target)
    {
        if (style == CellStyle.Number && value.Length <= 15 && value.IndexOfAny('E', 'e') < 0)
        {
            value.CopyTo(target);
            return value.Length;
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            value.CopyTo(target);
            return value.Length;
        }

        // Excel keeps and shows 15 digits; what stands behind them (0.30000000000000004) is noise of binary arithmetic.
        var start = from1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, 30);
        var isDate = style != CellStyle.Number && number >= 0 && Math.Round(number * 86_400) <= (DateTime.MaxValue - start).TotalSeconds - 1;
        if (!isDate)
        {
            number.TryFormat(target, out var written, "G15", CultureInfo.InvariantCulture);
            return written;
        }

        var seconds = (long)Math.Round(number * 86_400);
        if (style == CellStyle.Time && seconds < 86_400) return Format(DateTime.MinValue.AddSeconds(seconds), "HH:mm:ss", target);
        if (!from1904 && number < 60) seconds += 86_400; // Excel counts a 29 February 1900 that never was.
        var at = start.AddSeconds(seconds);
        return Format(at, at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", target);
    }

    /// <summary>Turns _x000D_ and its like back into the characters that XML cannot hold.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code != 0)
            {
                plain.Append((char)code);
                i += 6;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString();
    }

    private static int Format(DateTime time, string format, Span<char> target)
    {
        time.TryFormat(target, out var written, format, CultureInfo.InvariantCulture);
        return written;
    }
}
