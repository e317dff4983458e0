using System.Buffers;
using System.Net;

namespace Dashboard.Services.Privacy;

/// <summary>
/// The words by which people can be recognised in texts that others wrote: keys, e-mail addresses, telephone numbers and full names, in all versions that were ever told. Words that could mean something else (a key of digits, a
/// name of one word) count only where they stand alone as a value: in quotes, in an address, or as the whole text.
/// </summary>
internal sealed class PersonNames
{
    /// <summary>What stands in the place of a word that was erased.</summary>
    public const string Erased = "erased";

    private const int ShortestLoose = 6;
    private readonly List<(string Word, bool IsLoose)> words = [];
    private readonly SearchValues<string> any;

    private PersonNames(IEnumerable<(string Word, bool IsLoose)> told)
    {
        foreach (var (word, isLoose) in told.Where(w => w.Word.Length > 0).Distinct())
        {
            foreach (var form in (string[])[word, Uri.EscapeDataString(word), WebUtility.UrlEncode(word), word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)])
            {
                if (!words.Contains((form, isLoose)))
                    words.Add((form, isLoose));
            }
        }

        words.Sort((a, b) => (b.Word.Length, a.Word).CompareTo((a.Word.Length, b.Word)));
        any = SearchValues.Create([.. words.Select(w => w.Word)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The words for some people.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="told">What was told of them.</param>
    public static PersonNames Of(IEnumerable<string> keys, IEnumerable<ToldFacts> told)
    {
        var facts = told.SelectMany(t => t.Facts).Where(f => f.Value.Length > 0).Distinct().ToList();
        return new PersonNames(
        [
            .. keys.Select(k => (k, k.Any(char.IsLetter) && k.Length >= ShortestLoose)),
            .. facts.Where(f => f.Key is "email").Select(f => (f.Value, true)),
            .. facts.Where(f => f.Key is "phone").Select(f => (f.Value, f.Value.Count(char.IsAsciiDigit) >= ShortestLoose)),
            .. facts.Where(f => f.Key is "name").Select(f => (f.Value, f.Value.Contains(' ', StringComparison.Ordinal) && f.Value.Length >= ShortestLoose)),
        ]);
    }

    /// <summary>Whether a text names one of them.</summary>
    public bool IsIn(string? text) => text is not null && Without(text) != text;

    /// <summary>The text without the words.</summary>
    public string Without(string text)
    {
        if (text.AsSpan().IndexOfAny(any) < 0)
            return text;
        foreach (var (word, isLoose) in words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = at + 1 < text.Length ? text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
            {
                if (isLoose ? IsWord(text, at, word.Length) : IsValue(text, at, word.Length))
                    text = string.Concat(text.AsSpan(0, at), Erased, text.AsSpan(at + word.Length));
            }
        }

        return text;
    }

    private static bool IsWord(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]) || IsEscape(text, at)) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    private static bool IsValue(string text, int at, int length)
    {
        var before = text.AsSpan(0, at);
        var after = text.AsSpan(at + length);
        return (before.IsEmpty || before[^1] is '"' or '=' or '/' || before.EndsWith("%22")) && (after.IsEmpty || after[0] is '"' or '&' or '/' or '#' or '?' || after.StartsWith("%22") || after.StartsWith(".xlsx") || after.StartsWith(".csv"));
    }

    // %22 and the like end in a digit that belongs to no word.
    private static bool IsEscape(string text, int at) => at >= 3 && text[at - 3] == '%' && char.IsAsciiHexDigit(text[at - 2]) && char.IsAsciiHexDigit(text[at - 1]);
}
