using Dashboard.Services.Store;

namespace Dashboard.Services.Segments;

/// <summary>Which saved segments and export recipes mention which.</summary>
internal static class SegmentGraph
{
    /// <summary>The kind of a use by an export recipe.</summary>
    public const string Recipe = "export recipe";

    /// <summary>The segments, then the export recipes, that mention a name, directly or through segments, by name; without the segment of that name itself.</summary>
    public static IReadOnlyList<SegmentUse> UsesOf(IReadOnlyList<SavedSegmentRecord> living, IReadOnlyList<ExportRecipeRecord> recipes, string word, string name)
    {
        var found = new HashSet<SavedSegmentRecord>();
        var asked = new Queue<(string Word, string Name)>([(word, name)]);
        while (asked.TryDequeue(out var next))
        {
            foreach (var user in living.Where(s => RuleMentions.Mentions(s.Rule, next.Word, next.Name)))
            {
                if (found.Add(user))
                    asked.Enqueue((RuleMentions.Segment, user.Name));
            }
        }

        return
        [
            .. found.Where(s => word != RuleMentions.Segment || s.NameKey != SegmentContent.KeyOf(name))
                .Select(s => new SegmentUse(RuleMentions.Segment, s.Id, s.Name)).OrderBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase),
            .. recipes.Where(r => RecipeMentions.Mentions(r, word, name) || found.Any(s => RecipeMentions.Mentions(r, RuleMentions.Segment, s.Name)))
                .Select(r => new SegmentUse(Recipe, r.Id, r.Name)).OrderBy(u => u.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    /// <summary>Refuses a content by which a segment would contain itself.</summary>
    /// <param name="living">The living segments.</param>
    /// <param name="edited">The one that gets the content; null for a new one.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="ArgumentException">It would; the message names the way round.</exception>
    public static void RefuseCycle(IReadOnlyList<SavedSegmentRecord> living, SavedSegmentRecord? edited, SegmentContent content)
    {
        var rules = living.Where(s => s != edited).ToDictionary(s => s.NameKey, s => s.Rule, StringComparer.Ordinal);
        var self = SegmentContent.KeyOf(content.Name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (Way(content.Rule) is { } way)
            throw new ArgumentException($"The segment would contain itself: {string.Join(" → ", [content.Name, .. way])}. Take one of these out of the rule.");

        IReadOnlyList<string>? Way(string rule)
        {
            foreach (var name in RuleMentions.Names(rule, RuleMentions.Segment))
            {
                var key = SegmentContent.KeyOf(name);
                if (key == self)
                    return [name];
                if (seen.Add(key) && rules.TryGetValue(key, out var inner) && Way(inner) is { } rest)
                    return [name, .. rest];
            }

            return null;
        }
    }
}
