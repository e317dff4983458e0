using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Dashboard.Services.Imports;

/// <summary>The words by which files say yes, no, nothing, female, control.</summary>
internal static partial class ValueText
{
    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> Booleans = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase)
    {
        ["1"] = true, ["true"] = true, ["t"] = true, ["yes"] = true, ["y"] = true, ["on"] = true, ["x"] = true, ["✓"] = true, ["✔"] = true,
        ["ja"] = true, ["j"] = true, ["oui"] = true, ["o"] = true, ["si"] = true, ["sí"] = true, ["sim"] = true, ["tak"] = true, ["wahr"] = true, ["vrai"] = true, ["verdadero"] = true,
        ["granted"] = true, ["opted in"] = true, ["opt-in"] = true, ["optin"] = true, ["opt in"] = true, ["subscribed"] = true, ["active"] = true, ["1.0"] = true,
        ["0"] = false, ["false"] = false, ["f"] = false, ["no"] = false, ["n"] = false, ["off"] = false, ["nein"] = false, ["non"] = false, ["não"] = false, ["nao"] = false, ["nie"] = false,
        ["falsch"] = false, ["faux"] = false, ["falso"] = false, ["denied"] = false, ["opted out"] = false, ["opt-out"] = false, ["optout"] = false, ["opt out"] = false,
        ["unsubscribed"] = false, ["inactive"] = false, ["0.0"] = false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Genders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["f"] = "female", ["female"] = "female", ["w"] = "female", ["woman"] = "female", ["women"] = "female", ["weiblich"] = "female", ["frau"] = "female", ["femme"] = "female",
        ["féminin"] = "female", ["mujer"] = "female", ["femenino"] = "female", ["feminino"] = "female", ["k"] = "female", ["mrs"] = "female", ["ms"] = "female", ["miss"] = "female",
        ["m"] = "male", ["male"] = "male", ["man"] = "male", ["men"] = "male", ["männlich"] = "male", ["herr"] = "male", ["homme"] = "male", ["masculin"] = "male", ["hombre"] = "male",
        ["masculino"] = "male", ["mr"] = "male",
        ["d"] = "other", ["x"] = "other", ["nb"] = "other", ["non-binary"] = "other", ["nonbinary"] = "other", ["divers"] = "other", ["diverse"] = "other", ["other"] = "other",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Nothings = new[]
    {
        "null", "(null)", "nan", "n/a", "#n/a", "na", "<na>", "none", "nil", "-", "\\N", "nat", "undefined",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

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
        if (text.IndexOfAny(" \t\r\n\"<>(),;:\\") >= 0) return false;
        var domain = text[(at + 1)..];
        var dot = domain.LastIndexOf('.');
        return dot > 0 && dot < domain.Length - 2 && domain[0] is not ('.' or '-') && !domain.Contains("..", StringComparison.Ordinal);
    }

    /// <summary>Whether the name of an arm means that its customers were not contacted: "No E-Mail", "control", "holdout", "none".</summary>
    public static bool IsControlArm(string arm) => ControlArm().IsMatch(arm);

    /// <summary>Whether the name of an arm speaks of a contact: "Mens E-Mail", "SMS A", "treatment".</summary>
    public static bool IsTreatedArm(string arm) => !IsControlArm(arm) && TreatedArm().IsMatch(arm);

    [GeneratedRegex(@"^\s*(control( group)?|ctrl|hold[ -]?outs?|held[ -]?out|none|untreated|placebo|baseline|(no|without|kein(e)?) ?(e-?)?(mails?|contacts?|sms|messages?|campaigns?|treatments?|offers?|ads?|post|calls?))\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ControlArm();

    [GeneratedRegex(@"\b(e-?mail|sms|treat(ed|ment)?|test|push|post|ad|ads|call|variant|offer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TreatedArm();
}
