using System.Text;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Values that programs stumble over.</summary>
internal static class Hostile
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-0", "-1", "1e999", "-1e308", "NaN", "Infinity", "9223372036854775807", "-9223372036854775808", "99999999999999999999999999", "0.00000000000000000001", "922337203685477.5807",
        "1,234,567.89", "1.234.567,89", "٣٤٥", "½", "0x7fffffff", "1/0/0", "0000-00-00", "9999-12-31", "10000-01-01", "2011-02-30", "31.12.9999 25:61", "2011-01-01T00:00:00+99:00", "-1-1-1",
        "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "\t=1", "'", "\"", "\"\"", "''; DROP TABLE Customers; --", "' OR 1=1 --", "%", "_", "%00", "%s%n", "{0}", "{{", "}}", "${jndi:ldap://x}", "../../../../etc/passwd",
        "..\\..\\boot.ini", "/etc/passwd", "file:///etc/passwd", "C:\\", "CON", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "<!--", "]]>", "&amp;", "&#0;", "\u0000", "\u0001", "\u007f",
        "\ufeff", "\u202e", "\u200b", "\ud83d\ude00", "e\u0301\u0301\u0301", "\u2028", "\r\n", "\r", "\n", "a\r\nSet-Cookie: x=1", "null", "undefined", "true", "İ", "ß", "ﬁ", "٪", "[object Object]", "a:b", ":", "::", "a,b", ";", "|",
        "not", "and", "or", "(", ")", "((((((((((", "everyone", "rfm.group = \"Champions\"", "orders(last 90 days) >= 3", "segment(\"x\")", "list(\"x\")", "today", "2147483648", "-2147483649", "65536", "1000000000",
    ];

    /// <summary>One of them, sometimes long or nested.</summary>
    public static string Value(Random random) => random.Next(20) switch
    {
        0 => new string((char)random.Next(32, 0x2ff), 1 << random.Next(1, 13)),
        1 => string.Concat(Enumerable.Repeat(Values[random.Next(Values.Length)], random.Next(1, 40))),
        2 => Text(random, random.Next(1, 60)),
        3 => random.NextInt64(long.MinValue, long.MaxValue).ToString(null, null),
        _ => Values[random.Next(Values.Length)],
    };

    /// <summary>Characters of all kinds, without halves of pairs.</summary>
    public static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            if (Rune.TryCreate(random.Next(random.Next(2) == 0 ? 0x80 : 0x110000), out var rune))
                text.Append(rune.ToString());
        }

        return text.ToString();
    }

    /// <summary>A text with a few places changed: characters lost, doubled, exchanged, hostile values put in.</summary>
    public static string Changed(string text, Random random)
    {
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 1 + Math.Max(1, text.Length / 4)), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text[..at] + text[(at + length)..],
                1 => text[..(at + length)] + text[at..],
                2 => text[..at] + Value(random) + text[at..],
                3 => text[..at] + Value(random) + text[(at + length)..],
                _ => text[..at] + Text(random, random.Next(1, 4)) + text[Math.Min(text.Length, at + 1)..],
            };
        }

        return text;
    }
}
