using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Segments that refer to other segments.</summary>
internal static class SegmentReferences
{
    private const int MostDepth = 50;
    private const string CircleMessage = "Segments can't refer to each other in a circle";

    /// <summary>What is wrong with what a reference leads to: a circle, or a segment that is missing there. Null when nothing is.</summary>
    public static string? Problem(Snapshot snapshot, SegmentRule reference) => Visit(snapshot, reference.Name, [], new HashSet<string>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Why a segment would refer to itself, whatever else is wrong with it; null when it doesn't.</summary>
    public static string? Circle(Snapshot snapshot, SegmentRule reference) => Problem(snapshot, reference) is { } problem && problem.StartsWith(CircleMessage, StringComparison.Ordinal) ? problem : null;

    private static string? Visit(Snapshot snapshot, string name, List<string> path, HashSet<string> sound)
    {
        if (sound.Contains(name))
            return null;
        var at = path.FindIndex(p => string.Equals(p, name, StringComparison.OrdinalIgnoreCase));
        if (at >= 0)
            return $"{CircleMessage}: {string.Join(" -> ", path.Skip(at).Append(path[at]))}. Change one of them.";
        if (path.Count >= MostDepth)
            return FormattableString.Invariant($"Segments refer to segments more than {MostDepth} deep: {path[0]} -> {path[1]} -> ….");
        if (snapshot.Segments.Segment(name) is not { } segment)
            return $"Segment {RuleText.Quoted(path[^1])} refers to {RuleText.Quoted(name)}, and there is no such segment.";
        path.Add(segment.Name);
        foreach (var node in segment.Rule.Nodes())
        {
            var problem = node switch
            {
                SegmentRule next => Visit(snapshot, next.Name, path, sound),
                RuleCondition condition when RuleErrors.OfCondition(snapshot, condition) is { } issue => $"Segment {RuleText.Quoted(segment.Name)}: {issue.Message}",
                _ => null,
            };
            if (problem is not null)
                return problem;
        }

        path.RemoveAt(path.Count - 1);
        sound.Add(name);
        return null;
    }
}
