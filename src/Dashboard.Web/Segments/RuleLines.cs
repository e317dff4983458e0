using Dashboard.Analytics.Rules;

namespace Dashboard.Web.Segments;

/// <summary>What became of a line between two texts.</summary>
public enum LineChange
{
    /// <summary>It is in both.</summary>
    Same,

    /// <summary>It is only in the older.</summary>
    Removed,

    /// <summary>It is only in the newer.</summary>
    Added,
}

/// <summary>Rules line by line, a condition a line, and what changed between two of them.</summary>
public static class RuleLines
{
    /// <summary>The lines of a rule; the text itself where it can't be read.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        if (!RuleText.TryParse(text, out var rule, out _))
            return [text];
        var lines = new List<string>();
        Write(rule!, "", 0);
        return lines;

        void Write(Rule part, string before, int depth)
        {
            var (join, rows) = RuleEdits.Group(part);
            if (!RuleEdits.IsGroup(part))
            {
                lines.Add(new string(' ', 2 * depth) + before + RuleText.Format(part));
                return;
            }

            lines.Add(new string(' ', 2 * depth) + before + join switch { RuleJoin.All => "all of", RuleJoin.Any => "any of", _ => "none of" });
            foreach (var row in rows)
                Write(row, "", depth + 1);
        }
    }

    /// <summary>Lines of two texts with what became of each, by the longest common subsequence; removed lines come before added ones.</summary>
    public static IReadOnlyList<(LineChange Change, string Line)> Difference(IReadOnlyList<string> older, IReadOnlyList<string> newer)
    {
        var common = new int[older.Count + 1, newer.Count + 1];
        for (var i = older.Count - 1; i >= 0; i--)
        {
            for (var j = newer.Count - 1; j >= 0; j--)
                common[i, j] = older[i] == newer[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<(LineChange, string)>();
        var (a, b) = (0, 0);
        while (a < older.Count || b < newer.Count)
        {
            if (a < older.Count && b < newer.Count && older[a] == newer[b])
            {
                lines.Add((LineChange.Same, older[a++]));
                b++;
            }
            else if (a < older.Count && (b == newer.Count || common[a + 1, b] >= common[a, b + 1]))
            {
                lines.Add((LineChange.Removed, older[a++]));
            }
            else
            {
                lines.Add((LineChange.Added, newer[b++]));
            }
        }

        return lines;
    }
}
