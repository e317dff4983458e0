using System.Globalization;
using System.Text;

namespace Dashboard.Analytics.Segments;

/// <summary>
/// A definition as one line of text, for the settings and for addresses:
/// <c>window=12|edges=10,20,30,40;1,2,3,4;100,200,300,400|map=ddcaa-eecbb-iifbb-jjhhg-jjhhg|champions=Top%20fans:Thank%20them</c>.
/// Parts that are as usual are left out, but for the window, so that the text is never empty.
/// </summary>
public static class RfmDefinitionText
{
    private const string AllHistory = "all";

    /// <summary>Writes a definition.</summary>
    public static string Format(RfmDefinition definition)
    {
        var text = new StringBuilder("window=").Append(definition.WindowMonths?.ToString(CultureInfo.InvariantCulture) ?? AllHistory);
        if (definition.Thresholds is { } edges)
            text.Append("|edges=").Append(RfmThresholdsText.Format(edges));
        if (!definition.Map.Equals(RfmMap.Default))
            text.Append("|map=").Append(definition.Map);
        foreach (var group in RfmGroups.All)
        {
            var (name, action) = (definition.Names.Name(group), definition.Names.Action(group));
            if (name != group.Name() || action != group.Action())
                text.Append('|').Append(group.Slug()).Append('=').Append(Uri.EscapeDataString(name == group.Name() ? "" : name)).Append(':').Append(Uri.EscapeDataString(action == group.Action() ? "" : action));
        }

        return text.ToString();
    }

    /// <summary>Reads a definition; null when there is no text.</summary>
    /// <exception cref="ArgumentException">The text is not what <see cref="Format"/> writes; the message is for the person who wrote it.</exception>
    public static RfmDefinition? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var definition = RfmDefinition.Default;
        foreach (var part in text.Split('|'))
        {
            var (key, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (part[..at], part[(at + 1)..]) : (part, "");
            definition = key switch
            {
                "window" => definition with { WindowMonths = Window(value) },
                "edges" => definition with { Thresholds = RfmThresholdsText.Parse(value) },
                "map" => definition with { Map = RfmMap.Parse(value) },
                _ when RfmGroups.Find(key) is { } group => definition with { Names = Named(definition.Names, group, value) },
                _ => throw new ArgumentException($"A definition of RFM has no part '{key}'. Its parts are window, edges, map, and the groups; set them on the RFM set-up page."),
            };
        }

        return definition with { Names = definition.Names.Checked() };
    }

    private static int? Window(string value) =>
        value == AllHistory ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= RfmDefinition.LongestWindow ? months
        : throw new ArgumentException($"'{value}' is not a window. It is '{AllHistory}', or 1 to {RfmDefinition.LongestWindow} months.");

    private static RfmNames Named(RfmNames names, RfmGroup group, string value)
    {
        var texts = value.Split(':');
        return texts.Length == 2
            ? names.With(group, Uri.UnescapeDataString(texts[0]), Uri.UnescapeDataString(texts[1]))
            : throw new ArgumentException($"'{value}' is not a name and an action with a colon between.");
    }
}
