using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Imports.Reading;

/// <summary>The words by which files say yes, no, nothing, female, control.</summary>
internal static partial class ValueText
{
    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> Booleans = Words(
        (true, "1|1.0|true|t|yes|y|on|x|✓|✔|ja|j|oui|o|si|sí|sim|tak|wahr|vrai|verdadero|granted|opted in|opt-in|optin|opt in|subscribed|active"),
        (false, "0|0.0|false|f|no|n|off|nein|non|não|nao|nie|falsch|faux|falso|denied|opted out|opt-out|optout|opt out|unsubscribed|inactive"));

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Genders = Words(
        ("female", "f|female|w|woman|women|weiblich|frau|femme|féminin|mujer|femenino|feminino|k|mrs|ms|miss"),
        ("male", "m|male|man|men|männlich|herr|homme|masculin|hombre|masculino|mr"),
        ("other", "d|x|nb|non-binary|nonbinary|divers|diverse|other"));

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nothings = new[]
    {
        "null", "(null)", "nan", "n/a", "#n/a", "na", "<na>", "none", "nil", "-", "\\N", "nat", "undefined",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> NotInEmail = SearchValues.Create(" \t\r\n\"<>(),;:\\");

    /// <summary>Whether the text stands for "no value" where a number, a date, a yes or no, or the id of a customer is expected. Other texts keep such words.</summary>
    public static bool IsNothing(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        return trimmed.IsEmpty || (trimmed.Length <= 9 && Nothings.Contains(trimmed));
    }

    /// <summary>Reads yes or no; null when the text is neither.</summary>
    public static bool? Boolean(ReadOnlySpan<char> text) => Booleans.TryGetValue(text.Trim(), out var value) ? value : null;

    /// <summary>"female", "male", "other", or the file's own word.</summary>
    public static string Gender(ReadOnlySpan<char> text) => Genders.TryGetValue(text.Trim().TrimEnd('.'), out var value) ? value : text.Trim().ToString();

    /// <summary>Whether the text is a word for a gender.</summary>
    public static bool IsGender(ReadOnlySpan<char> text) => Genders.ContainsKey(text.Trim());

    /// <summary>Whether this has the shape of an e-mail address: one @, something before it, a domain with a dot after it, no spaces or quotes.</summary>
    public static bool IsEmail(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at < 1 || at > 64 || text.Length > 254 || text.LastIndexOf('@') != at) return false;
        if (text.IndexOfAny(NotInEmail) >= 0) return false;
        var domain = text[(at + 1)..];
        var dot = domain.LastIndexOf('.');
        return dot > 0 && dot < domain.Length - 2 && domain[0] is not ('.' or '-') && !domain.Contains("..", StringComparison.Ordinal);
    }

    /// <summary>Whether the name of an arm means that its customers were not contacted: "No E-Mail", "control", "holdout", "none".</summary>
    public static bool IsControlArm(string arm) => ControlArm().IsMatch(arm);

    /// <summary>Whether the name of an arm speaks of a contact: "Mens E-Mail", "SMS A", "treatment".</summary>
    public static bool IsTreatedArm(string arm) => !IsControlArm(arm) && TreatedArm().IsMatch(arm);

    private static FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> Words<T>(params (T Value, string Words)[] lists) => lists
        .SelectMany(list => list.Words.Split('|'), (list, word) => (word, list.Value))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Value, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    [GeneratedRegex(@"^\s*(control( group)?|ctrl|hold[ -]?outs?|held[ -]?out|none|untreated|placebo|baseline|(no|without|kein(e)?) ?(e-?)?(mails?|contacts?|sms|messages?|campaigns?|treatments?|offers?|ads?|post|calls?))\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlArm();

    [GeneratedRegex(@"\b(e-?mail|sms|treat(ed|ment)?|test|push|post|ad|ads|call|variant|offer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TreatedArm();
}
