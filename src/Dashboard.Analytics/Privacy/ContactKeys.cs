using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Analytics.Privacy;

/// <summary>Customer keys by which a person could be reached, and what stands for them where people are hidden.</summary>
public static class ContactKeys
{
    private const int HexDigits = 12;
    private const int LeastDigits = 7;
    private const int LeastDigitsBesideLetters = 9;

    /// <summary>
    /// Whether a text looks like an e-mail address or a telephone number: it contains '@', or a run of seven or more digits with '+' before it, or, in a text without letters, a leading 0 or
    /// spaces, dashes or the like between the digits. Beside letters, where padded numbers such as C0001234 are common, a run with one or two leading zeros counts from nine digits on, if no
    /// letter stands right before or behind it.
    /// </summary>
    /// <param name="text">A customer key, or the value of an attribute.</param>
    public static bool LooksLikeContact(ReadOnlySpan<char> text)
    {
        if (text.Contains('@'))
            return true;
        var hasLetters = text.ContainsAnyInRange('a', 'z') || text.ContainsAnyInRange('A', 'Z');
        for (var i = 0; i < text.Length;)
        {
            if (!IsDigit(text[i]))
            {
                i++;
                continue;
            }

            var (start, digits, end) = (i, 0, i);
            for (; i < text.Length && (IsDigit(text[i]) || IsBetweenDigits(text[i])); i++)
            {
                if (!IsDigit(text[i]))
                    continue;
                digits++;
                end = i + 1;
            }

            if (digits >= LeastDigits && LooksLikeNumber(text, start, end, digits, hasLetters))
                return true;
        }

        return false;
    }

    /// <summary>The key itself, or where it looks like a contact <c>P-</c> and twelve hexadecimal digits of its HMAC-SHA256 (FIPS 198-1).</summary>
    /// <param name="key">A customer key.</param>
    /// <param name="secret">UTF-8 of the secret; the same secret gives the same pseudonyms.</param>
    public static string Of(string key, ReadOnlySpan<byte> secret) => LooksLikeContact(key)
        ? "P-" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(key)).AsSpan(0, HexDigits / 2))
        : key;

    private static bool LooksLikeNumber(ReadOnlySpan<char> text, int start, int end, int digits, bool hasLetters)
    {
        if (text[..start].TrimEnd("( ").EndsWith("+"))
            return true;
        var run = text[start..end];
        if (!hasLetters)
            return run[0] == '0' || run.IndexOfAnyExceptInRange('0', '9') >= 0;
        return digits >= LeastDigitsBesideLetters && run[0] == '0' && (run[1] != '0' || run[2] != '0') && !IsLetter(text, start - 1) && !IsLetter(text, end);
    }

    private static bool IsLetter(ReadOnlySpan<char> text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsBetweenDigits(char c) => c is ' ' or '-' or '.' or '/' or '(' or ')' or '\u00A0' or '\u2011' or '\u2013';
}
