namespace Dashboard.Analytics.Rules;

/// <summary>Finds what a misspelt name was probably meant to be.</summary>
internal static class Spelling
{
    private const int MostLength = 60;

    /// <summary>The candidate that is nearest, if it is near enough: at most a third of the letters differ, or it begins with the name. Null when none is.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > MostLength)
            return null;
        var (best, least) = ((string?)null, Math.Max(1, name.Length / 3) + 1);
        string? longer = null;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) < least && candidate.Length <= MostLength && Distance(name, candidate) is var distance && distance < least)
                (best, least) = (candidate, distance);
            if (name.Length >= 3 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (longer is null || candidate.Length < longer.Length))
                longer = candidate;
        }

        return best ?? longer;
    }

    /// <summary>"Did you mean …?" with a space before, or nothing.</summary>
    public static string DidYouMean(string? suggestion) => suggestion is null ? "" : $" Did you mean {suggestion}?";

    // Letters to insert, delete, replace or swap with their neighbour (Damerau 1964, restricted), whatever the case.
    private static int Distance(string a, string b)
    {
        var (before, above, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var differs = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + differs);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above, row) = (above, row, before);
        }

        return above[b.Length];

        static bool Same(char x, char y) => char.ToUpperInvariant(x) == char.ToUpperInvariant(y);
    }
}
