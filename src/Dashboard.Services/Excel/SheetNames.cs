using System.Globalization;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>
/// Gives out the names of a workbook's sheets by Excel's rules: 1 to 31 UTF-16 units, none of []:*?/\ or control characters, no
/// apostrophe at either end, not "History", and no two alike in any case.
/// </summary>
internal sealed class SheetNames
{
    private const int Longest = 31;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase) { "History" };

    /// <summary>Takes the nearest free name: "Orders", then "Orders (2)", "Orders (3)" …</summary>
    public string Take(string wanted)
    {
        var clean = Clean(wanted);
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({number})");
            var name = string.Concat(XlsxText.Clip(clean, Longest - suffix.Length).TrimEnd().TrimEnd('\''), suffix);
            if (_taken.Add(name))
                return name;
        }
    }

    private static string Clean(string wanted)
    {
        var name = new StringBuilder(wanted.Length);
        foreach (var rune in wanted.EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            if (rune.Value is 0xFFFE or 0xFFFF || Rune.IsControl(rune) || (rune.IsAscii && "[]:*?/\\".Contains((char)rune.Value, StringComparison.Ordinal)))
                name.Append(' ');
            else
                name.Append(rune);
        }

        var words = string.Join(' ', name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('\'', ' ');
        return words.Length == 0 ? "Sheet" : words;
    }
}
