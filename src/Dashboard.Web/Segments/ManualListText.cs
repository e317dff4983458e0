using Dashboard.Services.Segments;

namespace Dashboard.Web.Segments;

/// <summary>Lists made by hand, in words.</summary>
public static class ManualListText
{
    /// <summary>What came of adding entries: "3 of 5 entries added, 2 mean nobody".</summary>
    public static string Report(ManualListReport report)
    {
        var parts = new List<string> { $"{Formats.Count(report.Added, "customer")} added from {Formats.Count(report.Read, "entry", "entries")}" };
        if (report.Already > 0)
            parts.Add($"{Formats.Integer(report.Already)} on it already");
        if (report.Unmatched.Count > 0)
            parts.Add($"{Formats.Integer(report.Unmatched.Count)} mean nobody");
        return string.Join(", ", parts);
    }
}
