using Dashboard.Services.Segments;

namespace Dashboard.Web.Segments;

/// <summary>What uses a segment or a list, in words.</summary>
public static class UseText
{
    /// <summary>One use: the name of a segment, or of anything else with what it is.</summary>
    public static string Name(SegmentUse use) => use.Kind == RuleMentions.Segment ? use.Name : $"{use.Name} ({use.Kind})";

    /// <summary>How many of each kind: "2 segments, 1 export recipe"; nothing for none.</summary>
    public static string Counts(IEnumerable<SegmentUse> uses) => string.Join(", ", uses.GroupBy(u => u.Kind).Select(kind => Formats.Count(kind.Count(), kind.Key)));
}
