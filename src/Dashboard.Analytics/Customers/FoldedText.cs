using System.Buffers;
using System.Globalization;
using System.Text;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Text as searches and sorts compare it: lower case, without accents, with letters that only look alike made equal.</summary>
public static class FoldedText
{
    /// <summary>Folds a text: "Łódź Straße" becomes "lodz strasse". Null becomes empty; half a surrogate pair becomes U+FFFD.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not (0xFFFE or 0xFFFF))
                valid.Append(rune);
        }

        var folded = new StringBuilder(valid.Length);
        foreach (var rune in valid.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            var lower = Rune.ToLowerInvariant(rune);
            _ = lower.Value switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' or 'ð' => folded.Append('d'),
                'þ' => folded.Append("th"),
                'ı' => folded.Append('i'),
                _ => folded.Append(lower),
            };
        }

        return folded.ToString();
    }

    /// <summary>Folds a text of UTF-8 behind others; ASCII, nearly all of them, never becomes a string.</summary>
    internal static void Append(ReadOnlySpan<byte> text, Growing<byte> to)
    {
        if (Ascii.ToLower(text, to.Room(text.Length), out var written) == OperationStatus.Done)
            to.Take(written);
        else
            to.Add(Encoding.UTF8.GetBytes(Of(Encoding.UTF8.GetString(text))));
    }
}
