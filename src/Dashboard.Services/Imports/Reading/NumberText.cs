using System.Globalization;

namespace Dashboard.Services.Imports.Reading;

/// <summary>
/// Reads decimal text as ten-thousandths without passing through floating point: <c>1,234.56</c>, <c>1.234,56</c>, <c>(12.50)</c>,
/// <c>£ 3.10</c>, <c>1E-3</c>, <c>12,5 %</c> (the per cent sign is for the caller), <c>1'234</c>, <c>12.5-</c>.
/// </summary>
internal static class NumberText
{
    private const int MostDigits = 30;

    private static readonly string[] CurrencyWords =
    [
        "GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB", "UAH", "AUD", "CAD", "NZD", "JPY", "CNY", "INR", "BRL", "MXN",
        "ZAR", "SGD", "HKD", "KRW", "ILS", "AED", "THB", "kr.", "kr", "zł", "Kč", "Ft", "Fr.", "Fr", "lei", "R$", "US$", "A$", "C$", "руб.",
    ];

    /// <summary>Parses a number; false when it is not one in this style or does not fit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="decimalSeparator">'.' or ','; the other one may group thousands.</param>
    /// <param name="e4">The number in ten-thousandths, rounded half to even.</param>
    /// <param name="rounded">True when more than four decimals were there and were not zero.</param>
    public static bool TryParseE4(ReadOnlySpan<char> text, char decimalSeparator, out long e4, out bool rounded) =>
        TryPlain(text, decimalSeparator, out e4, out rounded) || TryAny(text, decimalSeparator, out e4, out rounded);

    /// <summary>Whether this is a number in one of the two styles.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text) => TryParseE4(text, '.', out _, out _) || TryParseE4(text, ',', out _, out _);

    /// <summary>The currency that an amount names, as an ISO code or as the file writes it; null when it names none.</summary>
    public static string? Currency(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty || (char.IsAsciiDigit(trimmed[0]) && char.IsAsciiDigit(trimmed[^1]))) return null;
        foreach (var word in CurrencyWords)
        {
            if (trimmed.StartsWith(word, StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return word;
        }

        foreach (var c in trimmed)
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol) return c switch { '£' => "GBP", '€' => "EUR", '$' => "USD", '¥' => "JPY", '₹' => "INR", _ => c.ToString() };
        }

        return null;
    }

    /// <summary>
    /// What a number says about its decimal separator: '.' or ',' when it is certain, '?' when a single separator stands before
    /// exactly three digits (1,234), and '\0' when there is none.
    /// </summary>
    public static char DecimalEvidence(ReadOnlySpan<char> text)
    {
        var dot = text.LastIndexOf('.');
        var comma = text.LastIndexOf(',');
        if (dot < 0 && comma < 0) return '\0';
        if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
        var (at, separator) = dot >= 0 ? (dot, '.') : (comma, ',');
        var other = separator == '.' ? ',' : '.';
        if (text.Count(separator) > 1) return other;
        var after = 0;
        while (at + 1 + after < text.Length && char.IsAsciiDigit(text[at + 1 + after])) after++;
        var before = 0;
        while (at - 1 - before >= 0 && char.IsAsciiDigit(text[at - 1 - before])) before++;
        var mayGroup = after == 3 && before is >= 1 and <= 3 && text[at - before] != '0';
        return mayGroup ? '?' : separator;
    }

    /// <summary>Multiplies two numbers in ten-thousandths, rounding half to even; null when the product does not fit.</summary>
    public static long? MultiplyE4(long a, long b, out bool rounded)
    {
        var product = (Int128)a * b;
        var quotient = DivideHalfEven(product, 10_000, out rounded);
        return quotient < long.MinValue || quotient > long.MaxValue ? null : (long)quotient;
    }

    /// <summary>Divides, rounding half to even.</summary>
    public static Int128 DivideHalfEven(Int128 value, Int128 divisor, out bool rounded)
    {
        var (quotient, remainder) = Int128.DivRem(value, divisor);
        rounded = remainder != 0;
        var twice = Int128.Abs(remainder) * 2;
        var size = Int128.Abs(divisor);
        if (twice > size || (twice == size && Int128.IsOddInteger(quotient))) quotient += Int128.IsNegative(value) == Int128.IsNegative(divisor) ? 1 : -1;
        return quotient;
    }

    // Digits with at most four decimals: nearly every field of nearly every file.
    private static bool TryPlain(ReadOnlySpan<char> text, char decimalSeparator, out long e4, out bool rounded)
    {
        e4 = 0;
        rounded = false;
        var at = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative) at++;
        if (at == text.Length || text.Length > 15 || !char.IsAsciiDigit(text[at])) return false;
        var decimals = -1;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c))
            {
                e4 = (e4 * 10) + (c - '0');
                if (decimals >= 0) decimals++;
            }
            else if (c == decimalSeparator && decimals < 0)
            {
                decimals = 0;
            }
            else
            {
                return false;
            }
        }

        if (decimals > 4) return false;
        for (var i = Math.Max(decimals, 0); i < 4; i++) e4 *= 10;
        if (negative) e4 = -e4;
        return true;
    }

    private static bool TryAny(ReadOnlySpan<char> text, char decimalSeparator, out long e4, out bool rounded)
    {
        e4 = 0;
        rounded = false;
        var body = Strip(text, out var negative);
        if (body.IsEmpty) return false;
        UInt128 mantissa = 0;
        var digits = 0;
        var decimals = -1;
        var dropped = 0;
        var lost = false;
        var group = '\0';
        var sinceGroup = 0;
        var at = 0;
        for (; at < body.Length; at++)
        {
            var c = body[at];
            if (char.IsAsciiDigit(c))
            {
                sinceGroup++;
                if (digits >= MostDigits)
                {
                    if (decimals < 0) return false;
                    lost |= c != '0';
                    dropped++;
                    continue;
                }

                mantissa = (mantissa * 10) + (uint)(c - '0');
                if (mantissa != 0) digits++;
                if (decimals >= 0) decimals++;
            }
            else if (c == decimalSeparator && decimals < 0)
            {
                if (group != '\0' && sinceGroup != 3) return false;
                decimals = 0;
            }
            else if (IsGroup(c, decimalSeparator) && decimals < 0 && sinceGroup is >= 1 and <= 3 && (group == '\0' || (group == c && sinceGroup >= 2)))
            {
                group = c;
                sinceGroup = 0;
            }
            else
            {
                break;
            }
        }

        if (sinceGroup == 0 && decimals <= 0) return false;
        if (group != '\0' && decimals < 0 && sinceGroup != 3) return false;
        var exponent = 0;
        if (at < body.Length && (body[at] is not ('e' or 'E') || !int.TryParse(body[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > 400)) return false;
        return TryScale((Int128)mantissa, Math.Max(decimals, 0) - exponent, negative, lost, out e4, out rounded);
    }

    private static bool TryScale(Int128 mantissa, int scale, bool negative, bool lost, out long e4, out bool rounded)
    {
        e4 = 0;
        rounded = lost;
        if (mantissa == 0) return true;
        var shift = 4 - scale;
        var value = mantissa;
        for (; shift > 0; shift--)
        {
            value *= 10;
            if (value > long.MaxValue) return false;
        }

        if (shift < 0)
        {
            if (shift < -37)
            {
                rounded = true;
                return true;
            }

            Int128 divisor = 1;
            for (; shift < 0; shift++) divisor *= 10;
            var sticky = lost && (value % divisor) * 2 == divisor ? 1 : 0;
            value = DivideHalfEven(value + sticky, divisor, out var cut);
            rounded |= cut;
        }

        if (value > long.MaxValue) return false;
        e4 = negative ? -(long)value : (long)value;
        return true;
    }

    private static bool IsGroup(char c, char decimalSeparator) => c is '\'' or '’' or ' ' or '\u00A0' or '\u202F' or '\u2009' || (c is '.' or ',' && c != decimalSeparator);

    // Takes signs, brackets and the currency off both ends.
    private static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text, out bool negative)
    {
        negative = false;
        var body = text.Trim();
        if (body.Length > 2 && body[0] == '(' && body[^1] == ')')
        {
            negative = true;
            body = body[1..^1].Trim();
        }

        body = StripCurrency(body);
        if (body.Length > 1 && !negative)
        {
            if (body[0] is '-' or '−' or '+')
            {
                negative = body[0] != '+';
                body = StripCurrency(body[1..].TrimStart());
            }
            else if (body[^1] is '-' or '−')
            {
                negative = true;
                body = body[..^1].TrimEnd();
            }
        }

        return body;
    }

    private static ReadOnlySpan<char> StripCurrency(ReadOnlySpan<char> body)
    {
        if (body.IsEmpty || ((char.IsAsciiDigit(body[0]) || body[0] is '-' or '.' or ',') && (char.IsAsciiDigit(body[^1]) || body[^1] == '-'))) return body;
        foreach (var word in CurrencyWords)
        {
            if (body.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return body[word.Length..].TrimStart();
            if (body.EndsWith(word, StringComparison.OrdinalIgnoreCase)) return body[..^word.Length].TrimEnd();
        }

        if (char.GetUnicodeCategory(body[0]) == UnicodeCategory.CurrencySymbol) return body[1..].TrimStart();
        return char.GetUnicodeCategory(body[^1]) == UnicodeCategory.CurrencySymbol ? body[..^1].TrimEnd() : body;
    }
}
